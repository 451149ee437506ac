"""Answers by retrieval, where no topic has anything to say: the sentences of the nearest clauses that speak of it, and nothing more."""

from __future__ import annotations

from typing import Final

from assistant.models import Kind, Origin, Status
from assistant.planning.finding import Finder, is_sure
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.planning.speaking import speaking_part
from assistant.reading.understood import Part
from corpus.citation import Citation
from corpus.clauses import ClauseKind
from corpus.rounds import ROUNDS_ID
from index.result import Hit

_LONGEST_QUOTE: Final = 400
_MOST: Final = 2


def plan_found(plan: Plan, settled: Settled, part: Part | None, find: Finder) -> bool:
    """The nearest clauses as quotes, in their texts' order; False where none is near enough to stand for an answer."""
    part = part or next(iter(settled.parts), None)
    if part is None or not part.words:
        return False
    hits = [hit for hit in find(part.words, settled).hits if is_sure(hit) and _is_quotable(settled, hit)][:_MOST]
    if not hits:
        return False
    plan.kind, plan.status, plan.origin = Kind.POLICY, Status.ANSWERED, Origin.RETRIEVAL
    plan.say(BlockType.SILENCE, "retrieval_intro")
    clauses = sorted((settled.library.clause(hit.clause_id) for hit in hits), key=lambda clause: (clause.document_id, clause.start))
    for clause in clauses:
        plan.quote(_cited(settled, part, clause.id, find))
    plan.say(BlockType.CAVEAT, "retrieval_note")
    return True


def _cited(settled: Settled, part: Part, clause_id: str, find: Finder) -> Citation:
    """The sentence of the clause that speaks of the matter; where none stands out, the clause, whole where it is short."""
    clause = settled.library.clause(clause_id)
    spoken = speaking_part(settled, part, settled.library.document(clause.document_id), clause, find)
    if spoken is not None:
        return settled.cite_clause(clause_id, spoken.quote)
    return settled.cite_clause(clause_id, clause.text if len(clause.text) <= _LONGEST_QUOTE else clause.own_text)


def _is_quotable(settled: Settled, hit: Hit) -> bool:
    """Whether a clause is a rule, and no heading or row of a table."""
    clause = settled.library.clause(hit.clause_id)
    return clause.kind not in (ClauseKind.TITLE, ClauseKind.LEAD) and clause.document_id != ROUNDS_ID
