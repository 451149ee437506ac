"""A session that begins: its cookie, and where the browser may go on to."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from assistant.store.people import DeskSession
from assistant.web.desk.pages import root_of

COOKIE: Final = "zjtx_desk"


def let_in(request: Request, session: DeskSession, response: Response) -> Response:
    """Give the browser the session's token along with `response`."""
    path = f"{root_of(request)}/desk"
    response.set_cookie(COOKIE, session.token, path=path, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return response


def ours(wanted: str) -> str:
    """Where to go on to, only where it is a page of the desk."""
    path = wanted.lstrip("/")
    inside = path == "desk" or path.startswith("desk/")
    return path if inside and not any(each in path for each in ("\\", "//", "..", "\n", "\r")) else ""
