"""Advice: what would mend each condition, how far it is, by when, and the nearest tier that passes.

Everything is computed from the check and the profile; the words stand in `messages.yaml` and, for each condition, in
the rules file (`improve`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistant.rules.derive import Facts
from assistant.rules.display import plain
from assistant.rules.fields import catalogue
from assistant.rules.interval import Operator
from assistant.rules.logic import Status
from assistant.rules.measures import Measure, measures
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult, ScoreResult
from assistant.rules.schema import Condition, Form, Mend, Over, Requirement
from assistant.rules.standards import Standards
from assistant.rules.texts import names, text
from corpus.errors import UnknownRoundError
from corpus.library import Library
from corpus.terms import Tier, Track

_LADDER = (Tier.INNOVATIVE, Tier.SPECIALIZED, Tier.LITTLE_GIANT)
_PERCENT = "%"


def advised(result: CheckResult, profile: Profile, as_of: date, library: Library, standards: Standards) -> CheckResult:
    """The same result with its advice."""
    facts = Facts(profile, result.basis.year)
    return replace(result, advice=tuple(_advice(result, facts, as_of, library, standards)))


def _advice(result: CheckResult, facts: Facts, as_of: date, library: Library, standards: Standards) -> Iterator[str]:
    standard = standards.standard(result.basis.tier, result.basis.standard)
    items = {
        item.id: item
        for item in (*standards.general(standard).conditions, *standard.conditions)
        if item.track in (None, result.basis.track)
    }
    for row in result.conditions:
        if row.status is Status.FAIL:
            yield _mending(row, items.get(row.id), facts, result)
    for row in result.conditions:
        if row.status is Status.UNKNOWN and row.part_of is None:
            yield _completing(row)
    if result.status is not Status.PASS:
        yield from _nearest(result, facts.profile, as_of, library, standards)


def _completing(row: ConditionResult) -> str:
    if not row.missing:
        return text("advice.unknown_bare", name=row.name, improve=row.improve)
    return text("advice.unknown", name=row.name, names=names(row.missing))


def _mending(row: ConditionResult, item: Condition | None, facts: Facts, result: CheckResult) -> str:
    if item is not None and item.form is Form.SCORE and result.score is not None:
        return _score(row, item, result.score)
    short = shortfall(item, facts) if item is not None else None
    if short is None:
        return text("advice.fail", name=row.name, improve=row.improve, mend=_when(row.mend, facts, None))
    key = "over" if short.over else "gap"
    unit = measures()[short.measure].unit
    kind = "points" if unit == _PERCENT else "amount"
    lever = ""
    if short.amount is not None:
        words = "advice.lever_over" if short.over else "advice.lever"
        field = catalogue()[measures()[short.measure].lever].zh
        lever = text(words, amount=_rounded_up(short.amount), field=field)
    return text(
        f"advice.{key}_{kind}",
        name=row.name,
        gap=_rounded_up(short.gap),
        unit=unit,
        lever=lever,
        improve=row.improve,
        mend=_when(row.mend, facts, short),
    )


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How far a number is from its threshold.

    Attributes:
        gap: in the measure's unit, never negative.
        over: whether the number is too high rather than too low.
        amount: what that makes in 万元 of the field that moves it, all else unchanged; None where it can't be told.
        year: the year the number is of.
    """

    measure: Measure
    gap: Fraction
    over: bool
    amount: Fraction | None
    year: int


def shortfall(requirement: Requirement, facts: Facts) -> Shortfall | None:
    """The gap of the number that fails a requirement; None where no number does, or it isn't known."""
    if requirement.form is Form.NUMBER:
        return _number_short(requirement, facts)
    if requirement.form is Form.CASES:
        return _bracket_short(requirement, facts)
    if requirement.form in (Form.ALL, Form.ANY):
        found = [shortfall(part, facts) for part in (requirement.all or requirement.any or ())]
        return next((short for short in found if short is not None), None)
    return None


