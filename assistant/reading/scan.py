"""The first look at a text: its numbers, times and names, each in its clause, none of them judged yet.

>>> scan = Scan("去年营收7200万，研发450万", date(2025, 5, 20))
>>> [(token.kind.value, token.words) for token in scan.tokens]
[('date', '去年'), ('name', '营收'), ('number', '7200万'), ('name', '研发'), ('number', '450万')]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause, clauses, tabbed
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.names import Name, find_names
from assistant.reading.numbers.batches import BatchMention, find_batches
from assistant.reading.numbers.codes import Code, find_codes
from assistant.reading.numbers.dates import DateMention, find_dates, years_ago
from assistant.reading.numbers.quantities import Quantity, Unit, find_quantities
from assistant.reading.numbers.ranks import Rank, find_ranks
from assistant.reading.openings import openings
from assistant.reading.operators import Operator, find_operators
from assistant.reading.run_on import run_ons
from assistant.reading.wrapped import unwrapped

MOST: Final = 400
"""Tokens of a text that are read; what lies beyond is told to be unread."""
_ASKING: Final = ("吗", "么", "嘛", "呢", "不", "没")
REACH: Final = 120
"""Characters of a clause before or behind a place that are looked at from there."""
_ENUMERATOR: Final = bounded.compile(r"(?:^|(?<=[\n，。；;：:？?！!]))[ \t]{0,3}(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳])|(?<=\s)\d{1,2}[.．、]\s?(?=[\u4e00-\u9fff]{2,8}[:：])")

_NUMBERED_LINE: Final = bounded.compile(r"(?:^|(?<=\n))[ \t]{0,3}(?P<number>\d{1,2})[ \t]{1,3}(?=[^\s\d%.,、|]|20\d\d)")
_LEAST_POINTS: Final = 2
_SHORT_YEAR: Final = bounded.compile(r"\d\d年")
_A_FIGURE: Final = bounded.compile(r"\d|[ ]?(?:-|约|为|是|:|：)[ ]?\d(?!\d{0,2}个?月)")
"""Behind a year this is the figure of that year: 主营增长24年-4%."""
_DOING: Final = 16
_AGAINST_LAST_YEAR: Final = frozenset({"同比"})
_CLOSING: Final = "）)】]」〕"
_NONE_BEFORE: Final = bounded.compile(r"(?:没有|没|无)$")
_NONE_BEHIND: Final = bounded.compile(r"[^，。；,;\d]{0,8}(?:都|也)(?:还)?(?:没|无|不)")


class TokenKind(StrEnum):
    """What a token is, before anything is made of it."""

    CODE = "code"
    DATE = "date"
    BATCH = "batch"
    RANK = "rank"
    NUMBER = "number"
    ENUMERATOR = "enumerator"
    NAME = "name"
    OPERATOR = "operator"


Value = Code | DateMention | BatchMention | Rank | Quantity | Name | Operator | None


@dataclass(frozen=True, slots=True)
class Token:
    """Something at `start`..`end` of the normalised text; `clause` is the number of its clause."""

    kind: TokenKind
    words: str
    start: int
    end: int
    value: Value
    clause: int


class Scan:
    """A normalised text with its tokens in order and its clauses.

    Args:
        text: normalised text.
        day: the day asked about, from which 去年 is counted.
    """

    def __init__(self, text: str, day: date) -> None:
        self.text = text = unwrapped(tabbed(text))
        self.day = day
        spans = list(self._numbers())
        heads = [*openings(text), *((start, end) for kind, start, end, _ in spans if kind is TokenKind.ENUMERATOR)]
        rest = _without(text, [(start, end) for _, start, end, _ in spans])
        names = [(TokenKind.NAME, hit.start, hit.end, name) for hit, name in find_names(rest)]
        breaks = run_ons(text, sorted(((start, end, value) for _, start, end, value in [*spans, *names]), key=lambda each: each[0]))
        self.clauses: tuple[Clause, ...] = clauses(text, [*((start, end) for _, start, end, _ in spans), *heads], heads, breaks)
        self._starts = [clause.start for clause in self.clauses]
        rest = _without(rest, [(start, end) for _, start, end, _ in names])
        numbers = {start for kind, start, _, _ in spans if kind is TokenKind.NUMBER}
        found = [(TokenKind.OPERATOR, hit.start, hit.end, _measured(hit, operator, numbers)) for hit, operator in find_operators(rest)]
        self.blank = rest
        """The text with numbers, times and names blanked out: what the words around them say."""
        ordered = sorted([*spans, *names, *found], key=lambda item: (item[1], item[2]))
        self.unread = ordered[MOST:]
        self.tokens: tuple[Token, ...] = tuple(
            Token(kind, text[start:end], start, end, value, self._clause_number(end if kind is TokenKind.ENUMERATOR else start))
            for kind, start, end, value in ordered[:MOST]
        )

    def clause_of(self, token: Token) -> Clause:
        return self.clauses[token.clause]

    def clause_at(self, place: int) -> Clause:
        """The clause that holds `place`, or the one before it."""
        return self.clauses[self._clause_number(place)]

    def asks(self, clause: Clause) -> bool:
        """Whether a clause asks by its mark or by its last word: 专精特新够吗."""
        return clause.asks or self.words_of(clause).endswith(_ASKING)

    def words_of(self, clause: Clause) -> str:
        return self.text[clause.start : clause.end]

    def joined_before(self, clause: Clause, place: int) -> str:
        """The words up to `place`; those of a clause that goes on behind a bracket begin before the bracket."""
        before = self.before(clause, place)
        while clause.index and len(before) < REACH and self.text[clause.start - 1] in _CLOSING:
            earlier = self.clauses[clause.index - 1]
            while earlier.host is not None and earlier.host != clause.host and earlier.host < earlier.index:
                earlier = self.clauses[earlier.host]
            if earlier.host != clause.host or earlier.mark:
                break
            before, clause = self.words_of(earlier)[-REACH:] + before, earlier
        return before

    def resumed(self, clause: Clause) -> Clause | None:
        """The clause that goes on with this one behind its bracket: 专精特新中小企业（省级）申请."""
        if clause.mark:
            return None
        for later in self.clauses[clause.index + 1 :]:
            if later.host == clause.host:
                return later if self.text[later.start - 1] in _CLOSING and later.sentence == clause.sentence else None
        return None

    def joined_behind(self, clause: Clause, place: int) -> str:
        """The words from `place` on; behind a bracket those of the clause that goes on."""
        rest = self.resumed(clause) if not self.behind(clause, place).strip() else None
        return self.behind(clause, place) if rest is None else self.words_of(rest)[:REACH]

    def tokens_in(self, clause: Clause) -> tuple[Token, ...]:
        """The tokens of a clause, those of its brackets left out."""
        return self._by_clause.get(clause.index, ())

    def sentence(self, clause: Clause) -> Sequence[Clause]:
        """All clauses of the sentence that `clause` stands in."""
        return self._by_sentence[clause.sentence]

    def following(self, clause: Clause) -> Clause | None:
        """The next clause of the same sentence."""
        later = self.clauses[clause.index + 1 : clause.index + 2]
        return later[0] if later and later[0].sentence == clause.sentence else None

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin from `start` on and before `end`."""
        return self.tokens[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def bracket_behind(self, clause: Clause, place: int) -> Clause | None:
        """The first clause in brackets that opens in `clause`, from `place` on."""
        first = bisect_left(self._starts, max(place, clause.start + 1))
        later = self.clauses[first : first + 1]
        return later[0] if later and later[0].host == clause.index else None

    def clause_behind(self, place: int) -> Clause | None:
        """The first clause that begins behind `place`."""
        return next(iter(self.clauses[(first := bisect_right(self._starts, place)) : first + 1]), None)

    def before(self, clause: Clause, place: int) -> str:
        """The words of a clause up to `place`, no more than stand near."""
        return self.text[max(clause.start, place - REACH) : place]

    def behind(self, clause: Clause, place: int) -> str:
        """The words of a clause from `place` on, no more than stand near."""
        return self.text[place : min(clause.end, place + REACH)]

    @cached_property
    def _places(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Clause, ...]]:
        found: dict[int, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.sentence, []).append(clause)
        return {sentence: tuple(inside) for sentence, inside in found.items()}

    @cached_property
    def _by_clause(self) -> dict[int, tuple[Token, ...]]:
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            found.setdefault(token.clause, []).append(token)
        return {clause: tuple(tokens) for clause, tokens in found.items()}

    @cached_property
    def first_dates(self) -> dict[int, int]:
        """Where the first date of a clause ends, by the clause's number."""
        return {token.clause: token.end for token in reversed(self.tokens) if isinstance(token.value, DateMention)}

    def _clause_number(self, place: int) -> int:
        number = max(bisect_right(self._starts, place) - 1, 0)
        # behind a bracket the clause around it goes on
        while number and place >= self.clauses[number].end and self.clauses[number].host is not None:
            host = self.clauses[number].host
            assert host is not None
            if place < self.clauses[host].end:
                return host
            number = min(host, number - 1)
        return number

    def _numbers(self) -> Iterator[tuple[TokenKind, int, int, Value]]:
        """What holds numbers, found one kind after the other, each in what the others leave."""
        rest = self.text
        codes = find_codes(rest)
        yield from ((TokenKind.CODE, code.start, code.end, code) for code in codes)
        rest = _without(rest, ((code.start, code.end) for code in codes))
        heads = [*_ENUMERATOR.finditer(rest), *_numbered_lines(rest)]
        enumerators = sorted((match.start() + len(match[0]) - len(match[0].lstrip()), match.end()) for match in heads)
        yield from ((TokenKind.ENUMERATOR, start, end, None) for start, end in enumerators)
        rest = _without(rest, enumerators)
        batches = find_batches(rest)
        yield from ((TokenKind.BATCH, batch.start, batch.end, batch) for batch in batches)
        rest = _without(rest, ((batch.start, batch.end) for batch in batches))
        dates = [found for found in find_dates(rest, self.day) if not self._is_a_length(found)]
        dates += [ago for ago in years_ago(rest, self.day) if all(ago.end <= d.start or d.end <= ago.start for d in dates)]
        yield from ((TokenKind.DATE, each.start, each.end, each) for each in dates)
        rest = _without(rest, ((each.start, each.end) for each in dates))
        ranks = find_ranks(rest)
        yield from ((TokenKind.RANK, rank.start, rank.end, rank) for rank in ranks)
        rest = _without(rest, ((rank.start, rank.end) for rank in ranks))
        yield from ((TokenKind.NUMBER, each.start, each.end, self._none(each)) for each in find_quantities(rest))

    def _is_a_length(self, date: DateMention) -> bool:
        """从事细分市场15年 is no year 2015."""
        if not _SHORT_YEAR.fullmatch(date.text) or _A_FIGURE.match(self.text, date.end):
            return False
        before = re.split("[，。；,;！？\n]", self.text[max(0, date.start - _DOING) : date.start])[-1]
        return lexicon("standing", "doing").has(before)

    def _none(self, quantity: Quantity) -> Quantity:
        """一项发明都没有, 没有一项是受让的: none at all."""
        if quantity.value != 1 or quantity.unit not in (Unit.ITEMS, Unit.PEOPLE):
            return quantity
        before, behind = self.text[max(0, quantity.start - 3) : quantity.start], self.text[quantity.end : quantity.end + 12]
        if _NONE_BEFORE.search(before) or _NONE_BEHIND.match(behind):
            return replace(quantity, value=Decimal(0))
        return quantity


def _measured(hit: Hit, operator: Operator, numbers: set[int]) -> Operator:
    """同比-1.5% is a growth, 同比2022年的1.83亿 only what a number is compared with."""
    return Operator.GROWTH if operator is Operator.COMPARE and hit.words in _AGAINST_LAST_YEAR and hit.end in numbers else operator


def _numbered_lines(text: str) -> Sequence[bounded.Match]:
    """The numbers of lines that count from 1 on without a mark behind them."""
    counted: list[bounded.Match] = []
    for match in _NUMBERED_LINE.finditer(text):
        if int(match["number"]) == len(counted) + 1:
            counted.append(match)
    return counted if len(counted) >= _LEAST_POINTS else ()


def _without(text: str, spans: Iterator[tuple[int, int]] | Sequence[tuple[int, int]]) -> str:
    """`text`, of the same length, with some stretches blanked out."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "□" * (end - start)
    return "".join(signs)
