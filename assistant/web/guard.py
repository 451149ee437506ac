"""Around every request: security headers, figures, and a problem document for what nobody foresaw."""

from __future__ import annotations

import time
from typing import Final
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.logging import get_logger
from assistant.web.metrics import Metrics
from assistant.web.problems import respond, unexpected

API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)

# Gradio writes scripts and styles into its page and compiles templates; all else is refused, and nothing may be asked
# of another host. It holds at its own address alone.
GRADIO_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_PROBES: Final = ("/healthz", "/readyz", "/metrics", "/openapi.json")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Guard:
    """ASGI middleware; the outermost one, so that nothing leaves without it.

    Args:
        metrics: counts the requests.
        root_path: where a proxy shows the service, such as `/zjtx`; it may strip the prefix or leave it.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, root_path: str = "") -> None:
        self._app = app
        self._metrics = metrics
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._root_path:
            _place(scope, self._root_path)
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and not _is_page(scope):
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        started = time.perf_counter()
        policy = _policy(scope)
        status = 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except Exception:
            get_logger(__name__).exception("request_failed", route=_route(scope))
            if status:
                raise
            await respond(unexpected())(scope, receive, guarded)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.request(method, _route(scope), status, time.perf_counter() - started)


def _place(scope: Scope, root_path: str) -> None:
    """Put the prefix that a proxy stripped back before the path: mounted applications take it off themselves."""
    path = str(scope["path"])
    if path != root_path and not path.startswith(f"{root_path}/"):
        scope["path"] = root_path + path
        scope["raw_path"] = quote(root_path).encode() + scope.get("raw_path", quote(path).encode())
    scope["root_path"] = root_path


def _own_path(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


def _policy(scope: Scope) -> str:
    path = _own_path(scope)
    if path.startswith("/api/"):
        return API_POLICY
    return GRADIO_POLICY if path == "/gradio" or path.startswith("/gradio/") else PAGE_POLICY


def _is_page(scope: Scope) -> bool:
    return not _own_path(scope).startswith("/api/") and _own_path(scope) not in _PROBES


def _without_body(send: Send) -> Send:
    """The answer to GET as HEAD wants it: the same headers, nothing behind them."""

    async def bodiless(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return bodiless


def _route(scope: Scope) -> str:
    """The pattern of the route taken; pages and files count as one, so that addresses make no figures."""
    pattern = getattr(scope.get("route"), "path", None)
    return str(pattern) if pattern else "page"
