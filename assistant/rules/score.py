"""Score tables: points per indicator, and the range that is still possible while inputs are missing.

At a band's edge the higher points count (measures-2022-63/annex-4/13). The points that the enterprise gives itself (自评)
count where the indicators leave them open; the range stays that of the indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from assistant.rules.display import plain
from assistant.rules.logic import Status, all_of
from assistant.rules.measures import measures
from assistant.rules.requirements import Judge
from assistant.rules.result import Finding, GroupResult, IndicatorResult, ScoreResult
from assistant.rules.schema import Indicator, ScoreLine, ScoreTable
from assistant.rules.texts import names, text, with_unit, worded
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
        told = _told(group.told, judge)
        groups.append(GroupResult(group.id, worded(group.name), low, high, group.of, told, group.told))
        indicators += found
    low = sum((group.low for group in groups), ZERO)
    high = sum((group.high for group in groups), ZERO)
    told = _told(table.told, judge)
    return ScoreResult(low, high, table.of, tuple(indicators), tuple(groups), told, table.told)


def _told(field: str | None, judge: Judge) -> Decimal | None:
    return getattr(judge.facts.profile, field) if field else None


def reaches(line: ScoreLine, result: ScoreResult) -> Finding:
    """Whether the score meets its line: as soon as the minimum suffices, not once the maximum can't."""
    of_total = _line(*result.span, line.at_least)
    of_groups = {
        group.id: _line(*result.span_of(group), line.groups[group.id])
        for group in result.groups
        if group.id in line.groups
    }
    words = [_held_against(_total_words(result), of_total, line.at_least)]
    words += [_held_against(_group_words(group, result), of_groups[group.id], line.groups[group.id]) for group in result.groups if group.id in of_groups]
    status = all_of((of_total, *of_groups.values()))
    missing: dict[str, float] = {}
    if status is Status.UNKNOWN:
        wanted = [
            group
            for group in result.groups
            if of_total is Status.UNKNOWN or of_groups.get(group.id) is Status.UNKNOWN
        ]
        missing = _own_weights(wanted, result) or _weights(result)
    return Finding(status, result.total, "分", text("join").join(words), missing)


def _held_against(words: str, status: Status, line: Decimal) -> str:
    """Points that miss their line, with the line."""
    return text("score.below", text=words, line=plain(line)) if status is Status.FAIL else words


def _line(low: Decimal, high: Decimal, line: Decimal) -> Status:
    if low >= line:
        return Status.PASS
    return Status.FAIL if high < line else Status.UNKNOWN


def _total_words(result: ScoreResult) -> str:
    low, high = result.span
    if result.own is not None:
        return text("score.total_own", total=plain(result.own))
    if low != high:
        return text("score.range", low=plain(low), high=plain(high))
    if result.low == result.high:
        return text("score.total", total=plain(low))
    terms = "+".join(plain(group.span[0]) for group in result.groups)
    return text("score.total_sum", terms=terms, total=plain(low))


def _group_words(group: GroupResult, result: ScoreResult) -> str:
    low, high = result.span_of(group)
    if group.own is not None:
        return text("score.group_own", name=group.name, points=plain(group.own))
    if low != high:
        return text("score.group_range", name=group.name, low=plain(low), high=plain(high))
    if group.low == group.high:
        return text("score.group", name=group.name, low=plain(low))
    total, others = result.span[0], [each.span for each in result.groups if each.id != group.id]
    most = [plain(high) for _, high in others]
    least = [plain(low) for low, _ in others]
    rest = most if total - sum(high for _, high in others) == low else least  # where they differ, one of them is it
    return text("score.group_rest", name=group.name, terms="-".join((plain(total), *rest)), points=plain(low))


def _own_weights(wanted: Iterable[GroupResult], result: ScoreResult) -> dict[str, float]:
    """Who gave one figure of a self-assessment has the others too: they are asked for, not what they rest on."""
    if result.own is None and all(group.own is None for group in result.groups):
        return {}
    open_ = [group for group in wanted if group.span[0] < group.span[1]]
    paths = [group.told_in for group in open_ if group.told_in is not None and group.told is None]
    return {path: 1 / len(paths) for path in paths} if len(paths) == len(open_) else {}


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
    return IndicatorResult(indicator.id, worded(indicator.name), group, low, high, indicator.of, citation, words, missing)


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
    return low, high, text("points.steps", value=with_unit(point, unit), points=plain(low)), {}


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
