"""Who may see and do what at the desk: closed unless a route says whom it is open to.

A request goes through session, role and CSRF token before a route's function sees it, as a `Visit`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from assistant.errors import RequestError
from assistant.store import Store
from assistant.store.people import DeskRole, DeskSession, Person
from assistant.web.api import Service
from assistant.web.desk.pages import TO_SIGN_IN, refusal, root_of, turned
from assistant.web.desk.sessions import COOKIE
from assistant.web.limits import read_body
from corpus.errors import ZjtxError

_SCRIPTED: Final = "hx-request"


@dataclass(frozen=True)
class Visit:
    """A request of somebody signed in.

    Attributes:
        form: what a form sent, each field once.
    """

    request: Request
    service: Service
    session: DeskSession
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        return self.session.person

    @property
    def store(self) -> Store:
        return self.service.assistant.store

    @property
    def path(self) -> Mapping[str, Any]:
        return self.request.path_params

    @property
    def scripted(self) -> bool:
        """Whether a part of a page is asked for, and no page."""
        return _SCRIPTED in self.request.headers


Route = Callable[[Visit], Response]


class DeskRoutes:
    """Routes, each with the role it needs."""

    def __init__(self) -> None:
        self.router = APIRouter(prefix="/desk", include_in_schema=False)
        self.needed: dict[tuple[str, str], DeskRole] = {}

    def get(self, path: str, role: DeskRole) -> Callable[[Route], Route]:
        """A page, for those whose role is enough."""
        return self._add("GET", path, role)

    def post(self, path: str, role: DeskRole) -> Callable[[Route], Route]:
        """A deed, for those whose role is enough; it needs the session's CSRF token."""
        return self._add("POST", path, role)

    def _add(self, method: str, path: str, role: DeskRole) -> Callable[[Route], Route]:
        def add(route: Route) -> Route:
            async def endpoint(request: Request) -> Response:
                form = await read_desk_form(request) if method == "POST" else {}
                return await run_in_threadpool(_admitted, request, form, role, route)

            self.needed[method, f"/desk{path}"] = role
            self.router.add_api_route(path, endpoint, methods=[method], name=f"{method} {path}")
            return route

        return add


async def read_desk_form(request: Request) -> dict[str, str]:
    """The fields of a form; of one sent twice the last.

    Raises:
        RequestError: it is too large, or no form (HTTP 413, 415, 422).
    """
    settings = request.app.state.service.settings
    content = await read_body(request, settings.max_request_bytes)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise RequestError("desk_form", "content-type", status=415)
    try:
        fields = parse_qs(content.decode("utf-8"), keep_blank_values=True, max_num_fields=500, errors="strict")
    except ValueError:
        raise RequestError("desk_form", "body") from None
    return {name: values[-1].replace("\r\n", "\n") for name, values in fields.items()}


def same_origin(request: Request) -> bool:
    """Whether a form came from a page of ours, as far as the browser says."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _admitted(request: Request, form: Mapping[str, str], role: DeskRole, route: Route) -> Response:
    service: Service = request.app.state.service
    token = request.cookies.get(COOKIE)
    session = service.assistant.store.people.session_of(token) if token else None
    if session is None:
        return _to_sign_in(request)
    if not session.person.role.may(role):
        return refusal(request, "forbidden", 403)
    if request.method == "POST":
        sent = form.get("csrf") or request.headers.get("x-csrf", "")
        if not same_origin(request) or not secrets.compare_digest(sent.encode(), session.csrf.encode()):
            return refusal(request, "not_from_here", 403)
    try:
        return route(Visit(request, service, session, form))
    except ZjtxError as error:
        return refusal(request, "failed", error.http_status, error.message)


def _to_sign_in(request: Request) -> Response:
    if _SCRIPTED in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": f"{root_of(request)}/{TO_SIGN_IN}"})
    wanted = f"?next={quote(request.url.path.removeprefix(root_of(request)))}" if request.method == "GET" else ""
    return turned(request, f"{TO_SIGN_IN}{wanted}")
