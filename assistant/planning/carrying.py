"""How a message goes on with a conversation: what it leaves out is what was asked before, and what it tells replaces.

A short part says by itself how likely each matter is, and the conversation how likely it is to be gone on with; both
are weighed together. So 几份 behind a question on dates is about the papers near it, 超了会怎样 about what was told of
before that has consequences. Facts told where a verdict was asked ask for it again; an event told asks what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.planning.asked_again import (
    ASKS_AGAIN,
    asked_again,
    asks_again,
    names_points,
    pointed_at,
    tells_tiers,
)
from assistant.planning.state import State
from assistant.reading.events import EventKind
from assistant.reading.question import Role
from assistant.reading.scope import Scope
from assistant.reading.understood import Conduct, Part, Question
from assistant.topics.all_topics import topic_of, topics
from assistant.topics.forms import NOTHING, AskedTopic, Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC, Recipe, Topic, answer_among

_UNSURE: Final = 0.5
_SHORT: Final = 24
"""Characters up to which an unsure part may go on with what was asked before."""
_EARLIER: Final = 0.5
"""How much less likely each matter before the last is gone on with."""
_NEAR: Final = 0.4
"""How much less likely a matter beside one that was asked is."""
_UNFIT: Final = 0.25
"""How much less likely a matter is that has no answer in the form asked."""
_GOES_ON: Final = 2.0
"""How much likelier words mean a matter that was asked before."""
_TALK: Final = frozenset({Matter(MatterKind.OUTSIDE, "off_topic"), Matter(MatterKind.OUTSIDE, "smalltalk")})
_BRIEF: Final = 8
"""Characters up to which a part leans on what was asked before."""
_SURE: Final = 0.9
_LEANING: Final = 0.7
"""How likely such a part is about what was asked last."""
_POINTING: Final = 1.0
"""How likely one is that points back to it: 也是这天吗, 有这条吗."""
_HAPPENED: Final = 1.0
"""How likely “when” is asked of the event told before."""
_NO_SCOPE: Final = Scope()
_OPEN: Final = frozenset({Form.NAME, Form.TELL})
_ASKS_ON: Final = frozenset({Form.POINTS, Form.HOW_MANY, Form.VERDICT, Form.COMPARE, Form.WHEN})
"""Forms in which a bare name behind a question asks, too: 净利润率几分, then 年限那项呢."""
_OF_RECIPES: Final = {
    Recipe.DEADLINE: frozenset({Form.WHEN, Form.YES_NO}),
    Recipe.PROVINCE_DEADLINE: frozenset({Form.WHEN, Form.YES_NO}),
    Recipe.MATERIALS: frozenset({Form.LIST, Form.HOW_MANY}),
    Recipe.YEARLY_UPDATE: frozenset({Form.WHEN}),
    Recipe.CHANGE_REPORT: frozenset({Form.WHEN}),
    Recipe.VALID_PERIOD: frozenset({Form.WHEN, Form.HOW_MANY}),
    Recipe.CONDITIONS: frozenset({Form.LIST, Form.VERDICT, Form.MISSING}),
}
_BETWEEN: Final = frozenset({"boundary_meaning", "score"})
_BRACKET: Final = frozenset({Form.WHICH, Form.POINTS, Form.HOW_MANY})
_FROM_A_DAY: Final = frozenset({Recipe.CHANGE_REPORT, Recipe.VALID_PERIOD})
_FOLLOWS: Final = {EventKind.CHANGED: "change_report", EventKind.RECOGNISED: "valid_period"}
"""What an event that is told without a question asks."""


def carry_on(question: Question, state: State) -> tuple[Part, ...]:
    """The parts of a message, those that lean on the conversation filled in."""
    before = tuple(asked for asked in state.asked if asked.topic in topics())
    if question.conduct in (Conduct.SHORTER, Conduct.DOUBT):
        return _again(before[:1], question)
    again = next((event for event in question.events if event.again and event.kind in _FOLLOWS), None)
    if again is not None:
        return (replace(_blank(question.parts), matter=Matter(MatterKind.TOPIC, _FOLLOWS[again.kind]), forms=(Form.WHEN,), objects=frozenset(), share=1.0),)
    told = tuple(_of_points(_of_event(part, question), before, question) for part in question.parts)
    parts = tuple(_carried(part, before, question, state) for part in told) if before else told
    event = next((event for event in question.events if event.kind in _FOLLOWS), None)
    if event is not None and event.on and not question.facts and parts and all(part.form is Form.TELL for part in parts):
        return (replace(parts[0], matter=Matter(MatterKind.TOPIC, _FOLLOWS[event.kind]), forms=(Form.WHEN,), objects=frozenset(), share=1.0),)
    if any(part.matter.kind is not MatterKind.NONE for part in parts):
        return parts
    if before and question.told and asks_again(before[0]):
        last = before[0]
        return (replace(_blank(parts), matter=Matter(MatterKind.TOPIC, last.topic), forms=last.forms, objects=last.objects),)
    if event is not None:
        return (replace(_blank(parts), matter=Matter(MatterKind.TOPIC, _FOLLOWS[event.kind]), forms=(Form.WHEN,)),)
    return parts


def _of_event(part: Part, question: Question) -> Part:
    """要在系统里报什么不, behind 9月18日办完更名: an unsure part is about what was told to have happened."""
    event = next((event for event in question.events if event.kind is EventKind.CHANGED and event.on), None)
    if event is None or part.share >= _UNSURE or part.matter.kind is MatterKind.NONE:
        return part
    topic = topics()[_FOLLOWS[event.kind]]
    return replace(part, matter=Matter(MatterKind.TOPIC, topic.id), objects=topic.objects_in(part.plain), share=1.0)


def _of_points(part: Part, before: tuple[AskedTopic, ...], question: Question) -> Part:
    """正好60%是3分还是1分: between two brackets, what is asked are the points of a figure, told with it or asked about before."""
    last = before[0].topic if before and Form.POINTS in before[0].forms else None
    asked = part.form in _BRACKET and names_points(part) or last is not None and bool(question.facts)
    if part.matter.id not in _BETWEEN or not asked:
        return part
    named = part.fields or tuple({number.field for number in part.numbers if number.field} or {fact.field for fact in question.facts})
    topic = topic_of(named[0]) if len(named) == 1 else topics()[last] if last else None
    if topic is None:
        return part
    return replace(part, matter=Matter(MatterKind.TOPIC, topic.id), forms=(Form.POINTS,), objects=topic.objects_in(part.plain), share=1.0)


def _again(last: tuple[AskedTopic, ...], question: Question) -> tuple[Part, ...]:
    """What was asked last, as it was asked, with the numbers that are held against it."""
    numbers = tuple(number for part in question.parts for number in part.numbers)
    return tuple(Part("", 0, 0, Matter(MatterKind.TOPIC, asked.topic), asked.forms or (Form.LIST,), asked.objects, numbers=numbers) for asked in last)


def _carried(part: Part, before: tuple[AskedTopic, ...], question: Question, state: State) -> Part:
    if part.completed and not part.lacks:
        return part
    if (again := asked_again(part, before, question, state)) is not None:
        return again
    if part.matter in _TALK and _tells_figures(part, question):
        part = replace(part, matter=NOTHING)  # 我们近两年平均只有2.8 is no small talk
    if part.form is Form.TELL and before[0].topic == WHOLE_TOPIC and asks_again(before[0]) and question.told:
        return replace(part, matter=Matter(MatterKind.TOPIC, WHOLE_TOPIC), forms=before[0].forms, objects=before[0].objects, share=1.0)
    if part.matter.kind is MatterKind.OUTSIDE and question.scope.version is not None and len(part.plain) <= _SHORT:
        last = before[0]  # 2022年的办法里怎么写的: what was asked last, of that version
        return replace(part, matter=Matter(MatterKind.TOPIC, last.topic), forms=last.forms or (Form.LIST,), objects=last.objects, share=1.0)
    if part.matter.kind is not MatterKind.NONE and (part.share >= _UNSURE or part.fields) and not _leans(part):
        return _narrowed(part, before[0], question)
    if (own := _dates_what_happened(part, before[0]) or _names_a_figure(part, before[0]) or _asks_what_lacks(part, state)) is not None:
        return own
    if len(part.plain) > _SHORT or part.form is Form.TELL and not _names_something(part, question):
        return part
    scores = _scores(part, before, state)
    best = max(scores, key=lambda topic: scores[topic])
    outside = max((share for matter, share in part.rivals if matter.kind is MatterKind.OUTSIDE), default=0.0)
    if outside > scores[best]:
        return part
    known = next((asked for asked in before if asked.topic == best), AskedTopic(best))
    open_form = part.form in _OPEN or part.form is Form.WHAT_IF and any(fact.supposed for fact in question.facts)
    forms = known.forms or before[0].forms or (Form.LIST,) if open_form else part.forms
    objects = topics()[best].objects_in(part.plain) or (known.objects if open_form else frozenset())
    return replace(part, matter=Matter(MatterKind.TOPIC, best), forms=forms, objects=objects, share=1.0)


def _leans(part: Part) -> bool:
    """最晚哪天报: a few words that name nothing by themselves; or words that point back."""
    return part.points_back or len(part.plain) <= _BRIEF and part.share < _SURE and not part.fields and part.scope == _NO_SCOPE


def _tells_figures(part: Part, question: Question) -> bool:
    return any(mention.role in (Role.FACT, Role.NOT_USED) and part.start <= mention.start < part.end for mention in question.mentions)


def _narrowed(part: Part, last: AskedTopic, question: Question) -> Part:
    """小巨人呢 asks anew what was asked last, though the title alone is most like a question on everything."""
    if part.form is Form.NAME and part.matter.kind is MatterKind.TOPIC and part.matter.id != WHOLE_TOPIC and _ASKS_ON.intersection(last.forms[:1]) and (question.told or last.forms[0] is not Form.VERDICT):
        return replace(part, forms=last.forms)
    rival = next((share for matter, share in part.rivals if matter.id == last.topic), 0.0)
    if part.matter.id != WHOLE_TOPIC or part.form not in _OPEN or not rival:
        return part
    return replace(part, matter=Matter(MatterKind.TOPIC, last.topic), forms=last.forms or (Form.LIST,), objects=last.objects, share=1.0)


def _dates_what_happened(part: Part, last: AskedTopic) -> Part | None:
    """新执照是6月11号拿的, behind a question on a duty that runs from a day: until when, then."""
    unsure = part.matter.kind is MatterKind.NONE or part.share < _UNSURE
    told = part.form is Form.TELL and unsure and any(number.day for number in part.numbers)
    if not told or topics()[last.topic].recipe not in _FROM_A_DAY:
        return None
    return replace(part, matter=Matter(MatterKind.TOPIC, last.topic), forms=(Form.WHEN,), objects=frozenset(), share=1.0)


def _names_a_figure(part: Part, last: AskedTopic) -> Part | None:
    """营收呢: a figure that is named with nothing else to go by."""
    topic = topic_of(part.fields[0]) if len(part.fields) == 1 and part.form is not Form.TELL else None
    if topic is None or part.matter.kind is not MatterKind.NONE or part.points_back:
        return None
    forms = last.forms or (Form.LIST,) if part.form in _OPEN else part.forms
    return replace(part, matter=Matter(MatterKind.TOPIC, topic.id), forms=forms, objects=topic.objects_in(part.plain), share=1.0)


def _asks_what_lacks(part: Part, state: State) -> Part | None:
    """还有啥没提供, where an enterprise is known: all that is still open."""
    known = part.form is Form.MISSING and bool(state.profile.to_json())
    if not known or part.matter.kind is MatterKind.TOPIC and part.share >= _SURE:
        return None
    return replace(part, matter=Matter(MatterKind.TOPIC, WHOLE_TOPIC), objects=frozenset(), share=1.0)


def _scores(part: Part, before: tuple[AskedTopic, ...], state: State) -> dict[str, float]:
    """Each topic that may be meant with how likely it is, by the words and by the conversation."""
    own = {matter.id: share for matter, share in part.rivals if matter.kind is MatterKind.TOPIC and matter.id in topics()}
    none = next((share for matter, share in part.rivals if matter.kind is MatterKind.NONE), 0.0)
    scores = {topic: share for topic, share in own.items() if topic is not None}
    pointed = pointed_at(part, before).topic
    for topic, near in _near(before):
        last = topic == pointed
        likely = 1.0 if last else near
        fit = 1.0 if part.form in _OPEN or last and part.points_back or _answers(topics()[topic], part) else _UNFIT
        of_tier = 1.0 if last or part.scope.tier is None or tells_tiers(topics()[topic]) else _UNFIT
        going_on = likely * fit * of_tier * (none + _GOES_ON * own.get(topic, 0.0) + (_leaning(part, topic, state) if last else 0.0))
        scores[topic] = max(scores.get(topic, 0.0), own.get(topic, 0.0) + going_on)
    return scores


def _leaning(part: Part, last: str, state: State) -> float:
    """How much a part leans on what was asked last."""
    happened = state.event is not None and _FOLLOWS.get(EventKind(state.event[0])) == last and part.form is Form.WHEN
    leaning = _POINTING if part.points_back else _LEANING if _leans(part) else 0.0
    return leaning + (_HAPPENED if happened else 0.0)


def _near(before: tuple[AskedTopic, ...]) -> Iterator[tuple[str, float]]:
    """What was asked and what lies beside it, with how likely it is gone on with; the last is the likeliest."""
    likely = 1.0
    for asked in before:
        yield asked.topic, likely
        for beside in topics()[asked.topic].related:
            yield beside, likely * _NEAR
        likely *= _EARLIER


def _answers(topic: Topic, part: Part) -> bool:
    """Whether a topic has something to say in the form that a part asks in."""
    if part.form in _OF_RECIPES.get(topic.recipe, frozenset()) or topic.conditions and part.form in ASKS_AGAIN:
        return True
    objects = topic.objects_in(part.plain)
    return any(answer_among(point.answers, part.form, objects) is not None for point in topic.points)


def _names_something(part: Part, question: Question) -> bool:
    """Whether a part that only tells names another tier, track, round or version to go on with."""
    scope = question.scope
    named = scope.tier or scope.track or scope.round or scope.version or part.scope.tier
    told = any(mention.role is Role.FACT for mention in question.mentions)
    return bool(named) and not told


def _blank(parts: tuple[Part, ...]) -> Part:
    return parts[0] if parts else Part("", 0, 0)
