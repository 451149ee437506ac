"""An answer while it is made: its pieces as they are settled, then the whole; what goes wrong before the first piece is raised."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

from assistant.models import Answer


class Begun:
    """An answer that has begun.

    Args:
        ask: answers, telling each piece of its text to what it is given.

    Raises:
        ZjtxError: the answer failed before anything of it was said.
    """

    def __init__(self, ask: Callable[[Callable[[str], None]], Answer]) -> None:
        self._heard: SimpleQueue[str | Answer | BaseException] = SimpleQueue()
        work = contextvars.copy_context()
        Thread(target=lambda: work.run(self._run, ask), name="answer", daemon=True).start()
        self._first = self._heard.get()
        if isinstance(self._first, BaseException):
            raise self._first

    def _run(self, ask: Callable[[Callable[[str], None]], Answer]) -> None:
        try:
            self._heard.put(ask(self._heard.put))
        except BaseException as error:  # noqa: BLE001  (it is raised to whoever listens)
            self._heard.put(error)

    def pieces(self) -> Iterator[str | Answer]:
        """The text in pieces that are not empty, then the answer.

        Raises:
            ZjtxError: the answer failed after a part of it was said.
        """
        item = self._first
        while not isinstance(item, Answer):
            if isinstance(item, BaseException):
                raise item
            if item:
                yield item
            item = self._heard.get()
        yield item
