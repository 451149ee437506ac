"""Step 2: what is carried over: the conversation, the profile sent along, and what this message says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.facts import changed, listed
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from assistant.pipeline import Context
from assistant.rules.profile import Profile
from assistant.topics.catalogue import topics
from assistant.topics.schema import WHOLE_TOPIC, Handler
from assistant.trace import note
from assistant.understanding.asks import Ask, Mode
from assistant.understanding.extract import extract
from assistant.understanding.supposing import supposed
from assistant.understanding.turning import asks_back, asks_something, asks_the_rest, only_turns

if TYPE_CHECKING:
    from assistant.store import Store
    from assistant.store.conversations import Conversation

NEW = "new"
_SHORT = 30
"""Characters up to which a message without a topic of its own goes on with the last one."""


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
        if asks_back(reading.text) and not context.stated.evidence:
            self._tell_back(context, kept)
            return
        context.supposed = supposed(context.stated, request.question, context.as_of)
        context.profile = self._profile(context, kept)
        context.tier = reading.tier or request.tier or (kept.tier if kept else None)
        context.track = reading.track or request.track or (kept.track if kept else None)
        context.round = request.round if request.round is not None else self._kept_round(context, kept)
        if kept and kept.profile.to_json() and asks_the_rest(reading.text):
            self._carry(context, Ask(reading.text, frozenset({Mode.CAN}), topic_id=WHOLE_TOPIC))
        elif kept and kept.last_topic:
            self._go_on(context, kept.last_topic)

    def _open(self, conversation_id: str | None) -> Conversation | None:
        if conversation_id is None:
            return None
        if conversation_id == NEW:
            return self._store().conversations.open()
        return self._store().conversations.load(conversation_id)

    def _kept_round(self, context: Context, kept: Conversation | None) -> int | None:
        """The round talked about, unless it is not yet announced on the day now asked about."""
        known = {row.batch for row in context.library.rounds(context.as_of)}
        return kept.round if kept and kept.round in known else None

    def _clear(self, context: Context, kept: Conversation | None) -> None:
        had = kept is not None and bool(kept.profile.to_json())
        context.draft.kind, context.draft.status = Kind.SMALLTALK, Status.ANSWERED
        context.draft.say(replies()("cleared" if had else "cleared_none"))
        if kept:
            context.conversation = replace(kept, profile=Profile(), last_field=None)
        context.done = True

    def _tell_back(self, context: Context, kept: Conversation | None) -> None:
        """What was told so far, of which this message asks."""
        context.profile = (kept.profile if kept else Profile()).merge(Profile.parse(context.request.profile or {}))
        known = listed(context.profile)
        context.draft.kind, context.draft.status = Kind.SMALLTALK, Status.ANSWERED
        context.draft.say(replies()("kept", facts=known) if known else replies()("cleared_none"))
        context.done = True

    def _profile(self, context: Context, kept: Conversation | None) -> Profile:
        assert context.stated is not None
        profile = kept.profile if kept else Profile()
        for later in (Profile.parse(context.request.profile or {}), context.stated.profile):
            for path in profile.differences(later):
                context.draft.warnings.append(changed(later, path))
            profile = profile.merge(later)
        if context.stated.evidence:
            facts = "、".join(evidence.words for evidence in context.stated.evidence)
            context.note(note("facts", facts=facts))
        return profile

    def _go_on(self, context: Context, topic_id: str) -> None:
        """“那创新型呢”, “省里呢”, “按旧标准呢”: the same topic, asked anew; facts told when asked for them: the same question."""
        reading = context.reading
        assert reading is not None and context.stated is not None
        whole = topics()[topic_id].handler is Handler.CONDITIONS
        if not asks_something(reading.text) and context.stated.evidence:
            if whole:
                self._carry(context, Ask(reading.text, frozenset({Mode.CAN}), topic_id=topic_id))
            return
        known = any(ask.topic_id or ask.outside for ask in context.asks)
        said = bool(context.stated.evidence or context.supposed.evidence)
        if not only_turns(reading.text) and (known or not said or len(reading.text) > _SHORT):
            return
        modes = reading.asks[0].modes if reading.asks else frozenset()
        self._carry(context, Ask(reading.text, modes, topic_id=topic_id))

    def _carry(self, context: Context, ask: Ask) -> None:
        context.asks = (ask,)
        context.note(note("carried", what=ask.topic_id))
