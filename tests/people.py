"""People who go on with conversations of their own, whatever happens to what answers them."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

PEOPLE: Final = 8
TALK: Final = ("我们是江南轴承厂，职工80人", "2021年营收9000万元", "资产负债率多少以内", "你好")
NOT_REACHED: Final = 0
"""In place of a status, where the connection failed."""


@dataclass
class People:
    """Each goes on with a conversation of his own, and begins another where what became of a turn is not known.

    Attributes:
        pause: seconds from an answer to the next question.
        answered: turns that were answered, by conversation.
        refused: how often something else came, by status.
    """

    port: int
    pause: float = 0.0
    answered: dict[str, int] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
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
                self.over.wait(self.pause)
            elif self.over.wait(0.05 + self.pause):
                return
            else:
                talk, turns = "new", 0

    def wait(self, answers: int) -> None:
        """Until so many more have come."""
        for _ in range(answers):
            assert self.enough.acquire(timeout=120)

    def wait_anew(self, answers: int) -> None:
        """Until so many have come from now on."""
        while self.enough.acquire(blocking=False):
            pass
        self.wait(answers)

    def _say(self, words: str, talk: str) -> str | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/api/v1/ask", json.dumps({"question": words, "conversation_id": talk}), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == 200:
                return str(json.loads(body)["conversation_id"])
            self.refused[answer.status] += 1
        except (OSError, http.client.HTTPException):
            self.refused[NOT_REACHED] += 1
        finally:
            connection.close()
        return None


@contextmanager
def using(port: int, people: int = PEOPLE, pause: float = 0.0) -> Iterator[People]:
    """People who use a server until the block is left."""
    found = People(port, pause)
    threads = [threading.Thread(target=found.use, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        found.over.set()
        for thread in threads:
            thread.join()
