"""DOCX -> its lines and its tables as tables, for forms that people fill in: each cell with its place and its merges."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.files.limits import Limits
from corpus.files.package import Package
from corpus.files.read import refusal
from corpus.files.word import BODY, WordReader
from corpus.files.word_numbers import W
from corpus.files.word_table import Cell, table_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE: Final = "\x00"
"""Stands in the lines where a table stands; no XML can hold it."""

Part = str | list[list[Cell]]


def read_parts(path: Path, limits: Limits) -> list[Part]:
    """The lines of a document and the rows of its tables, in their order.

    A table of a single column is a frame round its lines; a table in a cell follows the one it stands in. What is no text
    (a chart, an unknown sign) is left out, or stands as U+FFFD; nothing is refused.

    Raises:
        DocumentImportError: damaged, locked, oversized, or no Word document.
    """
    with Package(path, limits) as package:
        root = package.part(BODY) if BODY in package.names else None
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise refusal("import_format", name=path.name)
        reader = _FormReader(package, limits)
        try:
            return list(reader.parts(list(reader.blocks(body))))
        except (KeyError, ValueError, OverflowError, RecursionError) as error:
            raise refusal("import_damaged", name=path.name) from error


class _FormReader(WordReader):
    """Keeps each table, and puts its place into the lines."""

    def __init__(self, package: Package, limits: Limits) -> None:
        super().__init__(package, limits)
        self._tables: list[list[list[Cell]]] = []

    def table(self, table: _Element) -> Iterator[str]:
        rows = table_rows(table, self.blocks, lambda _key, _words: None)
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    yield from cell.lines
            return
        self._tables.append(rows)
        yield f"{_PLACE}{len(self._tables) - 1}"

    def parts(self, lines: list[str]) -> Iterator[Part]:
        for line in lines:
            if not line.startswith(_PLACE):
                yield line
                continue
            rows = self._tables[int(line[1:])]
            inner = [each for row in rows for cell in row for each in cell.lines if each.startswith(_PLACE)]
            for row in rows:
                for cell in row:
                    cell.lines = [each for each in cell.lines if not each.startswith(_PLACE)]
            yield rows
            yield from self.parts(inner)
