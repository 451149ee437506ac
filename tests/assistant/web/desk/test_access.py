"""Every route × every role: open to whom its declaration says, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from assistant.store import Store
from assistant.store.people import FAILURES, DeskRole
from assistant.web.desk import NEEDED, router
from tests.assistant.web.desk.conftest import WORD, Browser

Enter = Callable[[str | None], Browser]
OPEN = {("GET", "/desk/sign-in"), ("POST", "/desk/sign-in"), ("GET", "/desk/oidc"), ("GET", "/desk/oidc/back")}
ROUTES = sorted(NEEDED)


def _address(path: str) -> str:
    return path.replace("{id}", "0" * 24).replace("{number:int}", "1")


def _walk(routes: list[object]) -> list[tuple[str, str]]:
    found = []
    for route in routes:
        if isinstance(route, APIRoute):
            found += [(method, route.path) for method in route.methods]
        elif hasattr(route, "routes"):
            found += _walk(route.routes)
        elif hasattr(route, "original_router"):
            found += _walk(route.original_router.routes)
    return found


def test_every_route_says_whom_it_is_open_to(desk_app: FastAPI) -> None:
    declared = set(NEEDED) | OPEN
    assert len(declared) >= 15
    served = {(method, path) for method, path in _walk(router.routes)}
    assert served == declared


@pytest.mark.parametrize("role", [None, *DeskRole])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_route_is_open_to_its_roles_alone(enter: Enter, method: str, path: str, role: DeskRole | None) -> None:
    if path == "/desk/sign-out" and role is not None:
        return  # would end the session that the others share; held below
    browser = enter(role)
    answer = browser.get(_address(path)) if method == "GET" else browser.post(_address(path))
    if role is None:
        assert answer.status_code == 303 and "/desk/sign-in" in answer.headers["location"]
    elif role.may(NEEDED[method, path]):
        assert answer.status_code in (200, 303, 404, 422), answer.text
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("path", [path for method, path in ROUTES if method == "POST"])
@pytest.mark.parametrize("csrf", ["", "wrong"])
def test_a_deed_needs_the_sessions_token(enter: Enter, path: str, csrf: str) -> None:
    answer = enter("admin").client.post(_address(path), data={"csrf": csrf})
    assert answer.status_code == 403
    assert "没有执行" in answer.text


def test_a_form_of_another_site_is_refused(enter: Enter, desk_app: FastAPI) -> None:
    browser = enter("admin")
    answer = browser.client.post("/desk/mails", data={"csrf": browser.csrf, "text": "能报吗"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    stranger = TestClient(desk_app, follow_redirects=False)
    assert stranger.post("/desk/sign-in", data={"name": "admin", "password": WORD}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 401


def test_signing_in_and_out(desk_app: FastAPI, desk_store: Store) -> None:
    browser = Browser(desk_app, "agent")
    cookie = browser.client.post("/desk/sign-in", data={"name": "agent", "password": WORD, "next": "/desk/history"})
    assert cookie.headers["location"] == "/desk/history"
    assert {"HttpOnly", "Path=/desk", "SameSite=strict"} <= {each.strip() for each in cookie.headers["set-cookie"].split(";")}
    browser = Browser(desk_app, "agent")
    assert browser.post("/desk/sign-out").headers["location"] == "/desk/sign-in"
    assert browser.get("/desk").status_code == 303
    assert {"sign_in", "sign_out"} <= {entry.what for entry in desk_store.audit.newest()}


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example/desk", "/\\evil.example", "/desk/../admin", "javascript:alert(1)", "/api/v1/ask"])
def test_nobody_is_sent_elsewhere(desk_app: FastAPI, wanted: str) -> None:
    answer = TestClient(desk_app, follow_redirects=False).post("/desk/sign-in", data={"name": "agent", "password": WORD, "next": wanted})
    assert answer.headers["location"] == "/desk"


def test_a_wrong_password_says_the_same_as_an_unknown_name(desk_app: FastAPI, desk_store: Store) -> None:
    desk_store.people.add("wang", DeskRole.AGENT, WORD)
    client = TestClient(desk_app, follow_redirects=False)
    told = {client.post("/desk/sign-in", data={"name": name, "password": "wrong"}).text for name in ("wang", "nobody", "' OR 1=1 --")}
    assert len(told) == 1 and "名称或密码不对" in told.pop()
    for _ in range(FAILURES):
        client.post("/desk/sign-in", data={"name": "wang", "password": "wrong"})
    assert client.post("/desk/sign-in", data={"name": "wang", "password": WORD}).status_code == 401


@pytest.mark.parametrize("path", ["/desk", "/desk/history", "/desk/audit", "/desk/sign-in", "/desk/queue", "/desk/curated", "/desk/curated/new", "/desk/switches", "/desk/search", "/desk/search/versions", "/desk/figures"])
def test_pages_are_strict_and_never_kept(enter: Enter, path: str) -> None:
    answer = enter("admin").get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert "<script>" not in answer.text and " style=" not in answer.text and " onclick" not in answer.text


def test_what_is_no_form_is_refused(enter: Enter) -> None:
    browser = enter("agent")
    assert browser.client.post("/desk/mails", json={"csrf": browser.csrf}).status_code == 415
    assert browser.client.post("/desk/mails", content=b"text=%ff", headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 422
    assert browser.client.post("/desk/mails", data={"text": "x" * 300_000}).status_code == 413
