"""Numbers in Chinese numerals: to words and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.numbers.chinese_number import chinese_number

DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """`number` as it is read aloud."""
    if number < 10:
        return DIGITS[number]
    for unit, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            many, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return in_words(many) + sign + gap + (in_words(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(min_value=0, max_value=10**12))
def test_what_is_read_aloud_is_understood(number: int) -> None:
    words = in_words(number)
    assert chinese_number(words) == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十二", "12"),
        ("两百", "200"),
        ("一百二", "120"),
        ("三千二", "3200"),
        ("一亿二", "120000000"),
        ("一点二亿", "120000000"),
        ("七十二点五", "72.5"),
        ("二〇二一", "2021"),
        ("二○二一", "2021"),
    ],
)
def test_spoken_forms(words: str, value: str) -> None:
    assert chinese_number(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "十十", "百千", "点五", "三点", "十七八", "abc"])
def test_what_is_no_number_is_refused(words: str) -> None:
    with pytest.raises(ValueError):
        chinese_number(words)


@pytest.mark.parametrize("words", ["一亿五百", "两亿三十"])
def test_what_lacks_its_unit_or_its_zero_is_no_number(words: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        chinese_number(words)


@pytest.mark.parametrize(("words", "value"), [("一亿三千五", 135_000_000), ("两亿五千", 250_000_000), ("一亿零五百", 100_000_500)])
def test_thousands_behind_a_hundred_million_are_of_ten_thousand(words: str, value: int) -> None:
    assert chinese_number(words) == value
