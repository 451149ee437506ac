"""Years that a sheet counts from a letter: 营业收入T-1 in heads, where the sheet says T=2026.

>>> from decimal import Decimal
>>> from assistant.sheets.values import Line
>>> with_years(Sheet("", (Line(1, ("营业收入T-1", "说明：T=2026")), Line(2, (Decimal(5),))))).lines[0].cells[0]
'营业收入2025年'
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Final

from assistant import bounded as re
from assistant.sheets.values import Cell, Sheet

_SAID = re.compile(r"(?<![A-Za-z])(?P<letter>[TN])\s{0,2}(?:=|为|是|指)\s{0,2}(?P<year>20[0-9]{2})")
_BACK: Final = r"(?<![A-Za-z0-9])[{letter}]\s?[-—–]\s?(?P<back>[1-5])(?![0-9])(?:年度?)?"
_LINES: Final = 12
"""Among how many first lines the sheet says which year its letter is."""


def with_years(sheet: Sheet) -> Sheet:
    """The sheet with T-1 written as the year that it is; as it stands where no year, or more than one, is given to the letter."""
    words = [unicodedata.normalize("NFKC", cell) for line in sheet.lines[:_LINES] for cell in line.cells if isinstance(cell, str)]
    said = {(match["letter"], int(match["year"])) for text in words for match in _SAID.finditer(text)}
    if len(said) != 1:
        return sheet
    letter, year = said.pop()
    back = re.compile(_BACK.replace("{letter}", letter))
    return replace(sheet, lines=tuple(replace(line, cells=tuple(_told(cell, back, year) for cell in line.cells)) for line in sheet.lines))


def _told(cell: Cell, back: re.Pattern, year: int) -> Cell:
    if not isinstance(cell, str) or (match := back.search(cell)) is None:
        return cell
    return f"{cell[: match.start()]}{year - int(match['back'])}年{cell[match.end() :]}"
