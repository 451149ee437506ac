"""Only what changed is embedded; what is current is whole; the folder keeps nothing but its own."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

import index.build
from corpus.clauses import parse_clauses
from corpus.library import Document, Library
from index.build import BuildReport, build, ensure
from index.config import IndexConfig
from index.embedding import Embedder
from index.errors import IndexUnavailableError, ModelUnavailableError
from index.files import GENERATIONS, open_generation, write_units
from index.result import Mode
from index.retriever import Retriever
from index.status import State, status, verify
from index.upkeep import fallback_folder


@pytest.fixture
def config(tmp_path: Path, small_template: Path) -> IndexConfig:
    """A copy of the small index, to be changed."""
    shutil.copytree(small_template, tmp_path / "index")
    return IndexConfig(tmp_path / "index")


def edited(library: Library, old: str, new: str) -> Library:
    """The small library with `old` replaced in the notice of 2025."""
    documents = list(library.documents())
    last = documents[-1]
    root = parse_clauses(last.text.replace(old, new), last.id)
    return Library([*documents[:-1], Document(last.id, last.meta, root)], (), "")


def silently(config: IndexConfig, library: Library, *, force: bool = False) -> BuildReport:
    return build(config, library, force=force, notify=lambda line: None)


def test_a_fresh_index_is_left_alone(config: IndexConfig, small_library: Library) -> None:
    report = silently(config, small_library)
    assert not report.built and report.embedded == 0
    assert status(config, small_library).state is State.FRESH
    assert verify(config, small_library) == ()


def test_only_the_changed_clause_is_embedded(config: IndexConfig, small_library: Library) -> None:
    changed = edited(small_library, "审计报告应在财政部", "审计报告须在财政部")
    assert status(config, changed).state is State.STALE
    report = silently(config, changed)
    assert report.built and report.embedded == 1
    assert status(config, changed).state is State.FRESH
    assert verify(config, changed) == ()


def test_vectors_of_a_folder_beside_are_taken_over(
    config: IndexConfig, small_library: Library, tmp_path: Path
) -> None:
    site = IndexConfig(tmp_path / "site", beside=config.path)
    report = silently(site, edited(small_library, "审计报告应在财政部", "审计报告须在财政部"))
    assert report.embedded == 1
    assert report.generation.folder.is_relative_to(tmp_path / "site")
    assert status(config, small_library).state is State.FRESH


def test_taken_over_vectors_are_those_computed_anew(config: IndexConfig, small_library: Library) -> None:
    kept = silently(config, edited(small_library, "本年度暂不接收", "今年暂不接收")).generation
    anew = silently(config, edited(small_library, "本年度暂不接收", "今年暂不接收"), force=True)
    assert anew.built and anew.embedded > 100
    assert kept.vectors is not None and anew.generation.vectors is not None
    assert abs(kept.vectors - anew.generation.vectors).max() < 1e-6


def test_one_older_generation_is_kept_and_foreign_files_are_not_touched(
    config: IndexConfig, small_library: Library
) -> None:
    (config.path / "notes.txt").write_text("mine")
    (config.path / GENERATIONS / "my-folder").mkdir()
    for year in ("二", "三", "四"):
        silently(config, edited(small_library, "系统操作手册", f"系统操作手册第{year}版"))
    ours = [path for path in (config.path / GENERATIONS).iterdir() if path.name != "my-folder"]
    assert len(ours) == 2
    assert (config.path / "notes.txt").exists() and (config.path / GENERATIONS / "my-folder").exists()


def test_a_second_builder_waits_and_finds_it_done(config: IndexConfig, small_library: Library) -> None:
    changed = edited(small_library, "审计报告应在财政部", "审计报告须在财政部")
    said: list[str] = []
    reports: list[BuildReport] = []
    lock = FileLock(config.path / "lock")
    lock.acquire()
    second = threading.Thread(target=lambda: reports.append(build(config, changed, notify=said.append)))
    second.start()
    second.join(timeout=1.5)
    assert second.is_alive() and any("另一个进程" in line for line in said)
    lock.release()
    second.join(timeout=120)
    assert reports[0].built
    assert not build(config, changed, notify=said.append).built


def test_another_model_makes_it_stale(config: IndexConfig, small_library: Library) -> None:
    assert status(replace(config, model="another"), small_library).state is State.STALE


def test_another_version_of_the_bundled_model_makes_it_stale_and_everything_is_embedded_again(
    config: IndexConfig, small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status(config, small_library).state is State.FRESH
    monkeypatch.setattr("index.embedding.fingerprint", lambda: "0" * 12)
    assert status(config, small_library).state is State.STALE
    report = silently(config, small_library)
    assert report.built and report.embedded == len(report.generation.units) + len({p for unit in report.generation.units for p in unit.asked})
    assert status(config, small_library).state is State.FRESH


def test_without_a_model_it_is_built_and_searched_by_words_and_says_so(tmp_path: Path, small_library: Library) -> None:
    config = IndexConfig(tmp_path, model="no-such/model")
    said: list[str] = []
    retriever = Retriever.open(config, small_library, said.append)
    assert retriever.mode is Mode.LEXICAL
    result = retriever.search("审计报告应在财政部注册会计师行业统一监管平台备案吗", 1)
    assert result.mode is Mode.LEXICAL and result.hits[0].clause_id == "notice-2025-190/财务数据"
    assert result.hits[0].dense is None
    assert any("只按词语检索" in line for line in said)
    assert verify(config, small_library) == ()
    assert not silently(config, small_library).built


def test_a_model_that_fails_at_query_time_leaves_the_words(
    config: IndexConfig, small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(model: str) -> Embedder:
        raise ModelUnavailableError(model, "gone")

    monkeypatch.setattr("index.retriever.load_embedder", fail)
    said: list[str] = []
    retriever = Retriever.open(config, small_library, said.append)
    assert retriever.mode is Mode.LEXICAL and any("只按词语检索" in line for line in said)
    assert retriever.search("审计报告备案", 1).hits[0].clause_id == "notice-2025-190/财务数据"


def test_what_fails_the_probe_never_becomes_current(
    config: IndexConfig, small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_generation(config.path)
    original = index.build.write_manifest

    def spoil(folder: Path, manifest: object) -> None:
        original(folder, manifest)  # type: ignore[arg-type]
        (folder / "units.json").write_text("[]")

    monkeypatch.setattr("index.build.write_manifest", spoil)
    with pytest.raises(IndexUnavailableError) as caught:
        silently(config, edited(small_library, "本年度暂不接收", "今年暂不接收"))
    assert caught.value.exit_code == 3
    after = open_generation(config.path)
    assert before is not None and after is not None and after.folder == before.folder
    assert not list((config.path / GENERATIONS).glob("building-*"))


def test_a_folder_that_cannot_be_made_falls_back_to_a_temporary_one(
    tmp_path: Path, small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said: list[str] = []
    generation = ensure(IndexConfig(tmp_path / "file" / "index"), small_library, said.append)
    assert len(generation.units) > 20
    assert any("改用临时文件夹" in line for line in said)


def test_where_nothing_can_be_written_the_error_says_what_to_do(
    tmp_path: Path, small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(IndexUnavailableError, match="ZJTX_INDEX_DIR") as caught:
        ensure(IndexConfig(tmp_path / "file" / "index"), small_library, lambda line: None)
    assert (caught.value.exit_code, caught.value.http_status) == (3, 503)


def test_a_full_disk_computes_nothing_twice(tmp_path: Path, small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    written: list[Path] = []

    def full(aside: Path, *rest: object) -> None:
        written.append(aside)
        if tmp_path / "index" in aside.parents:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_units(aside, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("index.build.write_units", full)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    generation = ensure(IndexConfig(tmp_path / "index"), small_library, said.append)
    assert len(written) == 2 and tmp_path / "index" not in generation.folder.parents
    counts = [int(found[1]) for line in said if (found := re.search(r"（(\d+) 条需要计算", line))]
    assert counts[0] > 0 and counts[1:] == [0]


def test_the_temporary_folder_of_someone_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = fallback_folder()
    assert own is not None and own.stat().st_mode & 0o077 == 0
    monkeypatch.setattr("os.getuid", lambda: 4242)
    (tmp_path / "zjtx-index-4242").symlink_to(own)
    assert fallback_folder() is None


def test_without_any_temporary_folder_there_is_no_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_usable() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none_usable)
    assert fallback_folder() is None
