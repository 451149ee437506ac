"""A province's own last day beside the national window: which comes first, and whether a day asked about is still in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.planning.speaking import Spoken, speaks_for
from assistant.reading.numbers.dates import When, find_dates
from assistant.reading.understood import Part
from assistant.topics.all_topics import topics
from assistant.topics.forms import MatterKind
from assistant.topics.topic import Recipe
from corpus.citation import Citation

_LEAVES_IT_TO_THE_PROVINCE: Final = "deadline_local"
_SAYS_IN_TIME: Final = frozenset({"deadline_day_in", "deadline_day_last", "deadline_day_before"})


def plan_local_day(own: Plan, local: Plan, settled: Settled, part: Part, found: Sequence[Spoken], cited: Sequence[Citation]) -> None:
    """Where a province names a last day for enterprises, nothing is left to 当地通知, and no later day is called in time."""
    days = [day for each in found if (day := last_day(each, settled)) is not None]
    if len(days) != 1 or not _is_for_enterprises(part):
        return
    last, marks = days[0], Marks.of(*cited)
    own.blocks = [block for block in own.blocks if block.key != _LEAVES_IT_TO_THE_PROVINCE]
    for asked in _days_asked(part, last.year):
        if asked > last:
            own.blocks = [block for block in own.blocks if block.key not in _SAYS_IN_TIME]
            local.say(BlockType.WINDOW, "local_day_after", day=asked, to=last, marks=marks)
    row = settled.concerned
    national = row.enterprise_upload[1] if row is not None and row.enterprise_upload is not None else None
    ours = all(speaks_for(settled.basis.tier, each.document, each.clause, each.quote) for each in found)
    if national is not None and national.year == last.year and national != last and ours:
        key = "local_day_earlier" if last < national else "local_day_later"
        local.say(BlockType.WINDOW, key, local=last, national=national, marks=marks)


def last_day(spoken: Spoken, settled: Settled) -> date | None:
    """The last day that the words name; one without a year is of the year of issue."""
    named = [each for each in find_dates(spoken.says, settled.as_of) if each.when is When.DAY]
    found = [each.iso or each.iso_in(spoken.document.meta.issued.year) for each in named]
    return max((date.fromisoformat(iso) for iso in found if iso is not None and len(iso) == len("2026-05-20")), default=None)


def _is_for_enterprises(part: Part) -> bool:
    topic = topics().get(part.matter.id or "") if part.matter.kind is MatterKind.TOPIC else None
    return topic is not None and topic.recipe is Recipe.DEADLINE


def _days_asked(part: Part, year: int) -> list[date]:
    """The days that the part asks about, those without a year as of `year`."""
    days = [(number.words, date.fromisoformat(number.day)) for number in part.numbers if number.day and len(number.day) == len("2026-05-20")]
    return [day if "年" in words or (day.month, day.day) == (2, 29) else day.replace(year=year) for words, day in days]
