from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbering import LARGEST, parse_numeral, to_chinese
from tests.strategies import numerals


@given(numerals())
def test_every_way_of_writing_reads_the_same(number: tuple[int, str]) -> None:
    value, written = number
    assert parse_numeral(written) == value


@given(st.integers(0, LARGEST))
def test_written_in_chinese_it_reads_back(number: int) -> None:
    assert parse_numeral(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("written", "value"),
    [("二〇", 20), ("一○三", 103), ("○", 0), ("零", 0), ("两百", 200), ("一百十三", 113)],
)
def test_forms_met_in_texts(written: str, value: int) -> None:
    assert parse_numeral(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "",
        "一二十",
        "十百",
        "百",
        "二十十",
        "1一",
        "一百二",
        "一百零十",
        "零十",
        "1000",
        "1.5",
        "甲",
        "-1",
        " 1",
    ],
)
def test_malformed_numbers_are_not_guessed(written: str) -> None:
    with pytest.raises(ValueError):
        parse_numeral(written)


@given(st.text(alphabet="〇○零一二三九十百0１ ", max_size=6))
def test_whatever_it_accepts_lies_in_its_range(text: str) -> None:
    try:
        value = parse_numeral(text)
    except ValueError:
        return
    assert 0 <= value <= LARGEST


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        to_chinese(number)
