"""A limit that is only asked about is no fact; a share of a part is none of the whole."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.reading.question import Role
from assistant.reading.reader import WordsReader

READER = WordsReader(embed=None)
DAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("message", "profile"),
    [
        ("够主营占比的90%吗", {}),
        ("航空类产品占营收88%，够主营占比的90%吗", {}),
        ("我们主营占比88%，够主营占比的90%吗", {"main_revenue_ratio": 88}),
        ("市占率能到那个10%吗", {}),
        ("主营占比90%，市占率12%", {"main_revenue_ratio": 90, "market_share": 12}),
        ("研发620万，主导产品占营收92%", {"rd_expense": {"2025": 620}}),
        ("主导产品卖了5100万，占59%", {}),
        ("研发两年1345万", {"rd_expense_sum2": 1345}),
        ("单位：千万元，2025年营收6.2", {"revenue": {"2025": 6200}}),
        ("2021年办的厂，营收410万", {"revenue": {"2025": 410}}),
    ],
)
def test_only_what_is_told_of_the_whole_is_a_fact(message: str, profile: dict[str, object]) -> None:
    question = READER.read_facts(message, DAY)
    assert question.assembled().profile.to_json() == profile
    assert all(mention.role is not Role.FACT or mention.field in {*profile, None} or mention.kind == "date" for mention in question.mentions)
