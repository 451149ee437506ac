"""The result as a workbook: an enterprise a row, the conditions with their clauses, what was not read, what was read as what.

Whatever a user wrote goes out as text, never as a formula; numbers go out as numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant import bounded as re
from assistant.rules.logic import Status
from assistant.sheets.checking import CheckedTable
from assistant.sheets.files import messages
from assistant.sheets.outcome import Cited, Outcome
from assistant.sheets.preview import heads_in_words, left_out_in_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_FILLS: Final = {Status.PASS: "E3F3EA", Status.FAIL: "FBE4E2", Status.UNKNOWN: "FFF3D6"}
_WIDTHS: Final = {"place": 12, "name": 28, "verdict": 10, "failed": 30, "reasons": 50, "missing": 40, "mend": 60, "clauses": 30, "check": 40, "unread": 10, "error": 40}
_SCORES: Final = ("score", "score_low", "score_high", "score_note")
_CONDITION_WIDTH: Final = 14
_MOST_CELL: Final = 32_000
"""A cell of a workbook holds 32,767 characters."""
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_LINK_COLOUR: Final = "0B5CAD"

Value = str | int | float | Decimal | None


def write_results(table: CheckedTable) -> bytes:
    """The workbook of a table that was checked."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _results_sheet(book, table)
    if table.conditions:
        _conditions_sheet(book, table.conditions)
    _unread_sheet(book, table)
    _reading_sheet(book, table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _results_sheet(book: Workbook, table: CheckedTable) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(messages("result_sheet"))
    scored = any(row.points for row in table.rows)
    heads = ["place", "name", "verdict", *(_SCORES if scored else ()), "failed", "reasons", "missing", "mend", "clauses", "check", "unread", "error"]
    sheet.freeze_panes = "D2"
    widths = [*(_WIDTHS.get(head, 10) for head in heads), *(_CONDITION_WIDTH for _ in table.conditions)]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    last = f"{get_column_letter(len(widths))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    _colour(sheet, f"C2:{last}")
    titles = [guarded_cell(sheet, messages(f"result_{head}"), bold=True) for head in heads]
    links = {cited.id: number for number, cited in enumerate(table.conditions, 2)}
    sheet.append([*titles, *(guarded_cell(sheet, cited.name, bold=True, link=_link(links[cited.id])) for cited in table.conditions)])
    by_id = {cited.id: cited for cited in table.conditions}
    for row in table.rows:
        values = _values(row, by_id)
        cells = [guarded_cell(sheet, values[head], link=_link(links[row.failed[0]]) if head == "clauses" and row.failed else None) for head in heads]
        sheet.append([*cells, *(guarded_cell(sheet, _word(row.statuses.get(cited.id))) for cited in table.conditions)])
    for note in (messages("result_authority"), *table.warnings):
        sheet.append([guarded_cell(sheet, messages("result_note")), guarded_cell(sheet, note)])


def _values(row: Outcome, by_id: dict[str, Cited]) -> dict[str, Value]:
    points = row.points
    return {
        "place": row.place,
        "name": row.name,
        "verdict": messages("result_unread_row") if row.status is None else _word(row.status),
        "score": points.total if points else None,
        "score_low": points.low if points else None,
        "score_high": points.high if points else None,
        "score_note": messages("result_score_own") if points and points.own else None,
        "failed": "、".join(by_id[id].name for id in row.failed),
        "reasons": "\n".join(row.reasons),
        "missing": "、".join(row.missing),
        "mend": "\n".join(row.mend),
        "clauses": "、".join(dict.fromkeys(by_id[id].label for id in row.failed)),
        "check": "；".join(row.ask),
        "unread": len(row.unread) or None,
        "error": row.error,
    }


def _conditions_sheet(book: Workbook, conditions: Iterable[Cited]) -> None:
    heads = ("condition", "requirement", "quote", "source", "provenance", "told")
    sheet = _plain_sheet(book, "result_conditions_sheet", heads, (28, 30, 90, 40, 14, 60))
    for cited in conditions:
        texts = (cited.name, cited.requirement, cited.quote, cited.source, cited.provenance, cited.told)
        sheet.append([guarded_cell(sheet, text) for text in texts])


def _unread_sheet(book: Workbook, table: CheckedTable) -> None:
    """Every filled cell from which nothing was taken, and every line that was taken for no enterprise."""
    rows: list[tuple[Value, ...]] = [(cell.place, row.name, cell.head, _as_number(cell.words), cell.why) for row in table.rows for cell in row.unread]
    rows += [(place, None, None, words, why) for place, words, why in left_out_in_words(table.table)]
    sheet = _plain_sheet(book, "result_unread_sheet", ("place", "name", "head", "words", "why"), (26, 28, 30, 30, 70), len(rows))
    for row in rows:
        sheet.append([guarded_cell(sheet, value) for value in row])


def _reading_sheet(book: Workbook, table: CheckedTable) -> None:
    """Which column or line was read as what."""
    rows = heads_in_words(table.table)
    sheet = _plain_sheet(book, "result_reading_sheet", ("place", "head", "read_as", "example"), (26, 40, 40, 50), len(rows))
    for row in rows:
        sheet.append([guarded_cell(sheet, value) for value in row])


def _plain_sheet(book: Workbook, title: str, heads: Sequence[str], widths: Sequence[int], rows: int = 0) -> Worksheet:
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(messages(title))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    if rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{rows + 1}"
    sheet.append([guarded_cell(sheet, messages(f"result_{head}"), bold=True) for head in heads])
    return sheet


def _as_number(words: str) -> Value:
    """What stood there as a number is a number in the result, too."""
    return Decimal(words) if _PLAIN_NUMBER.fullmatch(words) else words


def _word(status: Status | None) -> str:
    return messages(f"result_{status}") if status else ""


def _link(row: int) -> str:
    return f"'{messages('result_conditions_sheet')}'!A{row}"


def guarded_cell(sheet: Worksheet, value: Value, *, bold: bool = False, link: str | None = None) -> Cell | Value:
    """A number as a number, what is text as text whatever it begins with; a cell of its own only where one is needed."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_CELL]
    if not text:
        return None
    formula = text.startswith(_FORMULA_STARTS)
    if not formula and not bold and link is None:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if formula:
        cell.quotePrefix = True
    if bold or link is not None:
        cell.font = Font(bold=bold, color=_LINK_COLOUR if link is not None else None, underline="single" if link is not None else None)
    if link is not None:
        cell._hyperlink = Hyperlink(ref="", location=link)  # type: ignore[attr-defined]
    return cell


def _colour(sheet: Worksheet, area: str) -> None:
    """Colours by the verdict's word: one rule for the whole area instead of a style for each cell."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    for status, colour in _FILLS.items():
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        sheet.conditional_formatting.add(area, CellIsRule("equal", [f'"{_word(status)}"'], fill=fill))  # type: ignore[no-untyped-call]
