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

from assistant.rules.derive import SUMS, Facts
from assistant.rules.display import plain
from assistant.rules.interval import Operator
from assistant.rules.logic import Status
from assistant.rules.measures import Measure, measures
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult, ScoreResult
from assistant.rules.schema import Condition, Form, Mend, Over, Requirement
from assistant.rules.standards import Standards
from assistant.rules.texts import called, name_of, names, text, with_unit
from corpus.errors import UnknownRoundError
from corpus.library import Library
from corpus.terms import Tier, Track

_LADDER = (Tier.INNOVATIVE, Tier.SPECIALIZED, Tier.LITTLE_GIANT)
_PERCENT, _MONEY = "%", "万元"


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
    return text("advice.unknown", name=row.name, names=names(row.missing, asked=True))


def _mending(row: ConditionResult, item: Condition | None, facts: Facts, result: CheckResult) -> str:
    if item is not None and item.form is Form.SCORE and result.score is not None:
        return _score(row, item, result.score)
    if item is not None and item.combines is not None:
        return text("advice.combined", name=row.name, improve=row.improve)
    asked = item or row.asks
    short = shortfalls(asked, facts) if asked is not None else ()
    mend = _when(row.mend, facts, short)
    if asked is None or not short:
        return text("advice.fail", name=row.name, improve=row.improve, mend=mend)
    between = "advice.or" if asked.form is Form.ANY else "advice.and"
    gaps = text(between).join(_distance(each, named=asked.form is not Form.NUMBER) for each in short)
    return text("advice.short", name=row.name, gaps=gaps, improve=row.improve, mend=mend)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How far a number is from its threshold.

    Attributes:
        gap: in the measure's unit, never negative.
        above: whether the number is too high rather than too low.
        amount: what that makes in 万元 of the field that moves it, all else unchanged; None where it can't be told.
        year: the year the number is of.
        over: the years that the requirement looks at.
    """

    measure: Measure
    gap: Fraction
    above: bool
    amount: Fraction | None
    year: int
    over: Over


def shortfalls(requirement: Requirement, facts: Facts) -> tuple[Shortfall, ...]:
    """The gaps of the numbers that fail a requirement; none where no number does, or it isn't known."""
    if requirement.form is Form.NUMBER:
        return tuple(_number_short(requirement, facts))
    if requirement.form is Form.CASES:
        return _bracket_short(requirement, facts)
    parts = requirement.all or requirement.any or ()
    return tuple(short for part in parts for short in shortfalls(part, facts))


def _number_short(requirement: Requirement, facts: Facts) -> Iterator[Shortfall]:
    assert requirement.value is not None
    years = {
        Over.LAST: (facts.last,),
        Over.CURRENT: (facts.year,),
        Over.EACH_OF_LAST_TWO: (facts.last, facts.previous),
        Over.ANY_OF_LAST_TWO: (facts.last, facts.previous),
    }[requirement.over]
    above = requirement.operator in (Operator.AT_MOST, Operator.LESS_THAN)
    for year in years:
        value = facts.measure(requirement.value, year).value.point
        if value is None:
            continue
        gap = value - requirement.threshold if above else requirement.threshold - value
        if gap > 0:
            amount = _amount(requirement.value, gap, year, facts)
            yield Shortfall(requirement.value, gap, above, amount, year, requirement.over)


def _bracket_short(requirement: Requirement, facts: Facts) -> tuple[Shortfall, ...]:
    revenue = facts.given("revenue", facts.last)
    for case in requirement.cases or ():
        above = case.from_ is None or (revenue is not None and revenue >= case.from_)
        below = case.to is None or (revenue is not None and revenue <= case.to)
        if revenue is not None and above and below:
            return shortfalls(case.then, facts)
    return ()


