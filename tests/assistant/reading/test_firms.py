"""Several enterprises in one message are read each by itself; nobody's figure becomes another's."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.reading.question import Role
from assistant.reading.reader import WordsReader

DAY = date(2026, 11, 26)
READER = WordsReader(None)


def _firms(message: str) -> dict[str, dict[str, object]]:
    return {firm.label: dict(firm.profile.to_json()) for firm in READER.read_facts(message, DAY).firms}


@pytest.mark.parametrize(
    ("message", "firms"),
    [
        (
            "甲厂去年营收6200万，研发两年合计1300万，发明5项；乙厂营收5100万，研发合计900万，发明6项。两家都是省级专精特新，哪家能上小巨人？",
            {
                "甲": {"revenue": {"2025": 6200}, "rd_expense_sum2": 1300, "class1_ip": 5, "recognitions": [{"tier": "specialized"}]},
                "乙": {"revenue": {"2025": 5100}, "rd_expense_sum2": 900, "class1_ip": 6, "recognitions": [{"tier": "specialized"}]},
            },
        ),
        (
            "甲、乙两家：甲营收8000万、负债率72%、主营占比95%；乙营收4000万、负债率50%、主营占比91%，谁够小巨人",
            {"甲": {"revenue": {"2025": 8000}, "debt_ratio": 72, "main_revenue_ratio": 95}, "乙": {"revenue": {"2025": 4000}, "debt_ratio": 50, "main_revenue_ratio": 91}},
        ),
        ("第一家营收3000万研发90万，第二家营收2000万研发120万，哪家能报专精特新", {"第一家": {"revenue": {"2025": 3000}, "rd_expense": {"2025": 90}}, "第二家": {"revenue": {"2025": 2000}, "rd_expense": {"2025": 120}}}),
        ("A公司和B公司都是省级专精特新，A公司营收2亿，B公司8000万，哪个行", {"A": {"revenue": {"2025": 20000}, "recognitions": [{"tier": "specialized"}]}, "B": {"revenue": {"2025": 8000}, "recognitions": [{"tier": "specialized"}]}}),
        ("A：2024年营收5000万，2025年5600万；B：2024年营收4000万，2025年6000万，哪家增长过得了", {"A": {"revenue": {"2024": 5000, "2025": 5600}}, "B": {"revenue": {"2024": 4000, "2025": 6000}}}),
        ("A 负债率60% 营收7000万；B 80% 9000万，哪家行", {"A": {"debt_ratio": 60, "revenue": {"2025": 7000}}, "B": {"debt_ratio": 80, "revenue": {"2025": 9000}}}),
    ],
)
def test_each_has_its_own_figures(message: str, firms: dict[str, dict[str, object]]) -> None:
    assert _firms(message) == firms
    question = READER.read_facts(message, DAY)
    assert not question.told and all(mention.kind == "other" for mention in question.not_used)


@pytest.mark.parametrize("message", ["申报的是乙公司，甲公司营收9000万，乙公司营收6000万，能报吗", "我们公司营收8000万，A公司是我们客户，营收3亿", "甲公司营收8000万，能报吗"])
def test_one_that_is_asked_about_stands_alone(message: str) -> None:
    assert _firms(message) == {}


def test_a_number_that_no_name_fits_is_still_not_used() -> None:
    question = READER.read_facts("A营收8000万，B营收3000万，另外还有77，哪家能报", DAY)
    assert [mention.words for mention in question.mentions if mention.role is Role.NOT_USED] == ["77"]
