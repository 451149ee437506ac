"""Step 1: what the conversation has kept, but for what the request wants forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.models import NEW
from assistant.pipeline import Context
from assistant.planning.facts import listed
from assistant.planning.state import State
from assistant.topics.forms import Matter, MatterKind
from assistant.trace import Section, matter_words, note

if TYPE_CHECKING:
    from assistant.store import Store
    from assistant.store.conversations import Conversation


class Recall:
    """Opens or loads the conversation; a question that stands alone has none."""

    name = "recall"
    always = False

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    def __call__(self, context: Context) -> None:
        kept = context.conversation = self._open(context.request.conversation_id)
        state = _state(kept) if kept else State()
        known = {row.batch for row in context.library.rounds(context.as_of)}
        if state.round not in known:
            state = state.without("round")
        context.state = state.without(*(context.request.forget or ()))
        if rows := _in_words(context.state):
            context.show(Section.of("kept", *rows))

    def _open(self, conversation_id: str | None) -> Conversation | None:
        if conversation_id is None:
            return None
        conversations = self._store().conversations
        return conversations.open() if conversation_id == NEW else conversations.load(conversation_id)


def _state(kept: Conversation) -> State:
    return State(
        profile=kept.profile,
        tier=kept.tier,
        track=kept.track,
        round=kept.round,
        asked=kept.asked,
        last_fields=kept.last_fields,
        event=kept.event,
    )


def _in_words(state: State) -> list[tuple[str, str]]:
    """What the conversation brings along, for the trace."""
    asked = "、".join(matter_words(Matter(MatterKind.TOPIC, asked.topic)) for asked in state.asked)
    said = {"tier": state.tier, "track": state.track, "round": state.round, "asked": asked, "profile": listed(state.profile).zh, "event": " ".join(state.event or ())}
    return [(note(f"kept_{key}"), str(value)) for key, value in said.items() if value]
