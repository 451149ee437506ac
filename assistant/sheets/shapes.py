"""How a sheet is laid out: a form or a list of enterprises, and where one list or card ends and the next begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.sheets.cards import cards, columns_of_cards
from assistant.sheets.formlines import Kind, form_lines, marks_of
from assistant.sheets.grid import Grid
from assistant.sheets.headblock import SEARCHED, HeadBlock, fields_of_line, find_heads, has_firms
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.values import Sheet, shown

FORM_LINES: Final = 2
"""Lines of labels with their values from which a sheet is a form."""
_FEWEST_HEADS: Final = 3


def parts_of(grid: Grid, reader: HeadReader) -> list[Sheet]:
    """The lists or forms of enterprises that stand one below or beside the other on a sheet, each with its own heads and the title above them."""
    columns = columns_of_cards(grid, reader)
    if columns:
        return [card for column in columns for card in cards(Grid(column), reader)]
    sheet = grid.sheet
    block = find_heads(grid, reader)
    if block is None or is_form(grid, block, reader):
        return cards(grid, reader)
    heads: list[int] = []
    last = -2
    for row in range(len(grid.lines)):
        fewest = _FEWEST_HEADS - any(plain(shown(cell)) in names().numbering for _, cell in grid.filled(row))
        if fields_of_line(grid, row, reader) < fewest or not _has_name(grid, row, reader):
            continue
        if row > last + 1 and not (heads and _same_words(grid, row, heads[-1])):
            heads.append(row)
        last = row
    starts = [0, *(row - 1 if len(list(grid.filled(row - 1))) == 1 else row for row in heads[1:])]
    return [replace(sheet, lines=grid.lines[start:end]) for start, end in zip(starts, [*starts[1:], len(grid.lines)], strict=True)]


def _same_words(grid: Grid, row: int, other: int) -> bool:
    return [plain(shown(cell)) for _, cell in grid.filled(row)] == [plain(shown(cell)) for _, cell in grid.filled(other)]


def _has_name(grid: Grid, row: int, reader: HeadReader) -> bool:
    """Whether one of a line's heads is that of the enterprises' names."""
    readings = [reader.read(grid.text(row, column)).header for column in range(grid.width)]
    return any(header is not None and header.key == "name" for header in readings)


def is_form(grid: Grid, block: HeadBlock, reader: HeadReader) -> bool:
    """Labels with values beside them on several lines, and no enterprises beneath heads."""
    name_column = next((c for c, r in block.columns.items() if r.header is not None and r.header.key == "name"), None)
    rows = range(len(grid.lines))
    if name_column is None:
        return form_lines(grid, reader, rows) >= (1 if block.last + 1 == len(grid.lines) else FORM_LINES)
    if has_firms(grid, block.last, name_column):
        return False
    if _lines_of_labels(grid, block, reader) >= FORM_LINES:
        return True
    heads = range(block.first, block.last + 1)
    if any(plain(shown(cell)) in names().numbering for row in heads for _, cell in grid.filled(row)):
        return False
    again = {tuple(grid.filled(row)) for row in heads}
    own = form_lines(grid, reader, [row for row in heads if _pairs_up(grid, row, reader)])
    beneath = [row for row in rows[block.last + 1 :] if tuple(grid.filled(row)) not in again][:SEARCHED]
    below = form_lines(grid, reader, beneath, name_column)
    if own and sum(reading.header is not None or reading.key is not None for reading in block.columns.values()) == 1:
        return True  # 企业名称 | 甲 alone: a list that knows no other column would say nothing
    if own:
        return own + below + form_lines(grid, reader, rows[: block.first]) >= FORM_LINES or block.last + 1 == len(grid.lines)
    return below >= FORM_LINES


def _lines_of_labels(grid: Grid, block: HeadBlock, reader: HeadReader) -> int:
    """How many lines beneath the heads are labels alone, each other ones than the heads: labels above their values."""
    count = 0
    for row in range(block.last + 1, min(len(grid.lines), block.last + 1 + SEARCHED)):
        marked = marks_of(grid, row, reader)
        count += len(marked) > 1 and all(each.kind is Kind.LABEL for each in marked) and not _has_name(grid, row, reader)
    return count


def _pairs_up(grid: Grid, row: int, reader: HeadReader) -> bool:
    """Whether a line may be of labels with their values: at least as many of these as of labels."""
    kinds = [each.kind for each in marks_of(grid, row, reader)]
    return kinds.count(Kind.LABEL) <= len(kinds) / 2
