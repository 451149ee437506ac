"""Profile: exactly the contract's fields, strict, with errors that name the place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.rules.errors import ProfileError
from assistant.rules.profile import Profile, Recognition

CONTRACT_FIELDS = """
name province registered_in_china independent_legal_person industry employees total_assets total_liabilities debt_ratio
in_abnormal_list in_dishonest_list restricted_product major_incident_3y recognitions manufacturing_champion
little_giant_holding_pct same_group_similar_product niche_years revenue main_revenue rd_expense net_profit
main_revenue_ratio main_revenue_growth rd_ratio main_revenue_growth_avg2 equity_financing rd_staff_ratio
net_profit_ratio rd_institution class1_ip class1_ip_self_developed class1_ip_high_value class2_ip
class1_ip_transferred_in class1_ip_in_use market_share market_rank well_known own_brand digital_core_process
management_certified standards_drafting provincial_quality_award digital_level key_chain_role product_field
national_award_rank provincial_award_rank maker_china_rank valid_honours local_feature_score development_score
rd_expense_sum2 rd_expense_mean2 equity_financing_sum2 equity_financing_sum3 revenue_cagr2
score_total score_innovation score_growth score_specialisation
""".split()  # noqa: SIM905


def test_fields_are_those_of_the_contract() -> None:
    assert set(Profile.model_fields) == set(CONTRACT_FIELDS)


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"revenu": {"2021": 1}}, "revenu", "是不是 revenue"),
        ({"revenue": {"2021": -1}}, "revenue.2021", "不能小于0"),
        ({"revenue": {"21": 1}}, "revenue.21", "按年份"),
        ({"revenue": 5}, "revenue", "按年份"),
        ({"revenue": {"2021": "9000"}}, "revenue.2021", "应填数字"),
        ({"revenue": {"2021": float("nan")}}, "revenue.2021", "数值过大"),
        ({"revenue": {"2021": float("inf")}}, "revenue.2021", "数值过大"),
        ({"revenue": {"2021": 1e300}}, "revenue.2021", "单位"),
        ({"rd_expense": {"2021": -0.01}}, "rd_expense.2021", "不能小于0"),
        ({"equity_financing": {"2020": -1}}, "equity_financing.2020", "不能小于0"),
        ({"employees": True}, "employees", "应填数字"),
        ({"employees": 2.5}, "employees", "应填整数"),
        ({"employees": -1}, "employees", "不能小于0"),
        ({"own_brand": 1}, "own_brand", "true"),
        ({"own_brand": "是"}, "own_brand", "true"),
        ({"industry": "制造业"}, "industry", "工业"),
        ({"rd_institution": "省级"}, "rd_institution", "province"),
        ({"recognitions": ["specialized"]}, "recognitions.0", "字段: 值"),
        ({"recognitions": [{"tier": "giant"}]}, "recognitions.0.tier", "little_giant"),
        ({"recognitions": [{"on": "2022"}]}, "recognitions.0.tier", "不能缺少"),
        ({"recognitions": [{"tier": "innovative", "on": "2023-02-30"}]}, "recognitions.0.on", "日期"),
        ({"recognitions": [{"tier": "innovative", "on": "2023-5"}]}, "recognitions.0.on", "日期"),
        ({"recognitions": [{"tier": "innovative", "since": "2023"}]}, "recognitions.0.since", "没有"),
        ({"recognitions": [{"tier": "little_giant", "round": 0}]}, "recognitions.0.round", "不能小于1"),
        ({"recognitions": {}}, "recognitions", "列表"),
        ({"product_field": "six_bases"}, "product_field", "列表"),
        ({"product_field": ["six"]}, "product_field.0", "six_bases"),
        ({"main_revenue_ratio": 100.01}, "main_revenue_ratio", "不能大于100"),
        ({"market_share": 101}, "market_share", "不能大于100"),
        ({"little_giant_holding_pct": 101}, "little_giant_holding_pct", "不能大于100"),
        ({"rd_staff_ratio": 101}, "rd_staff_ratio", "不能大于100"),
        ({"debt_ratio": -1}, "debt_ratio", "不能小于0"),
        ({"main_revenue_growth_avg2": -101}, "main_revenue_growth_avg2", "不能小于-100"),
        ({"digital_level": 5}, "digital_level", "不能大于4"),
        ({"local_feature_score": 15.5}, "local_feature_score", "不能大于15"),
        ({"market_rank": 0}, "market_rank", "不能小于1"),
        ({"rd_expense_sum2": -1}, "rd_expense_sum2", "rd_expense_sum2（近两年研发费用合计）不能小于0"),
        ({"rd_expense_sum2": "1310"}, "rd_expense_sum2", "应填数字"),
        ({"rd_expense_sum2": {"2021": 5}}, "rd_expense_sum2", "应填数字"),
        ({"rd_expense_mean2": -0.01}, "rd_expense_mean2", "不能小于0"),
        ({"equity_financing_sum2": -1}, "equity_financing_sum2", "不能小于0"),
        ({"equity_financing_sum3": True}, "equity_financing_sum3", "应填数字"),
        ({"equity_financing_sum3": 1e300}, "equity_financing_sum3", "单位"),
        ({"revenue_cagr2": -100.5}, "revenue_cagr2", "不能小于-100"),
        ({"score_total": 100.5}, "score_total", "score_total（自评总分）不能大于100"),
        ({"score_total": -1}, "score_total", "不能小于0"),
        ({"score_innovation": 41}, "score_innovation", "不能大于40"),
        ({"score_growth": 30.01}, "score_growth", "不能大于30"),
        ({"score_specialisation": 31}, "score_specialisation", "不能大于30"),
        ({"score_specialisation": "高"}, "score_specialisation", "应填数字"),
        ({"score_innovations": 3}, "score_innovations", "是不是 score_innovation"),
        ({"name": 5}, "name", "文字"),
        ({"name": "甲" * 201}, "name", "200字"),
    ],
)  # fmt: skip
def test_an_error_names_its_place_and_says_what_to_write(data: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(ProfileError) as caught:
        Profile.parse(data)
    assert caught.value.field == field
    assert words in caught.value.message
    assert caught.value.exit_code == 2


def test_what_is_not_a_mapping_is_refused() -> None:
    with pytest.raises(ProfileError, match="字段: 值") as caught:
        Profile.parse([])  # type: ignore[arg-type]
    assert caught.value.field == "profile"


@pytest.mark.parametrize(
    "data",
    [
        {"debt_ratio": 180.5},
        {"rd_ratio": {"2021": 130}},
        {"main_revenue_growth": {"2021": -20.5}},
        {"net_profit": {"2021": -300}},
        {"net_profit_ratio": -12},
        {"national_award_rank": 0, "maker_china_rank": 0},
        {"recognitions": []},
        {"revenue_cagr2": -20.5, "rd_expense_sum2": 0},
        {"score_total": 100, "score_innovation": 40, "score_growth": 30, "score_specialisation": 30},
    ],
)
def test_what_is_possible_is_taken(data: dict[str, Any]) -> None:
    assert Profile.parse(data).to_json() == data


def test_null_is_unknown() -> None:
    assert Profile.parse({"employees": None, "revenue": {"2021": None, "2020": 3}}).to_json() == {
        "revenue": {"2020": 3}
    }


def test_numbers_are_exact_and_come_back_as_json_numbers() -> None:
    profile = Profile.parse({"revenue": {"2021": 0.1}, "employees": 3.0})
    assert profile.revenue == {"2021": Decimal("0.1")}
    assert profile.to_json() == {"employees": 3, "revenue": {"2021": 0.1}}
    assert type(profile.to_json()["employees"]) is int


@pytest.mark.parametrize(
    ("on", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_recognition_may_be_dated_by_year_month_or_day(on: str, earliest: date, latest: date) -> None:
    recognition = Recognition.model_validate({"tier": "specialized", "on": on})
    assert (recognition.earliest, recognition.latest) == (earliest, latest)


def test_merge_lays_later_facts_over_earlier_ones() -> None:
    kept = Profile.parse(
        {
            "employees": 10,
            "revenue": {"2021": 1, "2020": 2},
            "recognitions": [{"tier": "innovative"}, {"tier": "specialized", "on": "2020"}],
            "valid_honours": ["ip_demo"],
        }
    )
    sent = Profile.parse(
        {
            "employees": 12,
            "revenue": {"2020": 3},
            "recognitions": [{"tier": "specialized", "on": "2021"}],
            "valid_honours": ["high_tech_enterprise"],
        }
    )
    assert kept.merge(sent).to_json() == {
        "employees": 12,
        "revenue": {"2020": 3, "2021": 1},
        "recognitions": [{"tier": "innovative"}, {"tier": "specialized", "on": "2021"}],
        "valid_honours": ["ip_demo", "high_tech_enterprise"],
    }
    assert kept.differences(sent) == ["employees", "revenue.2020"]


def test_merge_with_nothing_changes_nothing_and_an_empty_list_clears() -> None:
    kept = Profile.parse({"recognitions": [{"tier": "innovative"}], "own_brand": True})
    assert kept.merge(Profile.parse({})) == kept
    assert kept.merge(Profile.parse({"recognitions": []})).to_json() == {
        "own_brand": True,
        "recognitions": [],
    }


def test_without_makes_facts_unknown_again() -> None:
    profile = Profile.parse({"revenue": {"2021": 1, "2020": 2}, "employees": 3})
    assert profile.without("revenue.2021", "employees").to_json() == {"revenue": {"2020": 2}}


def test_without_its_last_year_a_field_is_unknown() -> None:
    profile = Profile.parse({"revenue": {"2021": 9000, "2020": 8000}})
    assert profile.without("revenue.2021").to_json() == {"revenue": {"2020": 8000}}
    assert profile.without("revenue.2021", "revenue.2020").to_json() == {}
    assert profile.without("revenue.2019").to_json() == profile.to_json()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"titles_denied": 5}, "titles_denied"),
        ({"titles_denied": "little_giant"}, "titles_denied"),
        ({"titles_denied": {"little_giant": True}}, "titles_denied"),
        ({"titles_denied": ["specialized", "champion"]}, "titles_denied.1"),
        ({"titles_denied": [["little_giant"]]}, "titles_denied.0"),
        ({"recognitions": 7, "titles_denied": ["specialized"]}, "recognitions"),
    ],
)
def test_titles_denied_that_are_no_list_of_titles_are_refused(data: dict[str, Any], field: str) -> None:
    with pytest.raises(ProfileError) as refused:
        Profile.parse(data)
    assert refused.value.field == field and refused.value.message


def test_titles_denied_come_back_as_they_went() -> None:
    data = {"recognitions": [{"tier": "specialized"}], "titles_denied": ["little_giant"]}
    assert Profile.parse(data).to_json() == data
    assert Profile.parse({"titles_denied": []}).to_json() == {}
