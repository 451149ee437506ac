"""Cards of enterprises on one sheet, one below or beside the other: each with its name above, or behind a label, and much the same labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.sheets.formlines import Kind, Marked, marks_of
from assistant.sheets.grid import Grid
from assistant.sheets.headblock import has_firms, is_firm, names_something
from assistant.sheets.mapping import HeadReader
from assistant.sheets.plainwords import plain
from assistant.sheets.times import time_of
from assistant.sheets.values import Cell, Line, Sheet, is_blank, number_of, shown

_FEWEST_LABELS: Final = 3
_FEWEST_FIELDS: Final = 2
_FEWEST_CARDS: Final = 2


def columns_of_cards(grid: Grid, reader: HeadReader) -> list[Sheet]:
    """The sheet in strips of columns, where the same labels stand beside each other on several lines; none where they don't."""
    by_places: dict[tuple[int, ...], list[tuple[int, str]]] = defaultdict(list)
    for row in range(len(grid.lines)):
        for text, places in _repeated(grid, row).items():
            by_places[places].append((row, text))
        if starts := _heads_again(grid, row, reader):
            return [_strip(grid, start, end, starts, row) for start, end in pairwise([0, *starts[1:], grid.width])]
    places = max(by_places, key=lambda each: len(by_places[each]), default=())
    repeated = by_places.get(places, [])
    fields = {text for _, text in repeated if names_something(reader.read(text))}
    if len({text for _, text in repeated}) < _FEWEST_LABELS or len(fields) < _FEWEST_FIELDS:
        return []
    first = min(row for row, _ in repeated)
    if any(not is_blank(grid.cell(row, column)) for row, _ in repeated for column in range(places[0])):
        return []
    edges = [0, *places[1:], grid.width]
    return [_strip(grid, start, end, places, first) for start, end in pairwise(edges)]


def _heads_again(grid: Grid, row: int, reader: HeadReader) -> tuple[int, ...]:
    """Where the heads of a list begin that is printed in several strips: 企业名称 | 营业收入 | 企业名称 | 营业收入; else nothing."""
    heads = [(column, plain(shown(cell))) for column, cell in grid.filled(row)]
    words = [text for _, text in heads]
    for strips in range(_FEWEST_CARDS, len(words) // _FEWEST_CARDS + 1):
        size = len(words) // strips
        if len(words) != size * strips or words != words[:size] * strips or len(set(words[:size])) < size:
            continue
        keys = [header.key for _, text in heads[:size] if (header := reader.read(text).header) is not None]
        named = "name" in keys or all(has_firms(grid, row, heads[place * size][0]) for place in range(strips))
        if named and len(keys) >= _FEWEST_CARDS:
            return tuple(heads[place * size][0] for place in range(strips))
    return ()


def _repeated(grid: Grid, row: int) -> dict[str, tuple[int, ...]]:
    """The words that stand more than once on a line, each time with something else behind them, with their columns."""
    filled = [(column, cell) for column, cell in grid.filled(row)]
    words = [(column, plain(cell)) for column, cell in filled if isinstance(cell, str) and number_of(cell) is None and time_of(cell) is None]
    often = {text for text, count in Counter(text for _, text in words).items() if count >= _FEWEST_CARDS}
    found = {text: tuple(column for column, each in words if each == text) for text in often}
    starts = {column for places in found.values() for column in places}
    return {text: places for text, places in found.items() if all(column + 1 not in starts for column in places)}


def _strip(grid: Grid, start: int, end: int, places: tuple[int, ...], first: int) -> Sheet:
    """Columns `start` to before `end`, the others blank; a line above the cards that has one cell is of all of them."""
    lines: list[Line] = []
    for row, line in enumerate(grid.lines):
        said = list(grid.filled(row))
        of_all = len(said) == 1 and (row < first - 1 or grid.extent(row, said[0][0])[1] > places[1] - places[0])
        cells: list[Cell] = [cell if start <= column < end else None for column, cell in enumerate(line.cells)]
        if of_all and not start <= said[0][0] < end:
            cells[start] = said[0][1]
        if any(not is_blank(cell) for cell in cells):
            lines.append(replace(line, cells=tuple(cells)))
    merges = tuple(merge for merge in grid.sheet.merges if start <= merge.left and merge.right < end)
    return replace(grid.sheet, lines=tuple(lines), merges=merges)


def cards(grid: Grid, reader: HeadReader) -> list[Sheet]:
    """Forms of several enterprises one below the other, each with its name and much the same labels; else the sheet as it is."""
    named = [(row, name) for row in range(len(grid.lines)) if (name := _name_beside(grid, row, reader))]
    rows = [row for row, _ in named]
    if len({plain(name) for _, name in named}) < max(_FEWEST_CARDS, len(named)):
        return [grid.sheet]
    starts = [0, *(row - 1 if _has_title(grid, row) else row for row in rows[1:])]
    ends = [*starts[1:], len(grid.lines)]
    labels = [_labels(grid, row, end, reader) for row, end in zip(rows, ends, strict=True)]
    alike = all(2 * len(each & labels[0]) >= max(len(each), len(labels[0])) and len(each) >= _FEWEST_LABELS for each in labels)
    return [replace(grid.sheet, lines=grid.lines[start:end]) for start, end in zip(starts, ends, strict=True)] if alike else [grid.sheet]


def _has_title(grid: Grid, row: int) -> bool:
    """Whether the line above is a title of the card; a card that begins with the name alone has none."""
    return len(list(grid.filled(row - 1))) == 1 and len(list(grid.filled(row))) > 1


def _name_beside(grid: Grid, row: int, reader: HeadReader) -> str:
    """The name that a line is, or tells behind its label; of several beside each other none."""
    marked = marks_of(grid, row, reader)
    if len(marked) == 1 and marked[0].kind is Kind.OTHER and is_firm(shown(marked[0].cell)):
        return shown(marked[0].cell)
    told = [shown(behind.cell) for each, behind in pairwise(marked) if _is_name(each) and behind.kind is Kind.OTHER]
    return told[0] if len(told) == 1 and sum(each.kind is Kind.OTHER for each in marked) <= sum(each.kind is Kind.LABEL for each in marked) else ""


def _is_name(each: Marked) -> bool:
    return each.kind is Kind.LABEL and each.reading.header is not None and each.reading.header.key == "name"


def _labels(grid: Grid, start: int, end: int, reader: HeadReader) -> frozenset[str]:
    """What the lines of a card are labelled with."""
    return frozenset(plain(shown(each.cell)) for row in range(start, end) for each in marks_of(grid, row, reader) if each.kind is Kind.LABEL)


