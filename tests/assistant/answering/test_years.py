"""Which years are meant, and whether it is a matter of days."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer, Kind, Status

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "as_of", "told"),
    [
        ("近2年说的是哪两年", "2022-06-20", "按第四批算，上年度是2021年，上上年度是2020年。"),
        ("指标用哪一年的数据？", "2023-05-01", "按2023年申报算，上年度是2022年，上上年度是2021年。"),
        ("指标用哪一年的数据？", "2026-09-01", "按2026年申报算，上年度是2025年，上上年度是2024年。"),
    ],
)
def test_the_years_looked_at_are_named(ask: Ask, question: str, as_of: str, told: str) -> None:
    answer = ask(question, as_of=as_of)
    assert answer.status is Status.ANSWERED and told in answer.answer


@pytest.mark.parametrize(
    ("question", "as_of", "state"),
    [
        ("今天还能上传小巨人的材料吗", "2022-06-28", "今天截止"),
        ("现在还能交小巨人申请书吗", "2022-06-29", "截止"),
        ("第五批还能报不？", "2023-04-12", "2023年4月10日截止"),
    ],
)
def test_whether_papers_can_still_be_handed_in_is_a_matter_of_days(
    ask: Ask, question: str, as_of: str, state: str
) -> None:
    answer = ask(question, as_of=as_of)
    assert answer.kind is Kind.DEADLINE and state in answer.answer


@pytest.mark.parametrize("question", ["现在交材料可以用复印件吗", "现在申报材料可以盖部门章吗"])
def test_how_papers_are_made_is_no_matter_of_days(ask: Ask, question: str) -> None:
    assert ask(question, as_of="2022-06-24").kind is not Kind.DEADLINE


def test_what_to_fill_in_for_a_review_is_not_what_was_told(ask: Ask) -> None:
    assert "复核申请书" in ask("第一批小巨人复核，企业这边填什么", as_of="2022-06-20").answer


@pytest.mark.parametrize("question", ["谢谢，帮大忙了", "你是谁，能干嘛"])
def test_small_talk_in_two_parts(ask: Ask, question: str) -> None:
    assert ask(question, as_of="2026-06-01").kind is Kind.SMALLTALK
