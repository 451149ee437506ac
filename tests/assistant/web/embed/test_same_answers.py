"""Over a set of questions the embedded chat, the chat page and the interface say the same and cite the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.evaluation.cases import SETS_DIR
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites.shelf import SiteShelf
from assistant.web.app import create_app
from tests.assistant.sites.folder import KEY, ORIGIN, write_site

EACH = 25
OWN = ("trace_id", "elapsed_ms", "conversation_id")
"""What differs from call to call, and the conversation that only a page opens."""


@pytest.fixture(scope="module")
def client(assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    here = settings.model_copy(update={"sites_dir": tmp_path_factory.mktemp("sites"), "gradio": False})
    write_site(Path(here.sites_path))
    with TestClient(create_app(Assistant(here, SiteShelf(here)), here)) as client:
        yield client


def _questions() -> list[dict[str, Any]]:
    rows = (SETS_DIR / "dev" / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row) for row in rows[::EACH]]


def _said(answer: dict[str, Any]) -> dict[str, Any]:
    said = {key: value for key, value in answer.items() if key not in OWN}
    if said.get("check"):  # a page asks for what is missing as a person would
        said["check"] = {**said["check"], "missing": sorted(said["check"]["missing"])}
    return said


def _told(value: Any) -> Any:
    """A value without what is null in it: the page is not sent that."""
    if isinstance(value, dict):
        return {key: _told(each) for key, each in value.items() if each is not None}
    return [_told(each) for each in value] if isinstance(value, list) else value


def test_the_three_say_the_same(client: TestClient) -> None:
    questions = _questions()
    assert len(questions) >= 10
    for row in questions:
        asked = {"question": row["text"], "as_of": row["as_of"], "site": "jiangnan"}
        plain = _said(client.post("/api/v1/ask", json=asked).json())
        embedded = client.post("/api/v1/ask", json={**asked, "conversation_id": "new"}, headers={"X-Site-Key": KEY, "Origin": ORIGIN})
        states = client.post("/chat/turn", json={**asked, "turn": "1"}).text.splitlines()
        page = json.loads(states[-1])["reply"]["answer"]
        assert _said(embedded.json()) == plain, row["id"]
        assert _told(_said(page)) == _told(plain), row["id"]


def test_a_closed_site_is_closed_on_the_chat_page_too(client: TestClient, settings: Settings) -> None:
    shelf = client.app.state.service.assistant.sites  # type: ignore[attr-defined]
    write_site(shelf._live, enabled=False, message={"zh": "系统升级。", "en": "Back soon."})
    shelf.look()
    states = client.post("/chat/turn", json={"turn": "1", "question": "小巨人有效期几年", "site": "jiangnan"}).text.splitlines()
    last = json.loads(states[-1])
    assert (last["state"], last["message"]) == ("failed", "系统升级。")
    assert json.loads(client.post("/chat/turn", json={"turn": "1", "question": "你好"}).text.splitlines()[-1])["state"] == "done"
