"""Years and days, seen from the day asked about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.numbers.dates import When, find_dates, without_dates

DAY = date(2022, 6, 20)


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("去年", (2021,)),
        ("上年度", (2021,)),
        ("上一年度", (2021,)),
        ("上年末", (2021,)),
        ("前年", (2020,)),
        ("上上年度", (2020,)),
        ("大前年", (2019,)),
        ("2021年", (2021,)),
        ("2021年度", (2021,)),
        ("2021年底", (2021,)),
        ("21年", (2021,)),
        ("二〇二一年", (2021,)),
        ("二○二一年", (2021,)),
        ("截至2021年12月31日", (2021,)),
        ("近两年", (2021, 2020)),
        ("近2年", (2021, 2020)),
        ("近三年", (2021, 2020, 2019)),
        ("2021和2020年", (2021, 2020)),
        ("2019、2020、2021年", (2019, 2020, 2021)),
        ("2019-2021年", (2019, 2020, 2021)),
    ],
)
def test_whole_years(said: str, years: tuple[int, ...]) -> None:
    (found,) = find_dates(said, DAY)
    assert found.years == years and found.when in (When.YEAR, When.WINDOW)


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("今年", When.NOW),
        ("目前", When.NOW),
        ("2022年", When.NOW),
        ("明年", When.FUTURE),
        ("2023年", When.FUTURE),
        ("今年底", When.FUTURE),
        ("今年上半年", When.PART),
        ("2021年1-9月", When.PART),
        ("前三季度", When.PART),
        ("6月28日", When.DAY),
    ],
)
def test_times_that_are_no_whole_year(said: str, when: When) -> None:
    (found,) = find_dates(said, DAY)
    assert found.when is when


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2021年7月19日", "2021-07-19"),
        ("2021-07-19", "2021-07-19"),
        ("2021年7月", "2021-07"),
        ("2021.7", "2021-07"),
    ],
)
def test_dates_as_far_as_they_are_known(said: str, iso: str) -> None:
    (found,) = find_dates(said, DAY)
    assert found.iso == iso


@pytest.mark.parametrize(
    "said", ["8年", "从事21年", "2021万元", "2021人", "年限", "上年纪", "现金", "成立12年", "2021年2月30日"]
)
def test_what_is_no_date(said: str) -> None:
    assert find_dates(said, DAY) == []


def test_relative_years_move_with_the_day_asked() -> None:
    (found,) = find_dates("去年", date(2026, 1, 1))
    assert found.years == (2025,)


@given(st.integers(min_value=2016, max_value=2026), st.integers(min_value=1, max_value=12))
def test_written_months_are_read(year: int, month: int) -> None:
    (found,) = find_dates(f"{year}年{month}月认定", date(2026, 12, 31))
    assert found.iso == f"{year}-{month:02}"


@given(st.text(alphabet="0123456789年月日去前上本近两三度末底二〇一-、和至.□", max_size=20))
def test_blanking_keeps_the_length(text: str) -> None:
    assert len(without_dates(text, find_dates(text, DAY))) == len(text)


def test_years_right_before_an_amount_are_a_window_and_no_duration():
    for text in ("研发两年1345万", "研发两年一共1345万", "研发三年 2100万元"):
        assert [found.when for found in find_dates(text, date(2026, 5, 10))] == [When.WINDOW], text
    assert find_dates("做了两年3D打印", date(2026, 5, 10)) == []
