"""Empty forms to fill in: a workbook with a field a line, a CSV with an enterprise a row, a YAML file.

What is written here can be read back by `reading.read_table`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assistant.rules.fields import FieldInfo, FieldType, catalogue, field_of, groups
from assistant.sheets.files import messages

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class Format(StrEnum):
    """How a form is written."""

    XLSX = "xlsx"
    CSV = "csv"
    YAML = "yaml"


@dataclass(frozen=True)
class Row:
    """One thing to fill in."""

    path: str
    info: FieldInfo

    @property
    def head(self) -> str:
        """The Chinese name with year and unit (2021年营业收入（万元）)."""
        name = self.info.name_for(self.path)
        return f"{name}（{self.info.unit}）" if self.info.unit else name

    @property
    def note(self) -> str:
        """The field's hint, and how to fill in a cell."""
        return self._note(f"template_{self.info.type}", [name.zh for name in (self.info.choices or {}).values()])

    @property
    def yaml_note(self) -> str:
        """The field's hint, and how to write the value in YAML."""
        keys = (key if key == name.zh else f"{key}（{name.zh}）" for key, name in (self.info.choices or {}).items())
        return self._note(f"template_yaml_{self.info.type}", list(keys))

    def _note(self, key: str, choices: list[str]) -> str:
        how = messages(key, choices="，".join(choices)) if key in messages else ""
        return "。".join(part.rstrip("。") for part in (self.info.hint, how) if part)


def rows_of(fields: Iterable[str], year: int) -> list[Row]:
    """What to fill in for these fields, in the order of the application form.

    Args:
        fields: field keys, or paths such as `revenue.2021`; the key of a field by year stands for the years
            that its form asks for.
        year: the round's year.
    """
    wanted = list(fields)
    rows = []
    for key, info in catalogue().items():
        named = [path for path in wanted if path.partition(".")[0] == key]
        if info.by_year and key in named:
            named = [f"{key}.{year - back}" for back in info.of_year]
        rows += [Row(path, field_of(path)) for path in dict.fromkeys(named)]
    return rows


def write_template(fields: Iterable[str], year: int, format: Format, title: str) -> bytes:
    """An empty form for these fields.

    Args:
        title: the name of the recognition, shown at the top.
    """
    rows = rows_of(fields, year)
    head = messages("template_head", tier=title, year=year)
    if format is Format.YAML:
        return _yaml(rows, head).encode()
    if format is Format.CSV:
        return _csv(rows).encode("utf-8-sig")  # the mark makes Excel read it as UTF-8
    return _workbook(rows, head)


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(row.head for row in rows)
    writer.writerow(row.path for row in rows)
    mark = messages("template_note_mark")
    writer.writerow(f"{'' if i else mark}{row.note}" for i, row in enumerate(rows))
    return text.getvalue()


def _yaml(rows: Sequence[Row], head: str) -> str:
    lines = [f"# {head}"]
    group = ""
    above = ""
    for row in rows:
        if row.info.group != group:
            group = row.info.group
            lines += ["", f"# —— {groups()[group].zh} ——"]
        key, _, year = row.path.partition(".")
        if key != above:
            unit = f"（{row.info.unit}）" if row.info.unit else ""
            lines.append(f"# {row.info.zh}{unit}：{row.yaml_note}")
        if year:
            lines += [f"{key}:"] if key != above else []
            lines.append(f"  {year}:")
        else:
            lines.append(f"{key}:")
        above = key
    return "\n".join(lines) + "\n"


def _workbook(rows: Sequence[Row], head: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = messages("template_sheet")
    titles = [messages(f"template_{part}") for part in ("group", "item", "key", "value", "note")]
    sheet.append([f"# {head}"])
    sheet.append(titles)
    shown = ""
    for row in rows:
        group = groups()[row.info.group].zh
        sheet.append([group if group != shown else None, row.head, row.path, None, row.note])
        shown = group
    for cell in sheet[2]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
    for letter, width in zip("ABCDE", (12, 36, 28, 28, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    for line in sheet.iter_rows(min_row=3):
        line[2].font = Font(color="808080")
        line[3].fill = PatternFill("solid", fgColor="FFF9E5")
        line[4].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "D3"
    _offer_choices(sheet, rows)
    return _saved(book)


def _offer_choices(sheet: Worksheet, rows: Sequence[Row]) -> None:
    """Drop-down lists where one of a few words is wanted."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, row in enumerate(rows, start=3):
        if row.info.type is FieldType.YES:
            words = [messages("yes"), messages("no")]
        elif row.info.type is FieldType.CHOICE:
            words = [name.zh for name in (row.info.choices or {}).values()]
        else:
            continue
        listed = ",".join(words)
        if len(listed) <= 250:  # what a workbook allows
            choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"D{number}")


def _saved(book: Any) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
