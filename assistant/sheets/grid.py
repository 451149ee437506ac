"""A sheet as a grid: which cell of a merged block holds what it says, and where a cell stands in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.sheets.errors import TableError
from assistant.sheets.files import messages
from assistant.sheets.values import Cell, Line, Sheet, is_blank, shown

_MOST_COVERED: Final = 500_000


class Grid:
    """The lines of a sheet that aren't empty, by their index from 0.

    Raises:
        TableError: more cells are merged than any real sheet has.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lines: tuple[Line, ...] = sheet.lines
        self.width = max((_filled_width(line) for line in self.lines), default=0)
        self._covered: dict[tuple[int, int], tuple[int, int]] = {}
        self._cover()

    def _cover(self) -> None:
        index_of = {line.number: index for index, line in enumerate(self.lines)}
        total = 0
        for merge in self.sheet.merges:
            if merge.top not in index_of:
                continue  # an empty block
            top, right = index_of[merge.top], min(merge.right, self.width - 1)
            bottom = top
            while bottom + 1 < len(self.lines) and self.lines[bottom + 1].number <= merge.bottom:
                bottom += 1
            total += max(0, bottom - top + 1) * max(0, right - merge.left + 1)
            if total > _MOST_COVERED:
                raise TableError(messages("file_merged", name=self.sheet.name), "file")
            for row in range(top, bottom + 1):
                for column in range(merge.left, right + 1):
                    if (row, column) != (top, merge.left):
                        self._covered[row, column] = (top, merge.left)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in the cell itself; nothing where a merged block covers it."""
        cells = self.lines[row].cells
        return cells[column] if column < len(cells) and (row, column) not in self._covered else None

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell that says what this one says: itself, or the first of its merged block."""
        return self._covered.get((row, column), (row, column))

    def is_covered(self, row: int, column: int) -> bool:
        return (row, column) in self._covered

    def extent(self, row: int, column: int) -> tuple[int, int]:
        """How many lines and columns the block that begins here covers."""
        down = across = 1
        while row + down < len(self.lines) and self.origin(row + down, column) == (row, column):
            down += 1
        while column + across < self.width and self.origin(row, column + across) == (row, column):
            across += 1
        return down, across

    def said(self, row: int, column: int) -> Cell:
        """What the cell or its merged block says."""
        return self.cell(*self.origin(row, column))

    def text(self, row: int, column: int) -> str:
        """The same as text."""
        return shown(self.said(row, column))

    def filled(self, row: int) -> Iterator[tuple[int, Cell]]:
        """The cells of a line that say something themselves, with their columns."""
        for column in range(min(self.width, len(self.lines[row].cells))):
            cell = self.cell(row, column)
            if not is_blank(cell):
                yield column, cell

    def number(self, row: int) -> int:
        """The line's number in the file."""
        return self.lines[row].number

    def place(self, row: int, column: int | None = None) -> str:
        """Where that is, for people: 第3行C列."""
        where = messages("row", line=self.number(row))
        return where if column is None else where + messages("column", letters=letters(column))


def letters(column: int) -> str:
    """A column's letters, from 0."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column + 1)


def _filled_width(line: Line) -> int:
    return max((place + 1 for place, cell in enumerate(line.cells) if not is_blank(cell)), default=0)
