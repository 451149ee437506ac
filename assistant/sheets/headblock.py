"""Where the heads of a table stand: one line of them or up to four, years above fields or fields above years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import catalogue
from assistant.sheets.answers import answers, choices, read_answer
from assistant.sheets.grid import Grid
from assistant.sheets.headers import HeadReading, Why
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.times import time_of
from assistant.sheets.values import is_blank, shown

SEARCHED: Final = 60
"""Lines in which heads are looked for."""
LONGEST_HEAD: Final = 60
_MOST_LINES: Final = 4
_UNITS: Final = frozenset({"元", "千元", "万元", "百万元", "亿元", "%", "％", "人", "项", "件", "个", "年", "名", "分", "级"})
_SHORT: Final = 12
_OF_WHICH: Final = "其中"
_SHARE: Final = "占"
GO_ON: Final = (_OF_WHICH, _SHARE)
_SCORES: Final = frozenset({"score_innovation", "score_growth", "score_specialisation"})
_TOTALS: Final = frozenset({"总分", "总得分", "合计", "合计得分", "得分合计"})
_TOTAL_HEAD: Final = "自评总分"
NAME_HEAD: Final = "企业名称"
_FIRM = re.compile(r"[\u4e00-\u9fa5]{2}(?:公司|集团|厂|合作社|研究院|研究所)(?:$|[（(][^（()）]{1,20}[)）]$)")
_FEWEST_FIRMS: Final = 2
_LONGEST_FIRM: Final = 40
_SENTENCE = re.compile("[:：,，。;；、]")
_BRACKETS = re.compile("[（(][^（()）]{0,40}[)）]")
_HOW = re.compile(r"[01]\s?[-=:：]?\s?[是有否无][,，;；、/\s]{0,2}[01]\s?[-=:：]?\s?[是有否无]|年月日?|是/否|有/无|yyyy[-/.]?mm(?:[-/.]?dd)?")
_COLON = re.compile("[:：]")
"""In a line above the heads: 填报单位：某局, 填报日期：2025年6月."""


@dataclass(frozen=True)
class HeadBlock:
    """Lines `first`..`last` of a grid hold the heads.

    Attributes:
        columns: by column, what its head names; columns without any head are not among them.
        fields: how many fields are named.
    """

    first: int
    last: int
    columns: Mapping[int, HeadReading]
    fields: int


def how_to_fill(text: str) -> bool:
    """Whether a cell beneath a head says only how it is filled in: 1是0否, 年月."""
    return _HOW.fullmatch(text.strip()) is not None


def names_something(reading: HeadReading) -> bool:
    """Whether a head names a field, be it one that can't be read here."""
    return reading.header is not None or reading.key is not None


def find_heads(grid: Grid, reader: HeadReader) -> HeadBlock | None:
    """The block of heads that names most fields; None where no line names any."""
    best, most = -1, 0
    for row in range(min(SEARCHED, len(grid.lines))):
        count = fields_of_line(grid, row, reader)
        if count > most:
            best, most = row, count
    if best < 0:
        return None
    first, last = best, best
    while first > 0 and best - first < _MOST_LINES - 1 and _is_group_line(grid, first - 1, first, reader):
        first -= 1
    while last + 1 < len(grid.lines) and last - first < _MOST_LINES - 1 and _continues(grid, first, last, reader):
        last += 1
    columns: dict[int, HeadReading] = {}
    ticked = answers(grid, last - 1, last) if last > first else {}
    chosen = choices(grid, last - 1, last, reader) if last > first else {}
    whole: HeadReading | None = None
    for column in range(grid.width):
        parts = _parts(grid, first, last, column)
        if column in chosen:
            columns[column] = chosen[column]
        elif column in ticked:
            columns[column] = read_answer(parts, ticked[column], reader)
        elif parts:
            columns[column] = _of_which(whole, parts, reader)
            whole = whole if _goes_on(parts) else columns[column]
    columns = _with_total(_with_names(grid, last, columns, reader), reader)
    fields = {reading.header.path for reading in columns.values() if reading.header is not None}
    return HeadBlock(first, last, columns, len(fields) or most)


