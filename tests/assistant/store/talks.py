from __future__ import annotations

from assistant.store import Conversation, Store


def begun(store: Store) -> Conversation:
    """A conversation of one turn in which nothing was told."""
    return store.conversations.save(store.conversations.open())
