"""Files into lines of cells: XLSX and CSV, guarded against what is too large, broken or not a table.

Nothing in a workbook is executed: of a formula only the value that was last saved is read, and where there is
none the cell is reported. Macros, links and pictures are not looked at.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from assistant.rules.tabular.archive import Limits, check_archive
from assistant.rules.tabular.errors import TableError
from corpus.messages import Messages

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_LINES: Final = 50_000
MAX_COLUMNS: Final = 500
MAX_CELL_CHARACTERS: Final = 2_000
_DELIMITERS: Final = (",", "\t", ";", "；")
_BROKEN: Final = (KeyError, ValueError, TypeError, AttributeError, OSError, EOFError, IndexError, SyntaxError, zlib.error)
"""What openpyxl and the archive beneath it raise on a damaged workbook."""
_SPREADSHEET: Final = frozenset({".xlsx"})
_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})

messages = Messages.of(Path(__file__).with_name("messages.yaml"))


@dataclass(frozen=True)
class Percent:
    """A number that the workbook shows as a percentage: 0.085 shown as 8.5%, here 8.5."""

    value: Decimal


@dataclass(frozen=True)
class Uncomputed:
    """A formula whose value was never saved."""


Cell = str | Decimal | bool | date | Percent | Uncomputed | None


@dataclass(frozen=True)
class Line:
    """One row with its number as the person sees it in the file."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        return all(cell is None or cell == "" for cell in self.cells)


def read_lines(content: bytes, name: str, limits: Limits | None = None) -> list[Line]:
    """All rows of a table that aren't empty.

    Args:
        content: the file's bytes.
        name: its name, which decides how it is read.
        limits: what a workbook may hold; a large table by default.

    Raises:
        TableError: another kind of file, too large, unreadable, or without a single row.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in _SPREADSHEET | _TEXT:
        raise TableError(messages("file_kind", name=name), "file")
    if len(content) > MAX_BYTES:
        raise TableError(messages("file_size", name=name, limit=MAX_BYTES // 2**20), "file")
    rows = _workbook_rows(content, name, limits or Limits()) if suffix in _SPREADSHEET else _text_rows(content, name)
    lines = [line for line in rows if not line.empty]
    if not lines:
        raise TableError(messages("file_empty", name=name), "file")
    return lines


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


def _text_rows(content: bytes, name: str) -> Iterator[Line]:
    text = decode(content, name)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    try:
        for row in reader:
            _check_shape(number, len(row), name)
            yield Line(number, tuple(_short(cell.strip(), number, name) for cell in row))
            number = reader.line_num + 1
    except csv.Error as error:
        raise TableError(messages("file_csv", name=name, line=number), "file") from error


def _workbook_rows(content: bytes, name: str, limits: Limits) -> Iterator[Line]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive(content, name, limits, messages)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = zip(values.worksheets[0].iter_rows(), formulas.worksheets[0].iter_rows(), strict=True)
        for number, (row, written) in enumerate(sheets, start=1):
            _check_shape(number, len(row), name)
            cells = (
                _workbook_cell(cell.value, cell.number_format, source.value)
                for cell, source in zip(row, written, strict=True)
            )
            yield Line(number, tuple(_short(cell, number, name) for cell in cells))
    except (*_BROKEN, InvalidFileException) as error:
        raise TableError(messages("file_broken", name=name), "file") from error


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


def _check_shape(number: int, width: int, name: str) -> None:
    if number > MAX_LINES:
        raise TableError(messages("file_lines", name=name, limit=MAX_LINES), "file")
    if width > MAX_COLUMNS:
        raise TableError(messages("file_columns", name=name, limit=MAX_COLUMNS), "file")


def _short(cell: Cell, number: int, name: str) -> Cell:
    if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
        raise TableError(messages("cell_long", name=name, line=number, limit=MAX_CELL_CHARACTERS), "file")
    return cell


__all__ = ["Cell", "Line", "Percent", "Uncomputed", "decode", "read_lines"]
