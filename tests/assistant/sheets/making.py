"""Sheets made as the real programs make them: workbooks with merged cells, several sheets, hidden rows; CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Made:
    """One sheet to make; `percent` and `merges` are ranges as a workbook names them."""

    rows: Rows
    merges: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    title: str = "Sheet"
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class File:
    """A file to read, with its name."""

    name: str
    content: bytes = field(repr=False)


def xlsx(*sheets: Made | Rows, **of_the_only: Any) -> File:
    """A workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, each in enumerate(sheets, 1):
        made = each if isinstance(each, Made) else Made(each, title=f"Sheet{number}", **of_the_only)
        sheet = book.create_sheet(made.title if made.title != "Sheet" else f"Sheet{number}")
        for row in made.rows:
            sheet.append(list(row))
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f" and not str(cell.value).isascii():
                    cell.data_type = "s"  # a name that begins with =, typed in as text
        for place in made.merges:
            sheet.merge_cells(place)
        for area in made.percent:
            cells = sheet[area]
            for line in cells if isinstance(cells, tuple) else ((cells,),):
                for cell in line:
                    cell.number_format = "0.00%"
        for number_of_row in made.hidden_rows:
            sheet.row_dimensions[number_of_row].hidden = True
        sheet.sheet_state = "hidden" if made.hidden else "visible"
    content = io.BytesIO()
    book.save(content)
    return File("企业.xlsx", content.getvalue())


def text(rows: Rows | str, encoding: str = "utf-8-sig", delimiter: str = ",") -> File:
    """A CSV file."""
    if isinstance(rows, str):
        return File("企业.csv", rows.encode(encoding))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return File("企业.csv", out.getvalue().encode(encoding))
