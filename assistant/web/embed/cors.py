"""Pages of the origins that a site lists may read the answers of the interface and of the chat; no other page of another host may."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import OriginError
from assistant.web.embed.hosts import KEY_HEADER, SESSION_HEADER, Hosts
from assistant.web.problems import problem_of, respond

_READABLE: Final = ("/api/", "/chat/turn")
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": f"Content-Type, {KEY_HEADER}, {SESSION_HEADER}",
    "Access-Control-Max-Age": "600",
}


class Cors:
    """ASGI middleware around the interface; a request that a page of another host sends has to carry a site's key.

    The embedded chat asks as the chat page does, by `/chat/turn`; whoever draws his own by the interface.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", "")).removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or not path.startswith(_READABLE):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        asks_first = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        readable = origin is not None and (asks_first or KEY_HEADER in headers) and self._hosts.lists(origin)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                out.add_vary_header("Origin")
                if readable and origin is not None:
                    out["Access-Control-Allow-Origin"] = origin
                    out["Access-Control-Expose-Headers"] = "Retry-After"
                    out["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        if not asks_first:
            await self._app(scope, receive, marked)
        elif readable:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, marked)
        else:
            await respond(problem_of(OriginError(origin or "")))(scope, receive, marked)
