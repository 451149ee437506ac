"""Tables with an enterprise a row; where a column tells the year, with a row for each of its years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from assistant.sheets.asides import aside
from assistant.sheets.cells import is_unknown
from assistant.sheets.files import messages
from assistant.sheets.found import Found, HeadUse, Layout, LeftOut, LeftOutAs, Loose, Slot, Spot
from assistant.sheets.grid import Grid, letters
from assistant.sheets.headblock import HeadBlock, is_firm
from assistant.sheets.headers import Header, HeadReading, Why
from assistant.sheets.honours import items_of, told_in
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.pairs import cells_of, head_of_all, heads_of
from assistant.sheets.plainwords import plain
from assistant.sheets.provinces import province_of_address
from assistant.sheets.row_units import in_unit_of_row, unit_column
from assistant.sheets.times import year_of
from assistant.sheets.values import Cell, is_blank, number_of, shown
from assistant.sheets.verified import settles, verified_columns

_REPEATED: Final = 0.6
"""Share of a line's cells that say what the heads say, from which it is the heads again."""
_WORDS: Final = 40
_LISTS: Final = frozenset({"recognitions", "valid_honours"})
_TEXTS: Final = frozenset({"text", "yes", "choice", "choices", "recognitions"})


@dataclass
class _Open:
    """An enterprise while its rows are collected."""

    place: str
    name: str
    slots: list[Slot] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    problem: str = ""

    def closed(self) -> Found:
        return Found(self.place, self.name, tuple(self.slots), tuple(self.loose), self.problem)


