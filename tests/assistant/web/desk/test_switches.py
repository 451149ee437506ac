"""What is switched off is off at once, everywhere, with a reason in the log; the public page says so calmly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.web.app import create_app
from tests.assistant.web.desk.conftest import Browser

Enter = Callable[[str | None], Browser]
ASKED = {"question": "小巨人的有效期几年", "as_of": "2023-05-01"}


@pytest.fixture
def all_on(desk_store: Store) -> Iterator[None]:
    yield
    for off in desk_store.switches.all():
        desk_store.switches.turn_on(off.name, "test", "over")


@pytest.fixture(scope="module")
def elsewhere(desk_app: FastAPI, desk_settings: Settings) -> Iterator[TestClient]:
    """Another process on the same database, as far as it can tell."""
    other = Assistant.open(desk_settings)
    yield TestClient(create_app(other, desk_settings))
    other.store.close()


def _turn(browser: Browser, name: str, to: str, reason: str = "系统升级") -> int:
    return browser.post("/desk/switches", name=name, to=to, reason=reason).status_code


@pytest.mark.usefixtures("all_on")
def test_the_chat_is_off_in_every_process_at_once(enter: Enter, elsewhere: TestClient, desk_store: Store) -> None:
    supervisor = enter("supervisor")
    assert elsewhere.post("/api/v1/ask", json=ASKED).status_code == 200
    assert _turn(supervisor, "chat", "off") == 303
    refused = elsewhere.post("/api/v1/ask", json=ASKED)
    assert refused.status_code == 503 and "请联系" in refused.json()["detail"] and "系统升级" not in refused.text
    assert "switched off" in elsewhere.post("/api/v1/ask", json={**ASKED, "lang": "en"}).json()["detail"]
    assert elsewhere.post("/api/v1/ask/stream", json=ASKED).status_code == 503 or "problem" in elsewhere.post("/api/v1/ask/stream", json=ASKED).text
    page = elsewhere.get("/")
    assert page.status_code == 200 and "工作人员暂时关闭了这里的在线问答" in page.text
    assert "工作人员暂时关闭" in elsewhere.post("/", data={"asked": "能报吗", "question": "能报吗"}).text
    view = elsewhere.get("/api/v1/sites/default").json()
    assert view["enabled"] is False and "暂时关闭" in view["message"]["zh"]
    assert elsewhere.post("/api/v1/search", json={"query": "有效期"}).status_code == 200
    assert supervisor.get("/desk").status_code == 200
    supervisor.paste("第四批什么时候截止")
    assert "已关闭" in supervisor.get("/desk/switches").text
    assert _turn(supervisor, "chat", "on", "好了") == 303
    assert elsewhere.post("/api/v1/ask", json=ASKED).status_code == 200
    assert "暂时关闭" not in elsewhere.get("/").text
    deeds = [(entry.what, entry.about, entry.reason) for entry in desk_store.audit.newest(2)]
    assert deeds == [("switch_on", "chat", "好了"), ("switch_off", "chat", "系统升级")]


@pytest.mark.usefixtures("all_on")
def test_a_site_alone_is_off(enter: Enter, elsewhere: TestClient) -> None:
    assert _turn(enter("supervisor"), "site:example", "off") == 303
    assert elsewhere.post("/api/v1/ask", json={**ASKED, "site": "example"}).status_code == 503
    assert elsewhere.post("/api/v1/search", json={"query": "有效期", "site": "example"}).status_code == 503
    assert elsewhere.post("/api/v1/ask", json=ASKED).status_code == 200
    assert elsewhere.get("/api/v1/sites/example").json()["enabled"] is False


@pytest.mark.usefixtures("all_on")
def test_without_the_model_everything_is_answered_as_if_there_were_none(enter: Enter, desk_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    replay = tmp_path_factory.mktemp("replay")
    with_model = desk_settings.model_copy(update={"llm_provider": "replay", "llm_replay_dir": replay})
    own = Assistant.open(with_model)
    client = TestClient(create_app(own, with_model))
    assert _turn(enter("supervisor"), "model", "off") == 303
    client.post("/api/v1/ask", json=ASKED)
    assert not (replay / "pending").exists(), "nothing is asked of it"
    assert _turn(enter("supervisor"), "model", "on") == 303
    client.post("/api/v1/ask", json=ASKED)
    assert list((replay / "pending").iterdir())
    own.store.close()


@pytest.mark.parametrize(("name", "to", "reason"), [("chat", "off", " "), ("chat", "sideways", "x"), ("site:none", "off", "x"), ("", "off", "x")])
def test_without_a_reason_or_a_switch_nothing_is_done(enter: Enter, desk_store: Store, name: str, to: str, reason: str) -> None:
    assert _turn(enter("supervisor"), name, to, reason) == 422
    assert desk_store.switches.all() == ()
