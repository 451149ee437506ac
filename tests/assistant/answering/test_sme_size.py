"""Questions about size: the verdict by the industry that is named, and its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "verdict", "line"),
    [
        ("我们是软件企业，120人，营收9000万，算中小企业吗", "**符合**", "classification-2011-300/4/12"),
        ("工业企业从业人员1000人营收4亿算中小企业吗", "**不符合**", "classification-2011-300/4/2"),
        ("从业人员999人的制造业企业算中小企业吗", "**符合**", "classification-2011-300/4/2"),
        ("建筑业营收8亿、资产总额8亿算中小企业吗", "**不符合**", "classification-2011-300/4/3"),
    ],
)
def test_the_industry_named_gives_the_line_and_the_verdict(ask: Ask, question: str, verdict: str, line: str) -> None:
    answer = ask(question, "2026-05-10")
    assert verdict in answer.answer.split("\n", 1)[0]
    lines = {c.clause_id for c in answer.citations if c.clause_id.startswith("classification")}
    assert lines == {line}
    assert "industry" not in answer.profile


def test_what_is_known_of_an_enterprise_is_judged_without_being_told_again(ask: Ask) -> None:
    profile = {"industry": "工业", "employees": 150, "revenue": {"2021": 9000}}
    answer = ask("那我们算小型企业还是中型企业", profile=profile)
    assert "小型企业" in answer.answer.split("\n", 1)[0]
