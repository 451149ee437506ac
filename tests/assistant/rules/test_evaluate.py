"""check: one test a sentence of what the check result promises, and every threshold below, at and above."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assistant.rules.logic import Status
from corpus.errors import UnknownRoundError
from corpus.library import load_library
from tests.assistant.rules.companies import STANDARDS, Json, company, run, run_at

P, F, U = "pass", "fail", "unknown"
every_standard = pytest.mark.parametrize("standard", STANDARDS)


def status(standard: str, condition: str, **facts: Any) -> str:
    return str(run(standard, company(standard, **facts)).condition(condition).status)


@every_standard
def test_a_company_that_meets_everything_passes(standard: str) -> None:
    result = run(standard, company(standard))
    assert [c.id for c in result.conditions if c.status is not Status.PASS] == []
    assert result.status is Status.PASS
    assert result.missing == ()


@every_standard
def test_nothing_known_is_unknown_in_every_condition(standard: str) -> None:
    result = run(standard, {})
    assert {c.status for c in result.conditions} == {Status.UNKNOWN}
    assert result.status is Status.UNKNOWN
    assert all(c.missing for c in result.conditions)


@every_standard
def test_json_has_the_contracts_keys_and_plain_numbers(standard: str) -> None:
    result = run(standard, company(standard)).to_json()
    json.loads(json.dumps(result, ensure_ascii=False, allow_nan=False))
    wanted = {"tier", "standard", "round", "status", "conditions", "track", "year", "score", "missing", "routes"}
    assert wanted | {"remarks", "warnings", "advice"} <= set(result)
    for condition in result["conditions"]:
        wanted = {"id", "name", "status", "value", "unit", "requirement", "citation", "explain"}
        assert wanted <= set(condition)
        assert set(condition["citation"]) == {
            "clause_id", "document", "number", "label", "quote", "provenance", "in_force", "applies",
        }  # fmt: skip


@every_standard
def test_every_citation_is_verbatim_and_applies(standard: str) -> None:
    library = load_library()
    result = run(standard, company(standard))
    ways = [way for route in result.routes for way in route.ways]
    indicators = result.score.indicators if result.score else ()
    cited: list[Any] = [*result.conditions, *ways, *indicators, *result.routes]
    for item in cited:
        for citation in (item.citation, *getattr(item, "citations", ())):
            assert citation.quote in library.clause(citation.clause_id).text
        assert item.citation.applies, item.citation.clause_id


# thresholds: below, at, above
L22, L26, S22, S26 = "little_giant-2022", "little_giant-2026", "specialized-2022", "specialized-2026"
_MIN, _MAX = (F, P, P), (P, P, F)


@pytest.mark.parametrize(
    ("standard", "condition", "field", "threshold", "expected", "drop"),
    [
        (L22, "niche_years", "niche_years", 3, _MIN, ()),
        (L22, "main_revenue_ratio", "main_revenue_ratio", 70, _MIN, ("main_revenue",)),
        (L22, "main_revenue_growth_avg2", "main_revenue_growth_avg2", 5, _MIN, ("main_revenue",)),
        (L22, "debt_ratio", "debt_ratio", 70, _MAX, ("total_liabilities",)),
        (L22, "market_share", "market_share", 10, _MIN, ()),
        (L22, "little_giant_holding", "little_giant_holding_pct", 50, _MAX, ()),
        (L26, "niche_years", "niche_years", 3, _MIN, ()),
        (L26, "main_revenue_ratio", "main_revenue_ratio", 90, _MIN, ("main_revenue",)),
        (L26, "debt_ratio", "debt_ratio", 75, _MAX, ("total_liabilities",)),
        (S22, "niche_years", "niche_years", 2, _MIN, ()),
        (S26, "niche_years", "niche_years", 3, _MIN, ()),
        (S26, "main_revenue_ratio", "main_revenue_ratio", 80, _MIN, ("main_revenue",)),
        (S26, "debt_ratio", "debt_ratio", 80, _MAX, ("total_liabilities",)),
    ],
)
def test_scalar_thresholds(
    standard: str, condition: str, field: str, threshold: int, expected: tuple[str, ...], drop: tuple[str, ...]
) -> None:
    for value, wanted in zip((threshold - 0.001, threshold, threshold + 0.001), expected, strict=True):
        facts = {field: value, **dict.fromkeys(drop)}
        assert status(standard, condition, **facts) == wanted, value


@pytest.mark.parametrize(
    ("standard", "condition", "field", "threshold"),
    [(L22, "class1_ip", "class1_ip", 2), (L26, "class1_ip", "class1_ip", 4), (S26, "class1_ip", "class1_ip", 1)],
)
def test_count_thresholds(standard: str, condition: str, field: str, threshold: int) -> None:
    found = [status(standard, condition, **{field: threshold + step}) for step in (-1, 0, 1)]
    assert found == [F, P, P]


@pytest.mark.parametrize(
    ("standard", "condition", "field", "years", "threshold", "also"),
    [
        (L26, "revenue", "revenue", 1, 5000, {}),
        (L26, "rd_sum2", "rd_expense", 1, 600, {}),
        (S22, "rd_expense", "rd_expense", 1, 100, {}),
        (S22, "revenue_or_financing", "revenue", 1, 1000, {}),
        (S26, "rd_expense", "rd_expense", 1, 100, {}),
        (S26, "revenue_or_financing", "revenue", 1, 1500, {}),
        (L26, "development_score", "development_score", 0, 60, {}),
        (S26, "development_score", "development_score", 0, 50, {}),
    ],
)
def test_by_year_thresholds(standard: str, condition: str, field: str, years: int, threshold: int, also: Json) -> None:
    """The value of one year moves, the others keep it from mattering (rd_sum2: 600 the year before)."""
    base = company(standard)
    year = str(STANDARDS[standard][3].year - years)
    for value, wanted in ((threshold - 0.01, F), (threshold, P), (threshold + 0.01, P)):
        table = {**base[field], year: value}
        assert status(standard, condition, **{field: table}) == wanted, value


@pytest.mark.parametrize(("standard", "line"), [(S22, 2000), (S26, 2000)])
def test_financing_stands_in_for_revenue(standard: str, line: int) -> None:
    year = STANDARDS[standard][3].year
    last, previous = str(year - 1), str(year - 2)
    for value, wanted in ((line - 0.01, F), (line, P), (line + 0.01, P)):
        facts = {"revenue": {last: 10}, "equity_financing": {last: value, previous: 0}}
        assert status(standard, "revenue_or_financing", **facts) == wanted


@pytest.mark.parametrize("standard", [L26, S26, S22])
def test_research_ratio_of_each_year(standard: str) -> None:
    year = STANDARDS[standard][3].year
    last, previous = str(year - 1), str(year - 2)
    for value, wanted in ((2.999, F), (3, P), (3.001, P)):
        assert status(standard, "rd_ratio", rd_expense=None, rd_ratio={last: value, previous: 3}) == wanted
        earlier = P if standard == S22 else wanted
        assert status(standard, "rd_ratio", rd_expense=None, rd_ratio={last: 3, previous: value}) == earlier


def test_compound_growth_of_revenue_at_its_threshold() -> None:
    for last, wanted in ((11024.99, F), (11025, P), (11025.01, P)):
        revenue = {"2025": last, "2024": 1, "2023": 10000}
        result = run(L26, company(L26, revenue=revenue)).condition("revenue_cagr2")
        assert result.status == wanted
    assert result.explain.startswith("(11025.01/10000)^½-1 = 5.")


def test_mean_growth_is_the_mean_of_two_rates() -> None:
    result = run(L22, company(L22, main_revenue={"2021": 10800, "2020": 10000, "2019": 9800}))
    row = result.condition("main_revenue_growth_avg2")
    assert row.explain.startswith("((10800-10000)/10000+(10000-9800)/9800)/2 = 5.02%")
    assert row.status is Status.PASS


# research brackets of little_giant 2022
def brackets(revenue: float | None, ratios: tuple[float, float] | None, **facts: Any) -> str:
    data: Json = {"rd_expense": None, "revenue": None, "main_revenue": None, "main_revenue_ratio": 80, **facts}
    if revenue is not None:
        data["revenue"] = {"2021": revenue}
    if ratios is not None:
        data["rd_ratio"] = {"2021": ratios[0], "2020": ratios[1]}
    return status(L22, "rd_intensity", **data)


_SMALL = {"equity_financing": {"2021": 8000, "2020": 0}, "rd_expense": {"2021": 3000}, "rd_staff_ratio": 50}


@pytest.mark.parametrize(
    ("revenue", "ratios", "expected"),
    [
        (20000, (3, 3), P), (20000, (3, 2.99), F), (20000, (2.99, 3), F),
        (10000, (3, 3), P), (9999.99, (3, 3), F), (9999.99, (6, 6), P), (9999.99, (6, 5.99), F),
        (5000, (6, 6), P), (4999.99, (6, 6), F), (5000, (5.99, 6), F),
    ],
)  # fmt: skip
def test_brackets_by_revenue(revenue: float, ratios: tuple[float, float], expected: str) -> None:
    assert brackets(revenue, ratios, equity_financing={"2021": 0, "2020": 0}) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, P),
        ({"equity_financing": {"2021": 7999.99, "2020": 0}}, F),
        ({"equity_financing": {"2021": 4000, "2020": 4000}}, P),
        ({"rd_expense": {"2021": 2999.99}}, F),
        ({"rd_staff_ratio": 49.99}, F),
    ],
)
def test_the_small_bracket(changed: Json, expected: str) -> None:
    assert brackets(4000, None, **{**_SMALL, **changed}) == expected


def test_at_the_edge_of_two_brackets_the_favourable_one_counts_and_is_said() -> None:
    facts = {"revenue": {"2021": 5000, "2020": 4000}, "rd_expense": {"2021": 300, "2020": 240}}
    row = run(L22, company(L22, **facts)).condition("rd_intensity")
    assert row.status is Status.PASS
    assert "正好5000万元" in row.explain and "有利" in row.explain
    edge = {"revenue": {"2021": 5000}, "rd_ratio": {"2021": 1, "2020": 1}}
    assert status(L22, "rd_intensity", **{**_SMALL, **edge}) == P


def test_without_revenue_only_what_holds_in_every_bracket_is_settled() -> None:
    none = {"equity_financing": {"2021": 0, "2020": 0}}
    assert brackets(None, (4, 4), **none) == U
    assert brackets(None, (7, 7), **none) == U
    assert brackets(None, (2, 2), **none) == F
    assert brackets(None, (2, 7), **none) == F
    assert brackets(None, (7, 7), **_SMALL) == P
    assert brackets(None, None, rd_expense={"2021": 100, "2020": 100}, **none) == F


def test_a_missing_ratio_is_unknown_unless_the_known_one_fails() -> None:
    assert brackets(20000, None, rd_ratio={"2021": 4}) == U
    assert brackets(20000, None, rd_ratio={"2021": 2}) == F


def test_research_that_is_too_low_fails_its_condition_while_the_direct_route_is_open() -> None:
    result = run(L22, {"revenue": {"2021": 12000}, "rd_ratio": {"2021": 3.5, "2020": 2.8}})
    row = result.condition("rd_intensity")
    assert row.status is Status.FAIL and row.value is not None
    assert Fraction(row.value) == Fraction("2.8")
    assert "2.8%，低于3%" in row.explain
    assert result.condition("innovation").status is Status.UNKNOWN
    assert result.status is Status.UNKNOWN


# direct routes and waivers
@pytest.mark.parametrize(
    ("standard", "facts", "expected"),
    [
        (L22, {"national_award_rank": 3}, P), (L22, {"national_award_rank": 4}, F), (L22, {"national_award_rank": 0}, F),
        (L22, {"maker_china_rank": 50}, P), (L22, {"maker_china_rank": 51}, F), (L22, {"provincial_award_rank": 1}, F),
        (S22, {"provincial_award_rank": 3}, P), (S22, {"provincial_award_rank": 4}, F),
        (S22, {"national_award_rank": 5}, P), (S22, {"national_award_rank": 6}, F),
        (S22, {"maker_china_rank": 500}, P), (S22, {"maker_china_rank": 501}, F),
        (S22, {"rd_expense": {"2021": 1500, "2020": 500}}, P), (S22, {"rd_expense": {"2021": 1499, "2020": 500}}, F),
        (S22, {"rd_expense": {"2021": 2000, "2020": None}}, P), (S22, {"rd_expense": {"2021": 1999, "2020": None}}, U),
        (S22, {"equity_financing": {"2021": 6000, "2020": 0}}, P), (S22, {"equity_financing": {"2021": 5999, "2020": 0}}, F),
        ("innovative-2022", {"national_award_rank": 900}, P), ("innovative-2022", {"provincial_award_rank": 20}, P),
        ("innovative-2022", {"valid_honours": ["ip_advantage"]}, P), ("innovative-2022", {"valid_honours": []}, F),
        ("innovative-2022", {"rd_institution": "province"}, P), ("innovative-2022", {"rd_institution": "city"}, F),
        ("innovative-2022", {"equity_financing": {"2021": 0, "2020": 0, "2019": 500}}, P),
        ("innovative-2022", {"equity_financing": {"2021": 0, "2020": 0, "2019": 499.99}}, F),
        (L26, {"national_award_rank": 3}, P), (L26, {"national_award_rank": 4}, F), (L26, {"maker_china_rank": 1}, F),
        (S26, {"provincial_award_rank": 3}, P), (S26, {"provincial_award_rank": 4}, F),
        (S26, {"national_award_rank": 3}, P), (S26, {"rd_institution": "national"}, P), (S26, {"rd_institution": "city"}, F),
    ],
)  # fmt: skip
def test_direct_routes(standard: str, facts: Json, expected: str) -> None:
    assert str(run(standard, company(standard, **facts)).routes[0].status) == expected


def test_what_a_route_waives_is_met() -> None:
    spoiled = {"class1_ip": 0, "class1_ip_in_use": False, "rd_institution": "none"}
    assert run(L22, company(L22, **spoiled)).status is Status.FAIL
    result = run(L22, company(L22, **spoiled, national_award_rank=2))
    assert result.status is Status.PASS
    assert {c.status for c in result.conditions} == {Status.PASS}
    assert result.condition("class1_ip").waived
    assert result.to_json()["routes"][0]["name"] == "创新直通"


def test_an_unknown_route_leaves_the_whole_unknown() -> None:
    result = run(L26, company(L26, class1_ip=1, national_award_rank=None))
    assert result.condition("ip").status is Status.UNKNOWN
    assert result.status is Status.UNKNOWN
    assert result.missing == ("national_award_rank",)


# yes/no conditions and their missing inputs
_YES = {"registered_in_china": True, "digital_core_process": True, "management_certified": True, "well_known": True,
        "own_brand": True, "class1_ip_in_use": True, "independent_legal_person": True, "in_abnormal_list": False,
        "in_dishonest_list": False, "restricted_product": False, "major_incident_3y": False,
        "manufacturing_champion": False, "same_group_similar_product": False}  # fmt: skip


@pytest.mark.parametrize("field", _YES)
def test_yes_or_no_of_little_giant_2022(field: str) -> None:
    assert status(L22, field, **{field: _YES[field]}) == P
    assert status(L22, field, **{field: not _YES[field]}) == F
    without = run(L22, company(L22, **{field: None}))
    assert without.condition(field).status is Status.UNKNOWN
    assert without.missing == (field,)


def test_2026_does_not_ask_for_an_independent_legal_person() -> None:
    assert run(L26, company(L26, independent_legal_person=False)).status is Status.PASS
    assert run(S26, company(S26, independent_legal_person=False)).status is Status.PASS
    assert run(L26, company(L26, registered_in_china=False)).status is Status.FAIL


# the rung below
@pytest.mark.parametrize(
    ("standard", "held", "expected"),
    [
        (L22, [], F), (L22, ["innovative"], F), (L22, ["specialized"], P), (L26, ["specialized"], P), (L26, ["tech_sme"], F),
        (S22, ["innovative"], P), (S22, ["tech_sme"], F), (S26, ["innovative"], P), (S26, ["tech_sme"], P), (S26, [], F),
    ],
)  # fmt: skip
def test_a_new_application_needs_the_rung_below(standard: str, held: list[str], expected: str) -> None:
    assert status(standard, "rung", recognitions=[{"tier": tier} for tier in held]) == expected


def test_innovative_needs_no_rung() -> None:
    assert run("innovative-2022", company("innovative-2022", recognitions=[])).status is Status.PASS


def test_a_past_date_does_not_decide_and_a_future_one_is_not_held_yet() -> None:
    past = run(L22, company(L22, recognitions=[{"tier": "specialized", "on": "2017-05"}]))
    assert past.condition("rung").status is Status.PASS
    assert any("有效期三年" in warning for warning in past.warnings)
    future = run(L22, company(L22, recognitions=[{"tier": "specialized", "on": "2022-07"}]))
    assert future.condition("rung").status is Status.FAIL
    assert any("之后" in warning for warning in future.warnings)


# fields and chain
@pytest.mark.parametrize(
    ("standard", "condition", "value", "expected"),
    [
        (L22, "key_chain_role", "fills_gap", P), (L22, "key_chain_role", "serves_leader", F), (L22, "key_chain_role", "none", F),
        (L26, "key_chain_role", "fills_gap", P), (L26, "key_chain_role", "serves_leader", U), (L26, "key_chain_role", "none", F),
        *((L22, "product_field", [f], P) for f in ("six_bases", "ten_fields", "network_power")),
        *((L22, "product_field", [f], F) for f in ("strategic_emerging", "old_brand", "future_industry", "traditional_upgrade")),
        *((L26, "product_field", [f], P) for f in ("six_bases", "ten_fields", "strategic_emerging", "future_industry", "traditional_upgrade")),
        *((L26, "product_field", [f], F) for f in ("network_power", "old_brand")),
        (L22, "product_field", [], F),
        *((L22, "rd_institution", level, P) for level in ("below_city", "city", "province", "national")),
        (L22, "rd_institution", "none", F),
    ],
)  # fmt: skip
def test_choices(standard: str, condition: str, value: Any, expected: str) -> None:
    assert status(standard, condition, **{condition: value}) == expected


def test_in_principle_means_a_remark_where_the_field_fails() -> None:
    assert any("原则上" in remark for remark in run(L22, company(L22, product_field=[])).remarks)
    assert not any("原则上" in remark for remark in run(L22, company(L22)).remarks)


def test_market_position_of_2026_is_share_or_rank() -> None:
    assert status(L26, "market_position", market_share=9.99, market_rank=3) == P
    assert status(L26, "market_position", market_share=10, market_rank=None) == P
    assert status(L26, "market_position", market_share=9.99, market_rank=4) == F
    assert status(L26, "market_position", market_share=9.99, market_rank=None) == U


def test_transfers_in_count_in_2022_but_not_in_2026() -> None:
    facts = {"class1_ip": 4, "class1_ip_transferred_in": 1}
    assert status(L22, "class1_ip", **facts) == P
    assert status(L26, "class1_ip", **facts) == F
    assert status(L26, "class1_ip", class1_ip=4) == P


def test_a_quality_without_a_field_is_a_remark_and_never_unknown() -> None:
    result = run(L22, company(L22))
    assert result.status is Status.PASS
    assert any("社会责任感强" in remark for remark in result.remarks)


# missing amounts, exactness, display
def test_amounts_decide_over_a_given_ratio_with_a_warning() -> None:
    result = run(L22, company(L22, debt_ratio=69, total_liabilities=7100))
    assert result.condition("debt_ratio").status is Status.FAIL
    assert result.condition("debt_ratio").explain == "7100/10000 = 71%，高于70%"
    assert any("69%" in warning and "71%" in warning for warning in result.warnings)
    close = run(L22, company(L22, debt_ratio=40.1, total_liabilities=4000))
    assert not any("资产负债率" in warning for warning in close.warnings)


def test_a_value_is_shown_on_its_side_of_the_threshold() -> None:
    row = run(L22, company(L22, total_liabilities=7000.4, total_assets=10000)).condition("debt_ratio")
    assert row.status is Status.FAIL
    assert row.explain == "7000.4/10000 = 70.004%，高于70%"
    row = run(L22, company(L22, total_liabilities=6996, total_assets=10000)).condition("debt_ratio")
    assert "69.96%" in row.explain


def test_no_float_surprise_at_a_threshold() -> None:
    facts = {"main_revenue": {"2021": 0.7, "2020": 0.1, "2019": 0.1}, "revenue": {"2021": 1}}
    row = run(L22, company(L22, **facts)).condition("main_revenue_ratio")
    assert row.status is Status.PASS and "= 70%" in row.explain


def test_value_in_json_is_a_number() -> None:
    row = next(c for c in run(L22, company(L22)).to_json()["conditions"] if c["id"] == "debt_ratio")
    assert row["value"] == 40 and isinstance(row["value"], int | float) and row["unit"] == "%"


# rounds and days
def test_a_round_that_is_not_there_is_an_error_that_names_it() -> None:
    for number, day in ((3, "2022-06-20"), (8, "2022-06-20")):
        with pytest.raises(UnknownRoundError) as caught:
            run_at({}, "little_giant", number, "new", day)
        assert caught.value.field == "round"


@pytest.mark.parametrize(
    ("tier", "round_", "track", "day", "standard", "year"),
    [
        ("little_giant", 4, "new", "2022-06-20", "measures-2022-63", 2022),
        ("little_giant", None, "new", "2022-06-20", "measures-2022-63", 2022),
        ("little_giant", 4, "new", "2024-01-01", "measures-2022-63", 2022),
        ("little_giant", 8, "new", "2026-05-01", "measures-2026-2", 2026),
        ("little_giant", 8, "review", "2026-05-01", "measures-2022-63", 2026),
        ("little_giant", None, "new", "2026-11-24", "measures-2026-2", 2026),
        ("little_giant", None, "review", "2027-02-01", "measures-2026-2", 2027),
        ("specialized", None, "new", "2026-03-31", "measures-2022-63", 2026),
        ("specialized", None, "new", "2026-04-01", "measures-2026-2", 2026),
        ("innovative", None, "new", "2026-11-24", "measures-2022-63", 2026),
    ],
)
def test_the_standard_that_decides(
    tier: str, round_: int | None, track: str, day: str, standard: str, year: int
) -> None:
    result = run_at({}, tier, round_, track, day).to_json()
    assert (result["standard"], result["year"], result["tier"]) == (standard, year, tier)


def test_last_year_is_that_of_the_round() -> None:
    data = company(L22)
    assert run_at(data, "little_giant", 4, "new", "2025-01-01").status is Status.PASS
    assert date.fromisoformat("2025-01-01").year == 2025
