"""Advice: how far each failed condition is, what closes it, by when, and the nearest tier that passes."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.rules.logic import Status
from tests.assistant.rules.companies import company, run

L22 = "little_giant-2022"


def advice(**facts: Any) -> str:
    return "\n".join(run(L22, company(L22, **facts), advice=True).advice)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"rd_expense": {"2021": 264, "2020": 600}}, "还差0.8个百分点，约96万元研发费用"),
        ({"total_liabilities": 7200}, "资产负债率：超出2个百分点，约需减少200万元负债总额"),
        ({"main_revenue": {"2021": 8040, "2020": 7000, "2019": 6000}}, "还差3个百分点，约360万元主营业务收入"),
        ({"class1_ip": 1}, "Ⅰ类知识产权：还差1项"),
        ({"niche_years": 1}, "从事特定细分市场时间：还差2年。持续专注同一细分市场。需要时间积累，最早在2024年的申报中达到。"),
        ({"own_brand": False}, "自主品牌：注册自主品牌商标"),
        ({"own_brand": False}, "下一批申报前可以补上。"),
        ({"total_liabilities": 7200}, "2021年度的数据已经确定，要看2022年度的数据，最早在2023年的申报中改变。"),
        ({"well_known": None}, "较高知名度和影响力：请补充较高知名度和影响力"),
    ],
)  # fmt: skip
def test_what_would_mend_it(facts: dict[str, Any], words: str) -> None:
    assert words in advice(**facts)


def test_the_gap_that_is_told_closes_the_gap() -> None:
    facts = {"rd_expense": {"2021": 350.01, "2020": 600}, "revenue": {"2021": 11999, "2020": 11000, "2019": 10000}}
    told = advice(**facts)
    assert "约10万元研发费用" in told
    mended = {"2021": 350.01 + 10, "2020": 600}
    assert run(L22, company(L22, **{**facts, "rd_expense": mended})).condition("rd_intensity").status is Status.PASS


def test_a_pass_needs_no_advice() -> None:
    assert advice() == ""


def test_nearest_tier() -> None:
    held = {"recognitions": [{"tier": "innovative"}]}
    assert "目前符合专精特新中小企业的条件，可以先申报" in advice(**held)
    assert "已获专精特新中小企业称号" in advice(own_brand=False)
    nothing = run(L22, {"own_brand": False}, advice=True).advice
    assert any("专精特新中小企业的条件目前没有不符合的" in line for line in nothing)


def test_a_score_that_falls_short_names_the_weakest_indicators() -> None:
    poor = {
        "rd_institution": "none",
        "class1_ip": 0,
        "class1_ip_self_developed": 0,
        "class2_ip": 0,
        "rd_staff_ratio": 0,
    }
    weak = {"net_profit": {"2021": 0}, "total_liabilities": 9000, "local_feature_score": 0}
    result = run("specialized-2022", company("specialized-2022", **poor, **weak), advice=True)
    line = next(line for line in result.advice if "评价得分至少还差" in line)
    assert result.score is not None and result.score.total is not None
    assert f"至少还差{60 - result.score.total}分" in line
