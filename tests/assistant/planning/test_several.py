"""Of several enterprises told of beside each other the one named next is judged, by its own figures alone; nothing of it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)
TWO = "我有两个客户，甲营收8000万负债72%，乙营收3000万负债50%"
THREE = "我手上三家：A 营收4800万 负债60%；B 9000万 78%；C 1.2亿 66%，都有省专，小巨人哪家有戏"
PLACES = "我这边两家企业，第一家营收6000万，负债率70%，第二家营收4000万，负债率40%"


@pytest.mark.parametrize(
    ("turns", "profile", "fails"),
    [
        ((TWO, "甲报小巨人行不"), {"revenue": {"2025": 8000}, "debt_ratio": 72}, False),
        ((TWO, "甲报小巨人行不", "那乙呢"), {"revenue": {"2025": 3000}, "debt_ratio": 50}, True),
        ((TWO, "乙公司能报小巨人吗"), {"revenue": {"2025": 3000}, "debt_ratio": 50}, True),
        ((THREE, "B能报吗"), {"revenue": {"2025": 9000}, "debt_ratio": 78, "recognitions": [{"tier": "specialized"}]}, True),
        ((THREE, "A能报小巨人吗", "换成C呢"), {"revenue": {"2025": 12000}, "debt_ratio": 66, "recognitions": [{"tier": "specialized"}]}, False),
        ((PLACES, "第一家能报小巨人不"), {"revenue": {"2025": 6000}, "debt_ratio": 70}, False),
        ((PLACES, "第一家能报小巨人不", "第二家怎么样"), {"revenue": {"2025": 4000}, "debt_ratio": 40}, True),
        ((TWO, "甲报小巨人行不", "小巨人有效期几年", "乙能报小巨人吗"), {"revenue": {"2025": 3000}, "debt_ratio": 50}, True),
    ],
)
def test_the_one_named_is_judged(turns: tuple[str, ...], profile: dict[str, Any], fails: bool, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert answer.profile == profile and ("申报专精特新“小巨人”企业**不符合**" in answer.answer) is fails, answer.answer


@pytest.mark.parametrize("last", ["小巨人负债率要求多少", "A轮融资算吗", "我们营收6000万，小巨人营收够吗", "那复核呢"])
def test_else_nothing_of_them_is_told(last: str, assistant: Assistant) -> None:
    profile = last_answer(assistant, (TWO, "甲报小巨人行不", last), DAY).profile
    assert "debt_ratio" not in profile and profile.get("revenue") in (None, {"2025": 6000})


def test_a_label_where_several_were_never_told_names_nobody(assistant: Assistant) -> None:
    assert last_answer(assistant, ("去年营收4900万，能报小巨人吗", "那乙呢"), DAY).profile == {"revenue": {"2025": 4900}}
