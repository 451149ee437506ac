"""A conversation is shared as it was answered, read without scripts, and gone when its link ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html as markup

from tests.assistant.web.problem import assert_problem

QUESTION = "我是张经理，电话13800138000，第四批小巨人网上申报材料什么时候上传"


def _answered(page: TestClient, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    lines = page.post("/chat/turn", json={"turn": "1", "question": question, **more}).text.splitlines()
    reply: dict[str, Any] = json.loads(lines[-1])["reply"]
    return reply


def _said(reply: dict[str, Any], question: str = QUESTION) -> dict[str, Any]:
    answer = reply["answer"]
    return {"question": question, "seal": reply["seal"], **{key: answer.get(key) for key in ("answer", "as_of", "label", "citations")}}


def _body(reply: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"conversation_id": reply["answer"]["conversation_id"], "turns": [{**_said(reply), **changed}], "days": 7}


def test_whoever_has_the_link_reads_the_conversation_with_its_clauses(page: TestClient) -> None:
    made = page.post("/chat/share", json=_body(_answered(page))).json()
    response = page.get(f"/shared/{made['id']}")
    tree = markup.fromstring(response.text)
    assert "6月21日至6月28日" in response.text
    assert "13800138000" not in response.text
    assert "张经理" not in response.text
    targets = {link.get("href")[1:] for link in tree.xpath("//a[@class='mark']")}
    assert targets
    assert targets <= {each.get("id") for each in tree.xpath("//li")}
    assert tree.xpath("//script") == []
    assert (response.headers["x-robots-tag"], response.headers["cache-control"], response.headers["referrer-policy"]) == ("noindex", "no-store", "no-referrer")


@pytest.mark.parametrize(
    "changed",
    [{"answer": "贵公司已通过认定。"}, {"question": "某某公司是骗子吗"}, {"as_of": "2020-01-01"}, {"label": "person"}, {"citations": []}, {"seal": ""}, {"seal": "0" * 64}],
)
def test_what_this_service_did_not_answer_is_not_shared(page: TestClient, changed: dict[str, Any]) -> None:
    assert_problem(page.post("/chat/share", json=_body(_answered(page), **changed)), 422, "turns")


def test_the_turn_that_the_form_sent_can_be_shared_too(page: TestClient) -> None:
    tree = markup.fromstring(page.post("/", data={"question": QUESTION}).text)
    posted = json.loads(tree.get_element_by_id("config").text)["posted"]
    assert page.post("/chat/share", json=_body(posted["reply"])).status_code == 200


def test_an_ended_link_says_so(page: TestClient) -> None:
    reply = _answered(page)
    id = page.post("/chat/share", json=_body(reply)).json()["id"]
    assert page.post("/chat/unshare", json={"conversation_id": reply["answer"]["conversation_id"]}).status_code == 204
    response = page.get(f"/shared/{id}", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "已停止分享" in response.text


@pytest.mark.parametrize("changed", [{"days": 0}, {"days": 9999}, {"turns": []}, {"site": "nowhere"}, {"conversation_id": "nobody"}])
def test_what_can_not_be_shared_is_a_problem(page: TestClient, changed: dict[str, Any]) -> None:
    response = page.post("/chat/share", json={**_body(_answered(page)), **changed})
    assert response.status_code in (404, 422)
    assert response.json()["detail"]


def test_an_english_conversation_is_read_in_english(page: TestClient) -> None:
    question = "What is the debt ratio limit?"
    reply = _answered(page, question, language="en")
    body = {"conversation_id": reply["answer"]["conversation_id"], "turns": [_said(reply, question)], "days": 1, "lang": "en"}
    text = page.get(f"/shared/{page.post('/chat/share', json=body).json()['id']}").text
    assert "A shared conversation" in text
    assert '<html lang="en"' in text


def test_what_was_written_is_shown_as_text(page: TestClient) -> None:
    question = "<script>alert(1)</script>小巨人有效期几年"
    reply = _answered(page, question)
    body = {**_body(reply), "turns": [_said(reply, question)]}
    tree = markup.fromstring(page.get(f"/shared/{page.post('/chat/share', json=body).json()['id']}").text)
    assert tree.xpath("//script") == []
    assert "<script>alert(1)</script>小巨人有效期几年" in "".join(tree.xpath("//h2//text()"))
