"""Of which year each figure is: named at it, by the row it stands in, by the order of a list, else last year, assumed.

A year of figures is a whole one (附件4（一）): 去年 and an amount without a year are the year before the day asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.reading.figures import Figure
from assistant.reading.names import BY_YEAR
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Detail, Unused

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


class Years:
    """Gives the figures of a text their years.

    Args:
        last: the year before the day asked about.
    """

    def __init__(self, figures: Sequence[Figure], last: int) -> None:
        self.last = last
        self.figures = figures
        self._taken: set[tuple[str, int]] = set()
        self._row: tuple[int, ...] = ()
        self._row_is_headed = False
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
        if figure.group.has(Operator.PARTIAL) or (named is not None and named.when is When.PART):
            return Dated(figure, unused=Unused.NO_RULE, detail=Detail.PARTIAL)
        found = self._of_one_year(figure, named) if figure.field in BY_YEAR else self._of_no_year(figure, named)
        self._taken |= {(figure.field, year) for year in found.years}
        return found

    def _enter(self, figure: Figure) -> None:
        """A row ends with its line, and with its sentence where nothing heads it."""
        where = (figure.group.clause.line, figure.group.clause.sentence)
        if where != self._where:
            self._row, self._row_is_headed = (), False
        self._where = where

    def _note_row(self, figure: Figure, named: DateMention) -> None:
        if named.years:
            self._row = named.years
            self._row_is_headed = not figure.carried

    def _of_no_year(self, figure: Figure, named: DateMention | None) -> Dated:
        """What is told of one day or of no time: of another year than the last it is not looked at."""
        year = named.year if named is not None and named.when in (When.YEAR, When.DAY) else None
        return Dated(figure, (year,) if year else ())

    def _of_one_year(self, figure: Figure, named: DateMention | None) -> Dated:
        if figure.of > 1:
            return self._listed(figure, named)
        if named is None or not named.years:
            return self._undated(figure)
        if len(named.years) > 1:
            if figure.group.has(Operator.EACH):
                return Dated(figure, named.years)
            return Dated(figure, unused=Unused.UNCLEAR_YEAR, detail=Detail.SUM)
        year = named.years[0]
        if named.text.startswith(_YEAR_BEFORE) and (figure.field, year) in self._taken:
            year -= 1
        return Dated(figure, (year,))

    def _listed(self, figure: Figure, named: DateMention | None) -> Dated:
        """One of several numbers under one name: 3.5%和2.8%."""
        told = tuple(
            year
            for token in figure.group.dates
            if isinstance(token.value, DateMention)
            for year in token.value.years
        )
        windowed = named is not None and named.when is When.WINDOW and named.iso is None and not _spelled_out(named)
        if len(set(told)) == figure.of and not windowed:
            self._orders[figure.of] = told
            return Dated(figure, (told[figure.place],))
        if not told and figure.of in self._orders:
            return Dated(figure, (self._orders[figure.of][figure.place],))
        if self._rises(figure):
            return Dated(figure, unused=Unused.UNCLEAR_YEAR, detail=Detail.ORDER)
        if named is not None and len(named.years) == 1:
            return Dated(figure, (named.years[0] - figure.place,), assumed=True)
        return Dated(figure, (self.last - figure.place,), assumed=True)

    def _rises(self, figure: Figure) -> bool:
        """8000万、9500万和1.2亿 may go forward in time as well as back; a fall of money is read as newest first."""
        run = [each for each in self.figures if each.group is figure.group]
        values = [each.quantity.value for each in run]
        money = figure.quantity.unit is Unit.MONEY
        return money and all(a is not None and b is not None and a < b for a, b in pairwise(values))

    def _undated(self, figure: Figure) -> Dated:
        assert figure.field is not None
        usual = self.last + 1 if figure.field in _THIS_YEAR else self.last
        if len(self._row) == 1:
            given = (figure.field, usual) in self._taken
            if self._row_is_headed or given:
                return Dated(figure, self._row)
        if len(self._row) > 1 and self._row_is_headed and figure.group.has(Operator.EACH):
            return Dated(figure, self._row)
        return Dated(figure, (usual,), assumed=True)


def _spelled_out(named: DateMention) -> bool:
    """2024年、2023年 names each year, 近两年 none."""
    return any(sign.isdigit() for sign in named.text)
