"""A sum grounds its result only where it comes out right."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.sums import right_sums

whole = st.integers(1, 10**6)


@pytest.mark.parametrize(
    ("line", "results"),
    [
        ("负债率 = 3600 ÷ 5000 = 72%", ["72%"]),
        ("(120-100)/100 = 20%", ["20%"]),
        ("研发费用 500 + 480 = 980万元", ["980万元"]),
        ("100 ÷ 3 = 33.3", ["33.3"]),
        ("100 ÷ 3 = 33.4", []),
        ("100 ÷ 3 = 33.5", []),
        ("(5.01% + 10%) / 2 = 7.51%", ["7.51%"]),
        ("(5.01% + 10%) / 2 = 7.52%", []),
        ("2 ÷ 3 = 66%", []),
        ("(15.29%+(1150.1-1000)/1000)/2 = 15.15%", ["15.15%"]),
        ("72% − 70% = 2个百分点", ["2个百分点"]),
        ("12000 × 3% = 360万元", ["360万元"]),
        ("12000 × 3% = 36000万元", []),
        ("(12000/10000)^½-1 = 9.54%", ["9.54%"]),
        ("(12000/10000)^½-1 = 9.55%", []),
        ("(0-4)^½ = 2", []),
        ("3500 ÷ 5000 = 71%", []),
        ("5 ÷ 0 = 1", []),
        ("9**9**9 = 1", []),
        ("没有算式", []),
    ],
)
def test_sums_of_numbers(line: str, results: list[str]) -> None:
    assert [result.strip() for result in right_sums(line)] == results


@given(whole, whole)
def test_what_is_added_up_rightly_and_only_that_is_given(a: int, b: int) -> None:
    assert [result.strip() for result in right_sums(f"{a} + {b} = {a + b}")] == [str(a + b)]
    assert list(right_sums(f"{a} + {b} = {a + b + 1}")) == []


@given(st.integers(1, 10**4), st.integers(1, 10**4), st.integers(0, 4))
def test_a_share_rounded_to_any_places_comes_out(part: int, total: int, places: int) -> None:
    share = round(float(Fraction(part * 100, total)), places)
    assert list(right_sums(f"{part} ÷ {total} = {share:.{places}f}%"))


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("2023-07-14 + 3年 − 1天 = 2026年7月13日", True),
        ("2022-06-20 + 3年 − 1天 = 2025年6月20日", False),
        ("2023-11-30 + 3个月 = 2024年2月29日", True),
        ("2023-11-30 + 3个月 = 2024年2月30日", False),
        ("2022-08 + 3年 = 2025年8月", True),
    ],
)
def test_sums_of_dates(line: str, right: bool) -> None:
    assert (line in right_sums(line)) is right
