"""Answers by retrieval: the clauses nearest to a question, where no topic is sure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.answering.draft import Draft
from assistant.answering.scene import Scene
from assistant.answering.texts import replies
from assistant.models import Kind, Origin, Status
from corpus.citation import Citation
from corpus.clauses import ClauseKind
from corpus.rounds import ROUNDS_ID
from index.result import Hit, SearchResult
from index.retriever import Prefer, Retriever

SURE_SIMILARITY: Final = 0.86
"""Cosine from which a clause speaks of the question; set on the tuned part of the question set."""
SURE_WORDS: Final = 5.0
"""BM25 score that must come with it."""
CLOSE_SIMILARITY: Final = 0.88
_LONGEST_QUOTE: Final = 400


@dataclass(frozen=True)
class Finder:
    """The retriever, opened when it is first needed.

    Attributes:
        opened: gives the retriever; builds the index first where it must.
    """

    opened: Callable[[], Retriever]

    def search(
        self,
        query: str,
        as_of: date,
        k: int = 5,
        documents: Collection[str] | None = None,
        prefer: Prefer | None = None,
    ) -> SearchResult:
        """The nearest clauses published by `as_of`."""
        return self.opened().search(query, k, as_of=as_of, documents=documents, prefer=prefer)

    def clause_ids(self, query: str, as_of: date, documents: Collection[str]) -> list[str]:
        """The ids of the nearest clauses of some documents."""
        return [hit.clause_id for hit in self.search(query, as_of, documents=documents).hits]


def write_found(draft: Draft, scene: Scene, result: SearchResult) -> bool:
    """The nearest clause as a quote; False where none is near enough to stand for an answer."""
    hits = [hit for hit in result.hits if is_sure(hit) and is_quotable(scene, hit)]
    if not hits:
        return False
    draft.kind, draft.status, draft.origin = Kind.POLICY, Status.ANSWERED, Origin.RETRIEVAL
    draft.say(replies()("retrieval_intro"))
    for hit in hits[:2]:
        draft.quote(cite_hit(scene, hit))
    draft.say(replies()("retrieval_note"))
    return True


def is_sure(hit: Hit) -> bool:
    """Whether a clause is near enough, by meaning and by words."""
    if hit.dense is None:
        return hit.lexical >= 2 * SURE_WORDS
    return hit.dense >= SURE_SIMILARITY and hit.lexical >= SURE_WORDS


def is_close(hit: Hit) -> bool:
    """Whether a clause is near enough to be shown beside an answer."""
    return hit.preference > 0 and hit.lexical >= SURE_WORDS and (hit.dense is None or hit.dense >= CLOSE_SIMILARITY)


def cite_hit(scene: Scene, hit: Hit) -> Citation:
    """The clause found, whole where it is short, else its own lines."""
    quote = _quote_of(scene, hit.clause_id)
    return scene.cite_clause(hit.clause_id, quote)


def is_quotable(scene: Scene, hit: Hit) -> bool:
    clause = scene.library.clause(hit.clause_id)
    return clause.kind not in (ClauseKind.TITLE, ClauseKind.LEAD) and clause.document_id != ROUNDS_ID


def _quote_of(scene: Scene, clause_id: str) -> str:
    clause = scene.library.clause(clause_id)
    return clause.text if len(clause.text) <= _LONGEST_QUOTE else clause.own_text
