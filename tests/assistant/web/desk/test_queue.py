"""The queue as the desk shows it: from an answer that went wrong to a row that is settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from assistant.store import Feedback, Store
from assistant.store.queue import Standing
from tests.assistant.web.desk.conftest import Browser

Enter = Callable[[str | None], Browser]
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'{{7*7}}'


@pytest.fixture(scope="module")
def disliked(enter: Enter, desk_store: Store) -> str:
    """An answer that was disliked, given by the interface; its trace's id."""
    client: TestClient = enter("agent").client
    answer = client.post("/api/v1/ask", json={"question": "小巨人的有效期几年？", "as_of": "2022-06-20"}).json()
    desk_store.feedback.record(Feedback(answer["trace_id"], "小巨人的有效期几年？", False, HOSTILE))
    return str(answer["trace_id"])


def test_a_row_shows_question_answer_and_reading(enter: Enter, disliked: str) -> None:
    page = enter("agent").get(f"/desk/queue/{disliked}?trouble=disliked").text
    assert "小巨人的有效期几年？" in page and "读者不满意" in page
    assert "有效期为三年" in page.replace("<strong>", "").replace("</strong>", "")
    assert f"trace/{disliked}" in page and "trouble=disliked" in page
    assert "<script>alert" not in page and "<img src=x" not in page and "49" not in page.split("读者说")[1][:200]


def test_a_row_is_taken_given_back_and_settled(enter: Enter, desk_store: Store, disliked: str) -> None:
    agent, other = enter("agent"), enter("supervisor")
    assert agent.post(f"/desk/queue/{disliked}/take").headers["location"] == f"/desk/queue/{disliked}"
    assert "agent接手" in other.get("/desk/queue").text
    assert disliked in agent.get("/desk/queue?show=mine").text and disliked not in other.get("/desk/queue?show=mine").text
    agent.post(f"/desk/queue/{disliked}/back")
    assert desk_store.queue.row(disliked).standing is Standing.OPEN
    assert other.post(f"/desk/queue/{disliked}/settle?trouble=disliked").headers["location"] == "/desk/queue?trouble=disliked"
    assert disliked not in agent.get("/desk/queue").text
    settled = agent.get(f"/desk/queue/{disliked}?show=settled").text
    assert "supervisor处理完" in settled and "看过，不用改" in settled
    agent.post(f"/desk/queue/{disliked}/open")
    assert disliked in agent.get("/desk/queue").text


@pytest.mark.parametrize("query", ["trouble=no-such", "kind=x", "show=x", f"site={HOSTILE}"])
def test_filters_that_there_are_not_do_no_harm(enter: Enter, query: str) -> None:
    answer = enter("agent").get(f"/desk/queue?{query}")
    assert answer.status_code == 200 and "<script>alert" not in answer.text


def test_the_pages_speak_english_where_that_is_chosen(enter: Enter, disliked: str) -> None:
    browser = enter("supervisor")
    page = browser.get(f"/desk/queue/{disliked}?lang=en").text
    try:
        assert '<html lang="en"' in page and "disliked" in page and "Take it" in page
        assert "What the" not in browser.get("/desk").text and "Paste new mails" in browser.get("/desk").text
    finally:
        browser.get("/desk?lang=zh")
    assert "粘贴新来信" in browser.get("/desk").text
