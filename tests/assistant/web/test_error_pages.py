"""A browser is shown an error as a page in both languages; a program gets the problem document as ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from assistant.errors import OverLimitError, SitePausedError
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.assistant.web.problem import assert_problem

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def page(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    app = create_app(assistant, settings)
    _fail(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def _fail(app: FastAPI) -> None:
    """Routes that end badly, before the chat's own."""
    errors = {"bug": ValueError("secret"), "paused": SitePausedError("<b>停用</b>"), "often": OverLimitError("a", 30)}

    def raise_(which: str) -> None:
        raise errors[which]

    app.add_api_route("/trace/fail/{which}", raise_)
    app.router.routes.insert(0, app.router.routes.pop())


@pytest.mark.parametrize(
    ("path", "status", "zh", "en"),
    [
        ("/no/such/page", 404, "没有这个页面", "There is no such page"),
        ("/clause?id=no/such", 404, "没有这个页面", "There is no such page"),
        ("/embed/nowhere", 404, "没有这个页面", "There is no such page"),
        ("/trace/fail/bug", 500, "服务出错了", "Something went wrong"),
        ("/trace/fail/paused", 503, "服务暂停", "The service is not available"),
        ("/trace/fail/often", 429, "访问太频繁", "Too many requests"),
    ],
)
def test_a_browser_is_told_in_both_languages(path: str, status: int, zh: str, en: str, page: TestClient) -> None:
    answer = page.get(path, headers=BROWSER)
    assert answer.status_code == status and answer.headers["content-type"] == "text/html; charset=utf-8"
    tree = html.fromstring(answer.text)
    assert (tree.xpath("string(//h1)"), tree.xpath("string(//section[@lang='en']/h2)")) == (zh, en)
    assert tree.xpath("//a/@href") == ["/", "/"]
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers


def test_people_are_not_told_what_is_for_programs(page: TestClient) -> None:
    assert "openapi" not in page.get("/no/such/page", headers=BROWSER).text


def test_words_of_the_problem_stand_as_text(page: TestClient) -> None:
    answer = page.get("/trace/fail/paused", headers=BROWSER).text
    assert "&lt;b&gt;停用&lt;/b&gt;" in answer and "<b>" not in answer


def test_when_to_come_back_is_kept(page: TestClient) -> None:
    assert page.get("/trace/fail/often", headers=BROWSER).headers["retry-after"] == "30"


def test_a_program_gets_the_problem(page: TestClient) -> None:
    assert_problem(page.get("/no/such/page"), 404)
    assert_problem(page.get("/api/v1/clauses/no/such", headers=BROWSER), 404, "id")


def test_what_is_no_error_is_left_alone(page: TestClient) -> None:
    assert "<h1" in page.get("/docs", headers=BROWSER).text
    assert page.get("/healthz", headers=BROWSER).json() == {"status": "ok"}
