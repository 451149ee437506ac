"""Derived values: exact, with the formula in numbers, amounts before ratios, and what is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.derive import Facts
from assistant.rules.fields import catalogue
from assistant.rules.interval import Interval
from assistant.rules.measures import Measure, measures
from assistant.rules.profile import Profile

M = Measure
amounts = st.decimals(min_value="0.01", max_value="100000", places=2)


def facts(data: dict[str, Any], year: int = 2022) -> Facts:
    return Facts(Profile.parse(data), year)


@pytest.mark.parametrize(
    ("data", "measure", "value", "formula"),
    [
        ({"total_liabilities": 3600, "total_assets": 5000}, M.DEBT_RATIO, 72, "3600/5000"),
        ({"debt_ratio": 71.5}, M.DEBT_RATIO, Fraction(143, 2), ""),
        ({"debt_ratio": 60, "total_liabilities": 3600, "total_assets": 5000}, M.DEBT_RATIO, 72, "3600/5000"),
        ({"debt_ratio": 60, "total_liabilities": 3600}, M.DEBT_RATIO, 60, ""),
        ({"revenue": {"2021": 200}, "rd_expense": {"2021": 1.4}}, M.RD_RATIO, Fraction(7, 10), "1.4/200"),
        ({"main_revenue": {"2021": 90}, "revenue": {"2021": 120}}, M.MAIN_REVENUE_RATIO, 75, "90/120"),
        ({"net_profit": {"2021": -30}, "revenue": {"2021": 120}}, M.NET_PROFIT_RATIO, -25, ""),
        ({"main_revenue": {"2021": 120, "2020": 100}}, M.MAIN_REVENUE_GROWTH, 20, "(120-100)/100"),
        (
            {"main_revenue": {"2021": 120, "2020": 100, "2019": 80}},
            M.MAIN_REVENUE_GROWTH_AVG2,
            Fraction(45, 2),
            "((120-100)/100+(100-80)/80)/2",
        ),
        ({"main_revenue_growth": {"2021": 8, "2020": 3}}, M.MAIN_REVENUE_GROWTH_AVG2, Fraction(11, 2), "(8%+3%)/2"),
        ({"main_revenue_growth_avg2": 6.5}, M.MAIN_REVENUE_GROWTH_AVG2, Fraction(13, 2), ""),
        ({"revenue": {"2021": 11025, "2019": 10000}}, M.REVENUE_CAGR2, 5, "(11025/10000)^½-1"),
        ({"rd_expense": {"2021": 700, "2020": 600}}, M.RD_SUM2, 1300, "700+600"),
        ({"rd_expense": {"2021": 700, "2020": 600}}, M.RD_MEAN2, 650, "(700+600)/2"),
        ({"equity_financing": {"2021": 1, "2020": 2, "2019": 3}}, M.EQUITY_SUM3, 6, "1+2+3"),
        ({"class1_ip": 6, "class1_ip_transferred_in": 2}, M.OWN_CLASS1_IP, 4, "6-2"),
        ({"class1_ip": 6}, M.OWN_CLASS1_IP, 6, ""),
        ({"class1_ip": 1, "class1_ip_transferred_in": 2}, M.OWN_CLASS1_IP, 0, ""),
    ],
)  # fmt: skip
def test_value_and_formula(data: dict[str, Any], measure: Measure, value: int | Fraction, formula: str) -> None:
    derived = facts(data).measure(measure)
    assert derived.value.point == value
    if measure is not M.NET_PROFIT_RATIO:
        assert derived.formula == formula
    assert not derived.missing


@pytest.mark.parametrize(
    ("data", "measure", "missing"),
    [
        ({}, M.DEBT_RATIO, ("debt_ratio",)),
        ({"total_assets": 5}, M.DEBT_RATIO, ("total_liabilities",)),
        ({"total_liabilities": 5}, M.DEBT_RATIO, ("total_assets",)),
        ({}, M.RD_RATIO, ("rd_ratio.2021",)),
        ({"revenue": {"2021": 5}}, M.RD_RATIO, ("rd_expense.2021",)),
        ({"rd_expense": {"2021": 5}}, M.RD_RATIO, ("revenue.2021",)),
        ({}, M.MAIN_REVENUE_GROWTH_AVG2, ("main_revenue_growth_avg2",)),
        ({"main_revenue": {"2021": 5, "2020": 4}}, M.MAIN_REVENUE_GROWTH_AVG2, ("main_revenue.2019",)),
        ({"revenue": {"2021": 5}}, M.REVENUE_CAGR2, ("revenue.2019",)),
        ({"rd_expense": {"2021": 5}}, M.RD_SUM2, ("rd_expense.2020",)),
        ({}, M.EMPLOYEES, ("employees",)),
        ({}, M.REVENUE, ("revenue.2021",)),
    ],
)
def test_what_is_missing(data: dict[str, Any], measure: Measure, missing: tuple[str, ...]) -> None:
    derived = facts(data).measure(measure)
    assert derived.value.point is None
    assert derived.missing == missing


def test_a_sum_knows_the_least_it_can_be() -> None:
    assert facts({"rd_expense": {"2021": 900}}).measure(M.RD_SUM2).value == Interval(Fraction(900), None)
    assert facts({"rd_expense": {"2021": 900}}).measure(M.RD_MEAN2).value == Interval(Fraction(450), None)


def test_nothing_spent_is_nothing_of_any_revenue() -> None:
    assert facts({"rd_expense": {"2021": 0}}).measure(M.RD_RATIO).value.point == 0
    assert facts({"net_profit": {"2021": -5}}).measure(M.NET_PROFIT_RATIO).value == Interval(None, Fraction(0))


def test_division_by_nothing_is_unknown() -> None:
    assert facts({"rd_expense": {"2021": 5}, "revenue": {"2021": 0}}).measure(M.RD_RATIO).value.point is None
    assert facts({"main_revenue": {"2021": 5, "2020": 0}}).measure(M.MAIN_REVENUE_GROWTH).value.point is None
    assert facts({"revenue": {"2021": 5, "2019": 0}}).measure(M.REVENUE_CAGR2).value.point is None


def test_last_year_is_the_year_before_the_rounds() -> None:
    data = {"revenue": {"2021": 1, "2024": 2}}
    assert facts(data, 2022).measure(M.REVENUE).value.point == 1
    assert facts(data, 2025).measure(M.REVENUE).value.point == 2


@given(amounts, amounts, amounts, st.integers(1, 1000))
def test_a_scaled_company_keeps_its_ratios(one: Any, two: Any, three: Any, scale: int) -> None:
    def ratios(factor: int) -> list[Interval]:
        data = {
            "revenue": {"2021": one * factor, "2020": two * factor, "2019": three * factor},
            "main_revenue": {"2021": two * factor, "2020": one * factor, "2019": three * factor},
            "rd_expense": {"2021": three * factor},
            "net_profit": {"2021": three * factor},
            "total_assets": one * factor,
            "total_liabilities": two * factor,
        }
        found = Facts(Profile.parse(data), 2022)
        return [
            found.measure(m).value
            for m in (
                M.RD_RATIO,
                M.MAIN_REVENUE_RATIO,
                M.DEBT_RATIO,
                M.NET_PROFIT_RATIO,
                M.MAIN_REVENUE_GROWTH_AVG2,
                M.REVENUE_CAGR2,
            )
        ]

    assert ratios(1) == ratios(scale)


def test_a_measure_names_fields_that_exist() -> None:
    for measure, info in measures().items():
        assert info.zh and info.en, measure
        assert set(info.inputs) <= set(catalogue())
        assert info.lever in catalogue()
