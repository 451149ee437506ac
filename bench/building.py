"""Building the index, beside the bare embedding of the same words."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.timing import timed
from corpus.library import load_library
from index.build import build
from index.config import IndexConfig
from index.embedding import load_embedder
from index.units import clause_units

_BATCH = 8


def measure() -> list[Figure]:
    """Clauses a second; half of the bare embedding stands before the build and half after it."""
    library = load_library()
    words = [unit.words for unit in clause_units(library)]
    embedder = load_embedder()
    embedder.embed_documents(words[:_BATCH])

    def embed(passages: list[str]) -> None:
        for start in range(0, len(passages), _BATCH):
            embedder.embed_documents(passages[start : start + _BATCH])

    before, _ = timed(lambda: embed(words[::2]))
    with TemporaryDirectory() as folder:
        ours, _ = timed(lambda: build(IndexConfig(Path(folder)), library, notify=lambda line: None))
    after, _ = timed(lambda: embed(words[1::2]))
    bare = before + after
    return [Figure("build", len(words) / ours, "clauses", 1, len(words) / bare, ours / bare)]
