"""A follow-up is of the figure it has just told or names, keeps the tier told of several, and takes a bare number for one of its size."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("turns", "first"),
    [
        (("去年营收5600万，前年5100万，小巨人营收行不行", "研发前年280去年330，这条呢"), "近两年研发费用合计：**不符合**"),
        (("去年营收5600万，小巨人营收行不行", "负债率78%，这一条够吗"), "资产负债率：**不符合**"),
        (("负债率70%，小巨人过吗", "主营占比91%，这项呢"), "主营业务收入占营业收入比重：**符合**"),
    ],
)
def test_what_points_is_of_the_figure_just_told(turns: tuple[str, ...], first: str, assistant: Assistant) -> None:
    assert first in last_answer(assistant, turns, DAY).answer.split("\n>")[0]


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("要是把前年的调到3.1呢",), "2024年：3.1%，不低于3%"),
        (("去年的降到2.5呢",), "2025年：2.5%，低于3%"),
        (("前年的要是提到3.5呢",), "2024年：3.5%，不低于3%"),
    ],
)
def test_a_bare_number_is_of_the_figure_of_its_size(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    before = ("我们是第五批小巨人，今年复核，研发占比前年2.8%去年3.3%，营收两亿，研发过吗",)
    assert says in last_answer(assistant, (*before, *turns), DAY).answer


@pytest.mark.parametrize(
    "told",
    [
        "甲公司去年营收1600万负债75%，乙公司去年营收1300万负债60%，想问省级专精特新",
        "两个客户咨询省专，甲营收1600万负债75%，乙营收1300万负债60%，省专能报吗",
        "A厂营收1600万负债75%，B厂营收1300万负债60%，他们问省级专精特新中小企业",
    ],
)
def test_the_tier_asked_of_several_stays(told: str, assistant: Assistant) -> None:
    label = "A厂" if told.startswith("A") else "甲"
    answer = last_answer(assistant, (told, f"{label}能报吗"), DAY)
    assert "1600万元，不低于1500万元" in answer.answer and "**不符合**" not in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("what's the debt ratio limit for little giant", "ours is 74%, ok?", "and under the old standard?"), "above 70%"),
        (("负债率76%，小巨人过吗", "那按63号文的老标准呢"), "76%，高于70%"),
        (("小巨人更名以后要不要去备案", "我们是9月3号拿到新执照的"), "2026年12月3日"),
        (("小巨人更名以后要不要去备案", "8月3号换的营业执照"), "2026年11月3日"),
        (("我们2024年1月转行做储能，小巨人年限那条过没过",), "1.92年，低于3年"),
    ],
)
def test_other_words_for_the_same(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    assert says in last_answer(assistant, turns, DAY).answer
