"""A table of a Word document -> lines: a row a line, every cell in its place, the empty ones too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.files.layout import CELL
from corpus.files.word_numbers import W
from corpus.headings import opening_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Blocks = Callable[["_Element"], Iterator[str]]
Drop = Callable[[str, str], None]
_THROUGH = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")


@dataclass
class Cell:
    """A cell's lines, how many columns it takes, and whether it only goes on with the cell above."""

    lines: list[str]
    span: int = 1
    nested: bool = False
    goes_on: bool = False


def table_lines(table: _Element, blocks: Blocks, drop: Drop) -> Iterator[str]:
    """The lines of a table; one of a single column is only a frame round its text."""
    rows = table_rows(table, blocks, drop)
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from cell.lines
        return
    for row in rows:
        yield from row_lines(row)


def table_rows(table: _Element, blocks: Blocks, drop: Drop) -> list[list[Cell]]:
    """The cells of a table, row by row; rows that a tracked change deleted are left out."""
    return [_cells(row, blocks) for row in _under(table, "tr") if not _deleted(row, drop)]


def row_lines(cells: list[Cell]) -> Iterator[str]:
    """A row as one line; a cell that holds clauses of its own has its lines to themselves."""
    line, empty = "", True
    for number, cell in enumerate(cells):
        line += CELL if number else ""
        words = [" ".join(each.split()) for each in cell.lines if each.strip()]
        if len(words) > 1 and (cell.nested or any(opening_of(each) for each in words)):
            if line.strip(CELL):
                yield line.rstrip(CELL)
            yield from words
            line, empty = "", True
        else:
            line += " ".join(words)
            empty = empty and not words
        line += CELL * (cell.span - 1)
    if not empty:
        yield line


def _cells(row: _Element, blocks: Blocks) -> list[Cell]:
    before = row.find(f"{W}trPr/{W}gridBefore")
    cells = [Cell([], _int(before))] if before is not None else []
    for cell in _under(row, "tc"):
        span = _int(cell.find(f"{W}tcPr/{W}gridSpan"))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val") != "restart"
        cells.append(Cell(list(blocks(cell)), span, cell.find(f".//{W}tbl") is not None, goes_on))
    return cells


def _under(parent: _Element, tag: str) -> Iterator[_Element]:
    """The rows or cells of a table, also where a content control or a tracked change stands around them."""
    for child in parent.iterchildren("*"):
        name = str(child.tag).rpartition("}")[2]
        if name == tag:
            yield child
        elif name in _THROUGH:
            yield from _under(child, tag)


def _deleted(row: _Element, drop: Drop) -> bool:
    if row.find(f"{W}trPr/{W}del") is None:
        return False
    drop("dropped_deleted", "".join(each.text or "" for each in row.iter(f"{W}t", f"{W}delText")))
    return True


def _int(node: _Element | None) -> int:
    """A small count; hostile ones are cut."""
    value = (node.get(f"{W}val") or "") if node is not None else ""
    return min(int(value), 63) if value.isdecimal() and int(value) > 0 else 1
