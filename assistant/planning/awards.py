"""Awards and lists that a message names with a year outside the window that the clause looks at."""

from __future__ import annotations

from typing import Final

from assistant.planning.choosing import choice_for
from assistant.planning.naming import in_both
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.reading.facts import Doubt
from assistant.reading.question import Detail
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.topics.all_topics import topics
from corpus.basis import MEASURES_2022

_MAKER: Final = "maker_china_rank"
_AWARDS: Final = frozenset({"national_award_rank", "provincial_award_rank"})
_LISTS_CLAUSE: Final = f"{MEASURES_2022}/annex-4/16"
_WINDOW: Final = 3
"""Years that 近三年 goes back."""


def plan_awards(plan: Plan, settled: Settled) -> None:
    """That an award told of does not count by its year, and the ways of a direct route that a place told does not meet."""
    for doubt in settled.question.doubts:
        if doubt.why is Detail.OTHER_YEAR and (doubt.field == _MAKER or doubt.field in _AWARDS):
            _say_too_old(plan, settled, doubt)
    told = {path.removesuffix("_rank") for path, fact in settled.told.items() if fact.value}
    for way in (way for route in settled.judgement.check.routes for way in route.ways if way.id in told):
        if way.status is Verdict.FAIL and way.explain:
            plan.say(BlockType.CONDITION, "verdict_topic", name=in_both(way.name), verdict=both("verdict_fail"), explain=settled.sentence(way.explain), mark=Marks.of(way.citation))
            plan.quote(way.citation)


def _say_too_old(plan: Plan, settled: Settled, doubt: Doubt) -> None:
    maker = doubt.field == _MAKER
    point = choice_for(settled, topics()["maker_china_route" if maker else "award_route"]).point
    if point is None or point.absent:
        return
    source = settled.cite_clause(_LISTS_CLAUSE) if maker else settled.cite(point.quotes[0])
    key = "award_list_too_old" if maker else "award_too_old"
    last = settled.basis.year - 1
    plan.say(
        BlockType.CONDITION,
        key,
        words=doubt.words,
        first=settled.basis.year - _WINDOW,
        last=last,
        what=both("award_maker_china" if maker else "award_science_award"),
        mark=Marks.of(source),
    )
    plan.quote(source)


