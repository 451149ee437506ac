"""Stopped or killed while people use it, a server loses nothing that it has answered, and is there again."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from assistant.service import Assistant
from bench.serving import Served, free_port, serving
from tests.people import NOT_REACHED, PEOPLE, using

KILLS: Final = 5 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1
"""Five in `make test-long`."""
def _kept(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "zjtx.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(connection.execute("SELECT id, turns FROM conversations").fetchall())


@pytest.mark.timeout(900)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_answered_is_lost(assistant: Assistant, tmp_path: Path, how: signal.Signals) -> None:
    assistant.ready()
    port, index = free_port(), assistant.settings.index_path

    def serve() -> Iterator[Served]:
        with serving(tmp_path, index, port, limit_session=0) as served:
            yield served

    with using(port) as people:
        for _ in range(KILLS if how is signal.SIGKILL else 1):
            for served in serve():
                people.wait(2 * PEOPLE)
                served.end(how)
        for _ in serve():  # and once more, to see that it goes on
            people.wait(2 * PEOPLE)
            people.over.set()
    kept = _kept(tmp_path)
    assert set(people.refused) == {NOT_REACHED} and len(people.answered) > PEOPLE
    under_way = 0 if how is signal.SIGTERM else 1
    for talk, turns in people.answered.items():
        assert turns <= kept[talk] <= turns + under_way
    unanswered = len(set(kept) - set(people.answered))
    assert unanswered <= PEOPLE * KILLS * under_way, "a turn that was kept was answered, unless the server was killed"
