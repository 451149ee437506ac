"""A page in English gives its verdicts in English, and the same ones."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from assistant.models import AskRequest, CheckRequest
from assistant.service import Assistant
from assistant.web.judging import in_asking_order, judged
from assistant.web.replies import reply_of

FACTS: dict[str, Any] = {"profile": {"debt_ratio": 82, "revenue": {"2025": 1000}}, "as_of": "2026-05-01"}


def _is_english(text: str) -> bool:
    return not any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_the_verdict_is_the_same_in_either_language(assistant: Assistant) -> None:
    chinese, english = (judged(assistant, CheckRequest(**FACTS, lang=lang)) for lang in ("zh", "en"))  # type: ignore[arg-type]
    assert [(each.id, each.status, each.value) for each in english.conditions] == [(each.id, each.status, each.value) for each in chinese.conditions]
    assert all(_is_english(f"{each.name}{each.requirement}{each.explain}") for each in english.conditions)
    assert all(_is_english(line) for line in english.advice)
    assert len(english.mending()) == len(chinese.mending())


def test_the_interface_names_things_as_the_standards_do(page: TestClient) -> None:
    named = {path: page.post(path, json={**FACTS, "lang": "en"}).json()["conditions"][0]["name"] for path in ("/api/v1/check", "/check/verdict")}
    assert not _is_english(named["/api/v1/check"])
    assert _is_english(named["/check/verdict"])


def test_the_card_of_an_english_answer_is_english(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="Our debt ratio is 82%. Can we apply for Little Giant?", lang="en"))
    check = reply_of(assistant, answer, "en").answer.check
    assert check is not None and answer.check is not None
    assert check["status"] == answer.check["status"] == "fail"
    assert all(_is_english(each["name"]) for each in check["conditions"])


def test_a_verdict_on_what_is_only_supposed_stays_as_it_is(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="如果我们资产负债率82%，能报小巨人吗"))
    assert answer.check is not None
    assert answer.check["status"] == "fail"
    assert reply_of(assistant, answer, "en").answer.check == in_asking_order(answer.check)


def test_what_decides_most_is_asked_first(page: TestClient) -> None:
    body = {"profile": {"debt_ratio": 62, "revenue": {"2025": 9000}}, "as_of": "2026-05-01"}
    own, shown = (page.post(path, json=body).json()["missing"] for path in ("/api/v1/check", "/check/verdict"))
    assert sorted(shown) == sorted(own)
    assert shown.index("market_share") < shown.index("registered_in_china")


def test_what_fails_comes_with_what_would_mend_it(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="我们资产负债率82%，能报小巨人吗"))
    check = reply_of(assistant, answer, "zh").answer.check
    assert check is not None
    assert any(line.startswith("资产负债率：超出7个百分点") for line in check["advice"])