def _with_total(columns: dict[int, HeadReading], reader: HeadReader) -> dict[int, HeadReading]:
    """总分 beside the points of the three parts is their sum."""
    keys = {reading.header.key for reading in columns.values() if reading.header is not None}
    total = next((column for column, reading in columns.items() if plain(reading.text) in _TOTALS), None)
    if total is None or not keys >= _SCORES or "score_total" in keys:
        return columns
    return {**columns, total: replace(reader.read(_TOTAL_HEAD), text=columns[total].text)}


def _with_names(grid: Grid, last: int, columns: dict[int, HeadReading], reader: HeadReader) -> dict[int, HeadReading]:
    """Where no head is that of the enterprises' names, the column whose cells are such names is theirs: 单位, 对象."""
    if any(reading.header is not None and reading.header.key == "name" for reading in columns.values()):
        return columns
    for column in [column for column, reading in columns.items() if not names_something(reading)]:
        if has_firms(grid, last, column):
            return {**columns, column: replace(reader.read(NAME_HEAD), text=columns[column].text)}
    return columns


def has_firms(grid: Grid, last: int, column: int) -> bool:
    """Whether most cells of a column beneath line `last` are names of firms, and not all of one."""
    cells = [shown(grid.said(row, column)) for row in range(last + 1, min(last + 1 + SEARCHED, len(grid.lines)))]
    firms = [cell for cell in cells if _FIRM.search(cell)]
    return len(set(firms)) >= _FEWEST_FIRMS and 2 * len(firms) >= sum(bool(cell) for cell in cells)


def is_firm(text: str) -> bool:
    """Whether a text is the name of a firm and nothing beside: 赣州同创阀门股份有限公司（盖章）.

    >>> is_firm("赣州同创阀门股份有限公司"), is_firm("某公司2025年财务情况表"), is_firm("报送单位：某某有限公司")
    (True, False, False)
    """
    return _FIRM.search(text) is not None and _SENTENCE.search(text) is None and len(text) <= _LONGEST_FIRM


def _goes_on(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(GO_ON) for part in parts) or all(time_of(part) is not None for part in parts)


def _of_which(left: HeadReading | None, parts: tuple[str, ...], reader: HeadReader) -> HeadReading:
    """What a head names; 其中自主研发 and 占营收比重 go on with the head to their left where they name nothing by themselves."""
    reading = reader.read(*parts)
    if len(parts) == 1 and time_of(parts[0]) is not None and left is not None and left.header is not None and left.header.year is not None:
        timed = reader.read(*parts, left.header.info.zh)
        return replace(timed, text=parts[0], header=replace(timed.header, text=parts[0], unit=left.header.unit)) if timed.header is not None else reading
    if names_something(reading) or left is None or left.header is None or not _goes_on(parts):
        return reading
    if left.header.key in catalogue() and parts[0].startswith(_SHARE):
        share = reader.read(f"{left.header.info.zh}{parts[0]}", *parts[1:])
        return share if share.header is not None and share.header.key != left.header.key else reading
    together = reader.read(left.text, parts[-1])
    if together.header is None and left.header.key in catalogue():
        together = reader.read(left.header.info.zh, parts[-1])  # 发明专利 | 其中：受让
    return together if together.header is not None and together.header.key != left.header.key else reading


def fields_of_line(grid: Grid, row: int, reader: HeadReader) -> int:
    """How many different fields the cells of a line name."""
    found: set[str] = set()
    for _, cell in grid.filled(row):
        if isinstance(cell, str) and len(cell) <= LONGEST_HEAD:
            reading = reader.read(cell)
            if names_something(reading):
                found.add(reading.header.path if reading.header is not None else reading.text)
    return len(found)


def _parts(grid: Grid, first: int, last: int, column: int) -> tuple[str, ...]:
    """The words of one column's head; what a blank cell of a text file leaves out stands to its left."""
    parts = [_head_text(grid, row, column) or _spread(grid, row, last, column) for row in range(first, last + 1)]
    return tuple(part for part in parts if part and not how_to_fill(part))


def _head_text(grid: Grid, row: int, column: int) -> str:
    cell = grid.said(row, column)
    time = time_of(cell)
    return f"{time.year}年" if time is not None and time.year and not isinstance(cell, str) else shown(cell)


