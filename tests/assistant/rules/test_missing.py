"""Missing inputs: all that are wanted, those first that decide most, none that no longer matter."""

from __future__ import annotations

import pytest

from assistant.rules.fields import field_of
from assistant.rules.logic import Status
from tests.assistant.rules.companies import STANDARDS, company, run

every_standard = pytest.mark.parametrize("standard", STANDARDS)


@every_standard
def test_each_fact_left_out_is_either_not_needed_or_named(standard: str) -> None:
    full = company(standard)
    for key in full:
        result = run(standard, {k: v for k, v in full.items() if k != key})
        if result.status is Status.UNKNOWN:
            assert result.missing, key
            related = {"main_revenue": "main_revenue", "total_liabilities": "total_liabilities", "rd_expense": "rd_"}
            assert any(path.startswith(related.get(key, key)) for path in result.missing), (key, result.missing)
        else:
            assert result.missing == () or result.status is Status.PASS


AMOUNTS = {
    "rd_ratio": ("rd_expense", "revenue"),
    "debt_ratio": ("total_liabilities", "total_assets"),
    "main_revenue_ratio": ("main_revenue", "revenue"),
    "main_revenue_growth": ("main_revenue",),
    "main_revenue_growth_avg2": ("main_revenue",),
    "net_profit_ratio": ("net_profit", "revenue"),
}


@every_standard
def test_giving_what_is_missing_settles_it(standard: str) -> None:
    full = company(standard)
    known: dict[str, object] = {}
    while (result := run(standard, known)).status is Status.UNKNOWN:
        key = result.missing[0].partition(".")[0]
        asked = {name: full[name] for name in AMOUNTS.get(key, (key,))}
        assert not asked.items() <= known.items(), result.missing
        known.update(asked)
    assert result.status is Status.PASS


def test_an_input_that_decides_more_conditions_comes_first() -> None:
    data = company("little_giant-2026", revenue=None, well_known=None, main_revenue=None, main_revenue_ratio=95)
    missing = run("little_giant-2026", data).missing
    assert missing[0] == "revenue.2025"
    assert "well_known" in missing


def test_paths_are_fields_of_the_catalogue() -> None:
    for standard in STANDARDS:
        for path in run(standard, {}).missing:
            assert field_of(path).by_year == ("." in path)


def test_nothing_is_missing_where_a_route_already_passes() -> None:
    data = company("specialized-2022", maker_china_rank=3, local_feature_score=None, digital_level=None)
    assert run("specialized-2022", data).missing == ()
