"""Tables of a web page -> sheets; systems that hand out lists save such a page under the name of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.sheets.errors import TableError
from assistant.sheets.texts import messages
from assistant.sheets.values import Cell, Line, Merge, Sheet

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_SPAN: Final = 500
_MOST_COVERED: Final = 500_000


def page_sheets(source: str, name: str) -> list[Sheet]:
    """The tables of a page that hold no other table.

    Raises:
        TableError: no page.
    """
    from lxml import etree, html

    try:
        root = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise TableError(messages("file_broken", name=name), "file") from error
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    return [_sheet(table, number, name) for number, table in enumerate(tables, 1)]


def _sheet(table: HtmlElement, number: int, name: str) -> Sheet:
    taken: set[tuple[int, int]] = set()
    covered = 0
    lines: list[Line] = []
    merges: list[Merge] = []
    for line, row in enumerate(table.iter("tr"), 1):
        cells: dict[int, Cell] = {}
        column = 0
        for cell in row.iter("td", "th"):
            while (line, column) in taken:
                column += 1
            cells[column] = " ".join("".join(cell.itertext()).split())
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            if down > 1 or across > 1:
                merges.append(Merge(line, column, line + down - 1, column + across - 1))
                covered += down * across
                if covered > _MOST_COVERED:
                    raise TableError(messages("file_merged", name=name), "file")
                taken |= {(line + below, column + beside) for below in range(1, down) for beside in range(across)}
            column += across
        lines.append(Line(line, tuple(cells.get(each) for each in range(max(cells, default=-1) + 1))))
    return Sheet(messages("word_table", number=number), tuple(line for line in lines if not line.empty), tuple(merges))


def _span(cell: HtmlElement, name: str) -> int:
    told = str(cell.get(name) or "1").strip()
    return min(max(int(told), 1), _MOST_SPAN) if told.isdecimal() and len(told) < 6 else 1
