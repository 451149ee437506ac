"""Of which year each figure is: named at it, by the row it stands in, by the order of a list, else last year, assumed.

A year of figures is a whole one (附件4（一）): 去年 and an amount without a year are the year before the day asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.reading.coming import is_running
from assistant.reading.figure_fields import Figure
from assistant.reading.names import BY_YEAR
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Detail, Unused
from assistant.reading.scan import Scan

_THIS_YEAR: Final = frozenset({"development_score"})
"""Fields of which an undated value is of the running year."""
_YEAR_BEFORE: Final = ("上年", "上一年", "上期", "同期")


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure with its years; several where one number holds for each of them (近两年均超过3%).

    Attributes:
        assumed: whether the text leaves the year open and it is taken as usual.
    """

    figure: Figure
    years: tuple[int, ...] = ()
    assumed: bool = False
    unused: Unused | None = None
    detail: Detail | None = None


def moves(first: Figure, second: Figure) -> bool:
    """Whether a figure goes from the first number to the second: 从8200万掉到7900万."""
    same = first is not second and first.field == second.field and first.group.clause is second.group.clause
    return same and first.group.has(Operator.FROM) and second.group.has(Operator.ARRIVE)


def year_moved_to(scan: Scan, first: Figure, second: Figure) -> int | None:
    """The one year that is named for a figure that moved, before its 从; None where each number has its own or none is named."""
    if not moves(first, second) or second.group.dates:
        return None
    origin = next(token.start for token in first.group.operators if token.value is Operator.FROM)
    told = [token for token in scan.tokens_between(first.group.clause.start, first.token.start) if isinstance(token.value, DateMention | Quantity)]
    if not told or told[-1].start > origin or not isinstance(told[-1].value, DateMention):
        return None
    return told[-1].value.year


