"""The layers trained on messages: what they see is what they were shipped for, and damage is noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.reading.learned.asked import heads, trained_with
from index.encoder.asked import FOLDER, AskedEncoder, asked_encoder, fingerprint
from index.encoder.model import MODEL, SUMS, encoder
from index.errors import EncoderDamagedError

LARGEST_FILE = 22_500_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (MODEL, SUMS):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_the_heads_know_the_layers_that_are_shipped() -> None:
    assert trained_with() == fingerprint()
    assert (FOLDER / MODEL).stat().st_size <= LARGEST_FILE


@pytest.mark.parametrize(
    ("message", "matter", "form"),
    [
        ("评上小巨人以后管几年啊", "topic/valid_period", "how_many"),
        ("第八批小巨人啥时候截止", "topic/deadline", "when"),
        ("今天天气怎么样", "outside/off_topic", None),
    ],
)
def test_they_tell_what_is_asked_by_themselves(message: str, matter: str, form: str | None) -> None:
    vector = asked_encoder().vector(message)
    told = {name: head.labels[int(head.opinion(vector).argmax())] for name, head in heads().items()}
    assert told["matters"] == matter
    assert form is None or told["forms"] == form


def test_a_text_beyond_the_window_is_cut_off_and_an_empty_one_has_a_vector() -> None:
    long = "企业，" * 2000
    np.testing.assert_array_equal(asked_encoder().vector(long), asked_encoder().vector(long + "发明专利" * 50))
    assert np.isfinite(asked_encoder().vector("")).all()


def test_a_changed_or_missing_file_is_a_typed_error(copy: Path) -> None:
    content = bytearray((copy / MODEL).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / MODEL).write_bytes(content)
    with pytest.raises(EncoderDamagedError, match=MODEL):
        AskedEncoder(encoder(), copy)
    (copy / SUMS).unlink()
    with pytest.raises(EncoderDamagedError, match=SUMS):
        AskedEncoder(encoder(), copy)
