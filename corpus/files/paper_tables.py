"""Tables drawn on a page of a PDF -> rows of cells: the ruled lines say where a cell is, so an empty one keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

from corpus.files.layout import join_halves
from corpus.files.word_table import Cell, row_lines
from corpus.headings import opening_of

_NEAR: Final = 3.0
"""Points within which two lines are one, or meet."""
_SHORTEST: Final = 6.0
_MOST_DRAWN: Final = 20_000
_MOST_LINES: Final = 600
_DEPTH: Final = 1
_LEAST_COLUMNS: Final = 2
_BREAK: Final = "\x1e"
_BREAKS: Final = re.compile("[\r\n]*\x1e[\r\n]*")
"""Round a table, one line end whatever stands there."""


@dataclass(frozen=True)
class Stroke:
    """A line drawn along the page or down it: `at` across its way, from `start` to `end` along it."""

    level: bool
    at: float
    start: float
    end: float

    def meets(self, other: Stroke) -> bool:
        return self.start - _NEAR <= other.at <= self.end + _NEAR and other.start - _NEAR <= self.at <= other.end + _NEAR


@dataclass
class Grid:
    """One table: where its lines are, and which of its fields make up one cell.

    Attributes:
        across: the places of the lines down the page, from the left.
        down: the places of the lines along the page, from the top.
    """

    across: list[float]
    down: list[float]
    _first: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _words: dict[tuple[int, int], list[tuple[float, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, strokes: Sequence[Stroke]) -> Grid | None:
        """The table that lines make which meet; None where they make no table of several columns."""
        level, upright = ([each for each in strokes if each.level is way] for way in (True, False))
        across, down = _places(upright), _places(level)[::-1]
        if len(across) <= _LEAST_COLUMNS or len(down) < 2:
            return None
        grid = cls(across, down)
        for row in range(len(down) - 1):
            for column in range(len(across) - 1):
                grid._first[row, column] = grid._joins(row, column, level, upright)
        return grid

    def _joins(self, row: int, column: int, level: Sequence[Stroke], upright: Sequence[Stroke]) -> tuple[int, int]:
        """The first field of the cell that this one belongs to: no line parts it from the one before or above."""
        top, bottom = self.down[row], self.down[row + 1]
        left, right = self.across[column], self.across[column + 1]
        if column and not any(_covers(each, left, bottom, top) for each in upright):
            return self._first[row, column - 1]
        if row and not any(_covers(each, top, left, right) for each in level):
            return self._first[row - 1, column]
        return row, column

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        return self.across[0] <= x <= self.across[-1] and self.down[-1] <= y <= self.down[0]

    def put(self, x: float, y: float, sign: str) -> None:
        """A sign into its cell."""
        row = next(n for n, (_, bottom) in enumerate(pairwise(self.down)) if y >= bottom)
        column = next(n for n, (_, right) in enumerate(pairwise(self.across)) if x <= right)
        self._words.setdefault(self._first[row, column], []).append((y, sign))

    def lines(self) -> Iterator[str]:
        """The rows, as those of a Word table are written."""
        for row in range(len(self.down) - 1):
            cells: list[Cell] = []
            before: tuple[int, int] | None = None
            for column in range(len(self.across) - 1):
                first = self._first[row, column]
                if first == before:
                    cells[-1].span += 1
                    continue
                cells.append(Cell(_cell_lines(self._words.get(first, ())) if first == (row, column) else []))
                before = first
            yield from row_lines(cells)


def grids_of(page: Any) -> list[Grid]:
    """The tables drawn on a page; none where more is drawn than a table has."""
    drawn = _strokes(page)
    strokes = _merged(drawn) if len(drawn) <= _MOST_DRAWN else []
    if len(strokes) > _MOST_LINES:
        return []
    return [grid for group in _groups(strokes) if (grid := Grid.of(group)) is not None]


def page_text(textpage: Any, grids: Sequence[Grid]) -> str:
    """The page's text, line by line, each table as its rows where its first sign stood; nothing where signs can't be placed.

    Between two signs pdfium puts a space or a line end that the page has not; which it is, their height says.
    """
    from pypdfium2 import raw

    text = textpage.get_text_range()
    if len(text) != textpage.count_chars():
        return ""
    starts: dict[int, int] = {}
    out: list[str] = []
    height, between = None, ""
    for place, sign in enumerate(text):
        if raw.FPDFText_IsGenerated(textpage, place) == 1 or sign in "\r\n":
            between += sign
            continue
        left, bottom, right, top = textpage.get_charbox(place, loose=True)
        x, y = (left + right) / 2, (bottom + top) / 2
        number = next((n for n, grid in enumerate(grids) if grid.holds(x, y)), None)
        if number is not None:
            grids[number].put(x, y, sign)
            if number not in starts:
                starts[number] = len(out)
                out.append("")
        else:
            lower = between and height is not None and abs(y - height) > (top - bottom) / 2
            out += ["\n" if lower else between, sign]
            height = y
        between = ""
    for number, place in starts.items():
        out[place] = _BREAK + "\n".join(grids[number].lines()) + _BREAK
    return _BREAKS.sub("\n", "".join(out))


def _strokes(page: Any) -> list[Stroke]:
    from ctypes import byref, c_float

    from pypdfium2 import raw

    found: list[Stroke] = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH):
        matrix = drawn.get_matrix()
        x, y = c_float(), c_float()
        begun = last = (0.0, 0.0)
        for number in range(raw.FPDFPath_CountSegments(drawn)):
            segment = raw.FPDFPath_GetPathSegment(drawn, number)
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            point = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                begun = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                found += _stroke(last, point)
            if raw.FPDFPathSegment_GetClose(segment):
                found += _stroke(point, begun)
            last = point
            if len(found) > _MOST_DRAWN:
                return found
    return found


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> list[Stroke]:
    (left, low), (right, high) = one, other
    if abs(high - low) < 1 and abs(right - left) >= _SHORTEST:
        return [Stroke(True, (low + high) / 2, min(left, right), max(left, right))]
    if abs(right - left) < 1 and abs(high - low) >= _SHORTEST:
        return [Stroke(False, (left + right) / 2, min(low, high), max(low, high))]
    return []


def _merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Lines that go on in each other, or lie on each other, as one."""
    merged: list[Stroke] = []
    for level in (True, False):
        rows: list[list[Stroke]] = []
        for each in sorted((each for each in strokes if each.level is level), key=lambda each: each.at):
            if rows and each.at - rows[-1][0].at <= _NEAR:
                rows[-1].append(each)
            else:
                rows.append([each])
        for row in rows:
            row.sort(key=lambda each: each.start)
            last = row[0]
            for each in row[1:]:
                if each.start <= last.end + _NEAR:
                    last = replace(last, end=max(last.end, each.end))
                else:
                    merged.append(last)
                    last = each
            merged.append(last)
    return merged


