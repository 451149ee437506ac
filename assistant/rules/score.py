"""Score tables: points per indicator, and the range that is still possible while inputs are missing.

At a band's edge the higher points count (measures-2022-63/annex-4/13).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from assistant.rules.display import plain
from assistant.rules.logic import Status, all_of
from assistant.rules.measures import measures
from assistant.rules.requirements import Judge
from assistant.rules.result import Finding, GroupResult, IndicatorResult, ScoreResult
from assistant.rules.schema import Indicator, ScoreLine, ScoreTable
from assistant.rules.texts import names, text
from corpus.citation import Citation

ZERO = Decimal(0)
_Range = tuple[Decimal, Decimal, str, dict[str, float]]


def score(table: ScoreTable, judge: Judge, cite: Callable[[Indicator], Citation]) -> ScoreResult:
    """The points of every indicator, group and the whole."""
    indicators: list[IndicatorResult] = []
    groups: list[GroupResult] = []
    for group in table.groups:
        found = [_indicator(indicator, group.id, judge, cite(indicator)) for indicator in group.indicators]
        low = sum((item.low for item in found), ZERO)
        high = sum((item.high for item in found), ZERO)
        groups.append(GroupResult(group.id, group.name, low, high, group.of))
        indicators += found
    low = sum((group.low for group in groups), ZERO)
    high = sum((group.high for group in groups), ZERO)
    return ScoreResult(low, high, table.of, tuple(indicators), tuple(groups))


def reaches(line: ScoreLine, result: ScoreResult) -> Finding:
    """Whether the score meets its line: as soon as the minimum suffices, not once the maximum can't."""
    statuses = [_line(result.low, result.high, line.at_least)]
    words = []
    for group in result.groups:
        if group.id in line.groups:
            statuses.append(_line(group.low, group.high, line.groups[group.id]))
            key = "score.group" if group.low == group.high else "score.group_range"
            words.append(text(key, name=group.name, low=plain(group.low), high=plain(group.high)))
    if result.total is not None:
        words.insert(0, text("score.total", total=plain(result.total)))
    else:
        words.insert(0, text("score.range", low=plain(result.low), high=plain(result.high)))
    status = all_of(statuses)
    missing = _weights(result) if status is Status.UNKNOWN else {}
    return Finding(status, result.total, "分", text("join").join(words), missing)


def _line(low: Decimal, high: Decimal, line: Decimal) -> Status:
    if low >= line:
        return Status.PASS
    return Status.FAIL if high < line else Status.UNKNOWN


def _weights(result: ScoreResult) -> dict[str, float]:
    """Each missing input weighs as many points as it can still move, of all the points that are open."""
    open_points = float(result.high - result.low) or 1.0
    weights: dict[str, float] = {}
    for indicator in result.indicators:
        for path, weight in indicator.missing.items():
            weights[path] = weights.get(path, 0.0) + weight * float(indicator.high - indicator.low) / open_points
    return weights


def _indicator(indicator: Indicator, group: str, judge: Judge, citation: Citation) -> IndicatorResult:
    low, high, words, missing = _points(indicator, judge)
    if low == high:
        missing = {}
    return IndicatorResult(indicator.id, indicator.name, group, low, high, indicator.of, citation, words, missing)


def _points(indicator: Indicator, judge: Judge) -> _Range:
    if indicator.options is not None:
        return _options(indicator, judge)
    if indicator.tally is not None:
        return _tally(indicator, judge)
    return _steps(indicator, judge) if indicator.steps is not None else _given(indicator, judge)


def _options(indicator: Indicator, judge: Judge) -> _Range:
    """The highest option that surely holds, up to the highest that may hold."""
    high: Decimal | None = None
    missing: dict[str, float] = {}
    lowest = ""
    for option in indicator.options or ():
        finding = judge.find(option)
        if finding.status is Status.FAIL:
            lowest = finding.explain
            continue
        high = option.points if high is None else high
        if finding.status is Status.PASS:
            points = plain(option.points)
            words = text("points.option", text=finding.explain, points=points) if finding.explain else ""
            words = words or text("points.otherwise", text=lowest, points=points)
            if option.points != high:
                words = text("lacking", names=names(missing)) if missing else words
            return option.points, high, words, missing
        for path, weight in finding.missing.items():
            missing.setdefault(path, weight)
    raise AssertionError("the last option holds otherwise")


def _tally(indicator: Indicator, judge: Judge) -> _Range:
    assert indicator.tally is not None
    found = [judge.find(item) for item in indicator.tally.of]
    sure = sum(1 for finding in found if finding.status is Status.PASS)
    possible = sum(1 for finding in found if finding.status is not Status.FAIL)
    low = min(indicator.of, indicator.tally.points * sure)
    high = min(indicator.of, indicator.tally.points * possible)
    open_ = [path for finding in found for path in finding.missing]
    missing = dict.fromkeys(open_, 1 / (len(open_) or 1))
    if low == high:
        return low, high, text("points.tally", count=str(sure), points=plain(low)), {}
    return low, high, text("points.tally_some", count=str(sure), names=names(missing)), missing


def _steps(indicator: Indicator, judge: Judge) -> _Range:
    steps = indicator.steps
    assert steps is not None
    derived = judge.facts.measure(steps.value)

    def points(value: Fraction) -> Decimal:
        return min(indicator.of, steps.points * (value // Fraction(steps.every)))

    low = points(derived.value.low) if derived.value.low is not None else ZERO
    high = points(derived.value.high) if derived.value.high is not None else indicator.of
    point = derived.value.point
    if point is None:
        return low, high, text("lacking", names=names(derived.missing)), dict.fromkeys(derived.missing, 1.0)
    unit = measures()[steps.value].unit
    return low, high, text("points.steps", value=plain(point), unit=unit, points=plain(low)), {}


def _given(indicator: Indicator, judge: Judge) -> _Range:
    assert indicator.given is not None
    derived = judge.facts.measure(indicator.given)
    point = derived.value.point
    if point is None:
        return (
            ZERO,
            indicator.of,
            text("lacking", names=names(derived.missing)),
            dict.fromkeys(derived.missing, 1.0),
        )
    points = Decimal(point.numerator) / Decimal(point.denominator)
    return points, points, text("points.given", points=plain(points)), {}
