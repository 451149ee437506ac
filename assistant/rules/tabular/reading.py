"""Tables and files into profiles: one enterprise a row, or a form with one enterprise a column.

A row that can't be read is kept with its error and its place, and the others are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from assistant import bounded as re
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.rules.tabular.archive import Limits
from assistant.rules.tabular.cells import parse_cell
from assistant.rules.tabular.errors import TableError
from assistant.rules.tabular.headers import Header, parse_header
from assistant.rules.tabular.sheets import Cell, Line, messages, read_lines
from assistant.rules.tabular.structured import STRUCTURED, name_in, read_mappings, with_keys
from corpus.errors import BadInputError

_HEAD_SEARCHED: Final = 10
_COMMENT: Final = "#"
_SHEETS: Final = frozenset({".xlsx", ".xlsm"})
"""Here a cell keeps its column; in a text file an unquoted comma shifts all that follow."""
_UNIT_LINE = re.compile(r"单位\s*[:：为]?\s*(?:人民币)?\s*(亿元|百万元|万元|千元|元)")


@dataclass(frozen=True)
class Entry:
    """One enterprise of a table.

    Attributes:
        place: where it stands in the file, for people (第3行, E列, 第2家).
        profile: None where `error` says why it can't be read.
        warnings: what the person should check.
    """

    place: str
    profile: Profile | None
    error: str | None = None
    field: str | None = None
    name: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """What a file holds; `warnings` are about the file as a whole (columns that were not used)."""

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()


def read_table(content: bytes, name: str, *, year: int, limits: Limits | None = None) -> Table:
    """Read the enterprises of an XLSX, CSV, YAML or JSON file.

    Args:
        content: the file's bytes.
        name: its name; the suffix says what it is.
        year: the round's year, from which heads such as 上年度营业收入 are counted.
        limits: what a workbook may hold; a large table by default.

    Raises:
        TableError, YamlError: the file as a whole can't be read.
    """
    if Path(name).suffix.lower() in STRUCTURED:
        return Table(tuple(_mapped(number, item, year) for number, item in enumerate(read_mappings(content, name), 1)))
    lines = [line for line in read_lines(content, name, limits) if not _is_comment(line)]
    if not lines:
        raise TableError(messages("file_empty", name=name), "file")
    across, down = _best_line(lines, year), _best_column(lines, year)
    if max(across.found, down.found) == 0:
        raise TableError(messages("no_columns", name=name), "file")
    if down.found > across.found:
        return _read_form(lines, name, year, down)
    return _read_rows(lines, name, year, across)


def read_profile(
    content: bytes, name: str, *, year: int, limits: Limits | None = None
) -> tuple[Profile, tuple[str, ...]]:
    """The one enterprise of a file, with what the person should check; an empty form is one of which nothing is known.

    Raises:
        BadInputError: it can't be read, or the file holds several.
    """
    table = read_table(content, name, year=year, limits=limits)
    if not table.entries:
        return Profile(), table.warnings
    entry = table.entries[0]
    if len(table.entries) > 1:
        raise TableError(messages("several", name=name, count=len(table.entries)), "file")
    if entry.profile is None:
        raise TableError(entry.error or "", entry.field)
    return entry.profile, (*table.warnings, *entry.warnings)


@dataclass(frozen=True)
class _Heads:
    """Where the heads stand, and how many of them name a field."""

    index: int
    found: int


def _best_line(lines: Sequence[Line], year: int) -> _Heads:
    counts = [sum(_names_field(cell, year) for cell in line.cells) for line in lines[:_HEAD_SEARCHED]]
    best = max(range(len(counts)), key=counts.__getitem__)
    return _Heads(best, counts[best])


def _best_column(lines: Sequence[Line], year: int) -> _Heads:
    width = min(max(len(line.cells) for line in lines), _HEAD_SEARCHED)
    head = lines[: len(catalogue()) * 4]
    counts = [
        sum(_names_field(line.cells[column], year) for line in head if column < len(line.cells))
        for column in range(width)
    ]
    best = max(range(width), key=lambda column: (counts[column], column))
    return _Heads(best, counts[best])


def _names_field(cell: Cell, year: int) -> bool:
    return isinstance(cell, str) and parse_header(cell, year) is not None


def _is_comment(line: Line) -> bool:
    first = next((cell for cell in line.cells if cell not in (None, "")), None)
    return isinstance(first, str) and first.startswith(_COMMENT)


def _read_rows(lines: Sequence[Line], name: str, year: int, heads: _Heads) -> Table:
    """One enterprise a row; a line of keys beneath the Chinese heads belongs to the heads."""
    last = heads.index
    while last + 1 < len(lines) and _all_keys(lines[last + 1]):
        last += 1
    width = max(len(line.cells) for line in lines)
    first = heads.index - 1 if heads.index and _all_keys(lines[heads.index]) else heads.index
    block = lines[first : last + 1]
    texts = [_joined(line.cells[column] for line in block if column < len(line.cells)) for column in range(width)]
    headers, warnings = _headers(dict(enumerate(texts)), name, year, _unit_above(lines[:first]))
    body = lines[last + 1 :]
    headed = max((i for i, text in enumerate(texts) if text), default=width) + 1
    shifts = Path(name).suffix.lower() not in _SHEETS
    entries = []
    for line in body:
        place = messages("row", line=line.number)
        if shifts and any(cell not in (None, "") for cell in line.cells[headed:]):
            problem = messages("too_many_cells", count=len(line.cells), heads=headed)
            entries.append(Entry(place, None, problem, "file", _name_in(headers, line.cells)))
        else:
            entries.append(_entry(place, headers, line.cells))
    return Table(tuple(entries), warnings)


def _read_form(lines: Sequence[Line], name: str, year: int, heads: _Heads) -> Table:
    """A form: a field a line, an enterprise a column."""
    from openpyxl.utils import get_column_letter

    width = max(len(line.cells) for line in lines)
    texts = [_form_head(line, heads.index) for line in lines]
    first = next(index for index, text in enumerate(texts) if parse_header(text, year))
    headers, warnings = _headers(dict(enumerate(texts[first:], first)), name, year, _unit_above(lines[:first]))
    columns = _value_columns(lines, headers, heads.index, width)
    entries: list[Entry] = []
    for column in columns:
        cells = tuple(line.cells[column] if column < len(line.cells) else None for line in lines)
        if all(cells[index] in (None, "") for index in headers) and entries:
            continue
        place = messages("column", letters=get_column_letter(column + 1))
        entries.append(_entry(place, headers, cells))
    return Table(tuple(entries), warnings)


def _value_columns(lines: Sequence[Line], headers: Mapping[int, Header], last_head: int, width: int) -> list[int]:
    """The columns to the right of the heads, without the one that the form calls a note."""
    first = min(headers)
    titles = dict(enumerate(lines[first - 1].cells)) if first else {}
    value = messages("template_value")
    marked = [i for i, cell in titles.items() if isinstance(cell, str) and cell.startswith(value)]
    return marked or [i for i in range(last_head + 1, width) if titles.get(i) != messages("template_note")]


def _form_head(line: Line, column: int) -> str:
    """The head of a form's line: where it is a key, with the name beside it, which tells the unit."""
    cells = line.cells[: column + 1]
    if len(cells) <= column:
        return ""
    return _joined(cells[-2:]) if isinstance(cells[-1], str) and _is_key(cells[-1]) else _joined(cells[-1:])


