"""不够50分 is less than 50; 够不够50分 asks; 专精特新得分 is that of the measures in force."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.reading.kept import Kept
from assistant.reading.numbers.quantities import Bound
from assistant.reading.reader import WordsReader

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "field", "limit"),
    [("评价得分不够50分", "score_total", 50), ("发明专利不够4项", "class1_ip", 4), ("去年营收不够5000万", "revenue", 5000), ("负债率不够70%", "debt_ratio", 70)],
)
def test_less_than(words: str, field: str, limit: int) -> None:
    (fact,) = WordsReader(None).read_facts(words, DAY).told
    assert fact.field == field and fact.bound is Bound.AT_MOST and fact.high is not None and fact.high < limit


@pytest.mark.parametrize("words", ["评价得分够不够50分", "营收够不够5000万"])
def test_a_question_says_nothing_of_less(words: str) -> None:
    assert all(fact.bound is None for fact in WordsReader(None).read_facts(words, DAY).facts)


@pytest.mark.parametrize(
    ("words", "day", "field"),
    [
        ("专精特新得分49分", DAY, "development_score"),
        ("专精特新评价得分49分", DAY, "development_score"),
        ("专精特新得分49分", date(2023, 5, 26), "score_total"),
        ("创新型评价得分49分", DAY, "score_total"),
    ],
)
def test_whose_score(words: str, day: date, field: str) -> None:
    (fact,) = [fact for fact in WordsReader(None).read_facts(words, day).told if fact.value == 49]
    assert fact.field == field


@pytest.mark.parametrize(("words", "told"), [("去年做了3000万", 3000), ("今年能报创新型吗，去年干到1.2亿", 12000), ("我们去年做到0.46亿", 4600), ("手里项目做到3000万", None), ("研发做了300万", None)])
def test_what_was_done_is_a_turnover(words: str, told: int | None) -> None:
    revenue = [fact.value for fact in WordsReader(None).read_facts(words, DAY).told if fact.field == "revenue"]
    assert revenue == ([] if told is None else [told])


def test_who_wants_to_know_plans_nothing() -> None:
    said = "喂你好那个我想问一下啊我们公司呢是工业企业从业人员有一千两百个人然后营业收入的话去年是三个亿零五百万吧这样还算不算中小企业啊"
    told = {fact.field: fact.value for fact in WordsReader(None).read_facts(said, DAY).told}
    assert (told["industry"], told["employees"], told["revenue"]) == ("工业", 1200, 30500)


def test_a_number_of_people_that_asks_is_no_answer_to_the_turnover() -> None:
    kept = Kept(fields=("revenue",))
    assert WordsReader(None).read("哦哦那人超过一千不要紧是吧", DAY, kept).facts == ()
    assert [fact.value for fact in WordsReader(None).read("3200呢", DAY, kept).told] == [3200]
