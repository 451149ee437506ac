"""Score tables: the higher points at a band's edge, the range while inputs are missing, and the lines to reach."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.rules.logic import Status
from assistant.rules.result import ScoreResult
from tests.assistant.rules.companies import company, run

INNOVATIVE, SPECIALIZED = "innovative-2022", "specialized-2022"


def scored(standard: str, **facts: Any) -> ScoreResult:
    result = run(standard, facts).score
    assert result is not None
    return result


def points(standard: str, indicator: str, **facts: Any) -> Decimal | None:
    return next(item.points for item in scored(standard, **facts).indicators if item.id == indicator)


@pytest.mark.parametrize(
    ("standard", "indicator", "field", "bands"),
    [
        (INNOVATIVE, "rd_ratio", "rd_ratio.2021", {0.99: 0, 1: 5, 1.99: 5, 2: 10, 3: 15, 4.99: 15, 5: 20, 9: 20}),
        (INNOVATIVE, "main_revenue_growth", "main_revenue_growth.2021", {-0.01: 0, 0: 5, 5: 10, 10: 15, 14.99: 15, 15: 20}),
        (INNOVATIVE, "debt_ratio", "debt_ratio", {55: 10, 55.01: 5, 75: 5, 75.01: 0}),
        (INNOVATIVE, "main_revenue_ratio", "main_revenue_ratio", {49.99: 0, 50: 5, 55: 10, 60: 15, 69.99: 15, 70: 20}),
        (SPECIALIZED, "main_revenue_ratio", "main_revenue_ratio", {59.99: 0, 60: 1, 70: 3, 79.99: 3, 80: 5}),
        (SPECIALIZED, "main_revenue_growth_avg2", "main_revenue_growth_avg2",
         {-0.01: 0, 0: 2, 3.99: 2, 4: 4, 6: 6, 8: 8, 9.99: 8, 10: 10}),
        (SPECIALIZED, "niche_years", "niche_years", {1.99: 0, 2: 1, 3.9: 1, 4: 2, 9.9: 4, 10: 5, 40: 5}),
        (SPECIALIZED, "digital_level", "digital_level", {0: 0, 1: 0, 2: 3, 3: 5, 4: 5}),
        (SPECIALIZED, "net_profit_ratio", "net_profit_ratio", {-3: 0, 1.99: 0, 2: 2, 4: 4, 6: 6, 8: 8, 10: 10}),
        (SPECIALIZED, "debt_ratio", "debt_ratio", {50: 5, 50.01: 3, 60: 3, 60.01: 1, 70: 1, 70.01: 0}),
        (SPECIALIZED, "rd_staff_ratio", "rd_staff_ratio", {4.99: 0, 5: 1, 10: 3, 20: 5}),
        (SPECIALIZED, "local_features", "local_feature_score", {0: 0, 7.5: 7.5, 15: 15}),
        (SPECIALIZED, "rd_institution", "rd_institution",
         {"none": 0, "below_city": 2, "city": 4, "province": 8, "national": 10}),
    ],
)  # fmt: skip
def test_bands(standard: str, indicator: str, field: str, bands: dict[Any, float]) -> None:
    key, _, year = field.partition(".")
    for value, expected in bands.items():
        assert points(standard, indicator, **{key: {year: value} if year else value}) == Decimal(str(expected)), value


@pytest.mark.parametrize(
    ("expense", "ratio", "expected"),
    [(500, 1, 10), (499, 1, 8), (400, 1, 8), (300, 1, 6), (200, 1, 4), (100, 1, 2), (99, 1, 0),
     (10, 10, 10), (10, 8, 8), (10, 6, 6), (10, 4, 4), (10, 3, 2), (10, 2.99, 0), (350, 9, 8)],
)  # fmt: skip
def test_research_input_takes_the_better_of_amount_and_ratio(expense: int, ratio: float, expected: int) -> None:
    facts = {"rd_expense": {"2021": expense}, "rd_ratio": {"2021": ratio}}
    assert points(SPECIALIZED, "rd_input", **facts) == expected


@pytest.mark.parametrize(("standard", "expected"), [(INNOVATIVE, (20, 15, 10, 5, 0)), (SPECIALIZED, (10, 8, 6, 2, 0))])
def test_intellectual_property_takes_the_best_kind(standard: str, expected: tuple[int, ...]) -> None:
    kinds = ("class1_ip_high_value", "class1_ip_self_developed", "class1_ip", "class2_ip")
    for i, wanted in enumerate(expected):
        assert points(standard, "ip", **{kind: 1 if j >= i else 0 for j, kind in enumerate(kinds)}) == wanted


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"key_chain_role": "fills_gap"}, 5),
        ({"key_chain_role": "serves_leader"}, 3),
        ({"key_chain_role": "none", "product_field": ["six_bases"]}, 3),
        ({"key_chain_role": "none", "product_field": ["old_brand"]}, 3),
        ({"key_chain_role": "none", "product_field": ["ten_fields"]}, 0),
        ({"key_chain_role": "none"}, None),
    ],
)
def test_field_of_the_product(facts: dict[str, Any], expected: int | None) -> None:
    assert points(SPECIALIZED, "product_field", **facts) == expected


def test_quality_counts_three_a_piece_up_to_five() -> None:
    fields = ("provincial_quality_award", "management_certified", "own_brand", "standards_drafting")
    for count, expected in ((0, 0), (1, 3), (2, 5), (4, 5)):
        facts = {field: i < count for i, field in enumerate(fields)}
        assert points(SPECIALIZED, "quality", **facts) == expected
    assert points(SPECIALIZED, "quality", own_brand=True, standards_drafting=True) == 5


@pytest.mark.parametrize("standard", [INNOVATIVE, SPECIALIZED])
def test_the_range_while_nothing_is_known(standard: str) -> None:
    result = run(standard, {}).to_json()["score"]
    assert result["total"] is None
    assert (result["min"], result["max"], result["of"]) == (5 if standard == INNOVATIVE else 0, 100, 100)
    assert all(item["points"] is None for item in result["indicators"])


@pytest.mark.parametrize("standard", [INNOVATIVE, SPECIALIZED])
def test_a_full_table_adds_up(standard: str) -> None:
    result = run(standard, company(standard)).to_json()["score"]
    total = sum(item["points"] for item in result["indicators"])
    assert result["total"] == result["min"] == result["max"] == total
    assert sum(group["min"] for group in result["groups"]) == total


def _innovative(**facts: Any) -> Any:
    base = {"rd_institution": "none", "valid_honours": [], "equity_financing": {"2021": 0, "2020": 0, "2019": 0},
            "class1_ip_high_value": 1, "rd_ratio": {"2021": 5}, "main_revenue_growth": {"2021": 0}, "debt_ratio": 50,
            "product_field": [], "main_revenue_ratio": 55}  # fmt: skip
    data = company(INNOVATIVE, revenue={"2021": 1000}, main_revenue=None, rd_expense=None, total_liabilities=None)
    return run(INNOVATIVE, {**data, **base, **facts})


def test_innovative_needs_sixty_and_the_least_of_each_kind() -> None:
    at = _innovative()
    assert at.score.total == 40 + 15 + 15
    assert at.condition("evaluation").status is Status.PASS
    assert _innovative(debt_ratio=60).condition("evaluation").status is Status.FAIL  # growth 10
    assert _innovative(main_revenue_ratio=54).condition("evaluation").status is Status.FAIL  # specialisation 10
    weak = {"class1_ip_high_value": 0, "class1_ip_self_developed": 1, "rd_ratio": {"2021": 0}}
    strong = {"main_revenue_growth": {"2021": 20}, "main_revenue_ratio": 90, "product_field": ["strategic_emerging"]}
    result = _innovative(**weak, **strong)
    assert result.score.total == 15 + 30 + 30
    assert result.condition("evaluation").status is Status.FAIL  # innovation 15


def test_pass_as_soon_as_the_minimum_suffices_and_fail_once_the_maximum_cannot() -> None:
    full = company(SPECIALIZED)
    open_ = run(SPECIALIZED, {**full, "local_feature_score": None, "digital_level": None})
    assert open_.score is not None and open_.score.total is None and open_.score.low >= 60
    assert open_.condition("evaluation").status is Status.PASS
    poor = {
        "rd_institution": "none",
        "class1_ip": 0,
        "class1_ip_self_developed": 0,
        "class2_ip": 0,
        "rd_staff_ratio": 0,
    }
    weak = {"net_profit": {"2021": 0}, "total_liabilities": 9000, "main_revenue": {"2021": 1, "2020": 1, "2019": 1}}
    closed = run(SPECIALIZED, {**full, **poor, **weak, "local_feature_score": None})
    assert closed.score is not None and closed.score.total is None and closed.score.high < 60
    assert closed.condition("evaluation").status is Status.FAIL


def test_sixty_exactly_is_enough() -> None:
    full = company(SPECIALIZED)
    base = run(SPECIALIZED, {**full, "local_feature_score": 0})
    assert base.score is not None and base.score.total is not None
    lacking = Decimal(60) - base.score.total
    weaker = {**full, "rd_institution": "none", "class1_ip_self_developed": 0, "class1_ip": 0, "class2_ip": 0}
    low = run(SPECIALIZED, {**weaker, "local_feature_score": 0}).score
    assert low is not None and low.total is not None and lacking < 15
    lacking = Decimal(60) - low.total
    for step, wanted in ((Decimal("-0.1"), Status.FAIL), (Decimal(0), Status.PASS)):
        score = max(lacking, Decimal("0.1")) + step
        result = run(SPECIALIZED, {**weaker, "local_feature_score": float(score)})
        assert result.score is not None and result.score.total is not None
        assert result.condition("evaluation").status is Status.of(result.score.total >= 60)
        if lacking > 0:
            assert result.condition("evaluation").status is wanted


def test_what_meets_no_band_shows_its_sum() -> None:
    indicators = scored(SPECIALIZED, total_assets=1000, total_liabilities=900).indicators
    explain = next(item.explain for item in indicators if item.id == "debt_ratio")
    assert explain == "900/1000 = 90%，高于70%，不满足以上各档，得0分"
