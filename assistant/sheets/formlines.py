"""What the cells of a form's line are: labels, times, units, titles of columns, numbers, other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from assistant import bounded as re
from assistant.sheets.grid import Grid
from assistant.sheets.headblock import LONGEST_HEAD, names_something
from assistant.sheets.headers import HeadReading, Why
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.times import time_of
from assistant.sheets.values import Cell, Percent

_UNITS: Final = frozenset({"元", "千元", "万元", "百万元", "亿元", "%", "％", "人", "项", "件", "个", "名", "分", "级", "人民币万元", "个/项", "年"})
_UNIT_NOTE = re.compile(r"[（(]?(?:货币|金额)?单位\s{0,2}[:：]\s{0,2}(?:人民币)?\s{0,2}(?:亿元|百万元|万元|千元|元)[)）]?")
_LABELLED = re.compile(r"(?P<label>[^:：]{2,30})[:：]\s{0,5}(?P<value>[^:：]{1,170})")
_UNIT_BEHIND = re.compile(r"[（(](?:单位\s{0,2}[:：]?\s{0,2})?(?:亿元|百万元|万元|千元|元)[)）]$")
_LONGEST_PAIR: Final = 200
_ITEMS_AT_END: Final = ("项目", "指标", "科目")
_ROLES_AT_END: Final = ("requirement", "note", "value", "unit")


class Kind(StrEnum):
    """What a cell of a form is."""

    LABEL = "label"
    TIME = "time"
    UNIT = "unit"
    ROLE = "role"
    NUMBER = "number"
    OTHER = "other"


@dataclass(frozen=True)
class Marked:
    """A cell with what it is.

    Attributes:
        reading: what it names, for a label.
        year: for a time that names its year.
        across: over how many columns it goes.
    """

    column: int
    cell: Cell
    kind: Kind
    reading: HeadReading
    year: int = 0
    across: int = 1


def mark(grid: Grid, row: int, column: int, cell: Cell, reader: HeadReader) -> Marked:
    """Say what a filled cell is."""
    reading = reader.read(cell) if isinstance(cell, str) and len(cell) <= LONGEST_HEAD else HeadReading("")
    time = time_of(cell)
    kind = _kind(cell, reading, time is not None)
    return Marked(column, cell, kind, reading, time.year if time is not None else 0, grid.extent(row, column)[1])


def marks_of(grid: Grid, row: int, reader: HeadReader) -> list[Marked]:
    """The cells of a line; one that holds a label with its value (企业名称：甲公司) counts as two."""
    found: list[Marked] = []
    for column, cell in grid.filled(row):
        pair = _LABELLED.fullmatch(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_PAIR and not cell.isascii() else None  # ISO9001:2015
        if pair is not None and names_something(reader.read(pair["label"])):
            found += [mark(grid, row, column, pair[part], reader) for part in ("label", "value")]
        else:
            found.append(mark(grid, row, column, cell, reader))
    return found


def _kind(cell: Cell, reading: HeadReading, is_time: bool) -> Kind:
    if is_time:
        return Kind.TIME
    if isinstance(cell, Decimal | Percent):
        return Kind.NUMBER
    if not isinstance(cell, str):
        return Kind.OTHER
    if cell.strip("（）() ") in _UNITS or _UNIT_NOTE.fullmatch(cell):
        return Kind.UNIT
    if names_something(reading):
        return Kind.LABEL
    if role_of(cell):
        return Kind.ROLE
    return Kind.LABEL if reading.why is Why.BESIDE else Kind.OTHER


def role_of(cell: Cell) -> str:
    """What a column is for by its title: item, value, unit, note, requirement, year; empty where the cell is no title."""
    if not isinstance(cell, str):
        return ""
    word, bare = plain(cell), plain(_UNIT_BEHIND.sub("", cell))
    return next((role for role, words in names().titles.items() if word in words or bare in words), "")


def role_in_title(cell: Cell) -> str:
    """The same for a cell of a line of titles, where the last word may say it: 我司实际, 复核要求, 经办人."""
    known = role_of(cell)
    if known or not isinstance(cell, str):
        return known
    word = plain(_UNIT_BEHIND.sub("", cell))
    if word.endswith(_ITEMS_AT_END):
        return "item"
    return next((role for role in _ROLES_AT_END for end in names().titles[role] if len(end) > 1 and word.endswith(end)), "")


def columns_of_labels(grid: Grid, reader: HeadReader) -> frozenset[int]:
    """The columns in which labels stand."""
    return frozenset(
        column
        for row in range(len(grid.lines))
        for column, cell in grid.filled(row)
        if isinstance(cell, str) and len(cell) <= LONGEST_HEAD and names_something(reader.read(cell))
    )


def form_lines(grid: Grid, reader: HeadReader, rows: Sequence[int], name_column: int | None = None) -> int:
    """How many lines have a label with something beside it that is none; where enterprises stand in a column, only if the label is there."""
    count = 0
    for row in rows:
        marked = marks_of(grid, row, reader)
        if name_column is not None and not any(each.column == name_column and each.kind is Kind.LABEL for each in marked):
            continue
        count += any(
            each.kind is Kind.LABEL and names_something(each.reading) and behind.kind in (Kind.OTHER, Kind.NUMBER, Kind.TIME, Kind.UNIT)
            for each, behind in pairwise(marked)
        )
    return count
