"""Step 2: what is carried over: the conversation, the profile sent along, and what this message says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.texts import replies
from assistant.models import Kind, Status
from assistant.pipeline import Context
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.trace import note
from assistant.understanding.extract import extract
from assistant.understanding.intent import Ask

if TYPE_CHECKING:
    from assistant.store import Store
    from assistant.store.conversations import Conversation

NEW = "new"


class Recall:
    """Merges what was kept, then what was sent, then what the question says; the later wins, with a warning."""

    name = "recall"
    always = False

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    def __call__(self, context: Context) -> None:
        reading, request = context.reading, context.request
        assert reading is not None
        kept = context.conversation = self._open(request.conversation_id)
        last_field = kept.last_field if kept else None
        context.stated = extract(request.question, context.as_of, last_field=last_field)
        if context.stated.clears:
            self._clear(context, kept)
            return
        context.profile = self._profile(context, kept)
        context.tier = reading.tier or request.tier or (kept.tier if kept else None)
        context.track = reading.track or request.track or (kept.track if kept else None)
        context.round = request.round if request.round is not None else (kept.round if kept else None)
        if kept and kept.last_topic and not any(ask.topic_id or ask.outside for ask in context.asks):
            self._go_on(context, kept.last_topic)

    def _open(self, conversation_id: str | None) -> Conversation | None:
        if conversation_id is None:
            return None
        if conversation_id == NEW:
            return self._store().conversations.open()
        return self._store().conversations.load(conversation_id)

    def _clear(self, context: Context, kept: Conversation | None) -> None:
        had = kept is not None and bool(kept.profile.to_json())
        context.draft.kind, context.draft.status = Kind.SMALLTALK, Status.ANSWERED
        context.draft.say(replies()("cleared" if had else "cleared_none"))
        if kept:
            context.conversation = replace(kept, profile=Profile(), last_field=None)
        context.done = True

    def _profile(self, context: Context, kept: Conversation | None) -> Profile:
        assert context.stated is not None
        profile = kept.profile if kept else Profile()
        for later in (Profile.parse(context.request.profile or {}), context.stated.profile):
            for path in profile.differences(later):
                context.draft.warnings.append(replies()("replaced", field=_name_of(path)))
            profile = profile.merge(later)
        if context.stated.evidence:
            facts = "、".join(evidence.words for evidence in context.stated.evidence)
            context.note(note("facts", facts=facts))
        return profile

    def _go_on(self, context: Context, topic_id: str) -> None:
        """“那创新型呢”: the same topic, asked anew."""
        reading = context.reading
        assert reading is not None
        changed = reading.tier or reading.track or reading.batch or reading.named
        short = len(reading.text) <= 30
        if short and (changed or (context.stated is not None and context.stated.evidence)):
            modes = reading.asks[0].modes if reading.asks else frozenset()
            context.asks = (Ask(reading.text, modes, topic_id=topic_id),)
            context.note(note("carried", what=topic_id))


def _name_of(path: str) -> str:
    info = catalogue().get(path.partition(".")[0])
    return info.zh if info else path
