"""Two fields under one head, two values in one cell: 资产总额/负债总额 with 8200/3900 beneath.

Only where the head's parts each name a field, and the cell has as many parts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant import bounded as re
from assistant.sheets.headers import HeadReading, Why
from assistant.sheets.mapping import HeadReader
from assistant.sheets.values import Cell, shown

_PARTS = re.compile(r"\s{0,3}[/／|、+＋及]\s{0,3}")
_BRACKETS = re.compile(r"[（(][^（()）]{1,40}[)）]$")
_SHARE = re.compile(r"([^占]{1,12})(?:占比|所占比[例重])(?:\s{0,2}[（(]?%[)）]?)?")
_MOST: Final = 3
JOINED: Final = "+"
"""Between the parts that one column counts together: 实用新型、外观."""


def heads_of(reading: HeadReading, reader: HeadReader) -> tuple[HeadReading, ...]:
    """The fields that a head names side by side, with the unit behind them all; none where it is one head."""
    if reading.why is not Why.UNKNOWN:
        return ()
    behind = _BRACKETS.search(reading.text)
    parts = _PARTS.split(_BRACKETS.sub("", reading.text))
    if behind and len(parts) == 1 and len(inner := _PARTS.split(behind[0][1:-1])) > 1:  # 小专利（实用新型、外观）
        parts, behind = inner, None
    if not 2 <= len(parts) <= _MOST:
        return ()
    read = tuple(_of_the_first(reader.read(part + (behind[0] if behind else "")), parts[0], reader) for part in parts)
    first = read[0].header
    if first is not None and first.year is not None and not first.year_assumed:  # 2025年营业收入/净利润
        read = (read[0], *(_of_the_year(each, first.year, reader) for each in read[1:]))
    keys = {(each.header.key, each.header.part) for each in read if each.header is not None}
    return read if len(keys) == len(parts) else ()


def _of_the_first(reading: HeadReading, first: str, reader: HeadReader) -> HeadReading:
    """A share of what the head before it counts: 研发占比 behind 员工 is of the staff."""
    share = _SHARE.fullmatch(reading.text)
    told = reader.read(f"{share[1]}占{first}比例") if share else reading
    return replace(told, text=reading.text, header=replace(told.header, text=reading.text)) if told.header is not None else reading


def _of_the_year(reading: HeadReading, year: str, reader: HeadReader) -> HeadReading:
    """A head that names no year, under that of the one before it."""
    timed = reader.read(f"{year}年", reading.text)
    return timed if reading.header is not None and reading.header.year_assumed and timed.header is not None else reading


def head_of_all(heads: tuple[HeadReading, ...]) -> HeadReading | None:
    """One head for what several parts of one field come to: 25 under 实用新型/外观/软著; None where they are of several fields."""
    first = heads[0].header if heads else None
    if first is None or any(each.header is None or each.header.path != first.path for each in heads):
        return None
    parts = [head.header.part for head in heads if head.header is not None]
    return HeadReading(heads[0].text, replace(first, part=JOINED.join(part for part in parts if part) if all(parts) else None))


def cells_of(cell: Cell, heads: tuple[HeadReading, ...]) -> tuple[Cell, ...]:
    """The cell in as many parts as there are heads; none where it has more or fewer."""
    parts = _PARTS.split(shown(cell)) if isinstance(cell, str) else []
    return tuple(parts) if len(parts) == len(heads) and all(parts) else ()
