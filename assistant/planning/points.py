"""Points: what one indicator of a score table gives, and the score as a whole, for what is known of an enterprise."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models import Kind, Status
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from assistant.rules.result import IndicatorResult
from assistant.topics.topic import Topic


def plan_points(plan: Plan, settled: Settled, part: Part, topic: Topic | None) -> bool:
    """“负债率55%得几分”: the points of the indicators that `topic` speaks of; False where nothing known bears on them.

    Args:
        topic: None for all indicators that the facts bear on.
    """
    indicators = [indicator for indicator in _indicators(settled, topic) if indicator.low > 0 or indicator.points is not None]
    if not indicators:
        return False
    plan.kind, plan.status, plan.check = Kind.ELIGIBILITY, Status.ANSWERED, settled.judgement.check
    for indicator in indicators:
        plan.say(
            BlockType.SCORE,
            "points_range" if indicator.points is None else "points",
            name=indicator.name,
            explain=indicator.explain,
            min=indicator.low,
            max=indicator.high,
            of=indicator.of,
            mark=Marks.of(indicator.citation),
        )
    plan.quote(*(indicator.citation for indicator in indicators))
    plan.say(BlockType.CAVEAT, "authority")
    return True


def plan_score(plan: Plan, settled: Settled, asked: Iterable[str] = ()) -> None:
    """The points of a scored tier, its own sub-totals with a limit, or their range while inputs are missing."""
    score = settled.judgement.check.score
    if score is None:
        return
    if score.total is not None:
        plan.say(BlockType.SCORE, "score_told" if score.self_assessed else "score_total", points=score.total, of=score.of)
    elif score.low > 0:
        plan.say(BlockType.SCORE, "score_range", min=score.low, max=score.high, of=score.of)
    else:
        return
    wanted = set(asked) & {"score", "evaluation"} or score.total is not None
    for group in score.groups if wanted else ():
        low, high = score.span_of(group)
        if low == high:
            plan.say(BlockType.SCORE, "score_group", name=group.name, points=low, of=group.of)


def _indicators(settled: Settled, topic: Topic | None) -> list[IndicatorResult]:
    score = settled.judgement.check.score
    return [indicator for indicator in score.indicators if topic is None or indicator.id in topic.conditions] if score else []
