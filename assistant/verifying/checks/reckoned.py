"""Figures that follow from the clause's own by the calendar: days from one date to another, the months of a quarter."""

from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise
from typing import Final

from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure

_MONTHS_OF_QUARTER: Final = 3
_END: Final = "底末"


def is_reckoned(figure: SaidFigure, claim: Claim) -> bool:
    """Whether the figure follows from dates of the sentence or of the clauses."""
    known = [each for piece in claim.evidence.pieces for each in piece.read.figures]
    if figure.unit == "days":
        return int(figure.value) in _spans(claim, known)
    if figure.unit in ("month", "months") and not figure.words.endswith("个月"):
        quarters = [int(each.value) for each in known if each.unit == "quarter"]
        if any(int(figure.value) in (_MONTHS_OF_QUARTER * (each - 1) + 1, _MONTHS_OF_QUARTER * each) for each in quarters):
            return True
    if figure.unit == "month" and figure.words[-1:] in _END:
        year, month = figure.year or claim.standing.as_of.year, int(figure.value)
        last = month * 100 + calendar.monthrange(year, month)[1]
        return any(each.unit == "date" and each.value == last for each in known)
    return False


def _spans(claim: Claim, known: list[SaidFigure]) -> set[int]:
    """The days between neighbouring dates of the sentence that stand in the clauses, both ends counted or one."""
    days: list[date] = []
    for figure in claim.read.figures:
        if figure.unit == "date" and any(figure.same(each) for each in known):
            year = figure.year or (days[-1].year if days else claim.standing.as_of.year)
            days.append(date(year, int(figure.value) // 100, int(figure.value) % 100))
    return {gap + more for one, other in pairwise(days) for gap in [(other - one).days] for more in (0, 1)}
