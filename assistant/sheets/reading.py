"""Tables and files into profiles: sheets of enterprises in rows, forms, parts of one enterprise on several sheets.

What can't be read is unknown and named with its place; the enterprise goes on.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from assistant import bounded as re
from assistant.rules.profile import Profile
from assistant.sheets.archive import Limits
from assistant.sheets.entry import Entry, Table
from assistant.sheets.errors import TableError
from assistant.sheets.files import messages, read_sheets
from assistant.sheets.folding import fold
from assistant.sheets.formlines import form_lines
from assistant.sheets.forms import Form
from assistant.sheets.found import Found, HeadUse, Layout, LeftOut, LeftOutAs, Spot
from assistant.sheets.grid import Grid, letters
from assistant.sheets.headblock import LONGEST_HEAD, find_heads, is_firm, names_something
from assistant.sheets.headers import Frame, Why, read_head
from assistant.sheets.legends import with_words
from assistant.sheets.longtable import LongTable, long_heads
from assistant.sheets.mapping import NO_MAPPING, HeadReader, Mapping
from assistant.sheets.names import names
from assistant.sheets.notes import with_notes
from assistant.sheets.plainwords import plain
from assistant.sheets.rows import RowTable
from assistant.sheets.shapes import FORM_LINES, is_form, parts_of
from assistant.sheets.structured import STRUCTURED, name_in, read_mappings, with_keys
from assistant.sheets.times import Kind, time_in, time_of, without_time, years_called_this
from assistant.sheets.unknowns import with_unknowns
from assistant.sheets.values import Cell, Sheet, shown
from assistant.sheets.year_letters import with_years
from corpus.errors import BadInputError

_COMMENT: Final = "#"
_COLON = re.compile("[:：]")
_TITLE_LINES: Final = 8
_TITLE_CELLS: Final = 3
"""Cells of a line that may be a title: 编制单位, 2024年度, 单位：元."""
_WORDS: Final = 40
_FEWEST_DIFFERENT: Final = 2
_SHORTEST_NAME: Final = 2
_YEAR_SHEETS: Final = frozenset({"", "数据", "财务数据", "财务", "年报", "报表", "经营数据", "指标", "情况", "经济指标", "财务指标"})
"""What a sheet that is called by its year is called beside it."""


def read_table(content: bytes, name: str, *, year: int, limits: Limits | None = None, mapping: Mapping = NO_MAPPING) -> Table:
    """Read the enterprises of an XLSX, CSV, YAML or JSON file.

    Args:
        content: the file's bytes.
        name: its name; the suffix says what it is.
        year: the round's year, from which heads such as 上年度营业收入 are counted.
        limits: what a workbook may hold; a large table by default.
        mapping: what somebody settled of its columns.

    Raises:
        TableError, YamlError: the file as a whole can't be read.
    """
    if Path(name).suffix.lower() in STRUCTURED:
        return Table(tuple(_mapped(number, item, year) for number, item in enumerate(read_mappings(content, name, limits), 1)))
    sheets = with_words([with_years(_without_comments(sheet)) for sheet in read_sheets(content, name, limits)])
    if not any(sheet.lines for sheet in sheets):
        raise TableError(messages("file_empty", name=name), "file")
    chosen, left_out = _chosen(sheets, mapping)
    layouts = [lay_out(part, year, mapping) for sheet in chosen for part in _parts(sheet, year, mapping)]
    layouts = _without_lists_of_none(layouts)
    if not any(layout.heads for layout in layouts):
        raise TableError(messages("no_columns", name=name), "file")
    several = len(sheets) > 1
    entries = [fold(found, year, lambda spot: _where(spot, several)) for found in _joined(layouts, several)]
    heads = tuple(use for layout in layouts for use in layout.heads)
    left = tuple(dict.fromkeys((*left_out, *(each for layout in layouts for each in layout.left_out))))
    return Table(tuple(entries), _warnings(heads, chosen, entries), heads, left)


def read_profile(
    content: bytes, name: str, *, year: int, limits: Limits | None = None, mapping: Mapping = NO_MAPPING
) -> tuple[Profile, tuple[str, ...]]:
    """The one enterprise of a file, with what the person should check; an empty form is one of which nothing is known.

    Raises:
        BadInputError: it can't be read, or the file holds several.
    """
    entry, table = read_entry(content, name, year=year, limits=limits, mapping=mapping)
    return entry.profile or Profile(), warnings_of(entry, table)


def warnings_of(entry: Entry, table: Table) -> tuple[str, ...]:
    """What the person should check of the one enterprise of a file: about the file, its unread cells, its values."""
    unread = tuple(messages("unread_at", place=cell.place, why=cell.why) for cell in entry.unread)
    return (*table.warnings, *unread, *entry.warnings)


def read_entry(
    content: bytes, name: str, *, year: int, limits: Limits | None = None, mapping: Mapping = NO_MAPPING
) -> tuple[Entry, Table]:
    """The one enterprise of a file with all that was read of it; raises as `read_profile` does."""
    table = read_table(content, name, year=year, limits=limits, mapping=mapping)
    if not table.entries:
        return Entry("", Profile()), table
    entry = table.entries[0]
    if len(table.entries) > 1:
        raise TableError(messages("several", name=name, count=len(table.entries)), "file")
    if entry.profile is None:
        raise TableError(entry.error or "", entry.field)
    return entry, table


def lay_out(sheet: Sheet, year: int, mapping: Mapping = NO_MAPPING) -> Layout:
    """What a sheet holds: a table of rows or a form, whichever its heads are of."""
    grid = Grid(sheet)
    reader = HeadReader(_frame(grid, year), mapping)
    block = find_heads(grid, reader)
    if block is None and form_lines(grid, reader, range(len(grid.lines))) < FORM_LINES:
        return Layout(left_out=(LeftOut(sheet.name, "", shown_words(grid), LeftOutAs.NO_DATA),))
    heads = long_heads(grid, block, reader) if block is not None else None
    if block is not None and heads is not None:
        return with_notes(with_unknowns(LongTable(grid, block, heads, reader).layout(), reader, year), grid)
    if block is None or is_form(grid, block, reader):
        return with_notes(with_unknowns(Form(grid, reader).layout(), reader, year), grid)
    table = RowTable(grid, block, reader)
    return with_notes(with_unknowns(table.layout(), reader, year, years_in_rows=table.year_column is not None), grid)


def _parts(sheet: Sheet, year: int, mapping: Mapping) -> list[Sheet]:
    grid = Grid(sheet)
    return parts_of(grid, HeadReader(_frame(grid, year), mapping))


def _frame(grid: Grid, year: int) -> Frame:
    """From where years are counted: a sheet may be called by its year, a title may tell it."""
    time = time_in(grid.sheet.name)
    if time is not None and time.kind is Kind.YEAR and plain(without_time(grid.sheet.name)) in _YEAR_SHEETS:
        return Frame(year, time.year, time.year)
    told = years_called_this([grid.text(row, column) for row in range(min(_TITLE_LINES, len(grid.lines))) for column, _ in grid.filled(row)])
    if told:
        return Frame(year, told.pop() if len(told) == 1 else None)
    for row in range(min(_TITLE_LINES, len(grid.lines))):
        cells = [cell for _, cell in grid.filled(row)]
        if sum(time_of(cell) is not None for cell in cells) > 1 or any(isinstance(cell, Decimal) or _names_a_field(cell, year) for cell in cells):
            break  # heads and values begin
        for cell in cells if len(cells) <= _TITLE_CELLS else ():
            time = time_in(cell) if isinstance(cell, str) else None
            if time is not None and time.kind is Kind.YEAR and (time_of(cell) is None or len(cells) > 1):
                told.add(time.year)
    return Frame(year, told.pop() if len(told) == 1 else None)


def _names_a_field(cell: Cell, year: int) -> bool:
    """Whether a cell is a head; 编制单位：甲公司 and 单位：元 beside a day are of the title."""
    return isinstance(cell, str) and len(cell) <= LONGEST_HEAD and not _COLON.search(cell) and names_something(read_head((cell,), Frame(year)))


def _without_lists_of_none(layouts: Sequence[Layout]) -> list[Layout]:
    """Lists that name no enterprise, beside some that do, are of codes or choices: said to be left out."""
    if not any(found.name for layout in layouts for found in layout.enterprises):
        return list(layouts)
    return [_as_no_data(layout) if len(layout.enterprises) > 1 and not any(found.name for found in layout.enterprises) else layout for layout in layouts]


def _as_no_data(layout: Layout) -> Layout:
    sheet = next((slot.spot.sheet for found in layout.enterprises for slot in found.slots), "")
    words = " ".join(use.reading.text for use in layout.heads)
    return Layout(left_out=(*layout.left_out, LeftOut(sheet, "", words[:_WORDS], LeftOutAs.NO_DATA)))


def _chosen(sheets: Sequence[Sheet], mapping: Mapping) -> tuple[list[Sheet], list[LeftOut]]:
    """The sheets to read: those that are named, else those that are shown, else all."""
    named = [sheet for sheet in sheets if sheet.name in mapping.sheets]
    shown_sheets = named or [sheet for sheet in sheets if not sheet.hidden] or list(sheets)
    left = [LeftOut(sheet.name, "", shown_words(Grid(sheet)), LeftOutAs.HIDDEN_SHEET) for sheet in sheets if sheet not in shown_sheets]
    return [sheet for sheet in shown_sheets if sheet.lines], left


@dataclass
class _Gathered:
    """An enterprise as it is gathered from several sheets."""

    found: Found
    sheets: set[int]


def _joined(layouts: Sequence[Layout], several: bool) -> list[Found]:
    """The enterprises of all sheets; one that several sheets name is one, and so are sheets of one that none names."""
    in_full = _names_in_full(layouts)
    gathered: list[_Gathered] = []
    unnamed: list[tuple[int, Found]] = []
    for number, layout in enumerate(layouts):
        for found in layout.enterprises:
            if several and not found.name and len(layout.enterprises) == 1:
                unnamed.append((number, found))
                continue
            name = in_full.get(plain(found.name), plain(found.name))
            other = next((each for each in gathered if name and number not in each.sheets and in_full.get(plain(each.found.name), plain(each.found.name)) == name), None)
            if other is None:
                gathered.append(_Gathered(found, {number}))
            else:
                _add(other, found, number)
    if _of_several(unnamed):  # each sheet a form of its own enterprise, which only the sheet's name tells
        unnamed = [(number, replace(found, name=_sheet_of(found))) for number, found in unnamed]
        return [each.found for each in gathered] + [found for _, found in unnamed]
    for number, found in unnamed:
        if len(gathered) == 1 and number not in gathered[0].sheets:
            _add(gathered[0], found, number)
        else:
            gathered.append(_Gathered(found, {number}))
    return [each.found for each in gathered]


def _of_several(unnamed: Sequence[tuple[int, Found]]) -> bool:
    """Whether forms without a name tell the same things with other values: they are of as many enterprises."""
    told = [{slot.header.path: shown(slot.cell) for slot in found.slots} for _, found in unnamed]
    pairs = [(one, other) for place, one in enumerate(told) for other in told[place + 1 :]]
    return any(sum(one[path] != other[path] for path in one.keys() & other.keys()) >= _FEWEST_DIFFERENT for one, other in pairs)


def _sheet_of(found: Found) -> str:
    return next((slot.spot.sheet for slot in found.slots), "")


def _names_in_full(layouts: Sequence[Layout]) -> MappingOf[str, str]:
    """By short name the one firm of the file whose name holds it; none where two names would be one, on one list or in the file."""
    firms = {plain(found.name) for layout in layouts for found in layout.enterprises if is_firm(found.name)}
    found_names: dict[str, str] = {}
    for layout in layouts:
        shorts = {plain(found.name) for found in layout.enterprises} - firms
        full = {short: next(iter(fitting)) for short in shorts if len(short) >= _SHORTEST_NAME and len(fitting := {firm for firm in firms if short in firm}) == 1}
        taken = [plain(found.name) for found in layout.enterprises] + list(full.values())
        found_names |= {short: firm for short, firm in full.items() if taken.count(firm) == 1}
    return found_names


def _add(to: _Gathered, found: Found, number: int) -> None:
    name = found.name if is_firm(found.name) and not is_firm(to.found.name) else to.found.name
    to.found = replace(to.found, name=name, slots=(*to.found.slots, *found.slots), loose=(*to.found.loose, *found.loose), problem=to.found.problem or found.problem)
    to.sheets.add(number)


def _where(spot: Spot, several: bool) -> str:
    place = messages("row", line=spot.line) + messages("column", letters=letters(spot.column))
    return messages("of_sheet", sheet=spot.sheet, place=place) if several and spot.sheet else place


def _warnings(heads: Sequence[HeadUse], sheets: Sequence[Sheet], entries: Sequence[Entry]) -> tuple[str, ...]:
    told = [use.reading.header for use in heads if use.reading.header is not None]
    by_row = {use.sheet for use in heads if plain(use.reading.text) in names().titles["year"]}
    assumed = [use.reading.header for use in heads if use.reading.header is not None and use.sheet not in by_row]
    warnings = [messages("year_assumed", header=header.text, year=header.year) for header in assumed if header.year_assumed]
    guessed = [header for header in told if header.guessed]
    warnings += [messages("head_guessed", header=header.text, name=header.info.name_for(header.path)) for header in guessed]
    warnings += [messages("remark", header=header.text, remark=header.remark) for header in told if header.remark]
    read = {cell.head for entry in entries for cell in entry.read}
    unused = [use.reading.text for use in heads if use.reading.why in (Why.UNKNOWN, Why.BESIDE) and use.reading.text not in read]
    if unused:
        warnings.append(messages("unknown_column", headers="、".join(dict.fromkeys(unused))))
    hidden = [line.number for sheet in sheets for line in sheet.lines if line.hidden]
    if hidden and entries:
        warnings.append(messages("hidden_rows", lines="、".join(map(str, hidden[:20]))))
    return tuple(dict.fromkeys(warnings))


def shown_words(grid: Grid) -> str:
    """The first words of a sheet."""
    return next((shown(cell)[:40] for row in range(len(grid.lines)) for _, cell in grid.filled(row)), "")


def _without_comments(sheet: Sheet) -> Sheet:
    """Lines that begin with # are for people."""
    return replace(sheet, lines=tuple(line for line in sheet.lines if not _is_comment(line.cells)))


def _is_comment(cells: Sequence[object]) -> bool:
    said = [cell for cell in cells if cell not in (None, "")]
    first = said[0] if said else None
    is_number_head = first == _COMMENT and len(said) > 1  # # | 公司 | 营业额: the lines are counted
    return isinstance(first, str) and first.startswith(_COMMENT) and not is_number_head


def _mapped(number: int, data: MappingOf[str, Any], year: int) -> Entry:
    place, title = messages("item", number=number), name_in(data)
    try:
        facts, questions = with_keys(data, year)
        return Entry(place, Profile.parse(facts), name=title, warnings=questions)
    except BadInputError as error:
        return Entry(place, None, error.message, error.field, title)


__all__ = ["Entry", "Table", "lay_out", "read_entry", "read_profile", "read_table", "warnings_of"]
