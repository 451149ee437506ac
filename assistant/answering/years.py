"""Which year the figures of a message are of, where another one decides."""

from __future__ import annotations

from typing import Any

from assistant import bounded as re
from assistant.answering.draft import Draft
from assistant.answering.quoting import choice_for
from assistant.answering.scene import Scene
from assistant.answering.texts import day, replies
from assistant.topics.catalogue import topics
from assistant.understanding.extraction.facts import Assumed

LAST_YEAR = "last_year"
"""The topic on which year's figures are looked at."""
_SAYS_LAST_YEAR = re.compile("去年|前年|上年|last year")
_OF_THE_YEAR = frozenset({"development_score"})
"""Figures that the running year itself has."""


def write_this_year(draft: Draft, scene: Scene) -> None:
    """Beside figures of the running year: those of the year before decide."""
    this_year = str(scene.as_of.year)
    years = [evidence.field.partition(".") for evidence in scene.stated.evidence]
    told = any(year == this_year and key not in _OF_THE_YEAR for key, _, year in years)
    point = choice_for(scene, topics()[LAST_YEAR]).point
    if not told or point is None or scene.basis.year != scene.as_of.year:
        return
    sources = scene.cite_point(point)
    draft.say(replies()("this_year", marks=draft.mark(*sources)))
    draft.quote(*sources)


def write_years(draft: Draft, scene: Scene) -> None:
    """“去年” goes by the day asked about, a round looks at the year before its own: where they differ, both are named."""
    row = scene.round
    if row is None or not scene.says_facts or row.year == scene.as_of.year:
        return
    values: dict[str, Any] = {"last_year": scene.as_of.year - 1, "batch": row.name, "round_last": row.year - 1}
    if _SAYS_LAST_YEAR.search(scene.reading.text):
        draft.say(replies()("years_named", as_of=day(scene.as_of), **values))
    elif any(Assumed.YEAR in evidence.assumed for evidence in scene.stated.evidence):
        draft.say(replies()("years_assumed", **values))


def say_years_meant(draft: Draft, scene: Scene) -> None:
    """Which years 上年度 and 上上年度 are, for the round that decides or the year of the day asked about."""
    row, year = scene.round, scene.basis.year
    when = replies()("years_of_round", batch=row.name) if row else replies()("years_of", year=year)
    draft.say(replies()("years_meant", when=when, last=year - 1, previous=year - 2))