def _number_short(requirement: Requirement, facts: Facts) -> Shortfall | None:
    assert requirement.value is not None
    years = {
        Over.LAST: (facts.last,),
        Over.CURRENT: (facts.year,),
        Over.EACH_OF_LAST_TWO: (facts.last, facts.previous),
        Over.ANY_OF_LAST_TWO: (facts.last, facts.previous),
    }[requirement.over]
    worst: Shortfall | None = None
    for year in years:
        value = facts.measure(requirement.value, year).value.point
        if value is None:
            continue
        over = requirement.operator in (Operator.AT_MOST, Operator.LESS_THAN)
        gap = value - requirement.threshold if over else requirement.threshold - value
        if gap > 0 and (worst is None or gap > worst.gap):
            amount = _amount(requirement.value, gap, year, facts)
            worst = Shortfall(requirement.value, gap, over, amount, year)
    return worst


def _bracket_short(requirement: Requirement, facts: Facts) -> Shortfall | None:
    revenue = facts.given("revenue", facts.last)
    for case in requirement.cases or ():
        above = case.from_ is None or (revenue is not None and revenue >= case.from_)
        below = case.to is None or (revenue is not None and revenue <= case.to)
        if revenue is not None and above and below:
            return shortfall(case.then, facts)
    return None


_DENOMINATOR: dict[Measure, tuple[str, bool]] = {
    Measure.RD_RATIO: ("revenue", True),
    Measure.MAIN_REVENUE_RATIO: ("revenue", True),
    Measure.NET_PROFIT_RATIO: ("revenue", True),
    Measure.DEBT_RATIO: ("total_assets", False),
}


def _amount(measure: Measure, gap: Fraction, year: int, facts: Facts) -> Fraction | None:
    """A gap in percentage points as an amount of the numerator."""
    if measure not in _DENOMINATOR:
        return None
    key, by_year = _DENOMINATOR[measure]
    base = facts.given(key, year if by_year else None)
    return gap * base / 100 if base else None


def _rounded_up(gap: Fraction) -> str:
    """Rounded up to one decimal (two where the gap is smaller): a gap told too small would not be closed."""
    for decimals in (1, 2, 4, 8):
        scale = 10**decimals
        up = Fraction(math.ceil(gap * scale), scale)
        if decimals == 8 or up - gap <= gap / 20:
            return plain(Decimal(up.numerator) / Decimal(up.denominator))
    return plain(gap)


def _when(mend: Mend, facts: Facts, short: Shortfall | None) -> str:
    if mend is Mend.NEXT_YEAR:
        return text("advice.mend.next_year", last=str(facts.last), year=str(facts.year), next=str(facts.year + 1))
    if mend is Mend.TIME:
        if short is not None and short.measure is Measure.NICHE_YEARS:
            return text("advice.mend.time", year=str(facts.year + math.ceil(short.gap)))
        return text("advice.mend.time_unsure")
    return text(f"advice.mend.{mend}")


def _score(row: ConditionResult, item: Condition, score: ScoreResult) -> str:
    """The points that are lacking, and the indicators that could still bring most."""
    assert item.score is not None
    lacking = max(item.score.at_least - score.high, Decimal(0))
    for group in score.groups:
        lacking = max(lacking, item.score.groups.get(group.id, Decimal(0)) - group.high)
    open_ = sorted(score.indicators, key=lambda indicator: indicator.high - indicator.of)[:3]
    told = text("join").join(
        text(
            "advice.score_indicator",
            name=indicator.name,
            points=plain(indicator.high),
            of=plain(indicator.of),
        )
        for indicator in open_
        if indicator.high < indicator.of
    )
    return text("advice.score", name=row.name, gap=plain(lacking), indicators=told)


def _nearest(
    result: CheckResult, profile: Profile, as_of: date, library: Library, standards: Standards
) -> Iterator[str]:
    """The highest lower tier that passes for a new application on that day, or may still."""
    from assistant.rules.evaluate import check

    lower = _LADDER[: _LADDER.index(result.basis.tier)]
    held = {recognition.tier for recognition in profile.recognitions or ()}
    for tier in reversed(lower):
        if tier.value in held:
            yield text("advice.nearest_held", tier=text(f"tier.{tier}"))
            return
        try:
            other = check(profile, tier, result.basis.round, Track.NEW, as_of, library, standards, advice=False)
        except UnknownRoundError:
            continue
        if other.status is Status.PASS:
            yield text("advice.nearest", tier=text(f"tier.{tier}"))
            return
        if other.status is Status.UNKNOWN:
            yield text("advice.nearest_possible", tier=text(f"tier.{tier}"))
            return