def _groups(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines that meet, directly or by way of others."""
    left = list(strokes)
    groups: list[list[Stroke]] = []
    while left:
        group, todo = [], [left.pop()]
        while todo:
            one = todo.pop()
            group.append(one)
            near = [each.level is not one.level and one.meets(each) for each in left]
            todo += [each for each, is_near in zip(left, near, strict=True) if is_near]
            left = [each for each, is_near in zip(left, near, strict=True) if not is_near]
        groups.append(group)
    return groups


def _places(strokes: Sequence[Stroke]) -> list[float]:
    """Where lines of one way are, those that are near each other as one, in their order."""
    places: list[float] = []
    for at in sorted(each.at for each in strokes):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _covers(stroke: Stroke, at: float, start: float, end: float) -> bool:
    """Whether a line stands there over most of the way from `start` to `end`."""
    reached = min(stroke.end, end) - max(stroke.start, start)
    return abs(stroke.at - at) <= 2 * _NEAR and reached >= 0.6 * (end - start)


def _cell_lines(signs: Sequence[tuple[float, str]]) -> list[str]:
    """The words of a cell; lines that its width broke are joined, clauses begin lines of their own."""
    lines: list[str] = []
    height = None
    for y, sign in signs:
        if height is None or abs(y - height) > 2 * _NEAR:
            lines.append("")
            height = y
        lines[-1] += sign
    whole: list[str] = []
    for line in (line.strip() for line in lines):
        if whole and line and opening_of(line) is None:
            whole[-1] = join_halves(whole[-1], line)
        elif line:
            whole.append(line)
    return whole
