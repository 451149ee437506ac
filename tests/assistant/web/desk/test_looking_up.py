"""Search as a tool: scores and why, filters that hold, versions side by side, the way of an answer by its id."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.assistant.web.desk.conftest import Browser

Enter = Callable[[str | None], Browser]


def _found(browser: Browser, query: str) -> list[str]:
    answer = browser.get(f"/desk/search?{query}")
    assert answer.status_code == 200, answer.text
    return re.findall(r"</a> <code>([^<]+)</code>", answer.text)


def test_clauses_come_with_their_scores_and_filters_hold(enter: Enter) -> None:
    agent = enter("agent")
    page = agent.get("/desk/search?q=资产负债率不高于多少&as_of=2026-05-01").text
    assert all(words in page for words in ("语义 0.", "字词", "适用 +", "近似问法"))
    everywhere = _found(agent, "q=资产负债率不高于多少&as_of=2026-05-01")
    assert any(each.startswith("measures-2022-63/") for each in everywhere) and any(each.startswith("measures-2026-2/") for each in everywhere)
    one = _found(agent, "q=资产负债率不高于多少&as_of=2026-05-01&document=measures-2022-63")
    assert one and all(each.startswith("measures-2022-63/") for each in one)
    assert _found(agent, "q=资产负债率&as_of=2022-06-20&document=measures-2026-2") == [], "not published on that day"
    deciding = agent.get("/desk/search?q=资产负债率&as_of=2026-05-01&tier=specialized&deciding=1").text
    assert "不作依据" not in deciding and _found(agent, "q=资产负债率&as_of=2026-05-01&tier=specialized&deciding=1")


def test_two_versions_stand_side_by_side(enter: Enter) -> None:
    page = enter("agent").get("/desk/search/versions").text
    assert "工信部企业〔2022〕63号" in page and "有变化" in page and "<mark>" in page
    assert len(enter("agent").get("/desk/search/versions?everything=1").text) > len(page)
    assert enter("agent").get("/desk/search/versions?before=none").status_code == 404


def test_any_answers_way_is_a_step_away(enter: Enter) -> None:
    agent = enter("agent")
    trace = agent.client.post("/api/v1/ask", json={"question": "小巨人的有效期几年"}).json()["trace_id"]
    assert agent.get(f"/desk/search/trace?id={trace}").headers["location"] == f"/trace/{trace}"
    assert agent.get("/desk/search/trace?id=//evil.example").status_code == 404


@pytest.mark.parametrize(("query", "status"), [("q=" + "字" * 401, 422), ("q=a&as_of=someday", 422), ("q=a&site=none", 404), ("q=a&document=none", 200), ("q=<script>alert(1)</script>", 200)])
def test_what_cannot_be_looked_for_is_told(enter: Enter, query: str, status: int) -> None:
    answer = enter("agent").get(f"/desk/search?{query}")
    assert answer.status_code == status and "<script>alert" not in answer.text
