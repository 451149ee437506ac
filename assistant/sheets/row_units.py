"""A column that tells in which unit a row's money is: 本行金额单位, with 万元, 亿元 beneath."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import FieldType
from assistant.sheets.files import messages
from assistant.sheets.found import Loose, Slot
from assistant.sheets.grid import Grid
from assistant.sheets.headblock import HeadBlock
from assistant.sheets.headers import WAN_PER_UNIT
from assistant.sheets.plainwords import plain
from assistant.sheets.values import Cell, is_blank, number_of, shown

_HEAD = re.compile("(?:(?:本行|各行|填报|所填)?的?(?:金额|货币|币种|计量|数额)?及?(?:计量|货币)?)单位")
_SHORT: Final = {"亿": "亿元", "万": "万元", "人民币元": "元", "人民币万元": "万元"}


def unit_column(grid: Grid, block: HeadBlock) -> int | None:
    """The column whose cells are units of money, most of them; None where there is none."""
    for column, reading in block.columns.items():
        if reading.header is not None or not _HEAD.fullmatch(plain(reading.text)):
            continue
        cells = [cell for row in range(block.last + 1, len(grid.lines)) if not is_blank(cell := grid.said(row, column))]
        if cells and 2 * sum(_unit(cell) is not None for cell in cells) > len(cells):
            return column
    return None


def in_unit_of_row(slot: Slot, said: Cell) -> Slot | Loose:
    """A slot in the unit that its row tells; an amount is left open where the row tells none, or another than its head.

    Args:
        said: the row's cell in the column of units.
    """
    if slot.header.is_helper or slot.header.info.type is not FieldType.AMOUNT or number_of(slot.cell) in (None, 0):
        return slot
    unit = _unit(said)
    if unit is not None and slot.header.unit in (None, unit):
        return replace(slot, header=replace(slot.header, unit=unit))
    why = messages("cell_unit_of_row", header=slot.header.text, value=shown(slot.cell), unit=shown(said))
    return Loose(slot.spot, slot.header.text, slot.cell, why)


def _unit(cell: Cell) -> str | None:
    text = shown(cell).strip()
    unit = _SHORT.get(text, text)
    return unit if unit in WAN_PER_UNIT else None
