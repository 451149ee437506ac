"""Files into sheets of lines: workbooks, text, Word forms, guarded against what is too large, broken or not a table.

Nothing in a workbook is executed: of a formula only the value that was last saved is read, and where there is
none the cell is reported. Macros, links and pictures are not looked at.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from assistant.sheets.archive import Limits, check_archive
from assistant.sheets.errors import TableError
from assistant.sheets.formats import FileKind, readable
from assistant.sheets.pages import page_sheets
from assistant.sheets.parts import look
from assistant.sheets.texts import messages
from assistant.sheets.values import Cell, Line, Percent, Sheet, Uncomputed
from assistant.sheets.word import word_sheets

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_LINES: Final = 50_000
MAX_COLUMNS: Final = 500
MAX_SHEETS: Final = 60
MAX_CELL_CHARACTERS: Final = 2_000
_DELIMITERS: Final = (",", "\t", ";", "；", "|")
_LOOKED_AT: Final = 20
"""Lines by which the delimiter is told."""
_BROKEN: Final = (KeyError, ValueError, TypeError, AttributeError, OSError, EOFError, IndexError, SyntaxError, zlib.error)
"""What openpyxl and the archive beneath it raise on a damaged workbook."""


def read_sheets(content: bytes, name: str, limits: Limits | None = None) -> list[Sheet]:
    """The sheets of a file that aren't empty, each with its rows that aren't empty.

    Args:
        content: the file's bytes.
        name: its name; how it is read is decided by what it holds.
        limits: what a workbook may hold; a large table by default.

    Raises:
        TableError: another kind of file, too large, unreadable, or without a single row.
    """
    if len(content) > MAX_BYTES:
        raise TableError(messages("file_size", name=name, limit=MAX_BYTES // 2**20), "file")
    limits = limits or Limits()
    content, kind = readable(content, name)
    if kind is FileKind.WORKBOOK:
        found = _workbook(content, name, limits)
    elif kind is FileKind.WORD:
        found = _bounded(word_sheets(content, name, limits), name)
    elif kind is FileKind.PAGE:
        found = _bounded(page_sheets(decode(content, name), name), name)
    else:
        found = [_text_sheet(content, name)]
    sheets = [sheet for sheet in found if sheet.lines]
    if not sheets:
        raise TableError(messages("file_empty", name=name), "file")
    return sheets


def read_lines(content: bytes, name: str, limits: Limits | None = None) -> list[Line]:
    """The rows of a file's first sheet that has any; raises as `read_sheets` does."""
    return list(read_sheets(content, name, limits)[0].lines)


def decode(content: bytes, name: str) -> str:
    """Text in UTF-8 with or without BOM, UTF-16 with BOM, or GB18030.

    >>> decode("营业收入".encode("gb18030"), "a.csv")
    '营业收入'
    """
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\r\n" for character in text):
            return text
    raise TableError(messages("file_encoding", name=name), "file")


def _text_sheet(content: bytes, name: str) -> Sheet:
    text = decode(content, name)
    first = "\n".join(text.lstrip().split("\n", _LOOKED_AT)[:_LOOKED_AT])
    delimiter = max(_DELIMITERS, key=first.count)
    return Sheet("", tuple(line for line in _text_rows(text, delimiter, name) if not line.empty), text=True)


def _text_rows(text: str, delimiter: str, name: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number, filled = 1, 0
    try:
        for row in reader:
            line = Line(number, tuple(_short(cell.strip(), number, name) for cell in row))
            filled += not line.empty
            _check_shape(filled, row, name)
            yield line
            number = reader.line_num + 1
    except csv.Error as error:
        raise TableError(messages("file_csv", name=name, line=number), "file") from error


def _workbook(content: bytes, name: str, limits: Limits) -> list[Sheet]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive(content, name, limits, messages)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return _sheets(values, formulas, name)
    except (*_BROKEN, InvalidFileException) as error:
        raise TableError(messages("file_broken", name=name), "file") from error


def _sheets(values: Workbook, formulas: Workbook, name: str) -> list[Sheet]:
    pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
    if len(pairs) > MAX_SHEETS:
        raise TableError(messages("file_sheets", name=name, limit=MAX_SHEETS), "file")
    found: list[Sheet] = []
    filled = 0
    for sheet, written in pairs:
        source: Any = sheet
        with source._get_source() as xml:
            beside = look(xml)
        lines: list[Line] = []
        for number, (row, formula) in enumerate(zip(sheet.iter_rows(), written.iter_rows(), strict=True), start=1):
            cells = tuple(_workbook_cell(cell.value, cell.number_format, twin.value) for cell, twin in zip(row, formula, strict=True))
            line = Line(number, tuple(_short(cell, number, name) for cell in cells), number in beside.hidden_rows)
            if not line.empty:
                filled += 1
                _check_shape(filled, _trimmed(cells), name)
                lines.append(line)
        hidden = sheet.sheet_state != "visible"
        found.append(Sheet(sheet.title, tuple(lines), beside.merges, hidden, beside.hidden_columns))
    return found


def _bounded(sheets: list[Sheet], name: str) -> list[Sheet]:
    """The same, where no line or cell is beyond what is read."""
    if len(sheets) > MAX_SHEETS:
        raise TableError(messages("file_sheets", name=name, limit=MAX_SHEETS), "file")
    for filled, line in enumerate((line for sheet in sheets for line in sheet.lines), 1):
        _check_shape(filled, _trimmed(line.cells), name)
        for cell in line.cells:
            _short(cell, line.number, name)
    return sheets


def _trimmed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Without the cells at the end that are formatted only."""
    last = max((place for place, cell in enumerate(cells) if cell not in (None, "")), default=-1)
    return cells[: last + 1]


def _workbook_cell(value: object, number_format: str | None, written: object) -> Cell:
    if value is None:
        return Uncomputed() if isinstance(written, str) and written.startswith("=") else None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}")  # as the spreadsheet itself shows it, without binary noise
        return Percent(number * 100) if "%" in (number_format or "") else number
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value).strip()


def _check_shape(filled: int, cells: tuple[Cell, ...] | list[str], name: str) -> None:
    if filled > MAX_LINES:
        raise TableError(messages("file_lines", name=name, limit=MAX_LINES), "file")
    if len(cells) > MAX_COLUMNS:
        raise TableError(messages("file_columns", name=name, limit=MAX_COLUMNS), "file")


def _short(cell: Cell, number: int, name: str) -> Cell:
    if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
        raise TableError(messages("cell_long", name=name, line=number, limit=MAX_CELL_CHARACTERS), "file")
    return cell


__all__ = ["Cell", "Line", "Percent", "Sheet", "Uncomputed", "decode", "messages", "read_lines", "read_sheets"]
