"""A process follows the pointer to what a builder publishes, and keeps what it has where that does not fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.library import Library
from index.build import build
from index.config import IndexConfig
from index.errors import IndexDamagedError, IndexUnfitError
from index.files import POINTER, current_folder
from index.following import newer
from index.retriever import Retriever
from tests.index.conftest import silent

QUESTION = "复核要交什么材料"


@pytest.fixture
def opened(tmp_path: Path, small_template: Path, small_library: Library) -> Retriever:
    """A small index of its own, in use."""
    shutil.copytree(small_template, tmp_path / "index")
    return Retriever.open(IndexConfig(tmp_path / "index"), small_library, silent)


def _root(retriever: Retriever) -> Path:
    return retriever.config.path


def test_where_nothing_was_published_there_is_nothing_to_follow(opened: Retriever, small_library: Library) -> None:
    assert newer(opened, small_library) is None
    (_root(opened) / POINTER).unlink()
    assert newer(opened, small_library) is None


def test_what_a_builder_publishes_is_taken_up(opened: Retriever, small_library: Library) -> None:
    built = build(opened.config, small_library, force=True, notify=silent)
    found = newer(opened, small_library)
    assert found is not None and found.generation.folder == built.generation.folder != opened.generation.folder
    assert found.search(QUESTION).hits == opened.search(QUESTION).hits
    assert newer(found, small_library) is None


def test_a_half_copied_index_is_left_until_it_is_whole(opened: Retriever, small_library: Library, tmp_path: Path) -> None:
    other = IndexConfig(tmp_path / "built elsewhere")
    build(other, small_library, notify=silent)
    current = current_folder(other.path)
    assert current is not None
    folder = current[0]
    here = opened.generation.folder.parent / folder.name
    shutil.copytree(folder, here)
    shutil.copy(other.path / POINTER, _root(opened) / POINTER)
    (here / "vectors.npy").write_bytes((folder / "vectors.npy").read_bytes()[:1000])
    with pytest.raises(IndexUnfitError, match=r"仍用原来的.*vectors\.npy 不完整"):
        newer(opened, small_library)
    assert opened.search(QUESTION).hits
    shutil.copy(folder / "vectors.npy", here)
    found = newer(opened, small_library)
    assert found is not None and found.generation.folder == here


def test_an_index_of_other_documents_is_left(opened: Retriever, small_library: Library, library: Library) -> None:
    build(opened.config, Library([library.document("notice-2023-23")], (), ""), notify=silent)
    with pytest.raises(IndexUnfitError, match="已过期"):
        newer(opened, small_library)


@pytest.mark.parametrize("garbage", ["", "../../etc x", "half"])
def test_a_broken_pointer_is_left(opened: Retriever, small_library: Library, garbage: str) -> None:
    (_root(opened) / POINTER).write_text(garbage)
    with pytest.raises(IndexDamagedError):
        newer(opened, small_library)
