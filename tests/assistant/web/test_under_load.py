"""Stopped or killed while people use it, a server loses nothing that it has answered, and is there again."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from assistant.service import Assistant
from bench.serving import Served, free_port, serving

KILLS: Final = 5 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1
"""Five in `make test-long`."""
PEOPLE: Final = 8
TALK: Final = ("我们是江南轴承厂，职工80人", "2021年营收9000万元", "资产负债率多少以内", "你好")


@dataclass
class People:
    """Each goes on with a conversation of his own, whatever happens to the server.

    Attributes:
        answered: turns that were answered, by conversation.
    """

    port: int
    answered: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    enough: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def use(self, number: int) -> None:
        talk, turns = "new", 0
        while not self.over.is_set():
            said = self._say(TALK[(number + turns) % len(TALK)], talk)
            if said is not None:
                talk, turns = said, turns + 1
                self.answered[talk] = turns
                self.enough.release()
            elif self.over.wait(0.05):
                return
            else:
                talk, turns = "new", 0  # what became of the turn is not known; another conversation

    def _say(self, words: str, talk: str) -> str | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/api/v1/ask", json.dumps({"question": words, "conversation_id": talk}), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            body = json.loads(answer.read())
            assert answer.status == 200, body
            return str(body["conversation_id"])
        except (OSError, http.client.HTTPException):
            self.refused += 1
            return None
        finally:
            connection.close()

    def wait(self, answers: int) -> None:
        for _ in range(answers):
            assert self.enough.acquire(timeout=120)


@contextmanager
def _using(port: int) -> Iterator[People]:
    people = People(port)
    threads = [threading.Thread(target=people.use, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    try:
        yield people
    finally:
        people.over.set()
        for thread in threads:
            thread.join()


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

    with _using(port) as people:
        for _ in range(KILLS if how is signal.SIGKILL else 1):
            for served in serve():
                people.wait(2 * PEOPLE)
                served.end(how)
        for _ in serve():  # and once more, to see that it goes on
            people.wait(2 * PEOPLE)
            people.over.set()
    kept = _kept(tmp_path)
    assert people.refused and len(people.answered) > PEOPLE
    under_way = 0 if how is signal.SIGTERM else 1
    for talk, turns in people.answered.items():
        assert turns <= kept[talk] <= turns + under_way
    unanswered = len(set(kept) - set(people.answered))
    assert unanswered <= PEOPLE * KILLS * under_way, "a turn that was kept was answered, unless the server was killed"