class RowTable:
    """Reads a table whose heads are found."""

    def __init__(self, grid: Grid, block: HeadBlock, reader: HeadReader) -> None:
        self.grid, self.block, self.reader = grid, block, reader
        self.year_column = next((c for c, r in block.columns.items() if plain(r.text) in names().titles["year"]), None)
        self.name_column = next((c for c, r in block.columns.items() if r.header is not None and r.header.key == "name"), None)
        self.unit_column = unit_column(grid, block)
        self.verified = verified_columns(block.columns, reader)
        self.found_columns = {column for column, _ in self.verified.values()}
        self.details = _details_of(block)
        self.taken: set[tuple[int, int]] = set()
        """Cells read with the title beside them."""
        self.found: list[_Open] = []
        self.left_out: list[LeftOut] = []

    def layout(self) -> Layout:
        """All enterprises of the table."""
        for row in range(self.block.last + 1, len(self.grid.lines)):
            self._row(row)
        for row in range(self.block.first):
            self._leave_out(row, LeftOutAs.TITLE)
        return Layout(tuple(each.closed() for each in _of_one_firm(self.found)), tuple(self._heads()), tuple(self.left_out))

    def _heads(self) -> list[HeadUse]:
        return [
            HeadUse(self.grid.sheet.name, messages("column", letters=letters(column)), each)
            for column, reading in sorted(self.block.columns.items())
            for each in heads_of(reading, self.reader) or (reading,)
        ]

    def _row(self, row: int) -> None:
        filled = list(self.grid.filled(row))
        if not filled:
            return
        why = LeftOutAs.HEAD if self._repeats_heads(row, filled) else aside(filled, self.name_column)
        if why is None and self._is_sum(row, filled):
            why = LeftOutAs.TOTAL
        if why is not None:
            self._leave_out(row, why)
            return
        self._collect(row, self._enterprise(row))

    def _leave_out(self, row: int, why: LeftOutAs) -> None:
        words = " ".join(shown(cell) for _, cell in self.grid.filled(row))
        self.left_out.append(LeftOut(self.grid.sheet.name, self.grid.place(row), words[:_WORDS], why))

    def _repeats_heads(self, row: int, filled: Sequence[tuple[int, Cell]]) -> bool:
        heads = [
            {plain(self.grid.text(line, column)) for line in range(self.block.first, self.block.last + 1)}
            for column, _ in filled
        ]
        same = sum(plain(shown(cell)) in texts for (_, cell), texts in zip(filled, heads, strict=True))
        return same >= max(1, _REPEATED * len(filled))

    def _is_sum(self, row: int, filled: Sequence[tuple[int, Cell]]) -> bool:
        """A line without a name whose numbers are the sums of those above."""
        if self.name_column is None or not is_blank(self.grid.said(row, self.name_column)) or len(self.found) < 2:
            return False
        sums = 0
        for column, cell in filled:
            above = [self.grid.said(line, column) for line in range(self.block.last + 1, row)]
            numbers = [number for each in above if (number := number_of(each)) is not None]
            sums += len(numbers) > 1 and number_of(cell) == sum(numbers, Decimal(0))
        return sums > 0

    def _enterprise(self, row: int) -> _Open:
        """A new enterprise, or the one that the row goes on with."""
        name = self._name(row)
        if self.found and self._goes_on(row, name):
            return self.found[-1]
        if self.year_column is not None and name:
            for each in self.found:
                if plain(each.name) == plain(name):
                    return each
        self.found.append(_Open(self.grid.place(row), name))
        return self.found[-1]

    def _goes_on(self, row: int, name: str) -> bool:
        if self.name_column is not None and self.grid.is_covered(row, self.name_column):
            return self.grid.origin(row, self.name_column)[0] < row
        return self.year_column is not None and (not name or plain(name) == plain(self.found[-1].name))

    def _name(self, row: int) -> str:
        return self.grid.text(row, self.name_column) if self.name_column is not None else ""

    def _collect(self, row: int, into: _Open) -> None:
        if self._is_shifted(row):
            into.problem = into.problem or messages("too_many_cells", count=len(self.grid.lines[row].cells), heads=max(self.block.columns) + 1)
            return
        year = year_of(self.grid.said(row, self.year_column)) if self.year_column is not None else None
        before = len(into.slots)
        for column, cell in self.grid.filled(row):
            if column not in self.block.columns:
                into.loose.append(Loose(self._spot(row, column), "", cell, messages("head_none", value=shown(cell))))
        for column, reading in self.block.columns.items():
            cell = self._cell(row, column, reading.header)
            if column in self.verified:
                self._put_verified(row, column, self._of_year(self.verified[column][1], year), cell, into)
                continue
            if is_blank(cell) or column in self.found_columns or (row, column) in self.taken:
                continue
            cell = self._with_details(row, column, cell)
            spot = self._spot(row, column)
            if self._is_of_several(row, column, reading):
                into.loose.append(Loose(spot, reading.text, cell, messages("cell_merged", value=shown(cell))))
            elif column == self.year_column:
                if year is None:
                    into.loose.append(Loose(spot, reading.text, cell, messages("cell_year_unclear", header=reading.text, value=shown(cell))))
            elif column != self.unit_column:
                self._put(spot, self._of_year(reading, year), cell, into)
        if self.unit_column is not None:
            self._in_units(self.grid.said(row, self.unit_column), before, into)

    def _with_details(self, row: int, column: int, cell: Cell) -> Cell:
        """A title with what stands beside it in columns of their own: 第五批 | 2023年7月."""
        beside = [shown(detail) for at in self.details.get(column, ()) if not is_unknown(detail := self.grid.said(row, at))]
        if not beside or not isinstance(cell, str) or len(items_of(cell)) > 1:
            return cell
        together = f"{cell}（{'，'.join(beside)}）"
        if not told_in(together, self.reader.frame.year):
            return cell
        self.taken |= {(row, at) for at in self.details[column]}
        return together

    def _put_verified(self, row: int, column: int, reading: HeadReading, reported: Cell, into: _Open) -> None:
        """What was found where it is another number, else what was reported; nothing while the check is open."""
        beside = self.verified[column][0]
        found = self.grid.said(row, beside)
        settled = settles(found)
        if settled is False:
            into.loose.append(Loose(self._spot(row, column), reading.text, reported, messages("cell_unverified", header=reading.text, value=shown(reported), found=shown(found))))
        elif settled is not True:
            self._put(self._spot(row, beside), reading, settled, into)
            why = messages("cell_verified", header=reading.text, value=shown(reported), found=shown(found))
            into.loose.append(Loose(self._spot(row, column), reading.text, reported, why, unasked=True))
        elif not is_blank(reported):
            self._put(self._spot(row, column), reading, reported, into)

    def _spot(self, row: int, column: int) -> Spot:
        return Spot(self.grid.sheet.name, self.grid.number(row), column)

    def _is_of_several(self, row: int, column: int, reading: HeadReading) -> bool:
        """A number in a block that goes over several columns, or over lines of several enterprises."""
        if self.grid.is_covered(row, column) or reading.header is None or (not reading.header.is_helper and reading.header.info.type in _TEXTS):
            return False
        down, across = self.grid.extent(row, column)
        if across > 1:
            return True
        same = self.name_column is not None and self.grid.extent(*self.grid.origin(row, self.name_column))[0] >= down
        return down > 1 and not same

    def _is_shifted(self, row: int) -> bool:
        """In a text file an unquoted comma shifts all that follows it."""
        headed = max(self.block.columns) + 1
        return self.grid.sheet.text and any(not is_blank(cell) for cell in self.grid.lines[row].cells[headed:])

    def _cell(self, row: int, column: int, header: Header | None) -> Cell:
        """The cell, or what a block merged over several lines says of each of them; a number in one is of no line."""
        if not self.grid.is_covered(row, column):
            return self.grid.cell(row, column)
        top, left = self.grid.origin(row, column)
        if left != column or top <= self.block.last or header is None or header.is_helper:
            return None
        cell = self.grid.said(row, column)
        return cell if header.info.type in _TEXTS else None

    def _of_year(self, reading: HeadReading, year: int | None) -> HeadReading:
        """The head under the row's year."""
        if self.year_column is None or reading.header is None and reading.why is not Why.NO_YEAR:
            return reading
        if year is None:
            timed = reading.header is not None and reading.header.year is not None and reading.header.year_assumed
            return HeadReading(reading.text, why=Why.NO_YEAR, key=reading.header.key) if timed and reading.header else reading
        header = reading.header
        if header is not None and header.key == "name":
            return reading
        if header is not None and header.year is not None and not header.year_assumed:
            return reading
        fitted = self.reader.read(f"{year}年", reading.text)
        if fitted.why is Why.SEVERAL and header is not None and header.year is None:
            return reading  # 员工（2025年底）: of the year that its own head names
        if fitted.header is None or header is None:
            return fitted
        return replace(fitted, text=reading.text, header=replace(fitted.header, text=reading.text, unit=header.unit, fraction=header.fraction))

    def _put(self, spot: Spot, reading: HeadReading, cell: Cell, into: _Open) -> None:
        heads = heads_of(reading, self.reader)
        if parts := cells_of(cell, heads):
            for head, part in zip(heads, parts, strict=True):
                self._put(spot, head, part, into)
            return
        reading = province_of_address(head_of_all(heads) or reading, cell)
        if reading.header is not None:
            into.slots.append(Slot(spot, reading.header, cell))
        elif plain(reading.text) in names().remarks:
            into.loose.append(Loose(spot, reading.text, cell, "", unasked=True, remark=True))
        elif reading.why is not Why.BESIDE:
            into.loose.append(Loose(spot, reading.text, cell, messages(f"head_{reading.why}", header=reading.text), reading.why is Why.OTHER_YEAR, reading.why is Why.UNKNOWN))

    def _in_units(self, said: Cell, before: int, into: _Open) -> None:
        """The row's slots in the unit that it tells of its money."""
        fitted = [in_unit_of_row(slot, said) for slot in into.slots[before:]]
        into.slots[before:] = [each for each in fitted if isinstance(each, Slot)]
        into.loose += [each for each in fitted if isinstance(each, Loose)]


