"""Which year the figures of a message are of, where another one decides."""

from __future__ import annotations

from typing import Final

from assistant.planning.choosing import choice_for
from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.reading.facts import Assumed
from assistant.reading.question import Detail
from assistant.topics.all_topics import topics

LAST_YEAR: Final = "last_year"
"""The topic on which year's figures are looked at."""


def plan_years(plan: Plan, settled: Settled) -> None:
    """Figures of the running year do not decide; where 去年 and the round's last year differ, both are named."""
    _say_this_year(plan, settled)
    row = settled.round
    if row is None or not settled.says_facts or row.year == settled.as_of.year:
        return
    assumed = [fact for fact in settled.told.values() if Assumed.YEAR in fact.assumed]
    if assumed:
        plan.say(BlockType.CAVEAT, "years_assumed", last_year=settled.as_of.year - 1, batch=round_name(row.batch), round_last=row.year - 1)


def _say_this_year(plan: Plan, settled: Settled) -> None:
    """Beside figures of the running year: those of the year before decide."""
    partial = [mention for mention in settled.question.not_used if mention.detail is Detail.PARTIAL and mention.year == settled.as_of.year]
    point = choice_for(settled, topics()[LAST_YEAR]).point
    if not partial or point is None or settled.basis.year != settled.as_of.year:
        return
    sources = settled.cite_point(point)
    plan.say(BlockType.CAVEAT, "this_year", marks=Marks.of(*sources))
