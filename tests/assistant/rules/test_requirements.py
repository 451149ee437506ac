"""One requirement: the words of its explanation, for every form and every side of a threshold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.rules.derive import Facts
from assistant.rules.profile import Profile
from assistant.rules.requirements import Judge
from assistant.rules.result import Finding
from assistant.rules.schema import Requirement
from assistant.rules.standards import load_standards


def found(requirement: dict[str, Any], profile: dict[str, Any]) -> Finding:
    judge = Judge(Facts(Profile.parse(profile), 2022), load_standards(), date(2022, 6, 20))
    return judge.find(Requirement.model_validate(requirement))


@pytest.mark.parametrize(
    ("requirement", "profile", "status", "words"),
    [
        ({"value": "debt_ratio", "at_most": 70}, {"debt_ratio": 69}, "pass", "69%，不高于70%"),
        ({"value": "debt_ratio", "at_most": 70}, {"debt_ratio": 70}, "pass", "70%，正好70%，含本数"),
        (
            {"value": "revenue_cagr2", "at_least": 5},
            {"revenue": {"2021": 6000, "2019": 0}},
            "unknown",
            "作为除数的基期数值为0，无法计算，暂不能判断",
        ),
        ({"value": "debt_ratio", "at_most": 70}, {"debt_ratio": 72}, "fail", "72%，高于70%"),
        ({"value": "debt_ratio", "less_than": 70}, {"debt_ratio": 70}, "fail", "70%，正好70%，不含本数"),
        ({"value": "debt_ratio", "more_than": 70}, {"debt_ratio": 70}, "fail", "70%，正好70%，不含本数"),
        ({"value": "debt_ratio", "at_most": 70}, {}, "unknown", "还缺：资产负债率，暂不能判断"),
        ({"value": "rd_sum2", "at_least": 1200}, {"rd_expense": {"2021": 1300}}, "pass",
         "已知部分合计1300万元，已不低于1200万元"),
        ({"value": "rd_ratio", "over": "each_of_last_two", "at_least": 3}, {"rd_ratio": {"2021": 2}}, "fail",
         "2021年：2%，低于3%"),
        ({"value": "development_score", "over": "any_of_last_two", "at_least": 60},
         {"development_score": {"2021": 50, "2020": 61}}, "pass", "2021年：50分，低于60分；2020年：61分，不低于60分"),
        ({"value": "national_award_rank", "placed_within": 3}, {"national_award_rank": 0}, "fail", "没有获奖或入围"),
        ({"value": "national_award_rank", "placed_within": 3}, {"national_award_rank": 4}, "fail", "第4名，不在前3名以内"),
        ({"value": "national_award_rank", "placed": True}, {"national_award_rank": 9}, "pass", "第9名"),
        ({"value": "market_rank", "at_most": 3}, {"market_rank": 2}, "pass", "第2名，在前3名以内"),
        ({"field": "own_brand", "is": True}, {"own_brand": False}, "fail", "自主品牌：否"),
        ({"field": "own_brand", "is": True}, {}, "unknown", "还缺：自主品牌，暂不能判断"),
        ({"field": "rd_institution", "one_of": ["city"]}, {"rd_institution": "city"}, "pass", "研发机构级别：市级"),
        ({"field": "product_field", "includes_any": ["old_brand"]}, {"product_field": []}, "fail",
         "主导产品所属领域：都不属于"),
        ({"holds": ["innovative", "tech_sme"]}, {"recognitions": []}, "fail", "没有有效的创新型中小企业或科技型中小企业称号"),
        ({"holds": ["innovative"]}, {"recognitions": [{"tier": "innovative"}]}, "pass", "已获创新型中小企业称号"),
        ({"any": [{"value": "market_share", "at_least": 10}, {"value": "market_rank", "at_most": 3}]}, {}, "unknown",
         "还缺：主导产品细分市场占有率、国内细分市场名次，暂不能判断"),
        ({"any": [{"value": "market_share", "at_least": 10}, {"value": "market_rank", "at_most": 3}]},
         {"market_share": 12, "market_rank": 9}, "pass", "12%，不低于10%"),
        ({"all": [{"value": "market_share", "at_least": 10}, {"value": "market_rank", "at_most": 3}]},
         {"market_share": 12, "market_rank": 9}, "fail", "12%，不低于10%；第9名，不在前3名以内"),
    ],
)  # fmt: skip
def test_status_and_words(requirement: dict[str, Any], profile: dict[str, Any], status: str, words: str) -> None:
    finding = found(requirement, profile)
    assert (str(finding.status), finding.explain) == (status, words)


def test_a_missing_input_weighs_less_where_others_are_wanted_too() -> None:
    assert found({"value": "debt_ratio", "at_most": 70}, {}).missing == {"debt_ratio": 1}
    assert found({"value": "rd_sum2", "at_least": 9}, {}).missing == {"rd_expense.2021": 0.5, "rd_expense.2020": 0.5}
