"""What a note above or beneath a table says of all its numbers: 单位：元; 比例均按小数填写."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import FieldType, catalogue
from assistant.sheets.found import Layout, Slot
from assistant.sheets.grid import Grid
from assistant.sheets.values import number_of

_UNIT_LINE = re.compile(r"单位\s{0,3}[:：为均是]{0,2}\s{0,3}(?:人民币)?\s{0,3}[/（(]?(亿元|百万元|万元|千元|元)")
_UNIT_OF_TITLE = re.compile(r"[（(](?:金额|数额)?(?:均|都)?(?:为|按|以)?(?:人民币)?(亿元|百万元|万元|千元|元)[)）]\s{0,3}$")
_FRACTIONS = re.compile(r"(?:比例|占比|百分比|比率|比重|百分数)(?:类|指标|数据|项|栏){0,2}(?:均|都|全部|一律|统一)?(?:请)?(?:按|以|用|为|填|填写|填成)(?:小数)(?!点|位)")
_TITLE_LINES: Final = 4
_NEAR_AN_END: Final = 15
"""Lines from the top and from the bottom in which a note may tell the unit."""


def with_notes(layout: Layout, grid: Grid) -> Layout:
    """A layout with the unit of money and the way of writing shares that a note sets."""
    unit = _unit_of(grid)
    layout = layout if unit is None else _in_unit(layout, unit)
    return _in_fractions(layout) if _says_fractions(grid) else layout


def _unit_of(grid: Grid) -> str | None:
    """The unit of money that a line above or below sets for the whole sheet (单位：元); None where two differ."""
    said = {match[1] for words in _notes(grid) if (match := _UNIT_LINE.search(words))} or {match[1] for words in _titles(grid) if (match := _UNIT_OF_TITLE.search(words))}
    return said.pop() if len(said) == 1 else None


def _titles(grid: Grid) -> Iterator[str]:
    """The words that stand alone on a line above what is listed: 规下企业（金额为元）."""
    for row in range(min(_TITLE_LINES, len(grid.lines))):
        cells = [cell for _, cell in grid.filled(row)]
        if len(cells) != 1 or not isinstance(cells[0], str):
            return
        yield cells[0]


def _says_fractions(grid: Grid) -> bool:
    """Whether a note says that shares are written as fractions: 本表比例均按小数填写."""
    return any(_FRACTIONS.search(words) for words in _notes(grid))


def _notes(grid: Grid) -> Iterator[str]:
    """The words of the lines where a note may stand."""
    rows = [row for row in range(len(grid.lines)) if row < _NEAR_AN_END or row >= len(grid.lines) - _NEAR_AN_END]
    yield from (cell for row in rows for _, cell in grid.filled(row) if isinstance(cell, str))


def _in_fractions(layout: Layout) -> Layout:
    """Plain numbers up to 1 of shares as what the note says they are; others as they stand."""
    return Layout(tuple(replace(found, slots=tuple(map(_as_fraction, found.slots))) for found in layout.enterprises), layout.heads, layout.left_out)


def _as_fraction(slot: Slot) -> Slot:
    info = catalogue().get(slot.header.key)
    number = number_of(slot.cell)
    if info is None or info.type is not FieldType.PERCENT or slot.header.fraction is not None or number is None or abs(number) > 1:
        return slot
    return replace(slot, header=replace(slot.header, fraction=True))


def _in_unit(layout: Layout, unit: str) -> Layout:
    enterprises = tuple(replace(found, slots=tuple(_slot_in(slot, unit) for slot in found.slots)) for found in layout.enterprises)
    heads = tuple(
        replace(use, reading=replace(use.reading, header=replace(use.reading.header, unit=use.reading.header.unit or unit)))
        if use.reading.header is not None and _is_money(use.reading.header.key)
        else use
        for use in layout.heads
    )
    return Layout(enterprises, heads, layout.left_out)


def _slot_in(slot: Slot, unit: str) -> Slot:
    return replace(slot, header=replace(slot.header, unit=slot.header.unit or unit)) if _is_money(slot.header.key) else slot


def _is_money(key: str) -> bool:
    info = catalogue().get(key)
    return key == "net_assets" if info is None else info.type is FieldType.AMOUNT
