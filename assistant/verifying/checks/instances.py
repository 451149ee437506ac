"""A value taken as an example (只有3项，就达不到): it needs no clause where the clause's own limit judges it as the sentence does."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.verifying.checks.compared import bad_outcome
from assistant.verifying.checks.known import Known, known_figures
from assistant.verifying.checks.option import OPTION
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import SaidFigure
from assistant.verifying.patterns import pattern
from assistant.verifying.subjects import subject

_UNITS: Final = ("percent", "money", "score", "years", "months", "items", "people", "firms", "rank")
_MONTHS: Final = 12
_TURNS: Final = bounded.compile("[；。]|但(?!凡)|不过(?![0-9])|然而")
_WANTED: Final = bounded.compile("(?:做到|达到|要|须|得|满|至少)$")
_SUPPOSED: Final = bounded.compile("假[定设如]|比如|譬如|举例|例如")


def is_instance(figure: SaidFigure, claim: Claim) -> bool:
    """Whether the value is compared rightly with a figure of the clause, or rightly said to fail its limit."""
    if figure.limit is not None or figure.mate or figure.unit not in _UNITS:
        return False
    if figure.unit == "rank":
        return _rank_told(figure, claim)
    if in_table(figure, claim) or _fails_every_side(figure, claim):
        return True
    if any(_compares(figure, other, claim) for other in claim.read.figures if other.start >= figure.end):
        return True
    if _SUPPOSED.search(claim.text, 0, figure.start) and any(rightly_compared(other, claim) for other in claim.read.figures if other.limit is not None):
        return True
    if outcome(claim, figure.end) is not False or bounded.search("或", "".join(piece.line for match in claim.matches for piece in match.pieces[:1])):
        return False
    if claim.text.startswith("前", figure.end) and figure.unit == "years":
        return any(each.figure.unit == "window_years" and figure.value > each.figure.value for each in known_figures(claim.evidence))
    mine = subject(claim.read, figure)
    limits = [each for each in known_figures(claim.evidence) if each.figure.limit is not None and each.figure.unit == figure.unit]
    best = max((each.fit(mine) for each in limits), default=0.0)
    near = [each for each in limits if each.fit(mine) >= best]
    return bool(near) and all(meets(figure, each) is False for each in near)


def in_table(figure: SaidFigure, claim: Claim) -> bool:
    """净利润率9%得8分: the line of the table whose range holds the value gives the points said next."""
    points = next((each for each in claim.read.figures if each.start >= figure.end and each.unit == "score"), None)
    rows = [piece for piece in claim.evidence.pieces if OPTION.search(piece.text) and in_range(figure, piece)]
    if points is None or _WANTED.search(claim.text, 0, figure.start) or bounded.search("才|方[可能]", claim.text[figure.end : points.start]):
        return False
    return any(points.same(each) for piece in rows for each in piece.read.figures)


def in_range(figure: SaidFigure, piece: Piece) -> bool:
    """Whether a value lies within the limits that a line sets for its unit."""
    limits = [(each.limit, each.value) for each in piece.read.figures if each.unit == figure.unit and each.limit is not None]
    return bool(limits) and all(limit.holds(figure.value, value) for limit, value in limits)


def _rank_told(figure: SaidFigure, claim: Claim) -> bool:
    """排第二 where the clause wants 前三名."""
    if figure.words.startswith("前"):
        return False
    wanted = [each.figure.value for each in known_figures(claim.evidence) if each.figure.unit == "rank"]
    told = outcome(claim, figure.end)
    return bool(wanted) and told is not None and all((figure.value <= each) is told for each in wanted)


def _fails_every_side(figure: SaidFigure, claim: Claim) -> bool:
    """Of requirements joined by 或 each is failed by a value of the sentence."""
    values = [each for each in claim.read.figures if each.limit is None and each.unit == figure.unit or each.unit in _UNITS]
    for match in claim.matches:
        limits = [each for each in match.pieces[0].read.figures if each.limit is not None and each.unit in _UNITS]
        if len(limits) > 1 and any(each.unit == figure.unit for each in limits) and outcome(claim, figure.end) is False:
            return all(any(value.unit == each.unit and value.limit is None and each.limit is not None and not each.limit.holds(value.value, each.value) for value in values) for each in limits)
    return False


def rightly_compared(figure: SaidFigure, claim: Claim) -> bool:
    """Whether a limit of the sentence is held against a value that stands before it (2.5%，低于3%), and the outcome follows."""
    values = [each for each in claim.read.figures if each.end <= figure.start and each.limit is None]
    return any(_compares(each, figure, claim) for each in values[-2:])


def outcome(claim: Claim, place: int) -> bool | None:
    """How the case ends that is told behind `place`: well, badly, or not said."""
    turn = _TURNS.search(claim.text, place)
    rest = claim.text[place : turn.start() if turn else None]
    if pattern("verdicts", "fails").search(rest) or pattern("turns", "case_outcome").search(rest) or pattern("turns", "case_fails").search(rest):
        return False
    return True if pattern("verdicts", "passes").search(rest) or pattern("verdicts", "holds").search(rest) else None


def meets(figure: SaidFigure, known: Known) -> bool | None:
    """Whether the value is within the clause's limit; None where that makes no sense."""
    limit = known.figure.limit
    return None if limit is None else limit.holds(_scaled(figure, known.figure.unit), known.figure.value)


def _compares(value: SaidFigure, with_: SaidFigure, claim: Claim) -> bool:
    if with_.limit is None or _base(value.unit) != _base(with_.unit) or not with_.limit.holds(_scaled(value, with_.unit), with_.value):
        return False
    same = [each for each in known_figures(claim.evidence) if with_.same(each.figure) and each.figure.limit is not None]
    told = outcome(claim, with_.end)
    return bool(same) and (told is None or any(_follows(value, each, told) for each in same))


def _follows(value: SaidFigure, known: Known, told: bool) -> bool:
    limit = known.figure.limit
    return limit is not None and (limit.holds(_scaled(value, known.figure.unit), known.figure.value) is not bad_outcome(known.piece.read, known.figure)) is told


def _base(unit: str) -> str:
    return "years" if unit == "months" else unit


def _scaled(figure: SaidFigure, unit: str) -> Decimal:
    return figure.value / _MONTHS if figure.unit == "months" and unit == "years" else figure.value