class Years:
    """Gives the figures of a scanned text their years.

    Args:
        coming: whether an application of the year to come is spoken of, which looks at the running year.
    """

    def __init__(self, scan: Scan, figures: Sequence[Figure], *, coming: bool = False) -> None:
        self.scan = scan
        self.coming = coming
        self.last = scan.day.year - 1
        self._part = -1
        self._unordered: set[int] = set()
        self.figures = figures
        self._taken: set[tuple[str, int]] = set()
        self._row: tuple[int, ...] = ()
        self._row_is_headed = False
        self._row_is_a_pair = False
        self._single: dict[int, list[int]] = {}
        self._where = (-1, -1)
        self._orders: dict[int, tuple[int, ...]] = {}
        self.found = [self._date(figure) for figure in figures]

    def _date(self, figure: Figure) -> Dated:
        self._enter(figure)
        named = figure.year_named
        if named is not None:
            self._note_row(figure, named)
        if figure.field is None or figure.unused:
            return Dated(figure, unused=figure.unused, detail=figure.detail)
        if figure.group.has(Operator.PARTIAL) or (named is not None and named.when is When.PART) or self._is_in_a_part(figure):
            return Dated(figure, unused=Unused.NO_RULE, detail=Detail.PARTIAL)
        moved = self._moved(figure) if figure.field in BY_YEAR else None
        found = moved or (self._of_one_year(figure, named) if figure.field in BY_YEAR else self._of_no_year(figure, named))
        if figure.field in BY_YEAR and figure.field not in _THIS_YEAR and self.last + 1 in found.years and not (self.coming and len(found.years) == 1):
            return Dated(figure, unused=Unused.NO_RULE, detail=Detail.PARTIAL)
        self._taken |= {(figure.field, year) for year in found.years}
        return found

    def _enter(self, figure: Figure) -> None:
        """A row ends with its line, and with its sentence where nothing heads it."""
        where = (figure.group.clause.line, figure.group.clause.sentence)
        if where != self._where:
            self._row, self._row_is_headed = (), False
        self._where = where

    def _is_in_a_part(self, figure: Figure) -> bool:
        """一季度营收2300万，研发80万: what heads the sentence holds for its undated figures."""
        return figure.field in BY_YEAR and figure.year_named is None and self._part == figure.group.clause.sentence

    def _note_row(self, figure: Figure, named: DateMention) -> None:
        self._part = figure.group.clause.sentence if named.when is When.PART else -1
        if not named.years:
            return
        year = self._year(figure, named) if len(named.years) == 1 else None
        before = self.figures[place - 1] if (place := self.figures.index(figure)) else None
        self._row_is_a_pair = before is not None and before.field == figure.field and before.years != figure.years and not self._divides(before, figure)
        self._row = named.years if year is None else (year,)
        self._row_is_headed = not figure.carried
        if year is not None and figure.of == 1:
            told = self._single.setdefault(figure.group.clause.sentence, [])
            if year not in told:
                told.append(year)

    def _divides(self, before: Figure, figure: Figure) -> bool:
        """Whether a semicolon, a full stop or a line's end stands between two figures."""
        between = self.scan.text[before.token.end : figure.token.start]
        return any(mark in between for mark in "；;。\n")

    def _year(self, figure: Figure, named: DateMention) -> int:
        """The year named; 上年 behind figures of last year is the one before."""
        year = named.years[0]
        if named.text.startswith(_YEAR_BEFORE) and (figure.field, year) in self._taken:
            return year - 1
        return year

    def _moved(self, figure: Figure) -> Dated | None:
        """去年营收从8200万掉到7900万: the second number is of the year named, the first of the year before it."""
        place = self.figures.index(figure)
        before, behind = self.figures[max(place - 1, 0)], self.figures[min(place + 1, len(self.figures) - 1)]
        first, second = (figure, behind) if moves(figure, behind) else (before, figure)
        year = year_moved_to(self.scan, first, second)
        if year is None or year > self.last:
            return None
        return Dated(figure, (year if figure is second else year - 1,))

    def _of_no_year(self, figure: Figure, named: DateMention | None) -> Dated:
        """What is told of one day or of no time: of another year than the last it is not looked at."""
        dated = named is not None and (named.when in (When.YEAR, When.DAY) or self.coming and is_running(named, self.last + 1))
        year = named.year if named is not None and dated else None
        if year is None and figure.of > 1 and not figure.group.dates and (order := self._order(figure)):
            year = order[figure.place]  # 营收2024年5000万、2025年5600万，主营占比92%和95%
        return Dated(figure, (year,) if year else ())

    def _of_one_year(self, figure: Figure, named: DateMention | None) -> Dated:
        if figure.of > 1:
            return self._listed(figure, named)
        if named is None or not named.years:
            return self._undated(figure)
        years = figure.years
        if len(years) > 1:
            if figure.group.has(Operator.EACH) and not figure.group.has(Operator.SUM):
                return Dated(figure, years)
            return Dated(figure, unused=Unused.UNCLEAR_YEAR, detail=Detail.SUM)
        return Dated(figure, (self._year(figure, named),))

    def _listed(self, figure: Figure, named: DateMention | None) -> Dated:
        """One of several numbers under one name: 3.5%和2.8%."""
        told = figure.years
        if len(told) == figure.of and self._is_spelled_out(figure):
            self._orders[figure.of] = told
            return Dated(figure, (told[figure.place],))
        if not told and (order := self._order(figure)):
            return Dated(figure, (order[figure.place],))
        if self._rises(figure):
            return Dated(figure, unused=Unused.UNCLEAR_YEAR, detail=Detail.ORDER)
        if named is not None and len(named.years) == 1:
            return Dated(figure, (named.years[0] - figure.place,), assumed=True)
        return Dated(figure, (self.last - figure.place,), assumed=True)

    def _order(self, figure: Figure) -> tuple[int, ...]:
        """The years that the sentence told one by one before a list of as many numbers, or those of a list before it."""
        single = self._single.get(figure.group.clause.sentence, [])
        return tuple(single) if len(single) == figure.of else self._orders.get(figure.of, ())

    def _is_spelled_out(self, figure: Figure) -> bool:
        """2024年、2023年, 去年和前年 name each year, 近两年 none."""
        dates = [token.value for token in figure.group.dates if isinstance(token.value, DateMention)]
        return len(dates) > 1 or any(sign.isdigit() for date in dates for sign in date.text)

    def _rises(self, figure: Figure) -> bool:
        """8000万、9500万和1.2亿 may go forward in time as well as back, and so may the shares told beside them."""
        run = [each for each in self.figures if each.group is figure.group]
        values = [each.quantity.value for each in run]
        rising = all(a is not None and b is not None and a < b for a, b in pairwise(values))
        sentence = figure.group.clause.sentence
        if rising and figure.quantity.unit in (Unit.MONEY, Unit.BARE):
            self._unordered.add(sentence)
        return rising and sentence in self._unordered

    def _undated(self, figure: Figure) -> Dated:
        assert figure.field is not None
        usual = self.last + 1 if figure.field in _THIS_YEAR else self.last
        if len(self._row) == 1:
            given = (figure.field, usual) in self._taken
            if given or (self._row_is_headed and not self._row_is_a_pair):
                return Dated(figure, self._row)
        if len(self._row) > 1 and self._row_is_headed and figure.group.has(Operator.EACH):
            return Dated(figure, self._row)
        return Dated(figure, (usual,), assumed=True)

