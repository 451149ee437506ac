"""How a message goes on with a conversation: what it leaves out is what was asked last, and what it tells replaces.

A part without a matter of its own inherits the last one with its own form (最晚哪天, 超了会怎样); one that names another
tier, track or version asks the last thing anew; facts told where a verdict was asked ask for it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.planning.state import State
from assistant.reading.question import Role
from assistant.reading.understood import Part, Question
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC, Recipe

_UNSURE: Final = 0.5
_SHORT: Final = 24
"""Characters up to which an unsure part goes on with the last matter."""
_OPEN: Final = frozenset({Form.NAME, Form.TELL})
_ASKS_AGAIN: Final = frozenset({Form.VERDICT, Form.MISSING, Form.YES_NO})


def carry_on(question: Question, state: State) -> tuple[Part, ...]:
    """The parts of a message, those that lean on the conversation filled in."""
    if state.topic is None or state.topic not in topics():
        return question.parts
    last = Matter(MatterKind.TOPIC, state.topic)
    parts = tuple(_carried(part, last, state, question) for part in question.parts)
    if any(part.matter.kind is not MatterKind.NONE for part in parts):
        return parts
    if _answers_a_question(question, state):
        return (replace(_blank(question, parts), matter=last, forms=(Form.VERDICT,)),)
    return parts


def _carried(part: Part, last: Matter, state: State, question: Question) -> Part:
    if part.matter.kind is MatterKind.OUTSIDE and part.share >= _UNSURE:
        return part
    rival = next((share for matter, share in part.rivals if matter == last), 0.0)
    own = part.matter.kind is MatterKind.TOPIC and (part.share >= _UNSURE or len(part.words) > _SHORT)
    if own and not (part.matter.id == WHOLE_TOPIC and rival and part.form in _OPEN):
        return part
    if part.matter.kind is not MatterKind.NONE and not (rival or len(part.words) <= _SHORT):
        return part
    if part.form is Form.TELL and not _names_something(part, question):
        return part
    forms = state.forms or (Form.LIST,) if part.form in _OPEN else part.forms
    topic = topics()[last.id or ""]
    return replace(part, matter=last, forms=forms, objects=topic.objects_in(part.words.lower()), share=1.0)


def _names_something(part: Part, question: Question) -> bool:
    """Whether a part that only tells names another tier, track, round or version to go on with."""
    scope = question.scope
    named = scope.tier or scope.track or scope.round or scope.version or part.scope.tier
    told = any(mention.role is Role.FACT for mention in question.mentions)
    return bool(named) and not told


def _answers_a_question(question: Question, state: State) -> bool:
    """Facts told where a verdict was asked for: the same question again."""
    if not question.told:
        return False
    topic = topics()[state.topic or WHOLE_TOPIC]
    judged = bool(topic.conditions) or topic.recipe is Recipe.CONDITIONS
    return judged and bool(_ASKS_AGAIN.intersection(state.forms))


def _blank(question: Question, parts: Sequence[Part]) -> Part:
    return parts[0] if parts else Part("", 0, 0)


