"""A form as a Word document -> sheets: one a table, with the lines that stand above it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import bounded as re
from assistant.sheets.archive import Limits
from assistant.sheets.errors import TableError
from assistant.sheets.texts import messages
from assistant.sheets.values import Line, Merge, Sheet
from corpus.errors import DocumentImportError
from corpus.files.limits import Limits as DocumentLimits
from corpus.files.word_forms import read_parts
from corpus.files.word_table import Cell

_BELONGS_ABOVE = re.compile(r"\s{0,8}(?:注|备注|说明|填表说明)\s{0,3}[:：0-9一]")


def word_sheets(content: bytes, name: str, limits: Limits) -> list[Sheet]:
    """The tables of a document; one without a table is a sheet of its lines.

    Raises:
        TableError: damaged, locked or oversized.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        try:
            parts = read_parts(path, DocumentLimits(unpacked=limits.unpacked, part=limits.unpacked, entries=limits.parts))
        except DocumentImportError as error:
            raise TableError(error.message, "file") from error
    tables = _Tables()
    for part in parts:
        if isinstance(part, str):
            tables.line(part)
        else:
            tables.rows(part)
    return tables.sheets()


class _Tables:
    """Gathers tables with their lines: a note belongs to the table above it, any other line to the one below."""

    def __init__(self) -> None:
        self._done: list[tuple[list[Line], list[Merge]]] = []
        self._above: list[str] = []

    def line(self, words: str) -> None:
        if not words.strip():
            return
        if self._done and not self._above and _BELONGS_ABOVE.match(words):
            _append(self._done[-1][0], (words.strip(),))
        else:
            self._above.append(words.strip())

    def rows(self, rows: list[list[Cell]]) -> None:
        lines: list[Line] = []
        merges: list[Merge] = []
        self._open(lines)
        reaches: dict[int, Merge] = {}
        for row in rows:
            number, column, cells = len(lines) + 1, 0, []
            for cell in row:
                last = column + cell.span - 1
                above = reaches.get(column)
                if cell.goes_on and above is not None:
                    reaches[column] = Merge(above.top, column, number, max(last, above.right))
                else:
                    reaches[column] = Merge(number, column, number, last)
                cells += [" ".join(" ".join(cell.lines).split()) if not cell.goes_on else None, *[None] * (cell.span - 1)]
                column = last + 1
            merges += [merge for merge in reaches.values() if merge.bottom == number and (merge.top, merge.left) != (merge.bottom, merge.right)]
            lines.append(Line(number, tuple(cells)))
        self._done.append((lines, _longest(merges)))

    def _open(self, lines: list[Line]) -> None:
        for words in self._above:
            _append(lines, (words,))
        self._above = []

    def sheets(self) -> list[Sheet]:
        """The sheets; lines beneath the last table belong to it."""
        if self._above:
            lines = self._done[-1][0] if self._done else []
            self._open(lines)
            if not self._done:
                self._done.append((lines, []))
        return [
            Sheet(messages("word_table", number=number), tuple(line for line in lines if not line.empty), tuple(merges))
            for number, (lines, merges) in enumerate(self._done, 1)
        ]


def _append(lines: list[Line], cells: tuple[str, ...]) -> None:
    lines.append(Line(len(lines) + 1, cells))


def _longest(merges: list[Merge]) -> list[Merge]:
    """Of a block that grew row by row, what it grew to."""
    last = {(merge.top, merge.left): merge for merge in merges}
    return list(last.values())
