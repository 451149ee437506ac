"""Answers by retrieval: the clauses nearest to a question, where no topic has anything to say."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.models import Kind, Origin, Status
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from corpus.citation import Citation
from corpus.clauses import ClauseKind
from corpus.rounds import ROUNDS_ID
from index.preference import preference
from index.result import Hit, SearchResult
from index.retriever import Prefer, Retriever

SURE_SIMILARITY: Final = 0.86
"""Cosine from which a clause speaks of the question."""
SURE_WORDS: Final = 5.0
"""BM25 score that must come with it."""
_LONGEST_QUOTE: Final = 400
_MOST: Final = 2

Find = Callable[[str, Settled], SearchResult]


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

    def __call__(self, query: str, settled: Settled) -> SearchResult:
        """The nearest clauses, those that decide first."""
        return self.search(query, settled.as_of, prefer=preference(settled.library, settled.basis, settled.as_of))


def plan_found(plan: Plan, settled: Settled, part: Part | None, find: Find) -> bool:
    """The nearest clause as a quote; False where none is near enough to stand for an answer."""
    words = part.words if part is not None else next((each.words for each in settled.parts), "")
    if not words:
        return False
    hits = [hit for hit in find(words, settled).hits if is_sure(hit) and is_quotable(settled, hit)]
    if not hits:
        return False
    plan.kind, plan.status, plan.origin = Kind.POLICY, Status.ANSWERED, Origin.RETRIEVAL
    plan.say(BlockType.SILENCE, "retrieval_intro")
    for hit in hits[:_MOST]:
        plan.quote(cite_hit(settled, hit))
    plan.say(BlockType.CAVEAT, "retrieval_note")
    return True


def is_sure(hit: Hit) -> bool:
    """Whether a clause is near enough, by meaning and by words."""
    if hit.dense is None:
        return hit.lexical >= 2 * SURE_WORDS
    return hit.dense >= SURE_SIMILARITY and hit.lexical >= SURE_WORDS


def cite_hit(settled: Settled, hit: Hit) -> Citation:
    """The clause found, whole where it is short, else its own lines."""
    clause = settled.library.clause(hit.clause_id)
    return settled.cite_clause(hit.clause_id, clause.text if len(clause.text) <= _LONGEST_QUOTE else clause.own_text)


def is_quotable(settled: Settled, hit: Hit) -> bool:
    """Whether a clause is a rule, and no heading or row of a table."""
    clause = settled.library.clause(hit.clause_id)
    return clause.kind not in (ClauseKind.TITLE, ClauseKind.LEAD) and clause.document_id != ROUNDS_ID
