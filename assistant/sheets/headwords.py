"""The words of a head taken apart: its name, its time, its unit, what stands in brackets; and which field the name is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import catalogue
from assistant.sheets.names import Named, named, names
from assistant.sheets.plainwords import plain
from assistant.sheets.times import Time, time_in, with_two_years, without_time

_MONEY = re.compile(r"(亿元|百万元|万元|千元|元|(?<![0-9])[万亿](?=[)\]】/]|$))")
_UNITS = re.compile(r"亿元|百万元|万元|千元|元|10k yuan|^(?:万|亿|%|人|项|件|个|年|分|级|名|家|份)$")
_SHORT_UNITS: Final = {"亿": "亿元", "万": "万元"}
_BRACKETS = re.compile(r"[（(\[【][^）)\]】]{0,200}[）)\]】]")
_TRAILING_UNIT = re.compile(r"[:：,，/\s]{0,9}(亿元|百万元|万元|千元|元|%|人|项|件|个|分|级|名|年)$")
_NUMBERING = re.compile(r"^\s{0,4}(?:[Qq][0-9]{1,2}(?:[_.、:：]\s{0,3}|(?=\[)))?[*★▲]{0,3}\s{0,4}(?:[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?![0-9]))\s{0,4})?(?:其中\s{0,2}[:：]?)?")
_YEAR_AT_END = re.compile("(?<=收入|费用|利润|支出|投入|总额|合计)([12][0-9])$")
"""Of an amount: 营业收入24."""
_TEXTS: Final = frozenset({"name", "province"})
_SCORE: Final = "得分"
POINTS = re.compile("满分?[0-9]{1,3}分?|[0-9]{1,3}分|分")
_NOT_WORDS = re.compile(r"[\s:：,，、;；./*%—-]{1,200}")


@dataclass(frozen=True)
class Piece:
    """One cell of a head, taken apart.

    Attributes:
        whole: without brackets.
        name: without time and unit, too.
        time, time_in_brackets: told outside and inside its brackets.
        extras: what its brackets say beside unit and time.
        percent: whether a percent sign stands in it.
        points: whether its brackets count in points (分, 满分40).
    """

    whole: str
    name: str
    time: Time | None
    time_in_brackets: Time | None
    unit: str | None
    extras: tuple[str, ...]
    percent: bool
    points: bool = False

    def times(self, *, own: bool) -> list[Time]:
        """The times told; `own` is whether the one outside brackets is no part of the name."""
        return [time for time in (self.time if own else None, self.time_in_brackets) if time is not None]

    @staticmethod
    def of(text: str) -> Piece:
        written = with_two_years(unicodedata.normalize("NFKC", text))
        brackets = _BRACKETS.findall(written)
        written = _YEAR_AT_END.sub(r"20\1年", _NUMBERING.sub("", written))
        bare = _NUMBERING.sub("", _BRACKETS.sub("", written)).strip()
        unit = unit_in("".join(brackets) or bare)
        extras = tuple(extra for bracket in brackets if (extra := _NOT_WORDS.sub("", _UNITS.sub("", without_time(bracket[1:-1])))))
        name = without_time(bare).strip(" 的:：")
        return Piece(bare.strip(" :："), name, time_in(bare), time_in("".join(brackets)), unit, extras, "%" in written, any(POINTS.fullmatch(bracket[1:-1].strip()) for bracket in brackets))


def name_of(pieces: Sequence[Piece]) -> tuple[Named, frozenset[int], bool] | None:
    """The field, which pieces name it, and whether the time belongs to its name (近两年研发费用合计).

    The lowest piece names it, alone or with its brackets or those above; one that is only a time or unit is passed over.
    """
    low = len(pieces) - 1
    while low >= 0 and (not plain(pieces[low].name) or (low and plain(pieces[low].name) in names().whole)):
        low -= 1
    if low < 0:
        return None
    piece = pieces[low]
    own = _named(piece.name) if not low or plain(piece.name) not in names().bare else None
    for extra in piece.extras:  # 研发费用（占营业收入比重）
        if (what := _named(f"{piece.name}{extra}") or _named(f"{extra}{piece.name}")) is not None and (own is None or what.key != own.key):
            return what, frozenset({low}), False
    if (own is not None or plain(piece.name) not in names().bare) and (what := _named(piece.whole)) is not None:
        return what, frozenset({low}), True
    if own is not None:
        return own, frozenset({low}), False
    if piece.points and (what := _named(f"{piece.name}{_SCORE}")) is not None:  # 创新能力（满分40）
        return what, frozenset({low}), False
    for extra in piece.extras:  # 产值销售（营业收入，千元）
        if (what := _named(extra)) is not None and what.key not in _TEXTS:  # 专精特新（省） is no province
            return what, frozenset({low}), False
    for above in range(low - 1, -1, -1):
        if any(word in pieces[above].whole for word in names().scored) and (what := _named(f"{piece.name}{_SCORE}")) is not None:
            return what, frozenset({above, low}), False
        for upper, lower, with_time in ((pieces[above].whole, piece.whole, True), (pieces[above].name, piece.name, False)):
            if (what := _named(f"{upper}{lower}")) is not None:
                return what, frozenset({above, low}), with_time
        over = _named(pieces[above].name)
        if over is not None and over.key in catalogue() and (what := _named(f"{catalogue()[over.key].zh}{piece.name}")) is not None:
            return what, frozenset({above, low}), False
    return None


def _named(text: str) -> Named | None:
    """What a head names, also with a unit behind it that stands in no brackets."""
    known = named(text)
    if known is not None:
        return known
    bare = named(_TRAILING_UNIT.sub("", text))
    return None if bare is not None and bare.key in _TEXTS else bare


def unit_in(text: str) -> str | None:
    """The unit of money that a head names."""
    match = _MONEY.search(text)
    return _SHORT_UNITS.get(match[0], match[0]) if match else None