def _details_of(block: HeadBlock) -> Mapping[int, tuple[int, ...]]:
    """By column of titles the columns right of it that are of each title: 批次, 认定时间."""
    found: dict[int, tuple[int, ...]] = {}
    titles: int | None = None
    for column, reading in sorted(block.columns.items()):
        if reading.header is not None:
            titles = column if reading.header.key == "recognitions" else None
        elif titles is not None and plain(reading.text.rpartition(" ")[2]) in names().details:
            found[titles] = (*found.get(titles, ()), column)
        else:
            titles = None
    return found


def _of_one_firm(found: Sequence[_Open]) -> list[_Open]:
    """Rows of one firm as one enterprise, where they tell different things of it: a title a row."""
    by_name: dict[str, _Open] = {}
    kept: list[_Open] = []
    for each in found:
        other = by_name.get(plain(each.name)) if is_firm(each.name) else None
        if other is None or each.problem or _contradict(other, each):
            by_name.setdefault(plain(each.name), each)
            kept.append(each)
        else:
            other.slots = [_another(slot) for slot in (*other.slots, *(slot for slot in each.slots if slot.header.key != "name"))]
            other.loose += each.loose
    return kept


def _another(slot: Slot) -> Slot:
    return replace(slot, another=slot.header.key in _LISTS)


def _contradict(one: _Open, other: _Open) -> bool:
    told = {slot.header.path: shown(slot.cell) for slot in one.slots if slot.header.key not in _LISTS}
    return any(told.get(slot.header.path, shown(slot.cell)) != shown(slot.cell) for slot in other.slots if slot.header.key not in _LISTS)
