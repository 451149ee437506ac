"""The pages' scripts and style sheets: joined once, compressed once, kept by browsers under an address that names their content.

>>> asset("chat.css").href.startswith("ui/bundle/chat-")
True
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from fastapi import APIRouter, HTTPException, Request, Response

from assistant.web.bundling import join_script, join_styles
from assistant.web.static_files import STATIC

_FOREVER: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
_SHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "chat": (
        "page", "plain", "buttons", "frame", "welcome", "turn", "words", "waiting", "under", "conditions", "dates", "checklist", "chips", "verdict_card",
        "fact_input", "choices", "list", "composer", "panel", "sources", "profile", "preview", "scripting", "narrow", "forced_colours", "paper",
    ),
    "selfcheck": ("page", "form", "result", "steps", "narrow"),
}  # fmt: skip
"""The style sheets of a page, beside its scripts, in their order: where two say different things the later one holds."""
_MADE: Final[Mapping[str, Callable[[], str]]] = {
    "chat.js": lambda: join_script(STATIC / "chat" / "main.js"),
    "chat.css": lambda: _styles_of("chat"),
    "shared.css": lambda: join_styles([STATIC / "base.css", STATIC / "shared.css"]),
    "selfcheck.js": lambda: join_script(STATIC / "selfcheck" / "selfcheck.js"),
    "selfcheck.css": lambda: _styles_of("selfcheck"),
}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    href: str
    media_type: str
    content: bytes
    compressed: bytes


@cache
def asset(name: str) -> Asset:
    """The script or style sheet of this name, such as `chat.js`.

    Raises:
        KeyError: there is none.
    """
    content = _MADE[name]().encode()
    stem, _, suffix = name.rpartition(".")
    href = f"ui/bundle/{stem}-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
    return Asset(href, _TYPES[suffix], content, gzip.compress(content, 9, mtime=0))


def _styles_of(page: str) -> str:
    return join_styles([STATIC / "base.css", *(STATIC / page / f"{name}.css" for name in _SHEETS[page])])


def sent(request: Request, content: bytes, media_type: str, headers: Mapping[str, str], status: int = 200, compressed: bytes | None = None) -> Response:
    """A response, compressed where the browser takes it.

    Args:
        compressed: `content` by gzip, where it is at hand.
    """
    headers = {**headers, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        small = compressed if compressed is not None else gzip.compress(content, 6, mtime=0)
        return Response(small, status, {**headers, "Content-Encoding": "gzip"}, media_type)
    return Response(content, status, headers, media_type)


router = APIRouter(include_in_schema=False)


@router.get("/ui/bundle/{name}")
def bundle(request: Request, name: str) -> Response:
    """A script or style sheet under the address that its content gives it; another one is no address."""
    for found in map(asset, _MADE):
        if found.href == f"ui/bundle/{name}":
            return sent(request, found.content, found.media_type, {"Cache-Control": _FOREVER}, compressed=found.compressed)
    raise HTTPException(404)


__all__ = ["Asset", "asset", "router", "sent"]
