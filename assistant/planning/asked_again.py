"""Which parts of a message ask again what was asked last: of another tier or version, or as facts now stand.

那算合格吗, 按老标准呢, 那报省里的呢, 要是明年做到1600万呢, 记错了，是省内第二.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.planning.state import State
from assistant.reading.numbers.quantities import Unit
from assistant.reading.understood import Part, Question
from assistant.topics.all_topics import topic_of, topics
from assistant.topics.forms import AskedTopic, Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC, Recipe, Topic
from corpus.terms import Track

_SHORT: Final = 24
_SURE: Final = 0.8
_SIZE_TOPIC: Final = "sme_size"
_SIZES: Final = frozenset({"employees", "revenue", "total_assets"})
"""Figures by which the size of an enterprise is told."""
_REVIEW_FAILED: Final = "review_failed"
_UNREPORTED: Final = "change_unreported"
"""没报上 is most like a question on it, where no change was told."""
_CHANGE_REPORT: Final = "change_report"
_LOSES: Final = frozenset({_UNREPORTED, _REVIEW_FAILED})
_OF_CHANGES: Final = frozenset({_CHANGE_REPORT, _UNREPORTED})
_MONTHS_TO_REPORT: Final = 3
"""measures-2022-63/ch-3/重大变化报告."""
_OF_REVIEWS: Final = frozenset({"deadline", "review_process", "review_round", "review_standard", "valid_period", _REVIEW_FAILED})
_WHAT_THEN: Final = frozenset({Form.WHAT_IF, Form.YES_NO, Form.HOW, Form.VERDICT, Form.NAME})
ASKS_AGAIN: Final = frozenset({Form.VERDICT, Form.MISSING, Form.YES_NO, Form.POINTS})
"""Forms that a verdict answers."""


def asked_again(part: Part, before: tuple[AskedTopic, ...], question: Question, state: State) -> Part | None:
    """The part as what was asked last, where that is all it asks."""
    last = before[0]
    if part.only_whether and _can_be_judged(last, part, question):
        return _as(last, part, (Form.VERDICT,))
    if question.taken_back and topics()[last.topic].is_judged and not _asks_of_another(part, last):
        own = part.matter.id == last.topic
        return replace(part, share=1.0) if own else _as(last, part, (Form.VERDICT,))
    if (question.coming is not None or question.moves) and asks_again(last) and not _asks_of_another(part, last):
        return _as(last, part, (Form.VERDICT,)) if _can_be_judged(last, part, question) else _as(AskedTopic(WHOLE_TOPIC), part, (Form.VERDICT,))
    if (figure := _of_one_figure(part, question, state)) is not None:
        return figure
    if part.lacks and topics()[last.topic].is_judged and state.profile.to_json() and (not part.fields or part.matter.id == last.topic) and len(part.plain) <= _SHORT:
        return _as(last, part, (Form.MISSING,))
    if part.months is not None and last.topic in _OF_CHANGES and not _asks_of_another(part, last):
        late = part.months > _MONTHS_TO_REPORT
        return replace(part, matter=Matter(MatterKind.TOPIC, _UNREPORTED if late else _CHANGE_REPORT), forms=(Form.WHAT_IF if late else Form.WHEN,), objects=frozenset(), share=1.0)
    if last.topic in _LOSES and part.matter.id == WHOLE_TOPIC and not question.told and (objects := topics()[last.topic].objects_in(part.plain)):
        return replace(part, matter=Matter(MatterKind.TOPIC, last.topic), forms=(Form.YES_NO,), objects=objects, share=1.0)  # 那资格是不是没了
    if (missed := _misses_a_review(part, last, state)) is not None:
        return missed
    if part.earliest and topics()[last.topic].is_judged and state.profile.to_json() and not part.fields:
        return _as(last, part, (Form.WHEN,))
    if part.only_a_standard and not part.only_whether and not question.told:
        last = pointed_at(part, before)
        known = state.profile.to_json()
        judged = asks_again(last) and (bool(known) if last.topic == WHOLE_TOPIC else any(field in known for field in topics()[last.topic].conditions))
        return _as(last, part, (Form.VERDICT,) if judged else last.forms or (Form.LIST,))
    if _supposes(part, last, question):
        return replace(part, matter=Matter(MatterKind.TOPIC, WHOLE_TOPIC), forms=last.forms, objects=frozenset(), share=1.0)
    return None


def pointed_at(part: Part, before: tuple[AskedTopic, ...]) -> AskedTopic:
    """What was asked last; 创新型有这条吗 is about the last thing that tells the tiers apart."""
    return next((asked for asked in before if tells_tiers(topics()[asked.topic])), before[0]) if part.scope.tier is not None else before[0]


def tells_tiers(topic: Topic) -> bool:
    """Whether its answer depends on the tier."""
    return any(point.tiers and not point.any_tier for point in topic.points) or topic.recipe is Recipe.CONDITIONS


def asks_again(last: AskedTopic) -> bool:
    """Facts told where a verdict was asked for: the same question again."""
    return topics()[last.topic].is_judged and bool(ASKS_AGAIN.intersection(last.forms))


def names_points(part: Part) -> bool:
    """Whether a part names a number of points."""
    return any(number.unit is Unit.SCORE for number in part.numbers)


def _as(last: AskedTopic, part: Part, forms: tuple[Form, ...]) -> Part:
    return replace(part, matter=Matter(MatterKind.TOPIC, last.topic), forms=forms, objects=last.objects, share=1.0)


def _can_be_judged(last: AskedTopic, part: Part, question: Question) -> bool:
    """Whether facts decide what was asked last, and nothing is told of anything else."""
    topic = topics()[last.topic]
    told = {known.id for fact in question.facts if (known := topic_of(fact.field)) is not None}
    return topic.is_judged and (told <= {topic.id} and not part.fields or topic.id == _SIZE_TOPIC and {fact.field for fact in question.facts} <= _SIZES)


def _of_one_figure(part: Part, question: Question, state: State) -> Part | None:
    """研发前年280去年330，这条呢: of the figure just told; 那报省里的话研发够了吧: of the one named, by what is known of it."""
    told = {topic.id for fact in question.told if (topic := topic_of(fact.field)) is not None}
    if part.points_back and len(told) == 1 and not part.fields and all(fact.start <= part.end for fact in question.told):
        return replace(part, matter=Matter(MatterKind.TOPIC, told.pop()), forms=(Form.VERDICT,), objects=frozenset(), share=1.0)
    named = {topic.id for field in part.fields if (topic := topic_of(field)) is not None}
    known = any(field in state.profile.to_json() for field in part.fields)
    if part.matter.id == WHOLE_TOPIC and part.form in (Form.YES_NO, Form.VERDICT) and len(named) == 1 and known and not question.facts:
        return replace(part, matter=Matter(MatterKind.TOPIC, named.pop()), forms=(Form.VERDICT,), objects=frozenset(), share=1.0)
    return None


def _misses_a_review(part: Part, last: AskedTopic, state: State) -> Part | None:
    """那错过了呢, while reviews are talked about: what follows a review that was missed."""
    topic = topics()[_REVIEW_FAILED]
    objects = topic.objects_in(part.plain)
    other = part.share >= _SURE and part.matter.kind is not MatterKind.NONE and part.matter.id not in (last.topic, _UNREPORTED)
    if state.track is not Track.REVIEW or last.topic not in _OF_REVIEWS or not objects or other or part.form not in _WHAT_THEN:
        return None
    return replace(part, matter=Matter(MatterKind.TOPIC, topic.id), objects=objects, share=1.0)


def _asks_of_another(part: Part, last: AskedTopic) -> bool:
    """Whether a part is sure to ask of something else."""
    return part.matter.kind is MatterKind.TOPIC and part.share >= _SURE and part.matter.id != last.topic


def _supposes(part: Part, last: AskedTopic, question: Question) -> bool:
    """要是明年做到1600万呢, behind 能报省级吗: the enterprise is judged again, a figure as supposed."""
    return last.topic == WHOLE_TOPIC and asks_again(last) and bool(question.supposed) and not question.told and len(part.plain) <= _SHORT and not names_points(part)
