"""Awards and lists that a message names with a year outside the window that the clause looks at."""

from __future__ import annotations

from typing import Final

from assistant.answering.draft import Draft
from assistant.answering.quoting import choice_for
from assistant.answering.scene import Scene
from assistant.answering.texts import replies
from assistant.rules.logic import Status as Verdict
from assistant.topics.catalogue import topics
from assistant.topics.schema import Handler, Topic
from assistant.understanding.awarded import Award, Awarded, awarded
from corpus.basis import MEASURES_2022

_ROUTES: Final = {Award.MAKER_CHINA: "maker_china_route", Award.SCIENCE_AWARD: "award_route"}
_LISTS_CLAUSE: Final = f"{MEASURES_2022}/annex-4/16"
_LISTS_SINCE: Final = 2021
"""`_LISTS_CLAUSE`: lists published since then."""
_WINDOW: Final = 3
"""Years that 近三年 goes back."""
_ABOUT_AWARDS: Final = frozenset({"innovation", "evaluation", "class1_ip"})


def concerns_awards(topic: Topic) -> bool:
    """Whether an award may bear on what is asked: the direct routes, what they replace, and the whole."""
    return topic.handler is Handler.CONDITIONS or bool(_ABOUT_AWARDS.intersection(topic.conditions)) or _is_meaning(topic)


def write_too_old(draft: Draft, scene: Scene) -> bool:
    """That an award told of does not count by its year, and the clause that says so; False where none is too old."""
    said = [_say(draft, scene, won) for won in awarded(scene.reading.text, scene.as_of)]
    return any(said)


def write_failing_ways(draft: Draft, scene: Scene) -> None:
    """The ways of a direct route that a place told of does not meet, whatever other ways are open."""
    told = {evidence.field.removesuffix("_rank") for evidence in scene.stated.evidence}
    for way in (way for route in scene.check.routes for way in route.ways if way.id in told):
        if way.status is Verdict.FAIL and way.explain:
            mark = draft.mark(way.citation)
            verdict = replies()(f"verdict_{way.status}")
            draft.say(replies()("verdict_topic", name=way.name, verdict=verdict, explain=f"{way.explain}。", mark=mark))
            draft.quote(way.citation)


def _say(draft: Draft, scene: Scene, won: Awarded) -> bool:
    point = choice_for(scene, topics()[_ROUTES[won.kind]]).point
    if point is None or point.absent:
        return False
    first = scene.basis.year - _WINDOW
    if won.kind is Award.MAKER_CHINA and won.year < _LISTS_SINCE:
        key, source = "award_list_too_old", scene.cite_clause(_LISTS_CLAUSE)
    elif won.year < first:
        key, source = "award_too_old", scene.cite(point.quotes[0])
    else:
        return False
    what = replies()(f"award_{won.kind}")
    mark, last = draft.mark(source), scene.basis.year - 1
    draft.say(replies()(key, words=won.words, first=first, last=last, what=what, mark=mark))
    draft.quote(source)
    return True


def _is_meaning(topic: Topic) -> bool:
    return topic in (topics()["award_meaning"], topics()["maker_china_meaning"])
