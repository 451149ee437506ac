"""Every figure stands in the cited clause, of the same thing, with its unit and its comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.reading.numbers.chinese_number import chinese_number
from assistant.verifying.checks.compared import SATISFIED, at_the_edge, compared
from assistant.verifying.checks.granted import is_granted
from assistant.verifying.checks.instances import is_instance, rightly_compared
from assistant.verifying.checks.known import Known, known_figures
from assistant.verifying.checks.option import OPTION
from assistant.verifying.checks.sums import shown_sums
from assistant.verifying.checks.years import another_version, names_version, year_stands
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.statement import Stated
from assistant.verifying.subjects import subject
from assistant.verifying.verdict import Objection, Reason

_REASONS: Final = {"date": Reason.DATE, "month": Reason.DATE, "quarter": Reason.DATE, "document": Reason.VERSION, "year": Reason.DATE}
_NAMES: Final = ("document", "date", "year", "batch", "annex", "article")
"""Figures that name something; another unit makes no sense of them."""
_INSIDE: Final = bounded.compile("[之以]?内")
_WRITTEN: Final = bounded.compile(r"[\d.]+|[一二三四五六七八九十百千两]+")


def numbers(claim: Claim) -> Iterator[Objection]:
    """Figures that don't stand, or stand for something else."""
    known = known_figures(claim.evidence)
    free = shown_sums(claim)
    for figure in claim.read.figures:
        if any(start <= figure.start < end for start, end in free):
            continue
        objection = _judge(figure, claim, known)
        if objection is not None:
            yield objection


def _judge(figure: SaidFigure, claim: Claim, known: Sequence[Known]) -> Objection | None:
    if figure.unit == "year" and (figure.limit is None or names_version(claim.text, figure)) and year_stands(figure, claim):
        return another_version(figure, claim)
    if is_granted(figure, claim):
        return None
    if figure.limit is not None and rightly_compared(figure, claim):
        return None
    same = [each for each in known if figure.same(each.figure)]
    if not same and (is_instance(figure, claim) or figure.unit == "years" and _is_window(figure, claim, known)):
        return None
    if not same and not figure.unit and (read_on := _with_unit(figure, claim)) is not None:
        return _judge(read_on, claim, known)
    if not same:
        return _absent(figure, claim, known)
    if (objection := another_version(figure, claim)) is not None:
        return objection
    if (objection := at_the_edge(figure, same, claim)) is not None:
        return objection
    mine = subject(claim.read, figure, lead=Stated.of(claim.earlier) if claim.earlier else None)
    return _elsewhere(figure, mine, same, claim, known) or compared(figure, mine, same, claim)


def _with_unit(figure: SaidFigure, claim: Claim) -> SaidFigure | None:
    """满分100分里，专业化25: the unit said last goes on."""
    earlier = [each for each in claim.read.figures if each.end <= figure.start and each.unit in ("score", "percent", "people")]
    return replace(figure, unit=earlier[-1].unit) if earlier else None


def _is_window(figure: SaidFigure, claim: Claim, known: Sequence[Known]) -> bool:
    """三年之内 for 近三年."""
    if figure.limit is not None and not _INSIDE.match(claim.text, figure.end):
        return False
    return any(each.figure.unit == "window_years" and each.figure.value == figure.value for each in known)


def _is_rival(known: Known, figure: SaidFigure, claim: Claim) -> bool:
    """Another figure of the same kind that the sentence might have meant: not one that it says too, nor an option's points."""
    if known.figure.unit != figure.unit or figure.same(known.figure) or figure.unit == "score" and OPTION.search(known.piece.text):
        return False
    return figure.unit == "batch" or not any(known.figure.same(own) for own in claim.read.figures)


def _absent(figure: SaidFigure, claim: Claim, known: Sequence[Known]) -> Objection:
    """A figure that stands nowhere: with another unit, or not at all."""
    digits = _digits(figure)
    for each in known if figure.unit not in _NAMES else ():
        if each.figure.unit in (*_NAMES, "") or digits is None or _digits(each.figure) != digits:
            continue
        if each.figure.unit != figure.unit or figure.unit == "money":
            return Objection(Reason.UNIT, "unit_other", figure.words, each.figure.words)
    if figure.unit == "document" or names_version(claim.text, figure):
        return Objection(Reason.VERSION, "version_other", figure.words, claim.evidence.head or "、".join(claim.evidence.clause_ids))
    reason = _REASONS.get(figure.unit, Reason.NUMBER)
    return Objection(reason, "date_absent" if reason is Reason.DATE else "number_absent", figure.words)


def _digits(figure: SaidFigure) -> Decimal | None:
    """The number as it is written, whatever its unit."""
    match = _WRITTEN.search(figure.words)
    try:
        return None if match is None else Decimal(match[0]) if match[0][:1].isdigit() else chinese_number(match[0])
    except (ValueError, KeyError, ArithmeticError):
        return None


def _elsewhere(figure: SaidFigure, mine: frozenset[str], same: Sequence[Known], claim: Claim, known: Sequence[Known]) -> Objection | None:
    """The figure is said of something else, and what is said here has another figure."""
    if not mine:
        return None
    best = max(each.fit(mine) for each in same)
    if figure.unit == "score" and any(OPTION.search(each.piece.text) for each in same):
        return None
    rivals = [each for each in known if _is_rival(each, figure, claim)]
    doers = frozenset(each for each in mine if each.startswith("who."))
    if figure.is_date and doers and all(each.doers and not each.doers & doers for each in same):
        return Objection(Reason.ROLE, "role_other", claim.text.strip("。"), same[0].piece.text)
    if not rivals:
        return None
    rival = max(rivals, key=lambda each: each.fit(mine))
    if rival.fit(mine) > best + (SATISFIED if figure.unit != "batch" else 3 * SATISFIED):
        reason = _REASONS.get(figure.unit, Reason.NUMBER)
        key = "date_elsewhere" if reason is Reason.DATE else "number_elsewhere"
        return Objection(reason, key, figure.words, rival.figure.words)
    return None
