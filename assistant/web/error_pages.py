"""A person whose browser is shown an error reads it as a page, in both languages; programs get the problem document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.pages import templates
from assistant.web.problems import MEDIA_TYPE, http_problem, unexpected
from corpus.messages import Messages

FOLDER: Final = Path(__file__).parent
_KNOWN: Final = frozenset({403, 404, 405, 429, 500, 503})


class ErrorPages:
    """ASGI middleware; the outermost one. Answers of the interface stay as they are.

    Args:
        root_path: where a proxy shows the service, such as `/zjtx`.
    """

    def __init__(self, app: ASGIApp, root_path: str = "") -> None:
        self._app, self._root_path = app, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wants_page = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
        if not wants_page or str(scope["path"]).removeprefix(self._root_path).startswith("/api/"):
            await self._app(scope, receive, send)
            return
        held: list[Message] = []
        body = bytearray()

        async def as_page(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_problem(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._send_page(held[0], json.loads(body) if body else {}, send)

        await self._app(scope, receive, as_page)

    async def _send_page(self, start: Message, problem: dict[str, Any], send: Send) -> None:
        general = problem.get("type") in (http_problem(start["status"]).type, unexpected().type)
        detail = "" if general else problem.get("detail", "")
        page = error_page(start["status"], detail, f"{self._root_path}/").encode()
        headers = MutableHeaders(scope=start)
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers["Content-Length"] = str(len(page))
        await send(start)
        await send({"type": "http.response.body", "body": page})


def error_page(status: int, detail: str, home: str) -> str:
    """What happened and what to do, in Chinese and in English.

    Args:
        detail: the problem's own sentence, in Chinese; without one the status speaks.
        home: the address of the chat.
    """
    t = Messages.of(FOLDER / "problems.yaml")
    known = status if status in _KNOWN else "other"
    return templates(FOLDER).get_template("error.html").render(
        t=t, status=status, title=f"page_title_{known}", says=f"page_{known}", detail=detail, home=home
    )


def _is_problem(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith(MEDIA_TYPE)
