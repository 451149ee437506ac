"""Gradio's own page gives the same answers, by its page and by its interface; a setting switches it off."""

from __future__ import annotations

import json

from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app

QUESTION = "第四批小巨人网上申报材料什么时候上传"


def test_its_interface_gives_the_answer_with_its_sources(page: TestClient) -> None:
    event = page.post("/gradio/gradio_api/call/ask", json={"data": [QUESTION]}).json()["event_id"]
    lines = page.get(f"/gradio/gradio_api/call/ask/{event}").text.splitlines()
    assert "event: complete" in lines
    said = json.loads(next(line for line in reversed(lines) if line.startswith("data: ")).removeprefix("data: "))[0]
    answer = page.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert said.startswith(answer["answer"].strip())
    for citation in answer["citations"]:
        assert citation["number"] in said


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
