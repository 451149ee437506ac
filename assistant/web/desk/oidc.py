"""Signing in by an identity provider: out to it (`/desk/oidc`) and back (`/desk/oidc/back`). Without its settings neither is there."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import SignInRefusedError
from assistant.logging import get_logger
from assistant.web.api import Service
from assistant.web.desk.pages import page, refusal, root_of
from assistant.web.desk.sessions import let_in, ours
from corpus.errors import ZjtxError

if TYPE_CHECKING:
    from assistant.web.desk.provider import IdentityProvider, Known

_COOKIE: Final = "zjtx_desk_oidc"
_MINUTES: Final = 10
"""For signing in at the provider."""

oidc_router = APIRouter(prefix="/desk/oidc", include_in_schema=False)


@oidc_router.get("")
def leave(request: Request, next: str = "") -> Response:
    provider = _provider(request)
    if provider is None:
        return refusal(request, "no_oidc", 404)
    try:
        leaving = provider.leave(_back(request))
    except ZjtxError as error:
        return refusal(request, "failed", error.http_status, error.message)
    response = RedirectResponse(leaving.url, 303, {"Cache-Control": "no-store"})
    value = ".".join((leaving.state, leaving.nonce, leaving.verifier, quote(ours(next), safe="")))
    # lax: the browser comes back from another site
    response.set_cookie(_COOKIE, value, max_age=_MINUTES * 60, path=_path(request), httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return response


@oidc_router.get("/back")
def back(request: Request) -> Response:
    service = _service(request)
    provider = _provider(request)
    if provider is None:
        return refusal(request, "no_oidc", 404)
    try:
        left = _left(request)
        response = _let_in(request, service, _arrived(request, provider, left), left.wanted)
    except SignInRefusedError as error:
        get_logger(__name__).warning("oidc_refused", reason=error.reason)
        response = page(request, "sign_in.html", 401, next="", failed=error.message, by_provider=True)
    except ZjtxError as error:
        response = refusal(request, "failed", error.http_status, error.message)
    response.delete_cookie(_COOKIE, path=_path(request))
    return response


@dataclass(frozen=True)
class _Left:
    """What this browser left with, and where it wanted to go."""

    nonce: str
    verifier: str
    wanted: str


def _left(request: Request) -> _Left:
    """Raises SignInRefusedError where it does not bring back the state that it left with."""
    state, nonce, verifier, wanted = ([*request.cookies.get(_COOKIE, "").split(".", 3), "", "", "", ""])[:4]
    brought = request.query_params.get("state", "")
    if not (state and nonce and verifier) or not secrets.compare_digest(state.encode(), brought.encode()):
        raise SignInRefusedError("state")
    return _Left(nonce, verifier, unquote(wanted))


def _arrived(request: Request, provider: IdentityProvider, left: _Left) -> Known:
    query = request.query_params
    code = query.get("code")
    if "error" in query or not code:
        raise SignInRefusedError("provider")
    return provider.arrive(code, left.verifier, left.nonce, _back(request), query.get("iss"))


def _let_in(request: Request, service: Service, known: Known, wanted: str) -> Response:
    people, by_claim = service.assistant.store.people, service.settings.desk_oidc_role_claim is not None
    session = None if by_claim and known.role is None else people.admit(known.name, known.subject, known.role)
    if session is None:
        get_logger(__name__).warning("oidc_refused", reason="no_role")
        return refusal(request, "no_role", 403)
    service.assistant.store.audit.add(session.person.name, "sign_in", "oidc")
    # a page of ours that goes on by itself: on a redirect that began elsewhere a strict cookie is not sent
    return let_in(request, session, page(request, "signed_in.html", goes_to=ours(wanted) or "desk"))


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _provider(request: Request) -> IdentityProvider | None:
    settings = _service(request).settings
    if not settings.desk_oidc_issuer:
        return None
    from assistant.web.desk.provider import provider_of  # a second and 20 MB that only such a desk needs

    return provider_of(settings)


def _back(request: Request) -> str:
    public = _service(request).settings.public_url
    root = public.rstrip("/") if public else f"{request.url.scheme}://{request.url.netloc}{root_of(request)}"
    return f"{root}/desk/oidc/back"


def _path(request: Request) -> str:
    return f"{root_of(request)}/desk/oidc"


