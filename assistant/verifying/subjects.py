"""What a figure is said of: the concepts in its stretch, and before it where the stretch itself names none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant import bounded
from assistant.verifying.doers import doers
from assistant.verifying.figures import SaidFigure
from assistant.verifying.patterns import names
from assistant.verifying.statement import SmallClause, Stated

if TYPE_CHECKING:
    from assistant.verifying.claim import Claim

MEASURES: Final = ("thing", "limit")
_LEFT_OUT: Final = bounded.compile("不(?:看|用|考虑|论)|没有?用|没有[^，。]{1,6}这一?项")
_CLASSIFICATION: Final = "classification"
DEEDS: Final = ("thing", "limit", "act", "who", "tier")
def is_left_out(claim: Claim, clause: SmallClause, concept: str) -> bool:
    """Whether a line of the size standard is said not to look at what it doesn't name."""
    lines = all(each.startswith(_CLASSIFICATION) for each in claim.evidence.clause_ids)
    return lines and concept.startswith("thing.") and concept not in claim.evidence.ids and bool(_LEFT_OUT.search(clause.text))


def subject(read: Stated, figure: SaidFigure, *, lead: Stated | None = None) -> frozenset[str]:
    """The concepts that the figure is said of."""
    kinds = DEEDS if figure.unit in ("date", "month", "quarter", "months", "days", "workdays", "document", "batch", "annex", "copies", "year", "years") else MEASURES
    clause = read.clause_at(figure.start)
    neighbours = [each for each in read.figures if each is not figure and not each.unit.startswith("window") and each.mate == 0 or figure.mate == 0 and each is not figure and each.mate]
    before = max((each.end for each in neighbours if each.end <= figure.start and each.end > clause.start), default=clause.start)
    behind = min((each.start for each in neighbours if each.start >= figure.end and each.start < clause.end), default=clause.end)
    found = _within(read, before, figure.start, kinds)
    if not any(each.split(".")[0] in ("thing", "act") and each not in names("vague_subjects") for each in found):
        found |= _within(read, figure.end, behind, kinds)
    strong = {each for each in found if each.split(".")[0] in ("thing", "act") and each not in names("vague_subjects")}
    place = before
    while not strong and place > 0:
        earlier = next((each for each in reversed(read.clauses) if each.end <= place), None)
        start = earlier.start if earlier else 0
        more = _within(read, start, place, kinds)
        found |= more
        strong = {each for each in found if each.split(".")[0] in ("thing", "act") and each not in names("vague_subjects")}
        place = start
    if not strong and lead is not None:
        found |= {each for each in lead.ids if each.split(".")[0] in kinds}
    if figure.unit != "percent":
        found.discard("thing.share_of")
    return frozenset(found - names("vague_subjects"))


def _within(read: Stated, start: int, end: int, kinds: tuple[str, ...]) -> set[str]:
    found = {token.id for token in read.tokens if start <= token.start < end and token.id.split(".")[0] in kinds}
    if "who" in kinds:
        found |= {agent.id for agent in doers(read) if start <= agent.start < end}
    return found
