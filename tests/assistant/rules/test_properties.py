"""Properties of the rule engine on random enterprises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.logic import Status
from assistant.rules.result import CheckResult
from tests.assistant.rules.companies import STANDARDS, company, run

standards = st.sampled_from(list(STANDARDS))


def _facts(year: int) -> dict[str, st.SearchStrategy[Any]]:
    """Facts around the thresholds, in amounts only, so that no two of them can contradict each other."""
    last, previous, before = str(year - 1), str(year - 2), str(year - 3)

    def table(values: list[float], *years: str) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries({y: st.sampled_from(values) for y in years})

    return {
        "industry": st.sampled_from(["工业", "建筑业", "其他未列明行业"]),
        "employees": st.sampled_from([5, 299, 300, 999, 1000]),
        "total_assets": st.sampled_from([1000, 79999, 80000]),
        "total_liabilities": st.sampled_from([500, 700, 750, 800, 60000]),
        "revenue": table([999, 1000, 1500, 4999, 5000, 9999, 10000, 12000], last, previous, before),
        "main_revenue": table([900, 950, 1000, 4500, 9000, 9500], last, previous, before),
        "rd_expense": table([0, 99, 100, 300, 599, 600, 720, 3000], last, previous),
        "equity_financing": table([0, 500, 2000, 4000, 8000], last, previous, before),
        "net_profit": table([-5, 100, 500, 1000], last),
        "rd_staff_ratio": st.sampled_from([4, 5, 20, 50]),
        "class1_ip": st.integers(0, 5),
        "class1_ip_self_developed": st.integers(0, 2),
        "class1_ip_high_value": st.integers(0, 1),
        "class2_ip": st.integers(0, 1),
        "class1_ip_in_use": st.booleans(),
        "rd_institution": st.sampled_from(["none", "below_city", "city", "province", "national"]),
        "niche_years": st.sampled_from([1, 2, 3, 10]),
        "market_share": st.sampled_from([9, 10, 11]),
        "market_rank": st.integers(1, 4),
        "well_known": st.booleans(),
        "own_brand": st.booleans(),
        "national_award_rank": st.integers(0, 6),
        "provincial_award_rank": st.integers(0, 4),
        "maker_china_rank": st.sampled_from([0, 50, 51, 500, 501]),
        "key_chain_role": st.sampled_from(["none", "serves_leader", "fills_gap"]),
        "product_field": st.lists(st.sampled_from(["six_bases", "old_brand", "strategic_emerging"]), max_size=2, unique=True),
        "local_feature_score": st.integers(0, 15),
        "digital_level": st.integers(0, 4),
        "standards_drafting": st.booleans(),
        "development_score": table([49, 50, 60], str(year)),
        "recognitions": st.lists(st.sampled_from([{"tier": "innovative"}, {"tier": "specialized"}]), max_size=2),
        "manufacturing_champion": st.booleans(),
    }  # fmt: skip


@st.composite
def enterprises(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    standard = draw(standards)
    return standard, draw(st.fixed_dictionaries(_facts(STANDARDS[standard][3].year)))


def _thinned(draw: st.DrawFn, full: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in full.items():
        if value == {}:
            continue
        if isinstance(value, dict):
            years = draw(st.sets(st.sampled_from(sorted(value))))
            kept[key] = {year: value[year] for year in years}
        elif draw(st.booleans()):
            kept[key] = value
    return kept


@st.composite
def partly_known(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    standard, full = draw(enterprises())
    more = _thinned(draw, full)
    return standard, _thinned(draw, more), more


@settings(max_examples=300, deadline=None)
@given(partly_known())
def test_more_information_never_undoes_a_verdict(case: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    standard, less, more = case
    first, second = run(standard, less), run(standard, more)
    later = {condition.id: condition.status for condition in second.conditions}
    for condition in first.conditions:
        if condition.status is not Status.UNKNOWN and later[condition.id] is not condition.status:
            # a part that fails can still be waived by a route that turns out to pass
            assert condition.part_of and later[condition.id] is Status.PASS, condition.id
    assert first.status in (Status.UNKNOWN, second.status)
    if first.score and second.score:
        assert first.score.low <= second.score.low <= second.score.high <= first.score.high


@settings(max_examples=200, deadline=None)
@given(enterprises())
def test_the_whole_is_the_sum_of_its_necessary_conditions(case: tuple[str, dict[str, Any]]) -> None:
    result = run(*case)
    found = {condition.status for condition in result.conditions if condition.necessary}
    expected = Status.FAIL if Status.FAIL in found else Status.UNKNOWN if Status.UNKNOWN in found else Status.PASS
    assert result.status is expected
    if result.status is Status.PASS:
        assert {condition.status for condition in result.conditions} == {Status.PASS}
    assert bool(result.missing) <= any(c.status is Status.UNKNOWN for c in result.conditions)


_ORDER = {Status.FAIL: 0, Status.UNKNOWN: 1, Status.PASS: 2}
_BETTER: dict[str, Any] = {
    "market_share": 1,
    "niche_years": 1,
    "class1_ip": 1,
    "local_feature_score": 1,
    "total_liabilities": -100,
}


@settings(max_examples=200, deadline=None)
@given(enterprises(), st.sampled_from(list(_BETTER)))
def test_better_figures_never_make_a_verdict_worse(case: tuple[str, dict[str, Any]], field: str) -> None:
    standard, data = case
    better = {**data, field: data[field] + _BETTER[field]}
    if field == "local_feature_score":
        better[field] = min(15, better[field])
    before, after = run(standard, data), run(standard, better)
    assert _ORDER[after.status] >= _ORDER[before.status]
    for condition in before.conditions:
        assert _ORDER[after.condition(condition.id).status] >= _ORDER[condition.status], condition.id


@pytest.mark.parametrize("standard", STANDARDS)
def test_money_in_other_proportion_keeps_the_ratios_verdicts(standard: str) -> None:
    def ratios(result: CheckResult) -> dict[str, Any]:
        return {c.id: (c.status, c.value) for c in result.conditions if c.unit == "%"}

    data = company(standard)
    scaled = {
        key: {year: amount * 3 for year, amount in value.items()} if key in _MONEY else value
        for key, value in data.items()
    }
    scaled["total_assets"], scaled["total_liabilities"] = 30000, 12000
    assert ratios(run(standard, data)) == ratios(run(standard, scaled))


_MONEY = ("revenue", "main_revenue", "rd_expense", "net_profit", "equity_financing")
