"""A process that is killed loses nothing that it has acknowledged."""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
import time
from contextlib import closing
from typing import Final

import pytest

from assistant.settings import Settings
from assistant.store import Store
from tests.assistant.store.writer import keep_on

KILLS: Final = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 20
"""A hundred in `make test-long`."""


def _killed(url: str, after: float) -> dict[str, int]:
    """What a writer had acknowledged when it was killed, some seconds after its first turn: each conversation's last turn."""
    processes = multiprocessing.get_context("forkserver")  # what it imports is imported once
    processes.set_forkserver_preload([keep_on.__module__])
    heard, said = processes.Pipe(duplex=False)
    writer = processes.Process(target=keep_on, args=(url, said))
    writer.start()
    said.close()
    acknowledged: list[bytes] = []
    with heard:
        assert heard.poll(60), "the writer wrote nothing"
        time.sleep(after)
        writer.kill()
        writer.join()
        try:
            while True:
                acknowledged.append(heard.recv_bytes())
        except EOFError:
            return {id: int(turn) for id, turn in (line.decode().split() for line in acknowledged)}


@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost(settings: Settings, engine: str) -> None:
    moments = random.Random(20260401)
    acknowledged: dict[str, int] = {}
    for _ in range(KILLS):
        acknowledged |= _killed(settings.database, moments.uniform(0.0, 0.2))
    store = Store(settings)
    for id, turn in acknowledged.items():
        found = store.conversations.load(id)
        assert found.round == found.turns, "half of a turn is kept"
        assert turn <= found.turns <= turn + 1, "a turn is lost, or more is kept than the one under way"
    assert len(acknowledged) >= KILLS and sum(acknowledged.values()) > len(acknowledged)
    store.close()
    if engine == "sqlite":
        with closing(sqlite3.connect(settings.data_dir / "zjtx.sqlite3")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
