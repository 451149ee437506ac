"""Step 9: what the next turn of a conversation may lean on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.pipeline import Context
from assistant.planning.settled import Settled, Source
from assistant.planning.state import State
from assistant.reading.understood import Conduct, Part, Question
from assistant.rules.fields import catalogue
from assistant.topics.all_topics import topics
from assistant.topics.forms import AskedTopic, Form, MatterKind
from assistant.topics.topic import WHOLE_TOPIC

if TYPE_CHECKING:
    from assistant.store import Store

_NAMED = frozenset({Source.QUESTION, Source.REQUEST, Source.TITLE, Source.CONVERSATION})

_FIELDS = 2
"""Fields told last that a bare number may correct."""
_WORDS = 120
"""Characters kept of a question, its last ones."""
_REMEMBERED = 4
"""Topics that a later turn may lean on."""


class Remember:
    """Keeps profile, tier, round, track, topic and event of a conversation; a question that stands alone has none."""

    name = "remember"
    always = True

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    def __call__(self, context: Context) -> None:
        kept, question = context.conversation, context.question
        if kept is None:
            return
        state = context.state
        if question is not None and question.conduct is Conduct.CLEARS:
            state = replace(state, last_fields=())
        elif question is not None and context.settled is not None:
            state = _after(state, question, context.settled, context.plan.missing)
        context.conversation = self._store().conversations.save(
            replace(
                kept,
                profile=state.profile if question is not None and question.hypothetical else context.profile,
                tier=state.tier,
                track=state.track,
                round=state.round,
                asked=state.asked,
                last_fields=state.last_fields,
                event=state.event,
            )
        )


def _after(state: State, question: Question, settled: Settled, missing: list[str]) -> State:
    """The state after an answer: what was named stays, what was only supposed does not."""
    told = [] if question.hypothetical else list(settled.told)
    named = {key: settled.sources.get(key) in _NAMED for key in ("tier", "track", "round")}
    event = next(((event.kind.value, event.on) for event in question.events if event.on and not event.supposed), state.event)
    return replace(
        state,
        tier=settled.basis.tier if named["tier"] else state.tier,
        track=settled.basis.track if named["track"] else state.track,
        round=settled.basis.round if named["round"] else None if question.scope.now else state.round,
        asked=_asked(state, question, settled),
        last_fields=tuple(reversed(told))[:_FIELDS] or _asked_fields(settled) or tuple(missing[:1]) or state.last_fields,
        event=event,
    )


def _words(part: Part, state: State, question: Question) -> str:
    """In which words a part asked; one that only goes on (那不限批次呢) asks in those of before."""
    if any(own.start == part.start and own.matter == part.matter for own in question.parts):
        return part.plain[-_WORDS:]
    return next((asked.words for asked in state.asked if asked.topic == part.matter.id), "")


def _asked_fields(settled: Settled) -> tuple[str, ...]:
    """The fields that what was asked last is about: 这个我们九成三 may tell one of them next."""
    asked = [condition for part in settled.parts if part.matter.id in topics() for condition in topics()[part.matter.id or ""].conditions]
    return tuple(condition for condition in dict.fromkeys(asked) if condition in catalogue())[:_FIELDS]


def _asked(state: State, question: Question, settled: Settled) -> tuple[AskedTopic, ...]:
    """What the texts speak of and was asked about, the newest first, each topic once."""
    now = [AskedTopic(part.matter.id, part.forms, part.objects, _words(part, state, question)) for part in reversed(settled.parts) if part.matter.kind is MatterKind.TOPIC and part.matter.id]
    several = question.several or next((asked.several for asked in state.asked[:1]), "")
    if several and not now and not state.asked:
        now = [AskedTopic(WHOLE_TOPIC, (Form.VERDICT,))]  # of whom one tells several, whether they can apply is asked
    kept: dict[str, AskedTopic] = {}
    for asked in (*now, *state.asked):
        kept.setdefault(asked.topic, asked)
    first, *rest = kept.values() if kept else [None]
    return () if first is None else (replace(first, several=several), *rest)[:_REMEMBERED]
