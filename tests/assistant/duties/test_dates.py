from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.duties.dates import PartialDate, in_chinese, months_after, next_yearly, years_valid
from assistant.duties.errors import PartialDateError

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def exact(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("start", "formula"),
    [
        ("2023-03-31", "2023-03-31 + 3个月 = 2023年6月30日"),
        ("2023-11-30", "2023-11-30 + 3个月 = 2024年2月29日"),
        ("2022-11-30", "2022-11-30 + 3个月 = 2023年2月28日"),
        ("2023-01-15", "2023-01-15 + 3个月 = 2023年4月15日"),
        ("2023-10-31", "2023-10-31 + 3个月 = 2024年1月31日"),
    ],
)
def test_three_months(start: str, formula: str) -> None:
    assert months_after(PartialDate.parse(start), 3).formula == formula


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2022-08-15", "2025年8月14日"),
        ("2022-01-01", "2024年12月31日"),
        ("2022-03-01", "2025年2月28日"),
        ("2021-03-01", "2024年2月29日"),
        ("2024-02-28", "2027年2月27日"),
        ("2024-02-29", "2027年2月28日"),
    ],
)
def test_three_years_end_the_day_before(start: str, words: str) -> None:
    result = years_valid(PartialDate.parse(start), 3)
    assert result.words == words
    assert result.formula == f"{start} + 3年 − 1天 = {words}"


def test_a_month_gives_the_month_and_the_earliest_safe_day() -> None:
    result = years_valid(PartialDate.parse("2022-08"), 3)
    assert (result.words, result.safe, result.latest) == ("2025年8月", date(2025, 7, 31), date(2025, 8, 30))
    assert result.formula == "2022-08 + 3年 = 2025年8月"
    assert result.safe_formula == "2022-08-01 + 3年 − 1天 = 2025年7月31日"


def test_a_year_gives_the_year() -> None:
    result = years_valid(PartialDate.parse("2022"), 3)
    assert (result.words, result.safe, result.latest) == ("2025年", date(2024, 12, 31), date(2025, 12, 30))


@given(days, st.integers(1, 24))
@example(date(2024, 2, 29), 12)
def test_months_never_leave_the_month_they_end_in(day: date, months: int) -> None:
    end = months_after(exact(day), months).safe
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(end.year, end.month)[1]
    assert end.day == min(day.day, last)


@given(days, days, st.integers(1, 12))
def test_a_later_event_is_never_due_earlier(first: date, second: date, count: int) -> None:
    early, late = sorted((first, second))
    assert months_after(exact(early), count).safe <= months_after(exact(late), count).safe
    assert years_valid(exact(early), count).safe <= years_valid(exact(late), count).safe


@given(days)
def test_three_titles_in_a_row_leave_no_gap(day: date) -> None:
    """A title renewed the day after it ends keeps its anniversary, 29 February apart."""
    second = years_valid(exact(day), 3).safe + timedelta(days=1)
    assert (second.month, second.day) == ((3, 1) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@given(days, st.sampled_from(["month", "year"]), st.integers(1, 5))
def test_the_safe_day_is_safe_whichever_day_was_meant(day: date, known: str, years: int) -> None:
    rough = PartialDate(day.year, day.month if known == "month" else None)
    result = years_valid(rough, years)
    assert result.safe <= years_valid(exact(day), years).safe <= result.latest
    assert not result.exact


@given(days)
def test_a_date_written_out_reads_back(day: date) -> None:
    for partial in (exact(day), PartialDate(day.year, day.month), PartialDate(day.year)):
        assert PartialDate.parse(str(partial)) == partial
    assert PartialDate.parse(day) == exact(day)


@pytest.mark.parametrize("words", ["", "2023-02-29", "2023-13", "23-01-01", "2023/01/01", "２０２３", "0000", "2023-1"])
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(PartialDateError, match="无法识别"):
        PartialDate.parse(words)


def test_out_of_range_is_refused() -> None:
    with pytest.raises(PartialDateError, match="超出"):
        years_valid(PartialDate.parse("9998-01-01"), 3)


@given(days, st.sampled_from([(4, 30), (5, 31)]))
def test_the_next_yearly_day_is_within_a_year(day: date, yearly: tuple[int, int]) -> None:
    due = next_yearly(*yearly, not_before=day)
    assert (due.month, due.day) == yearly
    assert 0 <= (due - day).days <= 366


def test_in_chinese_has_no_leading_zeros() -> None:
    assert in_chinese(date(2022, 6, 8)) == "2022年6月8日"
