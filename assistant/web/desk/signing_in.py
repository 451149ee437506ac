"""Signing in by a password, and out. These addresses and those of `oidc` alone are open to somebody who is not signed in."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from assistant.store.people import FAILURES, LOCKED, DeskRole
from assistant.web.api import Service
from assistant.web.desk.access import DeskRoutes, Visit, read_desk_form, same_origin
from assistant.web.desk.pages import TO_SIGN_IN, page, root_of, said, turned
from assistant.web.desk.sessions import COOKIE, let_in, ours

open_router = APIRouter(prefix="/desk", include_in_schema=False)


@open_router.get("/sign-in")
def sign_in_page(request: Request, next: str = "") -> Response:
    return _sign_in_page(request, next)


@open_router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    form = await read_desk_form(request)
    return await run_in_threadpool(_sign_in, request, form)


def _sign_in(request: Request, form: dict[str, str]) -> Response:
    service: Service = request.app.state.service
    store, name = service.assistant.store, form.get("name", "").strip()
    session = store.people.sign_in(name, form.get("password", "")) if same_origin(request) else None
    if session is None:
        failed = said(request, "sign_in_failed", count=FAILURES, minutes=int(LOCKED.total_seconds() // 60))
        return _sign_in_page(request, form.get("next", ""), 401, failed)
    store.audit.add(session.person.name, "sign_in")
    return let_in(request, session, turned(request, ours(form.get("next", "")) or "desk"))


def _sign_in_page(request: Request, wanted: str, status: int = 200, failed: str = "") -> Response:
    service: Service = request.app.state.service
    return page(request, "sign_in.html", status, next=ours(wanted), failed=failed, by_provider=bool(service.settings.desk_oidc_issuer))


def add_sign_out(routes: DeskRoutes) -> None:
    """Signing out is a deed like others: only the one signed in can do it."""

    @routes.post("/sign-out", DeskRole.AGENT)
    def sign_out(visit: Visit) -> Response:
        visit.store.people.sign_out(visit.session.token)
        visit.store.audit.add(visit.person.name, "sign_out")
        response = turned(visit.request, TO_SIGN_IN)
        response.delete_cookie(COOKIE, path=f"{root_of(visit.request)}/desk")
        return response
