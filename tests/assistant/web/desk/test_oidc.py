"""Signing in by an identity provider, against a real one on loopback: only what it signed for us, now and for this browser lets in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.people import DeskRole
from assistant.web.app import create_app
from assistant.web.desk.provider import provider_of
from tests.assistant.web.desk import identity
from tests.assistant.web.desk.conftest import WORD
from tests.assistant.web.desk.identity import CLIENT, SECRET, Claims, Provider

Desk = Callable[..., TestClient]
ZHANG: Claims = {"sub": "4711", "preferred_username": "zhang"}


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with identity.providing() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    """As it should be; each test spoils what it likes."""
    fresh = Provider(running.issuer, person=dict(ZHANG))
    vars(running).update(vars(fresh))
    provider_of.cache_clear()
    return running


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = Store(settings.model_copy(update={"database_url": "sqlite://"}))
    yield store
    store.close()


@pytest.fixture
def desk(assistant: Assistant, provider: Provider, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """`desk(role_claim="roles")`: a browser at a desk with these settings."""
    monkeypatch.setattr(assistant, "store", store)

    def opened(**given: object) -> TestClient:
        values = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET, **given}
        known = Settings(**{f"desk_oidc_{name}": value for name, value in values.items()}, _env_file=None)  # type: ignore[arg-type]
        update = {name: getattr(known, name) for name in known.model_fields_set}
        return TestClient(create_app(assistant, settings.model_copy(update={**update, "gradio": False})), follow_redirects=False)

    return opened


def _away(browser: TestClient, next: str = "") -> httpx.Response:
    """Out to the provider, and as far as its answer: the address that it sends the browser back to."""
    left = browser.get(f"/desk/oidc?next={next}")
    assert left.status_code == 303, left.text
    return httpx.get(left.headers["location"])


def _back(browser: TestClient, answer: httpx.Response) -> httpx.Response:
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["location"].removeprefix("http://testserver"))


def _signed_in(browser: TestClient, next: str = "") -> httpx.Response:
    return _back(browser, _away(browser, next))


def test_who_is_on_the_list_gets_in_with_his_role(desk: Desk, store: Store) -> None:
    store.people.add("zhang", DeskRole.SUPERVISOR, None)
    browser = desk()
    assert 'href="desk/oidc"' in browser.get("/desk/sign-in").text
    answer = _signed_in(browser, "/desk/switches")
    assert answer.status_code == 200 and 'content="0;url=/desk/switches"' in answer.text
    kept = [each for each in answer.headers.get_list("set-cookie") if each.startswith("zjtx_desk=")]
    assert len(kept) == 1 and all(word in kept[0] for word in ("HttpOnly", "SameSite=strict", "Path=/desk"))
    assert browser.get("/desk/switches").status_code == 200 and browser.get("/desk/audit").status_code == 403
    assert [(each.who, each.what, each.about) for each in store.audit.newest()] == [("zhang", "sign_in", "oidc")]
    csrf = re.search(r'name="csrf" value="([^"]+)"', browser.get("/desk").text)
    assert csrf and browser.post("/desk/sign-out", data={"csrf": csrf[1]}).headers["location"] == "/desk/sign-in"
    assert browser.get("/desk").status_code == 303


def test_nobody_else_does(desk: Desk, store: Store, provider: Provider) -> None:
    answer = _signed_in(desk())
    assert answer.status_code == 403 and "没有坐席台的职责" in answer.text
    assert store.people.all() == () and "zjtx_desk=" not in answer.headers.get("set-cookie", "").replace("zjtx_desk_oidc=", "")


@pytest.mark.parametrize(
    ("claim", "said", "role"),
    [
        ("role", {"role": "agent"}, DeskRole.AGENT),
        ("roles", {"roles": ["agent", "supervisor", "cook"]}, DeskRole.SUPERVISOR),
        ("realm_access.roles", {"realm_access": {"roles": ["admin"]}}, DeskRole.ADMIN),
        ("https://x.example/roles", {"https://x.example/roles": ["agent"]}, DeskRole.AGENT),
        ("roles", {"roles": ["cook"]}, None),
        ("roles", {"roles": {"admin": True}}, None),
        ("roles", {"roles": "administrator"}, None),
        ("realm_access.roles", {"realm_access": "admin"}, None),
        ("roles", {}, None),
    ],
)
def test_a_claim_gives_the_role(desk: Desk, store: Store, provider: Provider, claim: str, said: Claims, role: DeskRole | None) -> None:
    provider.person |= said
    answer = _signed_in(desk(role_claim=claim))
    assert answer.status_code == (403 if role is None else 200)
    assert [(each.name, each.role) for each in store.people.all()] == ([("zhang", role)] if role else [])


def test_the_role_is_the_latest_and_a_claim_gives_nobody_with_a_password_another(desk: Desk, store: Store, provider: Provider) -> None:
    browser = desk(role_claim="role")
    for role in ("admin", "agent"):
        provider.person["role"] = role
        assert _signed_in(browser).status_code == 200
        assert store.people.all()[0].role == role
    store.people.add("wang", DeskRole.AGENT, WORD)
    provider.person |= {"sub": "4712", "preferred_username": "wang", "role": "admin"}
    assert _signed_in(browser).status_code == 403
    assert {each.name: each.role for each in store.people.all()}["wang"] is DeskRole.AGENT


def test_a_name_belongs_to_the_first_subject_and_a_disabled_one_to_nobody(desk: Desk, store: Store, provider: Provider) -> None:
    store.people.add("zhang", DeskRole.ADMIN, WORD)
    browser = desk()
    assert _signed_in(browser).status_code == 200
    provider.person["sub"] = "4712"
    assert _signed_in(browser).status_code == 403
    store.people.disable("zhang")
    provider.person["sub"] = "4711"
    assert _signed_in(browser).status_code == 403
    store.people.disable("zhang", disabled=False)
    assert _signed_in(browser).status_code == 200
    assert browser.post("/desk/sign-in", data={"name": "zhang", "password": WORD}).status_code == 303, "the password still fits"


def test_who_has_no_password_is_let_in_by_none(desk: Desk, store: Store) -> None:
    store.people.add("zhang", DeskRole.ADMIN, None)
    browser = desk()
    for password in ("", " ", WORD):
        assert browser.post("/desk/sign-in", data={"name": "zhang", "password": password}).status_code == 401


def _other(**claims: Any) -> Callable[[Claims], Claims]:
    return lambda told: {**told, **claims}


def _without(name: str) -> Callable[[Claims], Claims]:
    return lambda told: {each: value for each, value in told.items() if each != name}


@pytest.mark.parametrize(
    "spoilt",
    [
        _other(nonce="another"),
        _other(iss="https://evil.example"),
        _other(aud="another"),
        _other(aud=["another"], azp=CLIENT),
        _other(aud=[CLIENT, "another"], azp="another"),
        _other(exp=1_700_000_000),
        _other(iat=4_000_000_000),
        _other(nbf=4_000_000_000),
        _other(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
        _other(sub=""),
        _other(preferred_username=["zhang"]),
        _other(preferred_username="' OR 1=1 --"),
        *(_without(name) for name in ("nonce", "iss", "aud", "exp", "iat", "sub")),
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(desk: Desk, store: Store, provider: Provider, spoilt: Callable[[Claims], Claims]) -> None:
    store.people.add("zhang", DeskRole.ADMIN, None)
    provider.spoilt = spoilt
    browser = desk()
    assert _signed_in(browser).status_code in (401, 403)
    assert browser.get("/desk").status_code == 303
    provider.spoilt = _other()
    assert _signed_in(browser).status_code == 200


@pytest.mark.parametrize("sign", [identity.unsigned, identity.signed_by_the_secret, identity.signed_by_nobody, identity.signed_anew, lambda claims: "no.token", lambda claims: ""])
def test_what_the_provider_did_not_sign_lets_nobody_in(desk: Desk, store: Store, provider: Provider, sign: Callable[[Claims], str]) -> None:
    store.people.add("zhang", DeskRole.ADMIN, None)
    provider.sign = sign
    browser = desk()
    assert _signed_in(browser).status_code == 401
    assert browser.get("/desk").status_code == 303


def test_keys_that_have_changed_are_looked_up_again(desk: Desk, store: Store, provider: Provider) -> None:
    store.people.add("zhang", DeskRole.ADMIN, None)
    browser = desk()
    assert _signed_in(browser).status_code == 200
    provider.keys, provider.sign = identity.all_keys(), identity.signed_anew
    assert _signed_in(browser).status_code == 200


def test_a_state_belongs_to_one_browser_and_a_code_to_one_sign_in(desk: Desk, store: Store, provider: Provider) -> None:
    store.people.add("zhang", DeskRole.ADMIN, None)
    mine, victim = desk(), desk()
    answer = _away(mine)
    asked = provider.token_calls
    assert _back(victim, answer).status_code == 401, "never left"
    _away(victim)
    assert _back(victim, answer).status_code == 401, "left with another state"
    assert provider.token_calls == asked
    assert _back(mine, answer).status_code == 200
    again = _away(mine)
    assert _back(mine, again).status_code == 200
    assert _back(mine, again).status_code == 401, "the state is used up"
    for query in ("", "state=", "code=x", "error=access_denied&state=x"):
        assert mine.get(f"/desk/oidc/back?{query}").status_code == 401


def test_one_who_gives_up_or_comes_from_elsewhere_is_told(desk: Desk, provider: Provider) -> None:
    browser = desk()
    state = httpx.URL(_away(browser).headers["location"]).params["state"]
    answer = browser.get(f"/desk/oidc/back?error=access_denied&error_description=%3Cscript%3E&state={state}")
    assert answer.status_code == 401 and "统一身份登录没有完成" in answer.text and "<script>" not in answer.text.partition("</head>")[2]
    url = httpx.URL(_away(browser).headers["location"])
    assert browser.get(f"/desk/oidc/back?{url.copy_set_param('iss', 'https://evil.example').params}").status_code == 401


def test_what_userinfo_alone_tells_counts(desk: Desk, store: Store, provider: Provider) -> None:
    provider.person |= {"role": "agent"}
    provider.apart = ("role", "preferred_username")
    assert _signed_in(desk(role_claim="role")).status_code == 200
    assert [(each.name, each.role) for each in store.people.all()] == [("zhang", DeskRole.AGENT)]
    provider.spoilt = _other(sub="another")
    assert _signed_in(desk(role_claim="role")).status_code == 401


@pytest.mark.parametrize(("verified", "status"), [(True, 200), (False, 401), ("true", 401), (None, 401)])
def test_an_address_counts_only_where_it_was_verified(desk: Desk, store: Store, provider: Provider, verified: object, status: int) -> None:
    store.people.add("zhang@example.gov.cn", DeskRole.AGENT, None)
    provider.person |= {"email": "zhang@example.gov.cn", "email_verified": verified}
    assert _signed_in(desk(name_claim="email")).status_code == status


def test_a_client_without_a_secret(desk: Desk, store: Store, provider: Provider) -> None:
    store.people.add("zhang", DeskRole.AGENT, None)
    provider.public = True
    assert _signed_in(desk(client_secret=None)).status_code == 200


@pytest.mark.parametrize(
    "discovery",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": "file:///etc/passwd"}, {"authorization_endpoint": None}],
)
def test_a_provider_that_is_not_as_it_has_to_be_is_told_so(desk: Desk, provider: Provider, discovery: Claims) -> None:
    provider.discovery = discovery
    answer = desk().get("/desk/oidc")
    assert answer.status_code == 502 and "ZJTX_DESK_OIDC_ISSUER" in answer.text


def test_a_provider_that_is_away_is_told_so(desk: Desk) -> None:
    browser = desk(issuer="http://127.0.0.1:9")
    assert browser.get("/desk/oidc").status_code == 502
    assert browser.get("/desk/sign-in").status_code == 200


def test_a_desk_without_a_provider_is_as_it_was(desk: Desk) -> None:
    browser = desk(issuer=None)
    assert "oidc" not in browser.get("/desk/sign-in").text
    for path in ("/desk/oidc", "/desk/oidc/back?code=x&state=x"):
        assert browser.get(path).status_code == 404
