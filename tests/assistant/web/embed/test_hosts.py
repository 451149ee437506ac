"""A page of another host may ask in a site's name, with its key, from its own origin, while it is open, within its quota."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites.shelf import SiteShelf
from assistant.web.app import create_app
from tests.assistant.sites.folder import KEY, ORIGIN, write_site
from tests.assistant.web.problem import assert_problem

OTHER = "https://elsewhere.example.com"
CHECK = {"profile": {"debt_ratio": 72}, "round": 4, "as_of": "2022-06-20"}
Send = Callable[..., httpx.Response]


@pytest.fixture
def sites(tmp_path: Path, settings: Settings) -> Settings:
    return settings.model_copy(update={"sites_dir": tmp_path / "sites"})


@pytest.fixture
def open_service(sites: Settings) -> Iterator[Callable[..., TestClient]]:
    """A service with the site `jiangnan`, its `site.yaml` as told."""

    def start(**fields: Any) -> TestClient:
        write_site(sites.sites_path, **fields)
        return TestClient(create_app(Assistant(sites, SiteShelf(sites)), sites, pages=False))

    yield start


def _check(client: TestClient, key: str | None = KEY, origin: str | None = ORIGIN, **more: Any) -> httpx.Response:
    headers = {"X-Site-Key": key, "Origin": origin, "X-Session": more.pop("session", None)}
    return client.post("/api/v1/check", json={**CHECK, **more}, headers={k: v for k, v in headers.items() if v})


def _preflight(client: TestClient, origin: str) -> httpx.Response:
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-site-key"}
    return client.options("/api/v1/ask", headers={"Origin": origin, **wanted})


def test_a_page_of_the_site_may_ask_and_read(open_service: Callable[..., TestClient]) -> None:
    client = open_service()
    before = _preflight(client, ORIGIN)
    assert (before.status_code, before.headers["access-control-allow-origin"]) == (204, ORIGIN)
    assert "x-site-key" in before.headers["access-control-allow-headers"].lower()
    answer = _check(client)
    assert answer.status_code == 200 and answer.json()["status"] == "fail"
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


def test_no_other_page_may(open_service: Callable[..., TestClient]) -> None:
    client = open_service()
    refused = _preflight(client, OTHER)
    assert_problem(refused, 403, "Origin")
    answers = [refused, _check(client, origin=OTHER), _check(client, key=None, origin=OTHER), _check(client, key=None)]
    assert all("access-control-allow-origin" not in answer.headers for answer in answers)
    assert_problem(answers[1], 403, "Origin")


def test_a_wrong_key_is_refused_in_words_that_the_page_can_read(open_service: Callable[..., TestClient]) -> None:
    answer = _check(open_service(), key="pk_wrong_0123456789")
    problem = assert_problem(answer, 403, "X-Site-Key")
    assert problem["type"] == "urn:zjtx:problem:site-key"
    assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_a_key_asks_for_its_own_site_only(open_service: Callable[..., TestClient], sites: Settings) -> None:
    write_site(sites.sites_path, "beihai", site_key="pk_other_0123456789", allowed_origins=[OTHER])
    client = open_service()
    assert _check(client, site="jiangnan").status_code == 200
    assert_problem(_check(client, site="beihai"), 403, "X-Site-Key")
    assert_problem(_check(client, key="pk_other_0123456789"), 403, "Origin")
    assert _check(client, key="pk_other_0123456789", origin=OTHER).status_code == 200


def test_its_own_rules_and_words_come_with_the_key(open_service: Callable[..., TestClient]) -> None:
    client = open_service(where_to_ask={"zh": "江南省企业服务中心", "en": "the Jiangnan service centre"})
    asked = {"question": "今天天气怎么样", "as_of": "2026-11-26"}
    own = client.post("/api/v1/ask", json=asked, headers={"X-Site-Key": KEY, "Origin": ORIGIN}).json()
    assert "江南省企业服务中心" in own["answer"]
    assert "江南省企业服务中心" not in client.post("/api/v1/ask", json=asked).json()["answer"]


def test_a_quota_used_up_is_told_with_when_to_come_back(open_service: Callable[..., TestClient]) -> None:
    client = open_service(quota={"per_minute": 2})
    assert [_check(client).status_code for _ in range(2)] == [200, 200]
    answer = _check(client)
    assert_problem(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "Retry-After" in answer.headers["access-control-expose-headers"]
    assert client.post("/api/v1/check", json=CHECK).status_code == 200


def test_a_quota_holds_whichever_way_the_site_is_asked(open_service: Callable[..., TestClient]) -> None:
    client = open_service(quota={"per_day": 2})
    assert _check(client).status_code == 200
    assert client.post("/api/v1/check", json={**CHECK, "site": "jiangnan"}).status_code == 200
    assert_problem(_check(client), 429)
    assert client.get("/api/v1/deadlines", params={"site": "jiangnan"}).status_code == 200


def test_a_visitors_quota_is_the_visitors_own(open_service: Callable[..., TestClient]) -> None:
    client = open_service(quota={"per_session": 1})
    assert _check(client, session="one").status_code == 200
    assert_problem(_check(client, session="one"), 429)
    assert _check(client, session="two").status_code == 200


def test_a_request_that_does_not_fit_costs_nothing(open_service: Callable[..., TestClient]) -> None:
    client = open_service(quota={"per_day": 1})
    assert _check(client, tier="none").status_code == 422
    assert _check(client).status_code == 200


def test_a_closed_site_says_so_in_its_own_words(open_service: Callable[..., TestClient]) -> None:
    client = open_service(enabled=False, message={"zh": "系统升级，周一恢复。", "en": "Back on Monday."})
    for answer in (_check(client), client.get("/api/v1/materials", params={"site": "jiangnan"})):
        problem = assert_problem(answer, 503, "site")
        assert (problem["type"], problem["detail"]) == ("urn:zjtx:problem:site-paused", "系统升级，周一恢复。")
    assert _check(client, lang="en").json()["detail"] == "Back on Monday."
    assert client.post("/api/v1/check", json=CHECK).status_code == 200
    told = client.get("/api/v1/sites/jiangnan", headers={"X-Site-Key": KEY, "Origin": ORIGIN})
    assert told.json()["enabled"] is False and told.json()["message"]["en"] == "Back on Monday."


def test_the_switch_and_a_slip_are_taken_up_while_it_runs(sites: Settings) -> None:
    write_site(sites.sites_path)
    shelf = SiteShelf(sites)
    client = TestClient(create_app(Assistant(sites, shelf), sites, pages=False))
    assert client.get("/readyz").json() == {"status": "ready"}
    write_site(sites.sites_path, enabled=False)
    shelf.look()
    assert_problem(_check(client), 503, "site")
    write_site(sites.sites_path, phone="none")
    shelf.look()
    assert_problem(_check(client), 503, "site")
    (fault,) = client.get("/readyz").json()["sites"]
    assert fault["site"] == "jiangnan" and "phone" in fault["problem"] and fault["last_sound_copy_in_use"]


def test_what_a_site_says_of_itself_names_neither_quota_nor_origins(open_service: Callable[..., TestClient]) -> None:
    client = open_service(quota={"per_day": 9}, phone="0571-1")
    found = client.get("/api/v1/sites/jiangnan").json()
    assert found["phone"] == "0571-1" and found["max_chars"] == 2000 and len(found["examples"]) == 4
    assert not {"quota", "allowed_origins", "site_key"} & set(found)
    assert_problem(client.get("/api/v1/sites/nowhere"), 404, "site")
    assert client.get("/api/v1/sites/default").json()["name"] == "default"