def _distance(short: Shortfall, *, named: bool) -> str:
    """还差0.2个百分点，约24万元研发费用; with its year or, beside others, its name."""
    unit = measures()[short.measure].unit
    kind = "points" if unit == _PERCENT else "amount"
    lever = ""
    if short.amount is not None:
        words = "advice.lever_over" if short.above else "advice.lever"
        lever = text(words, amount=_with_unit(short.amount, _MONEY), field=name_of(measures()[short.measure].lever))
    if short.over in (Over.EACH_OF_LAST_TWO, Over.ANY_OF_LAST_TWO):
        what = text("advice.of_year", year=str(short.year))
    else:
        what = called(measures()[short.measure]) if named else ""
    key = "over" if short.above else "gap"
    gap = _rounded_up(short.gap) if kind == "points" else _with_unit(short.gap, unit)
    distance = text(f"advice.{key}_{kind}", gap=gap, lever=lever)
    return text("advice.distance", what=what, distance=distance) if what else distance


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


def _with_unit(gap: Fraction, unit: str) -> str:
    return with_unit(Decimal(_rounded_up(gap)), unit)


def _when(mend: Mend, facts: Facts, short: tuple[Shortfall, ...]) -> str:
    """By when it can be put right: a closed year stays as it is for as long as the rule looks at it."""
    last, year, following = (str(facts.year + step) for step in (-1, 0, 1))
    if mend is Mend.NEXT_YEAR and any(each.over is Over.CURRENT for each in short):
        return text("advice.mend.next_score", next=following)
    if mend is Mend.NEXT_YEAR and any(
        each.over is Over.EACH_OF_LAST_TWO and each.year == facts.last for each in short
    ):
        return text("advice.mend.two_years", last=last, next=following, after=str(facts.year + 2))
    if mend is Mend.TIME:
        years = [each.gap for each in short if each.measure is Measure.NICHE_YEARS]
        if years:
            return text("advice.mend.time", year=str(facts.year + math.ceil(years[0])))
        return text("advice.mend.time_unsure")
    told = text(f"advice.mend.{mend}", last=last, year=year, next=following)
    if mend is Mend.NEXT_YEAR:
        told += "".join(_next_sum(each, facts) for each in short)
    return told


def _next_sum(short: Shortfall, facts: Facts) -> str:
    """What the coming year itself has to bring: by then the oldest year of a sum is looked at no more."""
    of = SUMS.get(short.measure)
    if of is None:
        return ""
    staying = [facts.amount(of.key, facts.last - back).value.point for back in range(of.years - 1)]
    point = facts.measure(short.measure).value.point
    if point is None or None in staying:
        return ""
    wanted = (point + short.gap) * of.parts - sum(value for value in staying if value is not None)
    return text(
        "advice.next_sum",
        next=str(facts.year + 1),
        first=str(facts.year - of.years + 1),
        year=str(facts.year),
        amount=_with_unit(wanted, _MONEY),
        field=name_of(of.key),
    )


def _score(row: ConditionResult, item: Condition, score: ScoreResult) -> str:
    """The points that are lacking, in all and by group, and the indicators that could still bring most."""
    assert item.score is not None
    lines = [(group, item.score.groups.get(group.id, Decimal(0))) for group in score.groups]
    by_group = [(group, line - score.span_of(group)[1]) for group, line in lines]
    by_group = [(group, lacking) for group, lacking in by_group if lacking > 0]
    lacking = max(item.score.at_least - score.span[1], sum((each for _, each in by_group), Decimal(0)))
    groups = text("list").join(
        text("advice.score_group", name=group.name, gap=plain(each)) for group, each in by_group
    )
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
    return text(
        "advice.score" if told else "advice.score_own",
        name=row.name,
        gap=plain(lacking),
        groups=text("advice.score_groups", groups=groups) if groups else "",
        indicators=told,
        improve=row.improve,
    )


def _nearest(
    result: CheckResult, profile: Profile, as_of: date, library: Library, standards: Standards
) -> Iterator[str]:
    """The highest lower tier that passes for a new application on that day, or may still."""
    from assistant.rules.evaluate import check

    lower = _LADDER[: _LADDER.index(result.basis.tier)]
    held = {recognition.tier for recognition in profile.titles}
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
