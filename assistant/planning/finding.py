"""The clauses nearest to a question, and what a text is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.planning.settled import Settled
from assistant.reading.learned.shares import matters_of
from assistant.topics.forms import Matter
from index.preference import preference
from index.result import Hit, SearchResult
from index.retriever import Prefer, Retriever

SURE_SIMILARITY: Final = 0.86
"""Cosine from which a clause speaks of the question."""
SURE_WORDS: Final = 5.0
"""BM25 score that must come with it."""

@dataclass(frozen=True)
class Finder:
    """The retriever, opened when it is first needed.

    Attributes:
        opened: gives the retriever; builds the index first where it must.
    """

    opened: Callable[[], Retriever]

    def search(self, query: str, as_of: date, k: int = 5, documents: Collection[str] | None = None, prefer: Prefer | None = None) -> SearchResult:
        """The nearest clauses published by `as_of`."""
        return self.opened().search(query, k, as_of=as_of, documents=documents, prefer=prefer)

    def matters(self, texts: Sequence[str]) -> list[Mapping[Matter, float]]:
        """What each text is about, by the learned model that reads questions: every matter with its share."""
        return matters_of(texts, self.opened().embedder)

    def __call__(self, query: str, settled: Settled) -> SearchResult:
        """The nearest clauses, those that decide first."""
        return self.search(query, settled.as_of, prefer=preference(settled.library, settled.basis, settled.as_of))


def is_sure(hit: Hit) -> bool:
    """Whether a clause is near enough, by meaning and by words."""
    if hit.dense is None:
        return hit.lexical >= 2 * SURE_WORDS
    return hit.dense >= SURE_SIMILARITY and hit.lexical >= SURE_WORDS
