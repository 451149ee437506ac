"""Points: what one indicator of a score table gives, and the score as a whole, for what is known of an enterprise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.condition_lines import SCORES
from assistant.planning.naming import in_both, number_of
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.reading.facts import Fact
from assistant.reading.numbers.quantities import Unit
from assistant.reading.understood import AskedNumber, Part
from assistant.rules.fields import FieldType, catalogue
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import IndicatorResult
from assistant.topics.all_topics import topics
from assistant.topics.topic import WHOLE_TOPIC, Topic

_KINDS: Final = {
    FieldType.PERCENT: frozenset({Unit.PERCENT}),
    FieldType.AMOUNT: frozenset({Unit.MONEY}),
    FieldType.COUNT: frozenset({Unit.ITEMS, Unit.PEOPLE}),
    FieldType.YEARS: frozenset({Unit.YEARS}),
    FieldType.LEVEL: frozenset({Unit.LEVEL}),
}
"""In which units a question may name a figure."""


def plan_points(plan: Plan, settled: Settled, part: Part, topic: Topic | None) -> bool:
    """“负债率55%得几分”: the points of the indicators that `topic` speaks of; False where nothing known bears on them.

    Args:
        topic: None for all indicators that the facts bear on.
    """
    told = _told(settled)
    indicators = [each for each in _indicators(settled, part, topic, told) if each.low > 0 or each.points is not None]
    if not indicators or topic is not None and _asks_of(settled, topic) and all(each.id not in topic.conditions for each in indicators):
        return False
    plan.kind, plan.status, plan.check = Kind.ELIGIBILITY, Status.ANSWERED, settled.judgement.check
    for indicator in indicators:
        _say_indicator(plan, settled, indicator)
    _say_groups(plan, settled, indicators)
    plan.quote(*(indicator.citation for indicator in indicators))
    plan.say(BlockType.CAVEAT, "authority")
    return True


def with_numbers_asked(settled: Settled, part: Part, topic: Topic) -> Settled:
    """增长率12%得几分: the same ground with a number that the question names supposed of the one figure it can be."""
    score = settled.judgement.check.score
    if settled.says_facts or score is None:
        return settled
    open_paths = [path for each in score.indicators if each.id in topic.conditions for path in each.missing]
    supposed: dict[str, Fact] = {}
    for number in part.numbers:
        fits = [path for path in open_paths if _fits(number, path)]
        if number.value is not None and number.bound is None and len({path.partition(".")[0] for path in fits}) == 1:
            key, _, year = max(fits).partition(".")
            supposed[max(fits)] = replace(Fact.told(key, number.value, 0, 0, year=int(year) if year else None), supposed=True, words=number.words)
    return replace(settled, supposed=supposed) if supposed else settled


def _fits(number: AskedNumber, path: str) -> bool:
    """Whether a number may be what a path of the profile takes: by the name at it, or by its unit alone."""
    key = path.partition(".")[0]
    if number.field is not None:
        return number.field == key
    return number.unit in _KINDS.get(catalogue()[key].type, ())


def say_points_by_named(plan: Plan, settled: Settled, topic: Topic) -> bool:
    """2022年附件2里净利润率8%得几分: by the version that is named, where today's scores nothing; False where it names none."""
    if settled.other_standard is None or settled.judgement.check.score is not None:
        return False
    check = settled.check_by(settled.other_standard)
    known = [each for each in (check.score.indicators if check.score else ()) if each.points is not None]
    asked = [each for each in known if each.id in topic.conditions]
    several = len(settled.told) > 1 or SCORES.intersection(topic.conditions) or topic.id == WHOLE_TOPIC
    indicators = [*asked, *(each for each in known if each not in asked)] if several else asked
    if not indicators:
        return False
    plan.tier_checks.append(check)
    plan.say(BlockType.SCORE, "points_by_named", number=number_of(settled.library.document(settled.other_standard).meta.number))
    for indicator in indicators:
        _say_indicator(plan, settled, indicator)
    plan.quote(*(indicator.citation for indicator in indicators))
    return True