def _spread(grid: Grid, row: int, last: int, column: int) -> str:
    """Without merged cells a head over several columns is written once: 营业收入,,, over 2022年,2023年,2024年."""
    if row == last or any(merge.top <= grid.number(row) <= merge.bottom for merge in grid.sheet.merges):
        return ""
    if all(is_blank(grid.said(below, column)) for below in range(row + 1, last + 1)):
        return ""
    for left in range(column - 1, -1, -1):
        if text := _head_text(grid, row, left):
            under = any(not is_blank(grid.said(below, left)) for below in range(row + 1, last + 1))
            return text if under else ""
    return ""


def _is_group_line(grid: Grid, row: int, below: int, reader: HeadReader) -> bool:
    """Whether a line groups the heads beneath it: years, 财务指标, 母公司; never a title over the whole width."""
    filled = [(column, cell) for column, cell in grid.filled(row) if not is_blank(cell)]
    if not filled or any(len(shown(cell)) > LONGEST_HEAD or _COLON.search(shown(cell)) for _, cell in filled):
        return False
    spans = {column: _span(grid, row, column) for column, _ in filled}
    if len(filled) == 1:
        column, cell = filled[0]
        partial = spans[column] < grid.width - 1 and (spans[column] > 1 or time_of(cell) is not None)
        return column > min((at for at, _ in grid.filled(below)), default=0) and partial and len(shown(cell)) <= _SHORT and bool(_head_text(grid, below, column))
    if any(time_of(cell) is None and not isinstance(cell, str) for _, cell in filled):
        return False
    grouped = sum(1 for column, cell in filled if spans[column] > 1 or time_of(cell) is not None)
    reaching = {column for column, _ in filled if grid.origin(below, column) == (row, column)}
    return grouped > 0 and all(_is_head_like(grid, row, column, reader) or spans[column] > 1 or column in reaching for column, _ in filled)


def _span(grid: Grid, row: int, column: int) -> int:
    """Over how many columns a merged cell goes; in a text file, over blank ones to the right that have heads beneath."""
    width = 1
    while column + width < grid.width and grid.origin(row, column + width) == (row, column):
        width += 1
    if width == 1 and not grid.sheet.merges and row + 1 < len(grid.lines):
        while column + width < grid.width and is_blank(grid.cell(row, column + width)) and not is_blank(grid.cell(row + 1, column + width)):
            width += 1
    return width


def _continues(grid: Grid, first: int, last: int, reader: HeadReader) -> bool:
    """Whether the next line belongs to the heads: years, units, keys or fields beneath wider heads, and no value."""
    row = last + 1
    filled = list(grid.filled(row))
    if not filled:
        return False
    if len(grid.lines) == row + 1 and all(time_of(cell) is not None for _, cell in filled) and len(filled) == 1:
        return False
    heads = [_is_head_like(grid, row, column, reader) for column, _ in filled]
    under = [_is_under_wide_head(grid, last, row, column) for column, _ in filled]
    merged = all(grid.extent(*grid.origin(last, column))[1] > 1 for column, _ in filled)
    if answers(grid, last, row) or choices(grid, last, row, reader):
        return True
    return all(head or below for head, below in zip(heads, under, strict=True)) and (any(heads) or merged)


def _is_under_wide_head(grid: Grid, last: int, row: int, column: int) -> bool:
    """A short word beneath a head that goes over several columns: 占比 under 研发费用."""
    cell = grid.cell(row, column)
    origin = grid.origin(last, column)
    wide = origin != (last, column) or _span(grid, last, column) > 1 or (is_blank(grid.cell(last, column)) and column > 0)
    return isinstance(cell, str) and len(cell) <= _SHORT and wide and not any(sign.isdigit() for sign in _BRACKETS.sub("", cell))


def _is_head_like(grid: Grid, row: int, column: int, reader: HeadReader) -> bool:
    """A year, a unit, a key or a name of a field or column."""
    cell = grid.cell(row, column)
    if time_of(cell) is not None:
        return True
    if not isinstance(cell, str) or len(cell) > LONGEST_HEAD:
        return False
    text = cell.strip("（）()[] ")
    if how_to_fill(cell) or text in _UNITS or text.partition(".")[0] in catalogue() or plain(cell) in names().beside:
        return True
    reading = reader.read(cell)
    return names_something(reading) or reading.why is Why.BESIDE
