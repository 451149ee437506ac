"""Who sends a request, what is believed of proxies, and how often one address and one session may ask."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from starlette.types import Receive, Scope, Send

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.relays import Relays
from tests.assistant.web.problem import assert_problem

CHECK = {"profile": {"debt_ratio": 72}, "round": 4, "as_of": "2022-06-20"}
FAR = "203.0.113.7"


def _service(assistant: Assistant, settings: Settings, address: str = FAR, **changes: Any) -> TestClient:
    changed = settings.model_copy(update={"limit_address": 3, "limit_reads": 5, **changes})
    return TestClient(create_app(assistant, changed, pages=False), client=(address, 5000))


def _checks(client: TestClient, count: int, **headers: str) -> list[int]:
    return [client.post("/api/v1/check", json=CHECK, headers=headers).status_code for _ in range(count)]


async def _seen(trusted: tuple[str, ...], peer: str, **headers: str) -> Scope:
    """The scope that an application sees behind `Relays`."""
    seen: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    transport = httpx.ASGITransport(Relays(application, trusted), client=(peer, 5000))
    async with httpx.AsyncClient(transport=transport, base_url="http://zjtx.example") as client:
        await client.get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return seen[0]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("trusted", "peer", "said", "client"),
    [
        ((), "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        (("127.0.0.1",), "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (("127.0.0.1",), "10.0.0.9", "198.51.100.1", "10.0.0.9"),
        (("127.0.0.1", "10.0.0.0/8"), "10.0.0.9", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (("127.0.0.1",), "127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # the first was the visitor's own claim
        (("127.0.0.1",), "127.0.0.1", "unknown", "127.0.0.1"),
        (("::1",), "::1", "2001:db8::7", "2001:db8::7"),
        (("127.0.0.1",), "::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
    ],
)
async def test_a_proxy_is_believed_where_it_is_named(trusted: tuple[str, ...], peer: str, said: str, client: str) -> None:
    seen = await _seen(trusted, peer, x_forwarded_for=said, x_forwarded_proto="https", x_forwarded_host="evil.example")
    assert seen["client"][0] == client
    named = peer.removeprefix("::ffff:") in ("127.0.0.1", "::1") and bool(trusted) or "10.0.0.0/8" in trusted
    assert (seen["scheme"] == "https") == named
    assert (b"x-forwarded-host" in dict(seen["headers"])) == named


@pytest.mark.parametrize("path", ["/", "/gradio/", "/gradio/config", "/desk", "/embed.js", "/openapi.json"])
def test_no_page_is_built_for_the_host_that_anybody_names(page: TestClient, path: str) -> None:
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    answer = page.get(path, headers=said, follow_redirects=False)
    assert answer.status_code in (200, 303)
    assert "evil.example" not in answer.text + str(answer.headers)


def test_an_address_that_asks_too_often_is_told_when_to_come_back(assistant: Assistant, settings: Settings) -> None:
    client = _service(assistant, settings)
    assert _checks(client, 4) == [200, 200, 200, 429]
    refused = client.post("/api/v1/check", json=CHECK)
    assert assert_problem(refused, 429)["type"] == "urn:zjtx:problem:over-limit"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "content-security-policy" in refused.headers
    assert [client.get("/api/v1/documents").status_code for _ in range(6)] == [200] * 5 + [429]
    assert {client.get(path).status_code for path in ("/healthz", "/api/v1/healthz", "/metrics") for _ in range(9)} == {200}
    other = TestClient(client.app, client=("203.0.113.8", 1))
    assert _checks(other, 1) == [200]


def test_a_claimed_address_gets_round_no_limit(assistant: Assistant, settings: Settings) -> None:
    client = _service(assistant, settings)
    assert [_checks(client, 1, **{"X-Forwarded-For": f"198.51.100.{number}"})[0] for number in range(4)] == [200, 200, 200, 429]


def test_visitors_behind_a_named_proxy_are_counted_apart(assistant: Assistant, settings: Settings) -> None:
    client = _service(assistant, settings, "127.0.0.1", trusted_proxies=("127.0.0.1",))
    for number in range(3):
        assert _checks(client, 4, **{"X-Forwarded-For": f"198.51.100.{number}"})[2:] == [200, 429]


def test_this_machine_itself_is_not_limited_but_a_proxy_on_it_is(assistant: Assistant, settings: Settings) -> None:
    client = _service(assistant, settings, "127.0.0.1")
    assert _checks(client, 5) == [200] * 5
    assert _checks(client, 4, **{"X-Forwarded-For": FAR})[2:] == [200, 429]


def test_a_network_of_ipv6_is_one_visitor(assistant: Assistant, settings: Settings) -> None:
    app = _service(assistant, settings).app
    sent = [_checks(TestClient(app, client=(f"2001:db8:0:1::{number}", 1)), 1)[0] for number in range(4)]
    assert sent == [200, 200, 200, 429]
    assert _checks(TestClient(app, client=("2001:db8:0:2::1", 1)), 1) == [200]


def test_a_limit_of_nothing_is_none(assistant: Assistant, settings: Settings) -> None:
    assert set(_checks(_service(assistant, settings, limit_address=0), 9)) == {200}


def test_a_conversation_has_its_own_limit(assistant: Assistant, settings: Settings) -> None:
    client = _service(assistant, settings, "127.0.0.1", limit_session=2)
    opened = client.post("/api/v1/ask", json={"question": "你好", "conversation_id": "new"}).json()["conversation_id"]
    said = [client.post("/api/v1/ask", json={"question": "你好", "conversation_id": opened}).status_code for _ in range(3)]
    assert said == [200, 200, 429]
    assert client.post("/api/v1/ask", json={"question": "你好"}).status_code == 200


@pytest.mark.parametrize("named", ["nginx", "10.0.0.0/99", "*"])
def test_a_proxy_that_is_no_address_is_refused(named: str) -> None:
    with pytest.raises(ValidationError):
        Settings(trusted_proxies=named, _env_file=None)  # type: ignore[arg-type]
    assert Settings(trusted_proxies="127.0.0.1, 10.1.2.3/8", _env_file=None).trusted_proxies == ("127.0.0.1/32", "10.0.0.0/8")  # type: ignore[arg-type]