def plan_whole_score(plan: Plan, settled: Settled) -> bool:
    """“一共能得几分”: the score or what it may be, its sub-totals with their limits, then every indicator known."""
    score = settled.judgement.check.score
    if score is None or not settled.says_facts:
        return False
    plan.kind, plan.status, plan.check = Kind.ELIGIBILITY, Status.ANSWERED, settled.judgement.check
    plan_score(plan, settled, ("score",))
    for condition in settled.judgement.check.conditions:
        if condition.id in SCORES and condition.requirement:
            plan.say(BlockType.STATEMENT, "score_required", requirement=settled.words(condition.requirement), mark=Marks.of(condition.citation))
    for indicator in score.indicators:
        if indicator.points is not None or indicator.low > 0:
            _say_indicator(plan, settled, indicator)
    plan.say(BlockType.CAVEAT, "authority")
    return True


def _say_groups(plan: Plan, settled: Settled, indicators: Sequence[IndicatorResult]) -> None:
    """The sub-total of a group of which several indicators are told and none is open."""
    score = settled.judgement.check.score
    for group in score.groups if score else ():
        mine = [each for each in indicators if each.group == group.id]
        if len(mine) > 1 and group.low == group.high:
            plan.say(BlockType.SCORE, "score_group", name=in_both(group.name), points=group.low, of=group.of)


def plan_told_points(plan: Plan, settled: Settled) -> None:
    """Where a tier is scored: the points of the indicators on which this message's facts bear, and the score so far."""
    told = _told(settled)
    score = settled.judgement.check.score
    for indicator in score.indicators if score else ():
        if indicator.id in told and indicator.points is not None:
            _say_indicator(plan, settled, indicator)
    plan_score(plan, settled)


def plan_score(plan: Plan, settled: Settled, asked: Iterable[str] = ()) -> None:
    """The points of a scored tier, its own sub-totals with a limit, or their range while inputs are missing."""
    score = settled.judgement.check.score
    if score is None:
        return
    if score.total is not None:
        plan.say(BlockType.SCORE, "score_told" if score.self_assessed else "score_total", points=score.total, of=score.of)
    elif score.low > 0 and not any(route.status is Verdict.PASS for route in settled.judgement.check.routes):
        plan.say(BlockType.SCORE, "score_range", min=score.low, max=score.high, of=score.of)
    else:
        return
    wanted = set(asked) & {"score", "evaluation"} or score.total is not None
    for group in score.groups if wanted else ():
        low, high = score.span_of(group)
        if low == high:
            plan.say(BlockType.SCORE, "score_group", name=in_both(group.name), points=low, of=group.of)


def _say_indicator(plan: Plan, settled: Settled, indicator: IndicatorResult) -> None:
    plan.say(
        BlockType.SCORE,
        "points_range" if indicator.points is None else "points",
        name=in_both(indicator.name),
        explain=settled.words(indicator.explain),
        min=indicator.low,
        max=indicator.high,
        of=indicator.of,
        mark=Marks.of(indicator.citation),
    )


def _indicators(settled: Settled, part: Part, topic: Topic | None, told: frozenset[str]) -> list[IndicatorResult]:
    """Those asked about, and behind them those on which the facts of the message bear, but for what another part asks about."""
    score = settled.judgement.check.score
    if score is None or topic is None:
        return list(score.indicators) if score else []
    asked = _asks_of(settled, topic)
    others = {each for other in settled.parts if other is not part and other.matter.id in topics() for each in topics()[other.matter.id or ""].conditions}
    return [*asked, *(each for each in score.indicators if each.id in told - others and each not in asked)]


def _asks_of(settled: Settled, topic: Topic) -> list[IndicatorResult]:
    """The indicators that a topic speaks of."""
    score = settled.judgement.check.score
    return [each for each in score.indicators if each.id in topic.conditions] if score else []


def _told(settled: Settled) -> frozenset[str]:
    """The indicators that come out otherwise with the facts of this message."""
    score = settled.judgement.check.score
    before = settled.check(settled.profile.without(*settled.told)).score
    if score is None or before is None:
        return frozenset()
    known = {each.id: (each.low, each.high) for each in before.indicators}
    return frozenset(each.id for each in score.indicators if known.get(each.id) != (each.low, each.high))
