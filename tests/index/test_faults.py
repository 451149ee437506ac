"""Killed, truncated, crowded, not allowed to write: the index serves, or is rebuilt before the first answer."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.library import Library
from index.build import build, ensure
from index.config import IndexConfig
from index.files import GENERATIONS, POINTER, open_generation
from index.retriever import Retriever
from index.status import State, status, verify
from tests.index.builder import small_library as library_of

BUILDER = Path(__file__).with_name("builder.py")
ROOT = Path(__file__).resolve().parents[2]
QUESTION, ANSWER = "审计报告应在哪个平台备案", "notice-2025-190/财务数据"
_READS_ALL = "-all,+dac_read_search"
_NOBODY = (
    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
    f"--inh-caps={_READS_ALL}", f"--ambient-caps={_READS_ALL}",
)  # fmt: skip


@pytest.fixture
def config(tmp_path: Path, small_template: Path) -> IndexConfig:
    shutil.copytree(small_template, tmp_path / "index")
    return IndexConfig(tmp_path / "index")


def start(*arguments: str, **options: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, str(BUILDER), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **options,  # type: ignore[call-overload]
    )


def answered(config: IndexConfig, library: Library) -> str:
    return Retriever.open(config, library, lambda line: None).search(QUESTION, 1).hits[0].clause_id


def generation_files(template: Path) -> list[str]:
    folder = next((template / GENERATIONS).iterdir())
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]


def current(config: IndexConfig) -> Path:
    return config.path / GENERATIONS / (config.path / POINTER).read_text().split()[0]


def test_killed_at_any_moment_the_old_index_still_serves(config: IndexConfig, small_library: Library) -> None:
    documents = ("notice-2023-23", "notice-2024-142", "notice-2025-190")
    grown = library_of(*documents)
    spare = IndexConfig(config.path.with_name("spare"))
    shutil.copytree(config.path, spare.path)
    started = time.monotonic()
    assert start("build", str(spare.path), *documents).wait() == 0
    whole = time.monotonic() - started
    moments = random.Random(20221114)
    for _ in range(6):
        child = start("build", str(config.path), *documents)
        time.sleep(moments.uniform(0.15, 1.0) * whole)
        child.send_signal(signal.SIGKILL)
        child.wait()
        generation = open_generation(config.path)
        assert generation is not None and generation.manifest.units in (
            len(open_generation(spare.path).units),  # type: ignore[union-attr]
            status(config, small_library).units,
        )
        if status(config, small_library).state is State.FRESH:
            assert answered(config, small_library) == ANSWER
        else:
            assert status(config, grown).state is State.FRESH, "neither the old nor the new index"
    build(config, grown, notify=lambda line: None)
    assert answered(config, grown) == ANSWER and verify(config, grown) == ()
    leftovers = [path.name for path in (config.path / GENERATIONS).iterdir() if path.name.startswith("building-")]
    assert leftovers == [] and not list(config.path.glob(f"{POINTER}.*"))


def test_every_truncated_file_is_noticed(config: IndexConfig, small_template: Path, small_library: Library) -> None:
    for name in generation_files(small_template):
        path = current(config) / name
        content = path.read_bytes()
        if not content:
            continue
        path.write_bytes(content[: len(content) // 2])
        found = status(config, small_library)
        assert found.state is State.DAMAGED and path.name in found.reason, name
        assert verify(config, small_library), name
        path.write_bytes(content)
    assert status(config, small_library).state is State.FRESH


def test_every_missing_file_is_noticed(config: IndexConfig, small_template: Path, small_library: Library) -> None:
    for name in generation_files(small_template):
        path = current(config) / name
        content = path.read_bytes()
        path.unlink()
        assert status(config, small_library).state is State.DAMAGED, name
        path.write_bytes(content)


def test_every_changed_byte_outside_chroma_is_noticed(
    config: IndexConfig, small_template: Path, small_library: Library
) -> None:
    for name in generation_files(small_template):
        if name.startswith("chroma/"):
            continue
        path = current(config) / name
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        assert status(config, small_library).state is State.DAMAGED, name
        path.write_bytes(content)


def test_a_text_changed_inside_chroma_is_found_by_verify(config: IndexConfig, small_library: Library) -> None:
    with sqlite3.connect(current(config) / "chroma" / "chroma.sqlite3") as database:
        changed = database.execute(
            "update embedding_metadata set string_value = replace(string_value, '5000万元', '500万元') "
            "where key = 'chroma:document'"
        )
        assert changed.rowcount
    database.close()
    problems = verify(config, small_library)
    assert len(problems) == 1 and "notice-2025-190/本年度要求" in problems[0]


@pytest.mark.parametrize("garbage", ["", "../../etc x", "no-such-generation " + "0" * 64, "\x00\xff"])
def test_a_broken_pointer_is_noticed_and_mended(config: IndexConfig, small_library: Library, garbage: str) -> None:
    (config.path / POINTER).write_text(garbage, encoding="latin-1")
    assert status(config, small_library).state is State.DAMAGED
    report = build(config, small_library, notify=lambda line: None)
    assert report.built and report.embedded == 0, "the vectors of the unharmed generation are taken over"
    assert answered(config, small_library) == ANSWER


@pytest.mark.parametrize("name", ["units.json", "tokenizer.json", "chroma/chroma.sqlite3", "manifest.json"])
def test_a_truncated_index_is_rebuilt_before_the_first_answer(
    config: IndexConfig, small_library: Library, name: str
) -> None:
    path = current(config) / name
    path.write_bytes(path.read_bytes()[:100])
    assert answered(config, small_library) == ANSWER
    assert status(config, small_library).state is State.FRESH and verify(config, small_library) == ()


def test_an_index_brought_in_from_elsewhere_is_rebuilt(config: IndexConfig, library: Library) -> None:
    assert status(config, library).state is State.STALE
    foreign = current(config) / "manifest.json"
    foreign.write_text('{"application": "something else"}')
    assert status(config, library_of("notice-2023-23", "notice-2025-190")).state is State.DAMAGED


def test_a_read_only_folder_serves_an_unprivileged_user(config: IndexConfig) -> None:
    _only_readable(config.path)
    before = {path: path.stat().st_mtime_ns for path in config.path.rglob("*")}
    done = _as_nobody(config.path)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {ANSWER} and done.stderr == ""
    assert {path: path.stat().st_mtime_ns for path in config.path.rglob("*")} == before


def test_without_an_index_an_unprivileged_user_gets_one_in_a_temporary_folder(tmp_path: Path) -> None:
    empty, temporary = tmp_path / "empty", tmp_path / "tmp"
    for folder, mode in ((empty, 0o555), (temporary, 0o777)):
        folder.mkdir()
        folder.chmod(mode)
    done = _as_nobody(empty, TMPDIR=str(temporary))
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {ANSWER} and "改用临时文件夹" in done.stderr
    assert list(empty.iterdir()) == []
    again = _as_nobody(empty, TMPDIR=str(temporary))
    assert again.returncode == 0 and "正在建立" not in again.stderr, "the temporary index serves again"


def test_two_search_while_a_third_builds(config: IndexConfig, small_library: Library) -> None:
    searchers = [start("search", str(config.path), QUESTION, "6") for _ in range(2)]
    for _ in range(2):
        build(config, small_library, force=True, notify=lambda line: None)
    for searcher in searchers:
        out, err = searcher.communicate(timeout=120)
        assert searcher.returncode == 0, err
        assert len(out.split()) > 3 and set(out.split()) == {ANSWER} and err == ""


def test_many_builders_at_once_build_once(tmp_path: Path, small_template: Path) -> None:
    shutil.copytree(small_template, tmp_path / "index")
    (tmp_path / "index" / POINTER).unlink()
    builders = [start("build", str(tmp_path / "index"), "notice-2023-23", "notice-2025-190") for _ in range(3)]
    names = set()
    for builder in builders:
        out, err = builder.communicate(timeout=180)
        assert builder.returncode == 0, err
        names.add(out.strip())
    assert len(names) == 1


def test_an_opened_index_survives_the_loss_of_its_folder(config: IndexConfig, small_library: Library) -> None:
    retriever = Retriever(ensure(config, small_library), None, config)
    shutil.rmtree(config.path)
    assert retriever.search(QUESTION, 1).hits[0].clause_id == ANSWER


def _only_readable(path: Path) -> None:
    for entry in (path, *path.rglob("*")):
        entry.chmod(0o555 if entry.is_dir() else 0o444)


def _as_nobody(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Search as a user who may read and not write; the interpreter may lie in a folder closed to others."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can become someone else")
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o055)
    return subprocess.run(
        [*_NOBODY, sys.executable, str(BUILDER), "search", str(folder), QUESTION, "0.5"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": "/nonexistent", **environment},
        check=False,
    )
