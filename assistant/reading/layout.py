"""How a text is laid out: lines, sentences, clauses, and what stands in brackets.

>>> [text[c.start:c.end] for text in ["营收7200万（上年6900万），能报吗？"] for c in clauses(text, ())]
['营收7200万', '上年6900万', '能报吗']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import lexicon

_OPENING: Final = dict(zip("（(【[「〔", "）)】]」〕", strict=True))
_SENTENCE_ENDS: Final = frozenset("。！!？?\n")
_BOXES: Final = frozenset("☑☒☐✅✔❌●•◆▪")
"""Signs that head what is ticked or listed."""
_CLAUSE_ENDS: Final = frozenset("，,；;…") | _BOXES | _SENTENCE_ENDS
_DEEPEST: Final = 3
_PAUSE: Final = bounded.compile(r"(?<=[\u4e00-\u9fff\d%]) (?=[\u4e00-\u9fff])")
_FEW_PAUSES: Final = 2
_SHORT: Final = 5
_UNMARKED: Final = bounded.compile(r"[^。！!？?\n]+")
_MARKS: Final = bounded.compile(r"[，,；;|\t]")
_LABEL: Final = bounded.compile(r"[【\[〔][^】\]〕\n\d]{1,12}[】\]〕](?=[ \t]{0,3}[^\s])")
_COMMA: Final = bounded.compile("[,，]")
_BAR: Final = bounded.compile(r"[|｜]")
_DASH: Final = bounded.compile(r"—{2,4}|─{2,4}")
_BARE_VALUE: Final = bounded.compile(r"\s{0,8}(?:[≥≤<>=约-]{0,2}\s{0,2}[\d.,]{0,16}\s{0,2}(?:[万亿千百]{0,2}元?|%|人|项|件|个|分|年)?|是|否|有|无|没有|√|✓|×|已有|已取得|已通过|符合|满足)\s{0,8}")
_NUMBER_CELL: Final = bounded.compile(r"\s{0,3}[\d.%]{1,16}\s{0,2}[万亿元%人项件个分]{0,3}\s{0,3}")
_LONGEST_CELL: Final = 16
_YEAR_CELL: Final = bounded.compile(r"(?:^|[,，])\s{0,3}20\d\d年?(?:度|末)?\s{0,3}(?=$|[,，])")


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two marks.

    Attributes:
        start, end: its place, marks and outer space left out.
        mark: the mark that ends it; empty at the end of the text and before a bracket.
        sentence, line: numbers of the sentence and the line it stands in.
        host: number of the clause in whose brackets it stands.
    """

    index: int
    start: int
    end: int
    mark: str
    sentence: int
    line: int
    host: int | None = None

    @property
    def asks(self) -> bool:
        """Whether a question mark ends it."""
        return self.mark in ("?", "？")


def tabbed(text: str) -> str:
    """The text with the commas of tables as tabs, in the same places, so that they divide no number.

    >>> tabbed("项目,2024年,2023年\\n研发费用,800,750")
    '项目\\t2024年\\t2023年\\n研发费用\\t800\\t750'
    """
    lines = text.split("\n")
    head = 0
    for number, line in enumerate(lines):
        marks = line.count(",") + line.count("，")
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if marks and '"' not in line and (len(_YEAR_CELL.findall(line)) > 1 or _is_a_head(line, following)):
            head = marks
        elif marks != head or not head or '"' in line:
            head = 0
            continue
        if len(_YEAR_CELL.findall(line)) > 1 and following.count(",") + following.count("，") != marks:
            head = 0
            continue
        lines[number] = line.replace(",", "\t").replace("，", "\t")
    return "\n".join(lines)


def _pauses(text: str) -> frozenset[int]:
    """The spaces that part clauses in sentences without any mark, as in what was dictated: 去年营收八千万 前年七千万 研发四百万."""
    found: set[int] = set()
    for sentence in _UNMARKED.finditer(text):
        spaces = [match.start() for match in _PAUSE.finditer(text, sentence.start(), sentence.end())]
        if len(spaces) == 1 and _asks_twice(text[sentence.start() : spaces[0]], text[spaces[0] + 1 : sentence.end()]):
            found.update(spaces)
        if len(spaces) >= _FEW_PAUSES and not _MARKS.search(sentence[0]):
            found.update(spaces)
    return frozenset(found)


def _asks_twice(left: str, right: str) -> bool:
    """第五批复核用哪个标准 增长率看不看: a space between two questions parts them."""
    return min(len(left), len(right)) > _SHORT and all(lexicon("asking", "asks").has(words) for words in (left, right))