def _all_keys(line: Line) -> bool:
    """A line that only repeats keys, such as the second one of a template."""
    return all(isinstance(cell, str) and _is_key(cell) for cell in line.cells if cell not in (None, ""))


def _is_key(cell: str) -> bool:
    return cell.partition(".")[0] in catalogue()


def _joined(cells: Iterable[Cell]) -> str:
    return " ".join(cell for cell in cells if isinstance(cell, str) and cell)


def _unit_above(lines: Sequence[Line]) -> str | None:
    """The unit of money that a line above the heads sets for the whole table (单位：元)."""
    said = (_UNIT_LINE.search(cell) for line in lines for cell in line.cells if isinstance(cell, str))
    return next((match[1] for match in said if match), None)


def _headers(
    texts: Mapping[int, str], name: str, year: int, unit: str | None
) -> tuple[dict[int, Header], tuple[str, ...]]:
    headers: dict[int, Header] = {}
    unused: list[str] = []
    by_path: dict[str, Header] = {}
    for index, text in texts.items():
        header = parse_header(text, year) if text else None
        if header is None:
            unused += [text] if text else []
            continue
        if header.path in by_path:
            other = by_path[header.path].text
            raise TableError(messages("twice", name=name, header=header.text, other=other), header.path)
        headers[index] = by_path[header.path] = replace(header, unit=header.unit or unit)
    warnings = [
        messages("year_assumed", header=header.text, year=header.year)
        for header in headers.values()
        if header.year_assumed
    ]
    if unused:
        warnings.append(messages("unknown_column", headers="、".join(unused)))
    return headers, tuple(warnings)


def _entry(place: str, headers: Mapping[int, Header], cells: Sequence[Cell]) -> Entry:
    title = _name_in(headers, cells)
    try:
        data, questions = _facts((header, cells[i]) for i, header in headers.items() if i < len(cells))
        return Entry(place, Profile.parse(data), name=title, warnings=tuple(questions))
    except BadInputError as error:
        return Entry(place, None, error.message, error.field, title)


def _name_in(headers: Mapping[int, Header], cells: Sequence[Cell]) -> str:
    named = next((cells[i] for i, header in headers.items() if header.key == "name" and i < len(cells)), None)
    return named if isinstance(named, str) else ""


def _facts(columns: Iterable[tuple[Header, Cell]]) -> tuple[dict[str, Any], list[str]]:
    data: dict[str, Any] = {}
    questions: list[str] = []
    for header, cell in columns:
        read = parse_cell(cell, header)
        questions += read.questions
        if read.value is None:
            continue
        if header.year:
            data.setdefault(header.key, {})[header.year] = read.value
        else:
            data[header.key] = read.value
    return data, questions


def _mapped(number: int, data: Mapping[str, Any], year: int) -> Entry:
    place, title = messages("item", number=number), name_in(data)
    try:
        facts, questions = with_keys(data, year)
        return Entry(place, Profile.parse(facts), name=title, warnings=questions)
    except BadInputError as error:
        return Entry(place, None, error.message, error.field, title)
