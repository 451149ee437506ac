"""The points that a value gets in a score table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("创新型评价标准，研发占比2.5%得几分", "得10分"),
        ("专精特新负债率55%得几分", "得3分"),
        ("负债率72%，专精特新可以吗", "得0分"),
    ],
)
def test_a_value_gets_its_points(ask: Ask, question: str, points: str) -> None:
    answer = ask(question, "2022-09-01")
    assert points in answer.answer
    assert answer.check is not None


def test_a_value_that_an_indicator_of_another_bracket_asks_for_is_judged(ask: Ask) -> None:
    answer = ask("研发人员占比45%，营收3000万，够小巨人吗")
    assert "**不符合**" in answer.answer.split("\n", 1)[0]
    assert "45%，低于50%" in answer.answer


def test_where_no_tier_is_named_the_points_of_the_scored_ones_are_told(ask: Ask) -> None:
    cited = {citation.clause_id for citation in ask("数字化二级给多少分", "2023-03-20").citations}
    assert "measures-2022-63/annex-2/2/2/5" in cited
