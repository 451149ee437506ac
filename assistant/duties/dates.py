"""Dates that a clause makes one compute: 3个月内, 有效期三年, 每年4月30日前.

The readings are agreed ones: months end on the same day of the month, or on the month's last where there is
none; three years end the day before the same date; of a date known by its month or year alone, that month or
year is given, and the earliest day that is safe whichever day was meant.

>>> months_after(PartialDate.parse("2023-03-31"), 3).formula
'2023-03-31 + 3个月 = 2023年6月30日'
>>> years_valid(PartialDate.parse("2022-08"), 3).words, years_valid(PartialDate.parse("2022-08"), 3).safe
('2025年8月', datetime.date(2025, 7, 31))
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from assistant.duties.errors import PartialDateError
from assistant.duties.texts import text


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or the day and the month, may not be known."""

    year: int
    month: int | None = None
    day: int | None = None

    @staticmethod
    def parse(words: str | date) -> PartialDate:
        """Read YYYY, YYYY-MM or YYYY-MM-DD.

        Raises:
            PartialDateError: anything else, or a day that does not exist.
        """
        if isinstance(words, date):
            return PartialDate(words.year, words.month, words.day)
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", words.strip(), re.ASCII)
        try:
            if match is None:
                raise ValueError(words)
            year, month, day = (int(part) if part else None for part in match.groups())
            date(year or 0, month or 1, day or 1)
        except ValueError as error:
            raise PartialDateError(text("partial_date", text=words), "on") from error
        return PartialDate(year or 0, month, day)

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> bool:
        return self.day is not None

    @property
    def words(self) -> str:
        """2022年6月28日, 2022年6月 or 2022年."""
        parts = zip((self.year, self.month, self.day), "年月日", strict=True)
        return "".join(f"{part}{unit}" for part, unit in parts if part is not None)

    def __str__(self) -> str:
        return "-".join(
            [
                f"{self.year:04d}",
                *(f"{part:02d}" for part in (self.month, self.day) if part is not None),
            ]
        )


@dataclass(frozen=True)
class ComputedDate:
    """A date computed from another, with its arithmetic.

    Attributes:
        words: 2023年6月30日; or the month (2025年8月) or year where the start is known no better.
        safe: the day itself, or the earliest it can be.
        latest: the day itself, or the latest it can be.
        formula: start, what is added and the result, on one line.
        safe_formula: the same for `safe`, None where the day is exact.
    """

    words: str
    safe: date
    latest: date
    formula: str
    safe_formula: str | None = None

    @property
    def exact(self) -> bool:
        return self.safe_formula is None


def months_after(start: PartialDate, months: int) -> ComputedDate:
    """The last day of “within `months` months” after `start`."""
    return _computed(start, "months_formula", months, lambda day: _add_months(day, months), months)


def years_valid(start: PartialDate, years: int) -> ComputedDate:
    """The last day of a title valid for `years` years from `start`: the day before the same date.

    >>> years_valid(PartialDate.parse("2024-02-29"), 3).formula
    '2024-02-29 + 3年 − 1天 = 2027年2月28日'
    """
    return _computed(
        start,
        "years_formula",
        years,
        lambda day: _last_valid_day(day, years),
        years * 12,
    )


def next_yearly(month: int, day: int, not_before: date) -> date:
    """The first `month`-`day` on or after `not_before`.

    >>> next_yearly(4, 30, date(2023, 5, 1))
    datetime.date(2024, 4, 30)
    """
    this_year = date(not_before.year, month, day)
    return this_year if this_year >= not_before else date(not_before.year + 1, month, day)


def in_chinese(day: date) -> str:
    """2022年6月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


_DAY_IN_WORDS = re.compile(
    r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日?[至到—–~～-]+(?=\d{1,2}日))?(?:(\d{1,2})日|[底末])"
)


def names_day(words: str, day: date) -> bool:
    """Whether the words of a document name this day, with its year or without one.

    >>> names_day("请于2022年6月25日前在线提交", date(2022, 6, 25)), names_day("6月底前报送", date(2022, 6, 30))
    (True, True)
    >>> names_day("6月21日至25日", date(2022, 6, 25)), names_day("于2021年6月25日前", date(2022, 6, 25))
    (True, False)
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
    if day.isoformat() in plain:
        return True
    month_end = calendar.monthrange(day.year, day.month)[1]
    for year, month, first, last in _DAY_IN_WORDS.findall(plain):
        named = {int(first or 0), int(last or month_end)}
        if int(month) == day.month and day.day in named and year in ("", str(day.year)):
            return True
    return False


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _last_valid_day(day: date, years: int) -> date:
    """29 February ends on 28 February: the day before a 29th that is not there."""
    same_date = _add_months(day, 12 * years)
    return same_date if same_date.day < day.day else same_date - timedelta(days=1)


def _computed(
    start: PartialDate,
    key: str,
    count: int,
    end_of: Callable[[date], date],
    span_months: int,
) -> ComputedDate:
    try:
        safe, latest = end_of(start.first), end_of(start.last)
    except (ValueError, OverflowError) as error:
        raise PartialDateError(text("date_out_of_range", low=MINYEAR, high=MAXYEAR), "on") from error
    if start.exact:
        words = in_chinese(safe)
        return ComputedDate(words, safe, latest, text(key, start=start, n=count, end=words))
    words = _same_precision(start, span_months)
    formula = text(f"{key}_rough", start=start, n=count, end=words)
    safe_formula = text(key, start=start.first.isoformat(), n=count, end=in_chinese(safe))
    return ComputedDate(words, safe, latest, formula, safe_formula)


def _same_precision(start: PartialDate, months: int) -> str:
    moved = _add_months(start.first, months)
    if start.month is not None:
        return f"{moved.year}年{moved.month}月"
    last = _add_months(start.last, months)
    return f"{moved.year}年" if moved.year == last.year else f"{moved.year}年至{last.year}年"
