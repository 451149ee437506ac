"""Of what Gradio serves, only what its chat uses is open, and only as much of a body as a question needs.

It brings uploads, a file server, a proxy, logins, developers' reloads and an interface of its own. They are
not this service's, and answer like any address that is none: 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import RequestError
from assistant.web.problems import http_problem, problem_of, respond

MAX_BODY: Final = 64 * 1024
"""Bytes of a question and what Gradio's page sends with it."""
_LONGEST_PATH: Final = 255
_OURS: Final = frozenset({"", "api", "chat", "check", "clause", "desk", "docs", "embed", "embed.js", "shared", "trace", "ui", "healthz", "readyz", "metrics", "openapi.json", "favicon.ico", "robots.txt"})
"""First parts of the addresses that are our own, each with its own limits."""
_PAGES: Final = frozenset({"GET", "HEAD"})
_OPEN: Final[Mapping[str, frozenset[str]]] = {
    "/gradio": _PAGES,
    "/gradio/config": _PAGES,
    "/gradio/theme.css": _PAGES,
    "/gradio/favicon.ico": _PAGES,
    "/gradio/gradio_api/app_id": _PAGES,
    "/gradio/gradio_api/info": _PAGES,
    "/gradio/gradio_api/queue/data": _PAGES,
    "/gradio/gradio_api/queue/join": frozenset({"POST"}),
    "/gradio/gradio_api/call/ask": frozenset({"POST"}),
}
_FILES: Final = ("/gradio/assets/", "/gradio/static/", "/gradio/gradio_api/call/ask/")


class Doors:
    """ASGI middleware: our own routes pass, of Gradio's those that `_OPEN` and `_FILES` name."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", "")).removeprefix(scope.get("root_path", "")) or "/"
        if scope["type"] == "lifespan" or path.split("/")[1] in _OURS:
            await self._app(scope, receive, send)
        elif scope["type"] != "http" or not _is_open(scope["method"], path):
            await _refuse(scope, receive, send)
        elif scope["method"] == "POST":
            await self._with_small_body(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _with_small_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body whole before anything is made of it, and no further than the limit."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if len(body) > MAX_BODY:
                error = RequestError("too_large", "body", status=413, limit=MAX_BODY)
                await respond(problem_of(error), {"Connection": "close"})(scope, receive, send)
                return
            if not message.get("more_body", False):
                break
        whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        await self._app(scope, replay, send)


def _is_open(method: str, path: str) -> bool:
    if len(path) > _LONGEST_PATH or "\0" in path:
        return False
    if path.startswith(_FILES):
        return method in _PAGES
    return method in _OPEN.get(path.rstrip("/") or "/", frozenset())


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await respond(http_problem(404))(scope, receive, send)
