"""A round to come that one part of a message asks about leaves the other parts their answers."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models import AskRequest, Status
from assistant.service import Assistant

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("我公司2022年评的省级专精特新，去年营收6300万元，负债率62%，今年还能不能申报国家小巨人？如果赶不上，下一批大概什么时候？", "6300万元，不低于5000万元"),
        ("小巨人负债率要求多少，下一批啥时候报", "不超过75%"),
        ("下一批什么时候开始申报？另外小巨人收不收费", "收取费用"),
        ("去年营收4700万能报小巨人吗？不行的话下批几月份", "4700万元，低于5000万元"),
    ],
)
def test_the_rest_is_answered(message: str, said: str, assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=message, as_of=DAY))
    assert answer.status is Status.ANSWERED
    assert said in answer.answer and "下一轮的通知还没有收录" in answer.answer


def test_asked_alone_it_is_not_at_hand(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="下一批什么时候开始申报", as_of=DAY))
    assert answer.status is Status.NOT_IN_CORPUS and "下一轮的通知还没有收录" in answer.answer


@pytest.mark.parametrize("message", ["今年能报小巨人吗，我们负债率82%", "能不能申报小巨人？我们去年营收4700万", "想报小巨人行不行，我们主营占比85%"])
def test_what_is_told_behind_whether_one_may_apply_decides_the_whole(message: str, assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=message, as_of=DAY)).answer
    assert "申报专精特新“小巨人”企业**不符合**" in answer
