"""Many enterprises at once: a table in, a workbook with a verdict a row out.

A row that can't be read keeps its place in the result, with what is wrong with it; the others are checked.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from assistant.rules.display import plain
from assistant.rules.fields import field_of
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult, ScoreResult
from assistant.sheets.errors import TableError
from assistant.sheets.files import messages
from assistant.sheets.reading import Entry, read_table
from corpus.errors import BadInputError
from corpus.rounds import ROUNDS_ID

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_FILLS: Final = {Status.PASS: "E3F3EA", Status.FAIL: "FBE4E2", Status.UNKNOWN: "FFF3D6"}
_WIDTHS: Final = (8, 28, 10, 10, 30, 50, 40, 40, 40)
_UNSCORED: Final = (*_WIDTHS[:3], *_WIDTHS[4:])
_MOST_CELL: Final = 32_000
"""A cell of a workbook holds 32,767 characters."""


@dataclass(frozen=True)
class Checked:
    """One enterprise with its verdict; `result` is None where the row has an error."""

    entry: Entry
    result: CheckResult | None


@dataclass(frozen=True)
class CheckedTable:
    """All enterprises of a table; `warnings` are about the table as a whole."""

    rows: tuple[Checked, ...]
    warnings: tuple[str, ...]

    def count(self, status: Status | None) -> int:
        """How many enterprises ended so; None counts the rows with an error."""
        return sum((row.result.status if row.result else None) is status for row in self.rows)


def check_table(content: bytes, name: str, check: Callable[[Profile], CheckResult], *, year: int) -> CheckedTable:
    """Read a table of enterprises and check each.

    Args:
        content: the bytes of an XLSX, CSV, YAML or JSON file.
        name: the file's name.
        check: the verdict on one profile.
        year: the round's year, from which 上年度 is counted.

    Raises:
        TableError: the table as a whole can't be read, or has heads only.
    """
    table = read_table(content, name, year=year)
    if not table.entries:
        raise TableError(messages("no_rows", name=name), "file")
    return CheckedTable(tuple(_checked(entry, check) for entry in table.entries), table.warnings)


def _checked(entry: Entry, check: Callable[[Profile], CheckResult]) -> Checked:
    if entry.profile is None:
        return Checked(entry, None)
    try:
        return Checked(entry, check(entry.profile))
    except BadInputError as error:
        return Checked(replace(entry, profile=None, error=error.message, field=error.field), None)


def write_results(table: CheckedTable, tell_row: Callable[[str], str] | None = None) -> bytes:
    """A workbook: a sheet with a row an enterprise, a sheet with the conditions and their clauses.

    Whatever a user wrote goes out as text, never as a formula.

    Args:
        tell_row: puts a quoted line of the rounds' table into words, which stand beside it.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    conditions = _conditions(table.rows)
    _results_sheet(book.create_sheet(messages("result_sheet")), table, conditions)
    if conditions:
        _conditions_sheet(book.create_sheet(messages("result_conditions_sheet")), conditions.values(), tell_row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _conditions(rows: Sequence[Checked]) -> dict[str, ConditionResult]:
    found: dict[str, ConditionResult] = {}
    for row in rows:
        for condition in row.result.conditions if row.result else ():
            found.setdefault(condition.id, condition)
    return found


def _results_sheet(sheet: Worksheet, table: CheckedTable, conditions: dict[str, ConditionResult]) -> None:
    from openpyxl.utils import get_column_letter

    scored = any(row.result and row.result.score for row in table.rows)
    heads = [
        "place",
        "name",
        "verdict",
        *(["score"] if scored else []),
        "failed",
        "reasons",
        "missing",
        "check",
        "error",
    ]
    sheet.freeze_panes = "C2"
    for letter, width in zip("ABCDEFGHI", _WIDTHS if scored else _UNSCORED, strict=False):
        sheet.column_dimensions[letter].width = width
    titles = [*(messages(f"result_{head}") for head in heads), *(c.name for c in conditions.values())]
    sheet.append([_cell(sheet, title, bold=True) for title in titles])
    last = f"{get_column_letter(len(titles))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    _colour(sheet, f"C2:{last}")
    for row in table.rows:
        summary = _summary(row, scored)
        statuses = {c.id: c.status for c in row.result.conditions} if row.result else {}
        cells = [_cell(sheet, text) for text in (*summary, *(_word(statuses.get(key)) for key in conditions))]
        sheet.append(cells)
    for note in (messages("result_authority"), *table.warnings):
        sheet.append([_cell(sheet, messages("result_note")), _cell(sheet, note)])


def _summary(row: Checked, scored: bool) -> list[str]:
    result, entry = row.result, row.entry
    if result is None:
        return [
            entry.place,
            entry.name,
            messages("result_unread"),
            *([""] if scored else []),
            *("", "", ""),
            "；".join(entry.warnings),
            entry.error or "",
        ]
    score = result.score
    points = _points(score) if score else ""
    failed = [c for c in result.conditions if c.necessary and c.status is Status.FAIL]
    missing = [field_of(path).name_for(path) for path in result.missing]
    return [
        entry.place,
        entry.name,
        _word(result.status),
        *([points] if scored else []),
        "、".join(c.name for c in failed),
        "\n".join(messages("result_reason", name=c.name, explain=c.explain) for c in failed if c.explain),
        "、".join(missing),
        "；".join((*entry.warnings, *result.warnings)),
        "",
    ]


def _points(score: ScoreResult) -> str:
    if score.total is None:
        return f"{plain(score.low)}–{plain(score.high)}"
    points = plain(score.total)
    return messages("result_score_own", points=points) if score.self_assessed else points


def _conditions_sheet(
    sheet: Worksheet, conditions: Iterable[ConditionResult], tell_row: Callable[[str], str] | None
) -> None:
    for letter, width in zip("ABCDEF", (28, 30, 90, 40, 14, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    heads = ("condition", "requirement", "quote", "source", "provenance", "told")
    sheet.append([_cell(sheet, messages(f"result_{head}"), bold=True) for head in heads])
    for condition in conditions:
        cited = condition.citation
        source = messages("result_source_value", document=cited.document, number=cited.number, label=cited.label)
        provenance = messages(f"result_{cited.provenance}")
        told = tell_row(cited.quote) if tell_row and cited.clause_id.startswith(f"{ROUNDS_ID}/") else ""
        texts = (condition.name, condition.requirement, cited.quote, source, provenance, told)
        sheet.append([_cell(sheet, text) for text in texts])


def _word(status: Status | None) -> str:
    return messages(f"result_{status}") if status else ""


def _cell(sheet: Worksheet, text: str, *, bold: bool = False) -> Cell | str:
    """What is text whatever it begins with; a cell of its own only where one is needed."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    text = ILLEGAL_CHARACTERS_RE.sub("", text)[:_MOST_CELL]
    formula = text.startswith(_FORMULA_STARTS)
    if not formula and not bold:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if formula:
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def _colour(sheet: Worksheet, area: str) -> None:
    """Colours by the verdict's word: one rule for the whole area instead of a style for each cell."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    for status, colour in _FILLS.items():
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        sheet.conditional_formatting.add(area, CellIsRule("equal", [f'"{_word(status)}"'], fill=fill))  # type: ignore[no-untyped-call]
