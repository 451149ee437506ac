"""No more than can be answered soon: who would wait too long is told "busy" at once, and nobody waits for ever.

A request counts from the last byte of its body, so that senders who are slow keep nobody out.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import BusyError
from assistant.web.problems import respond, run_or_refuse, with_delay

AT_WORK: Final = 32
"""Worked on at the same time; of the 40 threads that there are, the others are left to pages and probes."""
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOKED_BACK: Final = 64
_ENOUGH: Final = 8
"""Turns after which the pace is believed: those worked on together end together."""


class Places:
    """Who is worked on, and who waits for his turn, first come first served.

    Args:
        most: worked on and waiting together; 0 for any number.
        seconds: that anybody waits; 0 for as long as it takes.
    """

    def __init__(self, most: int, seconds: float, at_work: int = AT_WORK) -> None:
        self._most, self._seconds, self._at_once = most, seconds, at_work
        self._at_work = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._begun: deque[float] = deque(maxlen=_LOOKED_BACK)
        self._stuck = False

    async def take(self) -> None:
        """Return once it is one's turn.

        Raises:
            BusyError: it would be, or was, too long until then.
        """
        if self._most and self._at_work + len(self._waiting) >= self._most:
            raise BusyError
        if self._at_work < self._at_once:
            self._at_work += 1
            return
        if self._seconds and (self._stuck or self._expected() > self._seconds):
            raise BusyError
        await self._wait()

    def end(self) -> None:
        """Give the place to the first who waits."""
        self._at_work -= 1
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                self._at_work += 1
                self._stuck = False
                self._begun.append(_now())
                return

    async def _wait(self) -> None:
        if not self._waiting:
            self._begun.clear()
            self._begun.append(_now())
            self._stuck = False
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self._seconds or None):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():  # it came all the same, too late
                self.end()
            elif turn in self._waiting:
                self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                self._stuck = True
                raise BusyError from None
            raise

    def _expected(self) -> float:
        """Seconds that one more would wait, by the pace of those before him; 0 where that is not known yet."""
        turns = len(self._begun) - 1
        return (_now() - self._begun[0]) / turns * (len(self._waiting) + 1) if turns >= _ENOUGH else 0.0


class Crowd:
    """ASGI middleware: what is sent waits for its turn; what is refused is told so, and nothing of it is done."""

    def __init__(self, app: ASGIApp, places: Places) -> None:
        self._app, self._places = app, places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _READS:
            await self._app(scope, receive, send)
            return
        entered = False

        async def counted() -> Message:
            nonlocal entered
            message = await receive()
            if not entered and message["type"] == "http.request" and not message.get("more_body", False):
                await self._places.take()
                entered = True
            return message

        try:
            await run_or_refuse(self._app, scope, counted, send, BusyError, lambda error: respond(*with_delay(error)))
        finally:
            if entered:
                self._places.end()


def _now() -> float:
    return asyncio.get_running_loop().time()
