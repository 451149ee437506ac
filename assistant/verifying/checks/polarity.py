"""Whether what is to be, may be or must not be is the same in the clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.verifying.claim import Claim
from assistant.verifying.statement import Statement
from assistant.verifying.verdict import Objection, Reason

_WEAK: Final = frozenset(
    ["thing.document_measures", "thing.notice", "thing.annex", "thing.annex_notes", "thing.platform", "thing.standard", "thing.indicator", "thing.site", "thing.title_held", "thing.batch", "act.conform", "act.count_in", "thing.share_of", "act.publish", "thing.policy_help", "thing.validity", "act.occur", "act.suffice", "thing.audit_report", "thing.leading_product", "thing.niche", "thing.revenue", "thing.score", "thing.full_marks", "act.lead", "act.audit"]
)


def polarity(claim: Claim) -> Iterator[Objection]:
    """Something denied that the clause affirms, or affirmed that it denies."""
    for token in claim.read.tokens:
        if token.id.split(".")[0] not in ("act", "thing") or token.id in _WEAK:
            continue
        match = next((each for each in claim.matches if each.start <= token.start < each.end), None)
        if match is None:
            continue
        standing = claim.read.standing(token)
        plain = frozenset({not claim.read.clause_at(token.start).denied})
        theirs: set[bool] = set()
        raw: set[bool] = set()
        for piece in match.pieces:
            read = piece.read
            for other in read.tokens:
                if other.id == token.id:
                    theirs |= read.standing(other)
                    raw.add(not read.clause_at(other.start).denied)
        if theirs and not standing & theirs and not (plain & raw and _turned(claim.read, token.start) == _turned_in(match.pieces[0].read)):
            yield Objection(Reason.POLARITY, "polarity_turned", claim.read.clause_at(token.start).text.strip(), match.pieces[0].text)
            return


def _turned(read: Statement, place: int) -> bool:
    clause = read.clause_at(place)
    return clause.conditional


def _turned_in(read: Statement) -> bool:
    return any(clause.conditional for clause in read.clauses)
