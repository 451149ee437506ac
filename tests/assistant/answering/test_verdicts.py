"""Several values told in one message, and whose tier a title told stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer
from corpus.terms import Tier

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "as_of", "failing", "passing"),
    [
        ("去年营收6200万，主营占比88%，负债率60%，这三项够不够小巨人", "2026-05-12", ["88%"], ["6200万元", "60%"]),
        ("营收1.2亿，负债率72%，市占率15%，这几项符合小巨人吗", "2022-06-20", ["72%"], ["15%"]),
        ("负债率76%、主营占比92%、营收5500万，哪几项不够小巨人", "2026-05-12", ["76%"], ["92%", "5500万元"]),
        ("主营占比75%、负债率71%行吗", "2022-06-20", ["71%"], ["75%"]),
        ("去年研发费用95万，营收2000万，够专精特新吗", "2022-06-20", ["95万元"], ["2000万元"]),
    ],
)
def test_every_value_told_gets_its_verdict(
    ask: Ask, question: str, as_of: str, failing: list[str], passing: list[str]
) -> None:
    lines = [line for line in ask(question, as_of=as_of).answer.split("\n") if line.startswith("- ")]
    for verdict, values in (("**不符合**", failing), ("**符合**", passing)):
        for value in values:
            assert any(f"{verdict}。{value}" in line for line in lines)
    assert "**不符合**" in lines[0]


def test_another_version_is_given_for_what_was_told_only(ask: Ask) -> None:
    answer = ask("去年营收6200万，主营占比88%，负债率60%，这三项够不够小巨人", as_of="2026-05-12").answer
    assert "增长率" not in answer
    assert "不低于70%" in answer


def test_what_is_told_along_with_one_condition_asked_is_not_judged(ask: Ask) -> None:
    answer = ask("上年研发120万，营收3600万，专精特新研发条件？", as_of="2023-03-20").answer
    assert "营业收入或股权融资" not in answer


def test_a_verdict_and_the_list_of_conditions_are_both_given(ask: Ask) -> None:
    answer = ask("我们负债率65%，能不能报小巨人？需要哪些条件", as_of="2022-06-20").answer
    assert "65%" in answer
    assert "从事特定细分市场时间：不低于3年" in answer


def test_figures_told_are_judged_beside_the_list(ask: Ask) -> None:
    answer = ask("负债率75%，行不行，还要哪些条件", as_of="2022-06-20").answer
    assert "**不符合**。75%" in answer
    assert "从事特定细分市场时间：不低于3年" in answer


@pytest.mark.parametrize(
    ("question", "tier"),
    [
        ("我们是专精特新企业，负债率72%，能报吗", Tier.LITTLE_GIANT),
        ("专精特新企业，去年营收8000万，研发600万，能报吗", Tier.LITTLE_GIANT),
        ("我们是创新型中小企业，去年营收2000万，能申报吗", Tier.SPECIALIZED),
        ("专精特新中小企业，能报吗", Tier.SPECIALIZED),
        ("专精特新企业，有效期几年", None),
    ],
)
def test_with_a_title_told_the_next_one_is_asked_about(ask: Ask, question: str, tier: Tier | None) -> None:
    basis = ask(question, as_of="2022-06-20").basis
    assert basis is not None
    assert basis.tier is (tier or Tier.SPECIALIZED)


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("资产负债率不到70%，够小巨人吗", "资产负债率不到70%"),
        ("市场占有率10%以上，小巨人这条够吗", "市场占有率10%以上"),
        ("资产负债率70%，够小巨人吗", None),
        ("负债率超过70%，小巨人能报吗", None),
    ],
)
def test_a_limit_taken_for_the_value_is_told(ask: Ask, question: str, limit: str | None) -> None:
    answer = ask(question, as_of="2024-05-10").answer
    assert ("按这个界限本身的数值计算" in answer) is (limit is not None)
    assert limit is None or f"“{limit}”" in answer
