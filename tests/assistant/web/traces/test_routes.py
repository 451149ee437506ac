"""The trace by HTTP and as a page: for whoever has the id, safe whatever a message holds, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.trace.notes import note
from assistant.web.app import create_app
from assistant.web.traces.routes import FOLDER, router
from corpus.yamlfile import load_yaml

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}我司去年营收8600万\"><img src=x onerror=alert(2)>，负债率72%，电话13800138000，能报小巨人吗？"


@pytest.fixture(scope="module")
def pages(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    """The interface with the trace page; the chat is not needed for it."""
    app: FastAPI = create_app(assistant, settings, pages=False)
    app.router.routes[:0] = router.routes
    with TestClient(app) as client:
        yield client


def _ask(client: TestClient, question: str, **fields: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/v1/ask", json={"question": question, "as_of": "2022-06-20", **fields}).json()
    return answer


def test_the_interface_gives_the_trace_of_an_answer(pages: TestClient, assistant: Assistant) -> None:
    answer = _ask(pages, "我司资产负债率72%，第四批小巨人行不行")
    response = pages.get(f"/api/v1/trace/{answer['trace_id']}")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == assistant.trace(answer["trace_id"]).model_dump(mode="json")
    assert re.fullmatch("[0-9a-f]{32}", answer["trace_id"])


@pytest.mark.parametrize("unknown", ["0" * 32, "x", "..%2f..", "%00", "1' OR '1'='1"])
def test_an_unknown_id_is_not_found(pages: TestClient, unknown: str) -> None:
    problem = pages.get(f"/api/v1/trace/{unknown}")
    assert problem.status_code == 404
    assert problem.headers["content-type"] == "application/problem+json"
    page = pages.get(f"/trace/{unknown}")
    assert page.status_code == 404


def test_the_page_of_an_unknown_id_says_what_to_do(pages: TestClient) -> None:
    page = pages.get(f"/trace/{'0' * 32}")
    assert "trace_id" in page.text
    assert "<h1>" in page.text


def test_the_page_shows_words_by_role_then_basis_then_matters_then_steps(pages: TestClient) -> None:
    answer = _ask(pages, "我司去年营收8600万，资产负债率72%，能报第四批小巨人吗")
    text = pages.get(f"/trace/{answer['trace_id']}").text
    assert '<mark class="role-fact">8600万<small lang="zh">事实：2021年营业收入</small></mark>' in text
    order = [text.index(f'id="{name}"') for name in ("message", "basis", "parts", "blocks", "steps")]
    assert order == sorted(order)
    assert "第四批" in text and note("source_question") in text
    assert text.count("<meter") > 8
    assert "采用" in text and "舍去" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_of_a_message_becomes_markup(pages: TestClient, lang: str) -> None:
    answer = _ask(pages, HOSTILE)
    page = pages.get(f"/trace/{answer['trace_id']}", params={"lang": lang})
    elements = list(html.fromstring(page.text).iter())
    assert [dict(each.attrib) for each in elements if each.tag == "script"] == [{"src": "../ui/appearance.js"}]
    assert {str(each.tag) for each in elements} & {"img", "iframe", "form", "style"} == set()
    assert [name for each in elements for name in each.attrib if name.startswith("on") or name == "style"] == []
    assert "{{ 7*7 }}" in page.text
    assert "13800138000" not in page.text


def test_the_page_asks_nothing_of_another_host_and_runs_no_script_of_its_own(pages: TestClient) -> None:
    answer = _ask(pages, "小巨人的资产负债率要求多少")
    page = pages.get(f"/trace/{answer['trace_id']}")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-robots-tag"] == "noindex"
    assert all(not address.startswith(("http", "//")) for address in re.findall(r'(?:src|href)="([^"]*)"', page.text))


def test_the_page_speaks_the_language_asked_for(pages: TestClient) -> None:
    english = _ask(pages, "What debt ratio may a little giant have?")
    in_english = pages.get(f"/trace/{english['trace_id']}").text
    assert "How this answer came about" in in_english
    assert '<html lang="en">' in in_english
    assert "这个回答是怎么得出的" in pages.get(f"/trace/{english['trace_id']}", params={"lang": "zh"}).text
    assert "How this answer came about" in pages.get(f"/trace/{english['trace_id']}", params={"lang": "xx"}).text


@pytest.mark.parametrize("question", ["你好", "？？？", "高新技术企业怎么申请", "比例怎么弄", "第九十九批什么时候"])
def test_every_kind_of_answer_has_a_page(pages: TestClient, question: str) -> None:
    answer = _ask(pages, question)
    for lang in ("zh", "en"):
        assert pages.get(f"/trace/{answer['trace_id']}", params={"lang": lang}).status_code == 200


def test_every_text_of_the_page_is_used() -> None:
    templates = "".join((FOLDER / name).read_text("utf-8") for name in ("page.html", "missing.html"))
    assert set(re.findall(r"\bt\.(\w+)", templates)) == set(load_yaml(FOLDER / "texts.yaml"))


def test_kept_for_no_days_there_is_none(tmp_path: Any) -> None:
    settings = Settings(data_dir=tmp_path, database_url=None, trace_days=0, _env_file=None)
    with TestClient(create_app(Assistant.open(settings), settings, pages=False)) as client:
        answer = _ask(client, "你好")
        assert client.get(f"/api/v1/trace/{answer['trace_id']}").status_code == 404
    assert not (tmp_path / "zjtx.sqlite3").exists()
