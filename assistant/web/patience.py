"""How long the server waits for a client: headers and body have to arrive in their time, and a stop ends what goes on for ever."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn import Config, Server

from assistant.errors import SlowRequestError
from assistant.web.problems import problem_of, respond, run_or_refuse

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as HttpProtocol
else:
    from uvicorn.protocols.http.auto import AutoHTTPProtocol as HttpProtocol

HEADER_SECONDS: Final = 15.0
"""From the connection to the end of the first request's headers."""
BODY_SECONDS: Final = 30.0
"""From the headers to the end of the body."""
_TICKS: Final = 20
"""Of uvicorn's tenths of a second, between two words that a server still answers."""
STOP_SECONDS: Final = 10
"""What requests get to be finished in once the server is told to stop."""


class PromptProtocol(HttpProtocol):
    """uvicorn's own protocol that closes a connection on which no request has come in time."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._deadline = asyncio.get_running_loop().call_later(HEADER_SECONDS, self._close_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline.cancel()
        super().connection_lost(exc)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


class ToldServer(Server):
    """uvicorn's own server that says when it answers, and gives files back once the last request is over; a signal ends the process right after.

    Args:
        answers: told once requests are answered, and every few seconds from then on: one that hangs says nothing.
        close: gives the files back.
    """

    def __init__(self, config: Config, answers: Callable[[], None], close: Callable[[], None]) -> None:
        super().__init__(config)
        self._answers, self._close = answers, close

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._answers()

    async def on_tick(self, counter: int) -> bool:
        if counter % _TICKS == 0:
            self._answers()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        self._close()


class Patience:
    """ASGI middleware: a body that does not arrive in its time is answered 408, and the connection closed."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        whole = False
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._seconds

        async def in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                raise SlowRequestError from None
            whole = not message.get("more_body", False)
            return message

        await run_or_refuse(self._app, scope, in_time, send, SlowRequestError, lambda error: respond(problem_of(error), {"Connection": "close"}))
