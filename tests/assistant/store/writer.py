"""A process that keeps turn after turn and says each once it is acknowledged."""

from __future__ import annotations

import random
from dataclasses import replace
from multiprocessing.connection import Connection

from assistant.settings import Settings
from assistant.store import Conversation, Store


def keep_on(url: str, said: Connection[bytes, bytes]) -> None:
    """Write until killed: of each acknowledged turn its conversation and its number."""
    store, chance = Store(Settings(database_url=url, _env_file=None)), random.Random()
    talks: list[Conversation] = []
    while True:
        place = chance.randrange(min(len(talks) + 1, 20))
        if place == len(talks):
            talks.append(store.conversations.open())
        kept = talks[place] = store.conversations.save(replace(talks[place], round=talks[place].turns + 1))
        said.send_bytes(f"{kept.id} {kept.turns}".encode())
