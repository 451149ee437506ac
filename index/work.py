"""The model's share of a build: vectors that are known are taken over, the others computed in batches."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

import numpy as np

from index import store
from index.config import IndexConfig
from index.embedding import Embedder, Vectors
from index.errors import texts
from index.files import GENERATIONS, saved_vectors

Known = dict[str, Vectors]

_BATCH: Final = 16
_Step = TypeVar("_Step")


def known_vectors(config: IndexConfig) -> dict[str, Known]:
    """Vectors that need not be computed again, by model: of the generations kept here or beside, whole or not, and
    of a Chroma server."""
    known: dict[str, Known] = {}
    roots = [root for root in (config.beside, config.path) if root is not None]
    for folder in (generation for root in roots for generation in sorted((root / GENERATIONS).glob("*"))):
        if (saved := saved_vectors(folder)) is not None:
            known.setdefault(saved[0], {}).update(saved[1])
    if config.chroma_url:
        for model, vectors in store.read_vectors(config.chroma_url).items():
            known.setdefault(model, {}).update({f"document:{key}": vector for key, vector in vectors.items()})
    return known


class EmbeddingWork:
    """The vectors of a build: those that are known, and those still to be computed.

    Args:
        known: takes what is computed too, so that a build that fails afterwards has not computed it in vain.
    """

    def __init__(self, embedder: Embedder, known: Known) -> None:
        self._embedder = embedder
        self._vectors = known
        self._total = 0
        self._documents: dict[str, str] = {}
        self._questions: dict[str, str] = {}

    def plan(self, documents: Sequence[tuple[str, str]], questions: Sequence[tuple[str, str]]) -> None:
        """Note what has to be computed, once each."""
        self._total = len({key for key, _ in (*documents, *questions)})
        self._documents = {key: text for key, text in documents if key not in self._vectors}
        self._questions = {key: text for key, text in questions if key not in self._vectors}

    @property
    def total(self) -> int:
        """Vectors that the index needs, those that are known included."""
        return self._total

    @property
    def left(self) -> int:
        """Vectors still to be computed."""
        return len(self._documents) + len(self._questions)

    def run(self) -> tuple[int, float]:
        """Compute what is left, with a progress bar on stderr; how many, and in how many seconds."""
        started = time.perf_counter()
        steps = [
            (embed, batch)
            for embed, texts_ in (
                (self._embedder.embed_documents, self._documents),
                (self._embedder.embed_queries, self._questions),
            )
            for batch in _batches(texts_)
        ]
        for embed, batch in _with_progress(steps):
            self._vectors.update(zip(batch, embed(list(batch.values())), strict=True))
        return self.left, time.perf_counter() - started

    def matrix(self, keys: Sequence[str]) -> Vectors:
        """The vectors of `keys`, a row each."""
        if not keys:
            return np.zeros((0, self._embedder.dimension), dtype=np.float32)
        return np.stack([self._vectors[key] for key in keys]).astype(np.float32)


def _batches(texts_: dict[str, str]) -> Iterator[dict[str, str]]:
    keys = list(texts_)
    for start in range(0, len(keys), _BATCH):
        yield {key: texts_[key] for key in keys[start : start + _BATCH]}


def _with_progress(steps: Sequence[_Step]) -> Iterable[_Step]:
    """The steps, with a progress bar on stderr while they are worked through."""
    if not steps:
        return ()
    from rich.console import Console
    from rich.progress import track

    return track(steps, description=texts()("building_progress"), console=Console(stderr=True))
