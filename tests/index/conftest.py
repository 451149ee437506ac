"""A real index of the real corpus, built once a run; and a small one that builds in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Library, load_library
from index.build import build
from index.config import IndexConfig
from index.retriever import Retriever

SMALL = ("notice-2023-23", "notice-2025-190")


def silent(line: str) -> None:
    """Takes what a person would be told."""


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory, library: Library) -> IndexConfig:
    """The whole corpus, indexed; not to be changed."""
    config = IndexConfig(tmp_path_factory.mktemp("index"))
    build(config, library, notify=silent)
    return config


@pytest.fixture(scope="session")
def retriever(config: IndexConfig, library: Library) -> Retriever:
    return Retriever.open(config, library, silent)


@pytest.fixture(scope="session")
def small_library(library: Library) -> Library:
    """Two documents and no rounds."""
    return Library([library.document(document_id) for document_id in SMALL], (), "")


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory, small_library: Library) -> Path:
    """The small library, indexed; copied by those who change it."""
    path = tmp_path_factory.mktemp("small")
    build(IndexConfig(path), small_library, notify=silent)
    return path
