"""Step 8: what the next turn of a conversation may lean on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.pipeline import Context

if TYPE_CHECKING:
    from assistant.store import Store


class Remember:
    """Keeps profile, tier, round, track and topic of a conversation; a question that stands alone leaves nothing."""

    name = "remember"
    always = True

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    def __call__(self, context: Context) -> None:
        kept = context.conversation
        if kept is None:
            return
        stated = context.stated
        cleared = stated is not None and stated.clears
        last_field = stated.evidence[-1].field if stated and stated.evidence else kept.last_field
        named = context.reading is not None and context.reading.batch is not None
        context.conversation = self._store().conversations.save(
            replace(
                kept,
                profile=kept.profile if cleared else context.profile,
                tier=context.tier or kept.tier,
                track=context.track or kept.track,
                round=context.round if named or context.request.round is not None else kept.round,
                last_topic=next((ask.topic_id for ask in context.asks if ask.topic_id), kept.last_topic),
                last_field=None if cleared else last_field,
            )
        )
