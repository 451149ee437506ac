"""Tables with a line for each figure of an enterprise: 企业 | 指标 | 2023年 | 2024年, or 企业 | 指标 | 年份 | 数值 | 单位."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.sheets.asides import aside
from assistant.sheets.files import messages
from assistant.sheets.formlines import role_in_title
from assistant.sheets.found import Found, HeadUse, Layout, LeftOut, LeftOutAs, Loose, Slot, Spot
from assistant.sheets.grid import Grid
from assistant.sheets.headblock import SEARCHED, HeadBlock, names_something
from assistant.sheets.headers import HeadReading, Why
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.times import time_in, time_of, year_of
from assistant.sheets.values import Cell, is_blank, shown

_FEWEST_FIELDS: Final = 2
_WORDS: Final = 40
_UNIT: Final = "unit"
_IGNORED: Final = frozenset({"note", "requirement"})


@dataclass(frozen=True)
class LongHeads:
    """Which column is for what; `values` are those of the figures, each with the time in its head (empty where it names none)."""

    name: int
    item: int
    values: tuple[tuple[int, str], ...]
    year: int | None = None
    unit: int | None = None


@dataclass
class _OfFirm:
    place: str
    name: str
    slots: list[Slot] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)


def long_heads(grid: Grid, block: HeadBlock, reader: HeadReader) -> LongHeads | None:
    """The columns of such a table; None where the lines beneath the heads are no figures each."""
    texts = {column: reading.text for column, reading in block.columns.items()}
    name = next((column for column, reading in block.columns.items() if reading.header is not None and reading.header.key == "name"), None)
    items = [column for column, text in texts.items() if column != name and _of_fields(grid, block, column, reader)]
    if name is None or len(items) != 1:
        return None
    rest = {column: text for column, text in texts.items() if column not in (name, items[0])}
    year = next((column for column, text in rest.items() if plain(text) in names().titles["year"]), None)
    unit = next((column for column, text in rest.items() if role_in_title(text) == _UNIT), None)
    timed = tuple((column, text) for column, text in rest.items() if time_of(text) is not None and column not in (year, unit))
    plain_values = tuple((column, "") for column, text in rest.items() if role_in_title(text) == "value")
    others = tuple((column, "") for column, text in rest.items() if column > items[0] and column not in (year, unit) and block.columns[column].why is not Why.BESIDE and role_in_title(text) not in _IGNORED and not any(word in text for word in names().others))
    plain_values = plain_values if len(plain_values) == 1 else others
    values = timed or plain_values
    return LongHeads(name, items[0], values, year, unit) if timed or len(plain_values) == 1 else None


def _of_fields(grid: Grid, block: HeadBlock, column: int, reader: HeadReader) -> bool:
    """Whether most cells of a column are names of fields, and not all of one."""
    head = block.columns[column]
    if names_something(head) or role_in_title(head.text) != "item" or any(word in head.text for word in names().lacking):
        return False
    cells = [cell for row in range(block.last + 1, min(len(grid.lines), block.last + 1 + SEARCHED)) if isinstance(cell := grid.cell(row, column), str) and cell]
    read = [reader.read(cell) for cell in cells]
    fields = {reading.header.key for reading in read if reading.header is not None}
    return len(fields) >= _FEWEST_FIELDS and 2 * sum(map(names_something, read)) >= len(cells)


def _time_said(cell: Cell) -> str:
    """The time that a cell tells, in words for a head; empty where it tells none (现状)."""
    year = year_of(cell)
    if year is not None:
        return f"{year}年"
    words = shown(cell)
    return words if time_in(words) is not None else ""


class LongTable:
    """Reads a table whose heads are found."""

    def __init__(self, grid: Grid, block: HeadBlock, heads: LongHeads, reader: HeadReader) -> None:
        self.grid, self.block, self.heads, self.reader = grid, block, heads, reader
        self.found: list[_OfFirm] = []
        self.used: dict[str, HeadUse] = {}
        self.left_out: list[LeftOut] = []

    def layout(self) -> Layout:
        """All enterprises of the table."""
        for row in range(self.block.last + 1, len(self.grid.lines)):
            filled = list(self.grid.filled(row))
            if filled and (why := aside(filled, self.heads.name)) is not None:
                self._leave_out(row, why)
            elif filled:
                self._figures(row, filled)
        for row in range(self.block.first):
            self._leave_out(row, LeftOutAs.TITLE)
        enterprises = tuple(Found(each.place, each.name, tuple(each.slots), tuple(each.loose)) for each in self.found)
        return Layout(enterprises, tuple(self.used.values()), tuple(self.left_out))

    def _leave_out(self, row: int, why: LeftOutAs) -> None:
        words = " ".join(shown(cell) for _, cell in self.grid.filled(row))
        self.left_out.append(LeftOut(self.grid.sheet.name, self.grid.place(row), words[:_WORDS], why))

    def _figures(self, row: int, filled: Sequence[tuple[int, Cell]]) -> None:
        into = self._enterprise(row)
        item = self.grid.text(row, self.heads.item)
        unit = self.grid.text(row, self.heads.unit) if self.heads.unit is not None else ""
        said = _time_said(self.grid.said(row, self.heads.year)) if self.heads.year is not None else ""
        for column, time in self.heads.values:
            cell = self.grid.cell(row, column)
            if not is_blank(cell):
                self._put(row, column, self._read(item, said or time, unit), cell, into)
        known = {self.heads.name, self.heads.item, self.heads.year, self.heads.unit, *(column for column, _ in self.heads.values)}
        for column, cell in filled:
            reading = self.block.columns.get(column)
            if column in known or (reading is not None and (reading.why is Why.BESIDE or role_in_title(reading.text) in _IGNORED)):
                continue
            head = reading.text if reading is not None else ""
            into.loose.append(Loose(self._spot(row, column), head, cell, messages("head_unknown", header=head)))

    def _enterprise(self, row: int) -> _OfFirm:
        """The one that the line names, or the one that it goes on with."""
        name = self.grid.text(row, self.heads.name)
        if not name and self.found:
            return self.found[-1]
        known = next((each for each in self.found if name and plain(each.name) == plain(name)), None)
        if known is not None:
            return known
        opened = _OfFirm(self.grid.place(row), name)
        header = self.block.columns[self.heads.name].header
        if name and header is not None:
            opened.slots.append(Slot(self._spot(*self.grid.origin(row, self.heads.name)), header, name))
        self.found.append(opened)
        return opened

    def _read(self, item: str, time: str, unit: str) -> HeadReading:
        head = f"{item}（{unit}）" if unit and unit not in item else item
        reading = self.reader.read(time, head) if time else self.reader.read(head)
        return replace(reading, text=item, header=replace(reading.header, text=item) if reading.header is not None else None)

    def _put(self, row: int, column: int, reading: HeadReading, cell: Cell, into: _OfFirm) -> None:
        spot = self._spot(row, column)
        self.used.setdefault(reading.text, HeadUse(self.grid.sheet.name, self.grid.place(row), reading))
        if reading.header is not None:
            into.slots.append(Slot(spot, reading.header, cell))
        elif reading.why is not Why.BESIDE:
            why = messages(f"head_{reading.why}", header=reading.text)
            into.loose.append(Loose(spot, reading.text, cell, why, reading.why is Why.OTHER_YEAR, reading.why is Why.UNKNOWN))

    def _spot(self, row: int, column: int) -> Spot:
        return Spot(self.grid.sheet.name, self.grid.number(row), column)
