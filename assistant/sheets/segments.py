"""A form's line in segments: each label with the cells that belong to it, by what the lines above settled of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.sheets.formlines import Kind, Marked, role_of
from assistant.sheets.grid import Grid
from assistant.sheets.headers import Why
from assistant.sheets.mapping import HeadReader
from assistant.sheets.values import Cell, is_blank, shown

_OF_WHICH: Final = "其中"


@dataclass
class Segment:
    """A label with the cells that belong to it."""

    parts: tuple[str, ...]
    time: str = ""
    unit: str = ""
    values: list[tuple[int, str, Cell]] = field(default_factory=list)
    """Column, time and cell."""


@dataclass
class State:
    """What the lines above have settled of the columns."""

    years: dict[int, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    label: tuple[str, ...] = ()
    unit: str = ""
    """Of money, from the title over the labels: 指标（元）."""
    lone: str = ""
    """A label alone on its line, of which the lines of years below it are."""
    label_column: int | None = None
    """Where the labels stand; what stands left of them groups them."""


def _is_part(cell: Cell) -> bool:
    """其中：自主研发 goes on with the label before."""
    return isinstance(cell, str) and cell.strip().startswith(_OF_WHICH)


class Segmenter:
    """Splits lines of one form; `state` is what its lines so far have settled."""

    def __init__(self, grid: Grid, reader: HeadReader, label_columns: frozenset[int]) -> None:
        self.grid, self.reader, self.label_columns = grid, reader, label_columns
        self.state = State()

    def segments(self, row: int, marked: Sequence[Marked]) -> list[Segment]:
        """A line's labels, each with the cells to its right up to the next."""
        segments: list[Segment] = []
        group = self._group(row, marked)
        titled = self._titled(marked)
        if titled is not None:
            left = self._left_of(row, titled.column)
            words = shown(titled.cell)
            segments.append(Segment((*(each for each in left if each != words), words)))
            marked = [each for each in marked if each.column > titled.column]
        if titled is None and marked[0].kind is Kind.TIME and self.state.lone:
            segments.append(Segment((self.state.lone,), time=f"{marked[0].year}年" if marked[0].year else shown(marked[0].cell)))
            marked = marked[1:]
        for place, each in enumerate(marked):
            role = self.state.roles.get(each.column)
            current = segments[-1] if segments else None
            answers = current is not None and not current.values and place > 0 and marked[place - 1].kind is Kind.LABEL and place > 1
            if (role in ("note", "requirement") and not answers) or each.column in self._beside_value:
                continue
            if role == "unit" and titled is not None and each.kind is not Kind.UNIT:
                continue
            if each.kind is Kind.LABEL and not self._is_value_column(each.column, current):
                if current is not None and not current.values and self._says_the_same(current, each):
                    if place == len(marked) - 1 and self._is_answer(current, each):
                        self._take(current, each, ())
                        continue
                    current.parts = (*current.parts, shown(each.cell))
                else:
                    segments.append(Segment((*(group if not segments else ()), shown(each.cell))))
            elif each.kind is Kind.UNIT and current is not None:
                current.unit = shown(each.cell)
            elif current is None and self._opens_unknown(row, each, marked[place + 1 :]):
                left = self._left_of(row, each.column)
                segments.append(Segment((*left, shown(each.cell)) if shown(each.cell) not in left else left))
            elif current is None and (label := self._label_above(row, each.column)):
                segments.append(Segment(label))
                self._take(segments[-1], each, marked[place + 1 :])
            elif current is not None and current.values and bool(marked[place + 1 :]) and _is_part(each.cell):
                segments.append(Segment((*current.parts, shown(each.cell))))
            elif current is not None:
                if current.values and each.kind is Kind.OTHER and each.column in self.label_columns and self._has_value_behind(marked[place + 1 :]) and not self._is_value_column(each.column, current):
                    segments.append(Segment((shown(each.cell),)))
                else:
                    self._take(current, each, marked[place + 1 :])
        if not segments and any(each.kind in (Kind.NUMBER, Kind.OTHER) for each in marked):
            return [Segment((), values=[(each.column, "", each.cell) for each in marked])]
        return segments

    def _titled(self, marked: Sequence[Marked]) -> Marked | None:
        """The label of a line by its column's title; beneath a title over two columns the known one of two."""
        column = self.state.label_column
        if column is None:
            return None
        last = next((each for each in reversed(marked) if each.column <= column), None)
        if last is None or last.kind is Kind.LABEL or last.column < column:
            return last
        if any(at in self.state.years or at in self.state.names for at in range(column + 1, last.column + last.across)):
            return None  # a value merged over the columns of the answers
        behind = next((each for each in marked if each.column > column), None)
        is_known = behind is not None and behind.kind is Kind.LABEL and self.state.roles.get(behind.column) == "item"
        return behind if is_known else last

    def _take(self, segment: Segment, each: Marked, rest: Sequence[Marked]) -> None:
        """A value, or the year of those behind it."""
        is_time = each.kind is Kind.TIME and each.column not in self.state.years and bool(rest) and rest[0].kind is not Kind.LABEL
        if is_time and (isinstance(each.cell, str) or self._is_by_year(segment)):
            segment.time = f"{each.year}年" if each.year else shown(each.cell)
            return
        segment.values.append((each.column, segment.time or self._year_over(each), each.cell))

    def _year_over(self, each: Marked) -> str:
        """The year in the title of a value's column; a cell merged over several of them is of none."""
        over = {self.state.years[column] for column in range(each.column, each.column + each.across) if column in self.state.years}
        return over.pop() if len(over) == 1 else ""

    def _is_by_year(self, segment: Segment) -> bool:
        header = self.reader.read(*segment.parts).header
        return header is not None and header.year is not None

    def _group(self, row: int, marked: Sequence[Marked]) -> tuple[str, ...]:
        """What stands left of the first label and holds for it: 母公司, 2024年, 财务指标."""
        first = next((each.column for each in marked if each.kind is Kind.LABEL), None)
        return self._left_of(row, first) if first is not None else ()

    def _left_of(self, row: int, column: int) -> tuple[str, ...]:
        texts = [self.grid.said(row, left) for left in range(column)]
        return tuple(dict.fromkeys(shown(cell) for cell in texts if isinstance(cell, str) and not is_blank(cell) and role_of(cell) != "item"))

    def _says_the_same(self, segment: Segment, each: Marked) -> bool:
        """A key beside its name, or a part of the label before: 研发费用 | 占比."""
        before, own = self.reader.read(*segment.parts), each.reading
        if before.header is not None and own.header is not None and before.header.key == own.header.key:
            return True
        return own.header is None and own.key is None and own.why is not Why.BESIDE

    def _is_answer(self, segment: Segment, each: Marked) -> bool:
        """A last cell in words of its field: 已应用 behind 是否应用."""
        header = self.reader.read(*segment.parts).header
        return header is not None and each.reading.header is not None and header.key == each.reading.header.key and not shown(each.cell).isascii()

    def _is_value_column(self, column: int, current: Segment | None) -> bool:
        return current is not None and (column in self.state.years or column in self.state.names or self.state.roles.get(column) == "value")

    @property
    def _beside_value(self) -> frozenset[int]:
        """Where one column is for the answers, what stands right of it is none."""
        value = [column for column, role in self.state.roles.items() if role == "value"]
        return frozenset(column for column in range(max(value) + 1, self.grid.width)) if value else frozenset()

    def _opens_unknown(self, row: int, each: Marked, rest: Sequence[Marked]) -> bool:
        """A label that names nothing known; what stands left of a known one is its group."""
        if each.kind is not Kind.OTHER or self._label_above(row, each.column):
            return False
        return not any(other.kind is Kind.LABEL and self._has_value_behind([other]) for other in rest[:1]) and bool(rest)

    def _has_value_behind(self, rest: Sequence[Marked]) -> bool:
        return bool(rest)

    def _label_above(self, row: int, column: int) -> tuple[str, ...]:
        """A label merged over this line and those above, or the one of the title line."""
        for left in range(column - 1, -1, -1):
            if self.grid.is_covered(row, left):
                top, first = self.grid.origin(row, left)
                text = self.grid.text(top, first)
                if top < row and self.reader.read(text).header is not None:
                    return (text,)
        return self.state.label
