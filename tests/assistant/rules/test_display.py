"""Numbers for people: no trailing zeros, never rounded across a threshold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.display import plain, shown


@pytest.mark.parametrize(
    ("value", "threshold", "expected"),
    [
        (Fraction(6996, 100), 70, "69.96"),
        (Fraction(69996, 1000), 70, "69.996"),
        (Fraction(70000001, 10**6), 70, "70.000001"),
        (Fraction(72), 70, "72"),
        (Fraction(2, 3), 5, "0.67"),
        (Fraction(70), 70, "70"),
        (Fraction(-1, 3), 0, "-0.33"),
    ],
)
def test_shown(value: Fraction, threshold: int, expected: str) -> None:
    assert plain(shown(value, Fraction(threshold))) == expected


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(-1000, 1000))
def test_a_shown_value_stays_on_its_side(value: Fraction, threshold: int) -> None:
    rounded = Fraction(shown(value, Fraction(threshold)))
    assert (rounded < threshold) == (value < threshold)
    assert (rounded == threshold) == (value == threshold)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Decimal("72.00"), "72"),
        (Decimal("1E+3"), "1000"),
        (Fraction(1, 4), "0.25"),
        (Fraction("12345.6789"), "12345.6789"),
        (Fraction(-2, 3), "-0.67"),
        (100, "100"),
        (Decimal("0.0"), "0"),
    ],
)
def test_plain(number: Decimal | Fraction | int, expected: str) -> None:
    assert plain(number) == expected
