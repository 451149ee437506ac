"""Tables: a line of years over lines of names with their numbers, or a line of names over lines of years.

What separates the cells (tabs, bars, commas, spaces) doesn't matter; where a cell is empty, the columns are counted.

>>> from datetime import date
>>> scan = Scan("项目\\t2024年\\t2023年\\n营业收入\\t8000\\t7500", date(2025, 5, 20))
>>> [(g.names[0].words, g.dates[0].words, g.numbers[0].words) for g in grid_groups(scan)[0]]
[('营业收入', '2024年', '8000'), ('营业收入', '2023年', '7500')]
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from assistant import bounded
from assistant.reading.groups import Group
from assistant.reading.layout import Clause
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.scan import Scan, Token, TokenKind

_SEPARATOR: Final = bounded.compile(r"\t|[|]")
_RULE: Final = bounded.compile(r"[\s|:+=—-]{3,200}")
_YEARS: Final = frozenset({When.YEAR, When.NOW, When.PART})
_UNIT: Final = bounded.compile(r"(?P<unit>百万元|万元|亿元|千元|元|%|人|项|件|个|年|分)")
_REQUIREMENTS: Final = ("要求", "标准", "门槛", "条件", "文件要求", "指标要求", "规定")
_TIMES: Final = ("年份", "年度", "时间", "会计年度")
_HEAD_WORDS: Final = 16
"""Characters that a line of heads may have beside its heads."""
_FEW: Final = 2


def grid_groups(scan: Scan) -> tuple[list[Group], frozenset[int]]:
    """The numbers of all tables, each with its name and year, and where the tokens of tables stand."""
    reader = _Grids(scan)
    found = list(reader.run())
    return found, frozenset(reader.used)


class _Grids:
    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.used: set[int] = set()
        breaks = [place for place, sign in enumerate(scan.text) if sign == "\n"]
        self.starts = [0, *(place + 1 for place in breaks)]
        self.lines: list[list[Token]] = [[] for _ in self.starts]
        for token in scan.tokens:
            self.lines[bisect_right(self.starts, token.start) - 1].append(token)

    def run(self) -> Iterator[Group]:
        heads: list[Token] = []
        head_line = 0
        required: frozenset[int] | None = None
        for number, tokens in enumerate(self.lines):
            if self._text(number).strip() == "" or _RULE.fullmatch(self._text(number)):
                continue
            if (columns := self._required_columns(number, tokens)) is not None:
                heads, required = [], columns
                continue
            if required is not None:
                yield from self._compared(number, tokens, required)
                continue
            if new := self._heads(number, tokens):
                heads, head_line = new, number
                continue
            numbers = [token for token in tokens if token.kind is TokenKind.NUMBER]
            row = self._row(number, tokens, heads) if heads and numbers else None
            if row is None:
                if not numbers or not heads:
                    heads = [] if not self._is_label(number) else heads
                continue
            placed = self._columns(number, numbers, heads, head_line)
            if not any(placed) and not _SEPARATOR.search(self._text(number)):
                continue
            self.used |= {token.start for token in (*tokens, *heads)}
            yield from self._groups(number, row, numbers, placed)

    def _required_columns(self, number: int, tokens: Sequence[Token]) -> frozenset[int] | None:
        """The columns of a head such as 指标 | 要求 | 我们 that recite requirements."""
        cells = [cell.strip() for cell in _SEPARATOR.split(self._text(number))]
        if len(cells) < _FEW or any(token.kind in (TokenKind.NUMBER, TokenKind.NAME, TokenKind.DATE) for token in tokens):
            return None
        found = frozenset(place for place, cell in enumerate(cells) if cell.endswith(_REQUIREMENTS))
        return found or None

    def _compared(self, number: int, tokens: Sequence[Token], required: frozenset[int]) -> Iterator[Group]:
        """A line of such a table: a name, what is required, and what the enterprise has."""
        names = [token for token in tokens if token.kind is TokenKind.NAME]
        numbers = [token for token in tokens if token.kind is TokenKind.NUMBER]
        if not names or not numbers or not _SEPARATOR.search(self._text(number)):
            return
        self.used |= {token.start for token in tokens}
        for token in numbers:
            column = self._cell(number, token)
            yield Group(self._clause(token), names=names[:1], numbers=[token], sealed=True, required=column in required)

    def _heads(self, number: int, tokens: Sequence[Token]) -> list[Token] | None:
        """A line of at least two years, or of at least two names, and nearly nothing else."""
        if any(token.kind is TokenKind.NUMBER for token in tokens):
            return None
        years = [token for token in tokens if isinstance(token.value, DateMention) and token.value.when in _YEARS and token.value.year]
        names = [token for token in tokens if token.kind is TokenKind.NAME]
        enough = len(names) >= _FEW or (bool(names) and self._text(number).lstrip("| \t").startswith(_TIMES))
        heads = years if len(years) >= _FEW else names if enough and not years else []
        left = len(self._text(number).replace(" ", "").replace("\t", "").replace("|", "")) - sum(len(token.words) for token in heads)
        if not heads or left > _HEAD_WORDS or not self._divided(number, heads):
            return None
        return heads

    def _divided(self, number: int, heads: Sequence[Token]) -> bool:
        """Only separators, units in brackets and the like stand between the heads."""
        between = [self.scan.text[a.end : b.start] for a, b in itertools.pairwise(heads)]
        marks = "\t|,，、 /"
        return all(any(mark in words for mark in marks) and len(words) <= _HEAD_WORDS for words in between) and len(self.lines) > number + 1

    def _row(self, number: int, tokens: Sequence[Token], heads: Sequence[Token]) -> list[Token] | None:
        """What heads the line: a name under years, a year under names; empty where its first cell is no name known."""
        wanted = TokenKind.DATE if heads[0].kind is TokenKind.NAME else TokenKind.NAME
        first = next((token for token in tokens if token.kind is TokenKind.NUMBER), None)
        lead = [token for token in tokens if token.kind is wanted and first is not None and token.start < first.start]
        if lead:
            return [lead[-1]] if wanted is TokenKind.NAME else lead[:1]
        cells_match = bool(_SEPARATOR.search(self._text(number)))
        return [] if cells_match and (wanted is TokenKind.NAME or first is tokens[0]) else None

    def _columns(self, number: int, numbers: Sequence[Token], heads: Sequence[Token], head_line: int) -> list[Token | None]:
        """The head of each number: by its column, else by its place in the line."""
        head_cells = {self._cell(head_line, head): head for head in heads}
        if len(head_cells) == len(heads) and self._cells(number) == self._cells(head_line) and self._cells(number) > 1:
            return [head_cells.get(self._cell(number, token)) for token in numbers]
        if len(numbers) == len(heads):
            return list(heads)
        by_cell = self._cells_of_a_full_line(heads, head_line) if self._cells(number) else {}
        return [by_cell.get(self._cell(number, token)) for token in numbers]

    def _cells_of_a_full_line(self, heads: Sequence[Token], head_line: int) -> dict[int, Token]:
        """Which cell stands under which head, as the first line shows that has a number under each."""
        for number in range(head_line + 1, len(self.lines)):
            numbers = [token for token in self.lines[number] if token.kind is TokenKind.NUMBER]
            if not self._text(number).strip():
                break
            cells = {self._cell(number, token): head for token, head in zip(numbers, heads, strict=False)}
            if len(numbers) == len(heads) == len(cells):
                return cells
        return {}

    def _groups(self, number: int, row: Sequence[Token], numbers: Sequence[Token], placed: Sequence[Token | None]) -> Iterator[Group]:
        for token, head in zip(numbers, placed, strict=True):
            group = Group(self._clause(token), numbers=[token], sealed=True, unit=self._unit(number))
            for each in (*row, *([head] if head else [])):
                (group.names if each.kind is TokenKind.NAME else group.dates).append(each)
            if head is None:
                group.names.clear()
            yield group

    def _unit(self, number: int) -> str | None:
        """The unit in a cell of its own."""
        cells = [cell.strip() for cell in _SEPARATOR.split(self._text(number))]
        return next((cell for cell in cells if _UNIT.fullmatch(cell)), None)

    def _cell(self, number: int, token: Token) -> int:
        return len(_SEPARATOR.findall(self.scan.text[self.starts[number] : token.start]))

    def _cells(self, number: int) -> int:
        return len(_SEPARATOR.findall(self._text(number).rstrip()))

    def _is_label(self, number: int) -> bool:
        return len(self._text(number).strip()) <= _HEAD_WORDS

    def _clause(self, token: Token) -> Clause:
        return self.scan.clause_of(token)

    def _text(self, number: int) -> str:
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.scan.text)
        return self.scan.text[self.starts[number] : end]
