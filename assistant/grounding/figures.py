"""The figures of a text with their units, so that the 28 of 6月28日 is no ground for 28%.

>>> found = figures_of("资产负债率不高于70%，6月28日前，2项，1.2亿元")
>>> sorted((unit, int(value)) for unit, value in found.numbers)
[('items', 2), ('money', 12000), ('percent', 70)]
>>> found.days
frozenset({(None, 6, 28)})
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.reading.numbers.quantities import Unit, find_quantities
from corpus.numbering import parse_numeral

DOCUMENT: Final = bounded.compile(r"(?:〔\d{4}〕|\[\d{4}\])\d{1,4}号")
_SHORT: Final = bounded.compile(r"\d{1,4}号(?=[文附、，。；）)写的是就和与《]|$)")
_DATE: Final = bounded.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_ISO: Final = bounded.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH: Final = bounded.compile(r"(\d{4})年(\d{1,2})月(?!\d)|(\d{4})-(\d{2})(?!\d|-\d)")
_YEAR: Final = bounded.compile(r"(?<![\d.])((?:19|20)\d\d)(?:年|(?=[^\d.,%万亿元]|$))")
_BATCH: Final = bounded.compile(r"第([一二三四五六七八九十\d]{1,3})批")
_ORDINAL: Final = bounded.compile(r"第[一二三四五六七八九十\d]{1,3}[条章节款项名位]|附件[一二三四五六七八九\d]{1,2}|[（(][一二三四五六七八九十\d]{1,2}[）)]")
MARK: Final = bounded.compile(r"\[\d{1,3}\]")
_COUNTED: Final = frozenset({Unit.MONEY, Unit.PERCENT, Unit.PEOPLE, Unit.ITEMS, Unit.YEARS, Unit.SCORE, Unit.LEVEL})
_COUNTS: Final = frozenset({"", Unit.ITEMS.value, Unit.PEOPLE.value, Unit.LEVEL.value, Unit.YEARS.value, Unit.SCORE.value})
_DIGIT: Final = bounded.compile(r"\d")
_REMEMBERED_CHARS: Final = 4000

Number = tuple[str, Decimal]
Day = tuple[int | None, int, int]


@dataclass(frozen=True)
class Figures:
    """What stands in a text.

    Attributes:
        numbers: (unit, value); money in 万元; a number without a unit has the unit "".
        days: (year or None, month, day); months: (year, month).
    """

    numbers: frozenset[Number] = frozenset()
    days: frozenset[Day] = frozenset()
    months: frozenset[tuple[int, int]] = frozenset()
    years: frozenset[int] = frozenset()
    batches: frozenset[int] = frozenset()
    documents: frozenset[str] = frozenset()

    def __or__(self, other: Figures) -> Figures:
        return Figures(
            self.numbers | other.numbers,
            self.days | other.days,
            self.months | other.months,
            self.years | other.years,
            self.batches | other.batches,
            self.documents | other.documents,
        )

    def holds_day(self, day: Day) -> bool:
        """Whether a day stands in it, its year said or not."""
        year, month, number = day
        if day in self.days:
            return True
        alike = [each for each in self.days if each[1:] == (month, number)]
        return bool(alike) and (year is None or any(each[0] is None for each in alike) and year in self.years)

    def names(self, document: str) -> bool:
        """Whether a document is named in it, by its number or the end of it."""
        return any(known.endswith(document) or document.endswith(known) for known in self.documents)

    def holds(self, number: Number) -> bool:
        """Whether a number stands in it with its unit; one without a unit, with any."""
        unit, value = number
        if number in self.numbers or ("", value) in self.numbers and unit != Unit.PERCENT.value:
            return True
        return not unit and any(value == each for _, each in self.numbers)


def figures_of(text: str, *, counts: bool = True) -> Figures:
    """The figures of a text; marks, ordinals of clauses and document numbers are none of its numbers.

    Args:
        counts: with what is counted in characters (四项条件, 这一项); not where a person has counted for us.
    """
    return (_remembered if len(text) <= _REMEMBERED_CHARS else _figures)(text, counts)


def _figures(text: str, counts: bool) -> Figures:
    documents = frozenset(match.replace("[", "〔").replace("]", "〕") for match in DOCUMENT.findall(text))
    rest = DOCUMENT.sub(" ", MARK.sub("", text))
    days = frozenset([(_int(m[1]), int(m[2]), int(m[3])) for m in _DATE.finditer(rest)] + [(int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(rest)])
    rest = _ISO.sub(" ", _DATE.sub(lambda match: f"{match[1]}年 " if match[1] else " ", rest))
    documents |= frozenset(_SHORT.findall(rest))
    rest = _SHORT.sub(" ", rest)
    months = frozenset((int(m[1] or m[3]), int(m[2] or m[4])) for m in _MONTH.finditer(rest))
    rest = _MONTH.sub(lambda match: f"{match[1] or match[3]}年 ", rest)
    years = frozenset(int(m[1]) for m in _YEAR.finditer(rest)) | {year for year, _, _ in days if year} | {year for year, _ in months}
    rest = _YEAR.sub(" ", rest)
    batches = frozenset(parse_numeral(m[1]) for m in _BATCH.finditer(rest))
    rest = _ORDINAL.sub(" ", _BATCH.sub(" ", rest))
    return Figures(frozenset(_numbers(rest, counts)), days, months, years, batches, documents)


_remembered = lru_cache(maxsize=2048)(_figures)
"""Clauses and the sentences about them come again with every question."""


def of_days(days: Iterable[date]) -> Figures:
    """Days as figures."""
    known = list(days)
    return Figures(
        days=frozenset((day.year, day.month, day.day) for day in known),
        months=frozenset((day.year, day.month) for day in known),
        years=frozenset(day.year for day in known),
    )


def _numbers(text: str, counts: bool) -> Iterable[Number]:
    for quantity in find_quantities(text):
        unit = quantity.unit.value if quantity.unit in _COUNTED else ""
        if not counts and unit in _COUNTS and not _DIGIT.search(text[quantity.start : quantity.end]):
            continue
        for value in (quantity.value, quantity.low, quantity.high):
            if value is not None:
                yield (unit, value.normalize())


def _int(text: str | None) -> int | None:
    return int(text) if text else None
