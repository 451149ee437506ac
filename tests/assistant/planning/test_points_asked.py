"""得几分 of a number that only the question names, and of one on the line between two brackets."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models import AskRequest
from assistant.service import Assistant


@pytest.mark.parametrize(
    ("message", "points"),
    [
        ("创新型增长率12%得几分", "得15分"),
        ("创新型增长率15%得几分", "得20分"),
        ("创新型增长率14.9%得几分", "得15分"),
        ("创新型研发费用占比正好3%得几分", "得15分"),
        ("创新型研发费用占比2.9%得几分", "得10分"),
        ("研发占比刚好压在3%上，创新型这一格到底给10分还是15分？", "得15分"),
        ("创新型打分，资产负债率刚刚好55%，给10分还是5分？卡在边上了", "得10分"),
        ("创新型评价里负债率55.1%是10分还是5分", "得5分"),
    ],
)
def test_the_points_of_the_number_named_are_said(message: str, points: str, assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=message, as_of=date(2026, 11, 26)))
    assert points in answer.answer, answer.answer


def test_a_number_only_asked_about_is_not_kept(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="创新型增长率12%得几分", as_of=date(2026, 11, 26)))
    assert not answer.profile


def test_a_number_that_may_be_either_of_two_figures_is_computed_of_neither(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="创新型12%得几分", as_of=date(2026, 11, 26)))
    assert "得15分（" not in answer.answer.partition("；")[0]
