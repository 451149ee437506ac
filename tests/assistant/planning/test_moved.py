"""A few words that say what a figure told before would come to are judged by it, and overwrite nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.reading.kept import Kept
from assistant.reading.reader import WordsReader
from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)
KEPT = Kept(
    fields=("revenue.2025", "debt_ratio"),
    profile={"revenue": {"2024": 4000, "2025": 4600}, "debt_ratio": 78, "employees": 1050, "class1_ip": 3, "rd_ratio": {"2025": 2.9}, "main_revenue_ratio": 88},
)


@pytest.mark.parametrize(
    ("message", "path", "value"),
    [
        ("那要是裁到280人呢", "employees", 280),
        ("裁员裁到290人就算了吧", "employees", 290),
        ("人减到950呢", "employees", 950),
        ("只剩900人的话", "employees", 900),
        ("营收也涨到1.2亿呢", "revenue.2025", 12000),
        ("要是拉到5200呢", "revenue.2025", 5200),
        ("负债率压到74%行不行", "debt_ratio", 74),
        ("研发占比去年调到3.1呢", "rd_ratio.2025", 3.1),
        ("主营占比提到91怎么样", "main_revenue_ratio", 91),
        ("如果再多400万呢", "revenue.2025", 5000),
        ("营收再加500万够不够", "revenue.2025", 5100),
        ("再拿一项呢", "class1_ip", 4),
        ("再授权2项就够了吧", "class1_ip", 5),
        ("那再申请下来一个发明呢", "class1_ip", 4),
        ("增加到5项呢", "class1_ip", 5),
        ("减少100人呢", "employees", 950),
        ("降5个点够吗", "debt_ratio", 73),
        ("再裁60人行不", "employees", 990),
    ],
)
def test_what_it_would_come_to(message: str, path: str, value: float) -> None:
    question = WordsReader(None).read(message, DAY, KEPT)
    assert question.moves and not question.told
    (fact,) = question.supposed
    assert (fact.path, float(str(fact.value))) == (path, value)


@pytest.mark.parametrize(
    "message",
    ["已经裁到280人了", "去年营收涨到5200万了", "要降到75%才行吗", "负债率得压到多少", "至少要提到90%吗", "小巨人要求营收达到5000万吗", "再买一项呢", "净利润涨到500万呢", "那省级呢", "我们280人"],
)
def test_what_is_told_or_required_is_no_supposition(message: str) -> None:
    question = WordsReader(None).read(message, DAY, KEPT)
    assert not question.moves


def test_nothing_is_supposed_of_what_nobody_told() -> None:
    assert not WordsReader(None).read("裁到280人呢", DAY).moves


@pytest.mark.parametrize(
    ("turns", "says", "kept"),
    [
        (("我们做软件的，320人，营收9000万，算中小企业吗", "那要是裁到280人呢"), "从业人员280人 < 300人", {"employees": 320}),
        (("我们做软件的，320人，营收9000万，算中小企业吗", "营收涨到1.2亿呢"), "符合中小企业划型标准：**不符合**", {"revenue": {"2025": 9000}}),
        (("我们做软件的，320人，营收9000万，算中小企业吗", "要是裁到280人呢", "营收也涨到1.2亿呢"), "从业人员320人，不低于300人；营业收入12000万元", {"employees": 320}),
        (("我们有3项发明专利，小巨人知识产权够吗", "再拿一项呢"), "Ⅰ类知识产权：**符合**。4项", {"class1_ip": 3}),
        (("去年研发占比2.9%，前年3.5%，小巨人行吗", "如果去年调到3.1呢"), "2025年：3.1%，不低于3%", {"rd_ratio": {"2024": 3.5, "2025": 2.9}}),
        (("负债率78%，小巨人负债率过吗", "年底前压到75以下行不行"), "资产负债率：**符合**", {"debt_ratio": 78}),
        (("去年营收4600万，小巨人营收够吗", "如果再多400万呢"), "5000万元，正好5000万元", {"revenue": {"2025": 4600}}),
        (("主营占比88%，小巨人过吗", "拉到90%就可以了吧"), "90%，正好90%", {"main_revenue_ratio": 88}),
        (("市占率8%，小巨人市占率过吗", "提高2个点呢"), "细分市场占有率或名次：**符合**。10%", {"market_share": 8}),
        (("去年营收4600万，小巨人营收够吗", "去年其实是4800万"), "4800万元，低于5000万元", {"revenue": {"2025": 4800}}),
    ],
)
def test_a_conversation_is_judged_by_it(turns: tuple[str, ...], says: str, kept: dict[str, Any], assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert says in answer.answer and {key: answer.profile[key] for key in kept} == kept, answer.answer


@pytest.mark.parametrize("message", ["有一项还没授权呢，小巨人够吗", "其中1项还在申请", "里面有一个没下证", "其中一件还在实审", "哦，有一项还没下来"])
def test_what_is_not_granted_yet_does_not_count(message: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, ("我们一共4项发明，小巨人知识产权够吗", message), DAY)
    assert "3项，低于4项" in answer.answer and answer.profile["class1_ip"] == 3, answer.answer


@pytest.mark.parametrize("message", ["另外还有2个在申请中", "我们还申请了3项，没下来", "软著有5项"])
def test_what_is_applied_for_besides_takes_nothing_away(message: str, assistant: Assistant) -> None:
    assert last_answer(assistant, ("我们一共4项发明，小巨人知识产权够吗", message), DAY).profile["class1_ip"] == 4


@pytest.mark.parametrize("message", ["改完都四个多月了", "已经过了半年了", "这事都五个月了", "三个多月了才想起来", "办完一年了没报"])
def test_a_change_long_ago_is_late(message: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, ("小巨人改名了多久报", message), DAY).answer
    assert "取消复核资格" in answer.split("\n>")[0], answer


def test_what_is_lost_is_asked_on(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("小巨人改名了多久报", "改完都四个多月了", "那资格是不是没了"), DAY).answer
    assert "取消" in answer.split("\n>")[0], answer


def test_a_change_two_months_ago_is_not(assistant: Assistant) -> None:
    assert "取消" not in last_answer(assistant, ("小巨人改名了多久报", "才两个月了"), DAY).answer.split("\n>")[0]
