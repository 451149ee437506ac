"""Tables as a workbook: what people wrote goes out as text, never as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.sheets.workbook import Value, guarded_cell

_WIDEST: Final = 60
_NARROWEST: Final = 10
_CHINESE: Final = 2
"""Widths of a digit that a Chinese character takes."""


@dataclass(frozen=True)
class PlainTable:
    """One sheet: its name, its heads and its rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def write_book(tables: Sequence[PlainTable]) -> bytes:
    """The workbook of some tables, a sheet each."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.title[:31])
        sheet.freeze_panes = "A2"
        for number, head in enumerate(table.heads, 1):
            longest = max([_width(head), *(_width(row[number - 1]) for row in table.rows)])
            sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.append([guarded_cell(sheet, head, bold=True) for head in table.heads])
        for row in table.rows:
            sheet.append([guarded_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _width(value: Value) -> int:
    return sum(1 if character.isascii() else _CHINESE for character in str(value if value is not None else ""))
