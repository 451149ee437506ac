"""What the running year will come to decides on an application of the year to come, and on none of today."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models import AskRequest
from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("去年营收4900万，能报小巨人吗", "今年预计6000万，明年报行吗"), "营业收入：**符合**。6000万元，不低于5000万元"),
        (("去年营收4900万，能报小巨人吗", "今年能做到6000万，明年能报吗"), "营业收入：**符合**。6000万元，不低于5000万元"),
        (("去年营收1200万，能报省级专精特新吗", "今年估计有1800万，明年去报呢"), "1800万元，不低于1500万元"),
        (("去年研发400万，前年300万，小巨人研发过吗", "今年预计研发900万，明年报够吗"), "900+400 = 1300万元，不低于1200万元"),
        (("负债率去年底78%，小巨人过吗", "今年底预计降到70%，明年报行不行"), "资产负债率：**符合**。70%，不高于75%"),
        (("去年营收4500万，小巨人营收够吗", "今年大概5500万，那明年再报"), "5500万元"),
        (("去年主营占比86%，小巨人行吗", "今年估计到92%，2027年报行不行"), "92%，不低于90%"),
        (("我们去年营收4900万研发600万，今年营收会到6000万、研发700万，明年报小巨人行不行",), "700+600 = 1300万元，不低于1200万元"),
        (("去年营收4900万，能报小巨人吗", "今年要是做到6000万呢"), "营业收入：**符合**。6000万元，不低于5000万元"),
        (("负债率去年底78%，小巨人过吗", "今年底压到74%呢"), "资产负债率：**符合**。74%，不高于75%"),
        (("去年营收4900万，能报小巨人吗", "今年能到4950万，下一批报呢"), "营业收入：**不符合**。4950万元，低于5000万元"),
    ],
)
def test_the_running_year_decides_on_the_next(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert says in answer.answer and "按2027年申报判断，看2026年的数" in answer.answer, answer.answer


def test_it_is_not_kept(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("去年营收4900万，能报小巨人吗", "今年预计6000万，明年报行吗", "小巨人营收这条现在过吗"), DAY)
    assert "营业收入：**不符合**。4900万元" in answer.answer and answer.profile["revenue"] == {"2025": 4900}


def test_what_was_told_of_the_last_years_end_does_not_count_for_the_next(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("去年营收4900万，负债率76%，能报小巨人吗", "今年预计6000万，明年报行吗"), DAY)
    assert "76%" not in answer.answer and answer.profile["debt_ratio"] == 76


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("去年营收4900万，今年预计6000万，现在能报小巨人吗", "营业收入：**不符合**。4900万元"),
    ],
)
def test_else_the_year_before_decides(message: str, says: str, assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=message, as_of=DAY)).answer
    assert says in answer and "按2027年申报判断" not in answer, answer


@pytest.mark.parametrize("said", ["我们去年营收8000万，明年想报小巨人，营收够吗", "去年营收4900万，今年上半年3000万，明年能报小巨人吗", "去年营收4700万，明年能报小巨人吗", "2025年营收5200万，2027年报小巨人行吗"])
def test_the_year_before_does_not_decide_an_application_of_the_year_to_come(said: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, (said,), DAY).answer
    assert "2026年" in answer and "以上按2027年申报判断" in answer
    assert "**不符合**" not in answer and "营业收入：**符合**" not in answer


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("2023年6月成立一直做这个产品，2027年报专精特新年限够吗", "**符合**。3.5年"),
        ("2024年3月成立一直做这个产品，明年能报专精特新吗", "**不符合**。2.75年"),
        ("2023年6月成立一直做这个产品，报专精特新年限够吗", "**不符合**。2.5年"),
    ],
)
def test_years_in_the_niche_count_to_the_end_of_the_year_looked_at(said: str, verdict: str, assistant: Assistant) -> None:
    assert verdict in last_answer(assistant, (said,), DAY).answer