def _bars(text: str) -> frozenset[int]:
    """The bars that part points told one beside the other (负债率45%｜自主品牌有), and not a name from its value."""
    found: set[int] = set()
    for line in bounded.compile(r"[^\n]+").finditer(text):
        bars = [match.start() for match in _BAR.finditer(text, line.start(), line.end())]
        for bar, following in zip(bars, [*bars[1:], line.end()], strict=False):
            if not _BARE_VALUE.fullmatch(text, bar + 1, following):
                found.add(bar)
    return frozenset(found)


def _is_a_head(line: str, following: str) -> bool:
    """A line of words over a line that holds as many numbers."""
    cells, below = _COMMA.split(line), _COMMA.split(following)
    if len(cells) != len(below) or any(sign.isdigit() for sign in line):
        return False
    return all(_NUMBER_CELL.fullmatch(cell) for cell in below[1:]) and all(0 < len(cell.strip()) <= _LONGEST_CELL for cell in cells)


def clauses(text: str, kept: Iterable[tuple[int, int]], heads: Iterable[tuple[int, int]] = (), breaks: Iterable[int] = ()) -> tuple[Clause, ...]:
    """The clauses of a normalised text; brackets open clauses of their own, in the clause they stand in.

    Args:
        kept: spans that no mark divides, such as `12,560.38`.
        heads: spans that a clause begins behind where they head it, such as `问：` and `1、`.
        breaks: places at which a clause begins without a mark before it.
    """
    return _Divider(text, kept, heads, frozenset(breaks)).run()


class _Divider:
    def __init__(self, text: str, kept: Iterable[tuple[int, int]], heads: Iterable[tuple[int, int]], breaks: frozenset[int]) -> None:
        self.text = text
        self.breaks = breaks
        self.heads = dict(heads)
        self.pauses = _pauses(text) | _bars(text) | frozenset(place for match in _DASH.finditer(text) for place in range(*match.span()))
        self.inside = {place for start, end in kept for place in range(start, end)}
        self.found: list[Clause] = []
        self.sentence = self.line = 0
        self.ended = len(text)
        """Where the mark stands that ended the sentence before."""
        self.open: list[tuple[str, int, int]] = []
        self.start = 0

    def run(self) -> tuple[Clause, ...]:
        for place, sign in enumerate(self.text):
            if place in self.breaks:
                self._close(place, ",")
                self.start = place
            if place in self.inside:
                continue
            if sign in _OPENING and len(self.open) < _DEEPEST and not self._is_label(place):
                host = self._close(place, "")
                self.open.append((_OPENING[sign], host, place))
                self.start = place + 1
            elif self.open and sign == self.open[-1][0]:
                self._close(place, "")
                self.open.pop()
                self.start = place + 1
            elif place in self.pauses:
                self._close(place, ",")
                self.start = place + 1
            elif sign in _CLAUSE_ENDS or self._is_full_stop(place) or (sign == "~" and not self.text[place + 1 : place + 2].isdigit()):
                self._close(place, sign)
                self.start = place + 1
                if sign == "\n":
                    self.line += 1
                    self.open.clear()
                if sign in _SENTENCE_ENDS or sign == ".":
                    self._end_sentence(place, sign)
        self._close(len(self.text), "")
        return tuple(self.found)

    def _close(self, end: int, mark: str) -> int:
        """End the clause under way; the number of the one that what follows belongs to."""
        start = first = self._past_space(self.start, end)
        while start in self.heads:
            start = self._past_space(self.heads[start], end)
        start = start if start < end else first
        while end > start and self.text[end - 1].isspace():
            end -= 1
        host = self.open[-1][1] if self.open else None
        if start < end:
            self.found.append(Clause(len(self.found), start, end, mark, self.sentence, self.line, host))
        elif mark and self.found and not self.found[-1].mark and self.found[-1].host == host:
            self.found[-1] = replace(self.found[-1], mark=mark)
        return max(len(self.found) - 1, 0)

    def _is_label(self, place: int) -> bool:
        """【营业收入】2024年6000万: what heads a clause in brackets names what follows, and is no aside."""
        before = self.text[:place].rstrip(" \t")[-1:]
        return (not before or before in _CLAUSE_ENDS) and _LABEL.match(self.text, place) is not None

    def _end_sentence(self, place: int, sign: str) -> None:
        """A break behind a full stop ends nothing further."""
        if sign != "\n" or self.text[self.ended : self.ended + 1] in ("", "\n") or self.text[self.ended + 1 : place].strip():
            self.sentence += 1
            self.ended = place

    def _past_space(self, start: int, end: int) -> int:
        while start < end and self.text[start].isspace():
            start += 1
        return start

    def _is_full_stop(self, place: int) -> bool:
        """The full stop of English: behind a letter or a digit, before a space or the end."""
        if self.text[place] != "." or not self.text[place - 1 : place].isalnum():
            return False
        return self.text[place + 1 : place + 2] in ("", " ", "\n")
