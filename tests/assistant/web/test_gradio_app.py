"""Gradio's own page gives the same answers, by its page and by its interface; a setting switches it off."""

from __future__ import annotations

import json
from itertools import pairwise

from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app

QUESTION = "第四批小巨人网上申报材料什么时候上传"


def _events(page: TestClient, question: str) -> list[tuple[str, str]]:
    """What the stream of an answer holds: each event with its text."""
    event = page.post("/gradio/gradio_api/call/ask", json={"data": [question]}).json()["event_id"]
    lines = page.get(f"/gradio/gradio_api/call/ask/{event}").text.splitlines()
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    data = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    return [(name, each[0]) for name, each in zip(names, data, strict=True) if each]


def test_its_interface_gives_the_answer_with_its_sources(page: TestClient) -> None:
    name, said = _events(page, QUESTION)[-1]
    answer = page.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert name == "complete"
    assert said.startswith(answer["answer"].strip())
    for citation in answer["citations"]:
        assert f"{citation['mark']}. {citation['document']}（{citation['number']}）{citation['label']}：{citation['quote']}" in said


def test_the_text_comes_piece_by_piece(page: TestClient) -> None:
    *pieces, (_, whole) = _events(page, "我司资产负债率72%，第四批小巨人这一条符合吗？什么时候上传材料？")
    shown = [text for name, text in pieces if name == "generating"]
    assert len(set(shown)) >= 2
    for earlier, later in pairwise([*shown, whole]):
        assert later.startswith(earlier.rstrip())


def test_its_examples_are_those_of_the_site(page: TestClient, assistant: Assistant) -> None:
    config = page.get("/gradio/config").json()
    shown = [each["props"].get("samples") or each["props"].get("examples") for each in config["components"]]
    assert [[example.zh] for example in assistant.sites.find().words.examples] in shown


def test_the_page_of_its_own_has_a_policy_of_its_own(page: TestClient) -> None:
    assert "unsafe-eval" in page.get("/gradio/").headers["content-security-policy"]
    for ours in ("/", "/check", "/ui/base.css", "/nothing"):
        assert "unsafe" not in page.get(ours).headers["content-security-policy"]


def test_a_setting_switches_it_off(assistant: Assistant, settings: Settings) -> None:
    app = create_app(assistant, settings.model_copy(update={"gradio": False}))
    with TestClient(app) as client:
        assert client.get("/gradio").status_code == 404
        assert client.get("/gradio/config").status_code == 404
        assert client.get("/").status_code == 200
