"""No more at once than can be answered soon: beyond that a clear "busy" at once, never a hang.

A request counts from the last byte of its body, so that senders who are slow keep nobody out.
"""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import BusyError
from assistant.web.problems import respond, run_or_refuse, with_delay

_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Crowd:
    """ASGI middleware: what is sent while `most` others are being answered is refused, and nothing of it is done.

    Args:
        most: 0 for any number.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most, self._inside = app, most, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _READS or not self._most:
            await self._app(scope, receive, send)
            return
        entered = False

        async def counted() -> Message:
            nonlocal entered
            message = await receive()
            if not entered and message["type"] == "http.request" and not message.get("more_body", False):
                if self._inside >= self._most:
                    raise BusyError
                entered = True
                self._inside += 1
            return message

        try:
            await run_or_refuse(self._app, scope, counted, send, BusyError, lambda error: respond(*with_delay(error)))
        finally:
            self._inside -= entered
