"""Heads into fields: Chinese names or English keys, with year and unit, also where several cells make up one head.

>>> parse_header("2021年营业收入（元）", 2022).path, parse_header("上年度研发费用（万元）", 2022).path
('revenue.2021', 'rd_expense.2021')
>>> read_head(("营业收入", "2022年"), Frame(2025)).header.path
'revenue.2022'
>>> read_head(("2025年1-6月", "营业收入"), Frame(2025)).why
<Why.PART: 'part'>
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import FieldInfo, FieldType, catalogue
from assistant.sheets.headwords import POINTS, Piece, name_of, unit_in
from assistant.sheets.names import Named, names
from assistant.sheets.plainwords import plain
from assistant.sheets.times import Kind, Time, time_in

WAN_PER_UNIT: Final[Mapping[str, Decimal]] = MappingProxyType(
    {
        "元": Decimal("0.0001"),
        "千元": Decimal("0.1"),
        "万元": Decimal(1),
        "百万元": Decimal(100),
        "亿元": Decimal(10_000),
    }
)
"""万元 in one unit of money."""

_KEY = re.compile(
    r"(?<![A-Za-z_0-9])(?<![A-Za-z] )([a-z][a-z_0-9]*?)(?:[._ ]((?:19|20)[0-9]{2}))?(?! ?[A-Za-z_]|[0-9])"
)
"""A key standing alone: the “revenue” of “main business revenue” is not one."""
_AS_OF: Final = "截至"
_AND_SO_ON: Final = "等"
"""How a remark ends that says what is counted: 海外同族、10年以上等."""
_THREE_YEARS = re.compile(r"(?:近|最近|前)\s{0,2}[三3]\s{0,2}(?:个)?(?:会计)?年")


class Why(StrEnum):
    """Why a head names no field to read."""

    UNKNOWN = "unknown"
    BESIDE = "beside"
    """Known, and nothing that a rule asks for: 联系人, 统一社会信用代码."""
    OTHERS = "others"
    """Of somebody else, or of no fact: 母公司, 行业平均, 目标, 同比."""
    UNIT = "unit"
    """Of an amount in percent, or of a share in money."""
    PART = "part"
    SEVERAL = "several"
    OTHER_YEAR = "other_year"
    """A field that is asked of last year, told of another."""
    NO_YEAR = "no_year"
    """本年, 本期, or no year beneath a title of another one: nobody says which."""


@dataclass(frozen=True)
class Header:
    """One column (or line) of a table.

    Attributes:
        text: as the person wrote it.
        year: where the field goes by year.
        unit: of money, where the head names one.
        year_assumed: the head of a field by year names none; last year is understood (附件4（一）).
        negated: the head says the opposite of the field (未列入经营异常名录).
        part: what adds up under one field (软件著作权, 实用新型).
        assumed: the name leaves its kind open (发明专利 stands for all of Ⅰ类).
        remark: words in brackets that are neither unit nor time.
        element: the one of a list that the head asks for, with yes or no, or the day it was given, beneath it (是否高企).
        answer: of a question with a column for each answer (在列 | 不在), the one that a tick in this column gives.
        guessed: the name is not known; the reader of messages takes it so, which a person should confirm.
        fraction: a person said that numbers beneath are fractions (True) or percentages (False); None where asked.
    """

    text: str
    key: str
    year: str | None = None
    unit: str | None = None
    year_assumed: bool = False
    negated: bool = False
    part: str | None = None
    assumed: bool = False
    remark: str = ""
    fraction: bool | None = None
    element: str | None = None
    guessed: bool = False
    answer: bool | None = None

    @property
    def info(self) -> FieldInfo:
        return catalogue()[self.key]

    @property
    def is_helper(self) -> bool:
        """A figure that no field takes and another is computed from (研发人员数)."""
        return self.key not in catalogue()

    @property
    def path(self) -> str:
        return f"{self.key}.{self.year}" if self.year else self.key


@dataclass(frozen=True)
class Frame:
    """From where years in heads are counted.

    Attributes:
        year: the round's year.
        told: the year that the table's title names, None where it names none.
        default: the year of all heads without one, where the sheet is called by it (2023年).
    """

    year: int
    told: int | None = None
    default: int | None = None

    @property
    def last(self) -> int:
        return self.year - 1


@dataclass(frozen=True)
class HeadReading:
    """A head with its field, or why it has none; `key` is then the field it would have had."""

    text: str
    header: Header | None = None
    why: Why | None = None
    key: str | None = None


def parse_header(text: str, year: int) -> Header | None:
    """The field a head of one cell names; None where it names none to read.

    Args:
        year: the round's year, from which 上年度 and 前年 are counted.
    """
    return read_head((text,), Frame(year)).header


def read_head(parts: Sequence[str], frame: Frame) -> HeadReading:
    """The field that a head names whose words stand in several cells, from the widest to the one at the values."""
    shown = [" ".join(part.split()) for part in parts if part.strip()]
    shown = [part for place, part in enumerate(shown) if part not in shown[:place]]
    text = " ".join(shown)
    written = unicodedata.normalize("NFKC", text)
    english = _english(written)
    if english is not None:
        unit = unit_in(written)
        time = Time(Kind.YEAR, int(english[1])) if english[1] else time_in(written) if catalogue()[english[0]].by_year else None
        return _settled(text, Named(english[0]), time, unit, "", frame)
    pieces = [Piece.of(part) for part in shown]
    if len(pieces) == 1 and plain(pieces[0].name) in names().bare:
        return HeadReading(text, why=Why.BESIDE)
    found = name_of(pieces)
    if found is None:
        beside = bool(pieces) and (plain(pieces[-1].name) in names().beside or plain(pieces[-1].whole) in names().beside)
        return HeadReading(text, why=Why.BESIDE if beside else Why.UNKNOWN)
    what, at, with_time = found
    unit = next((piece.unit for piece in reversed(pieces) if piece.unit), None)
    info = catalogue().get(what.key)
    if info is not None and unit is None and info.type is FieldType.AMOUNT and any(piece.percent for piece in pieces):
        return HeadReading(text, why=Why.UNIT, key=what.key)
    if info is not None and info.type is FieldType.PERCENT and any(pieces[place].unit for place in at):
        return HeadReading(text, why=Why.UNIT, key=what.key)
    unit = unit if info is None or info.type is FieldType.AMOUNT else None
    is_count = info is not None and info.type is FieldType.COUNT
    around = [*(piece.whole for place, piece in enumerate(pieces) if place not in at), *(extra for place in at for extra in pieces[place].extras if not _is_whole(extra) and not (is_count and extra.endswith(_AND_SO_ON)))]
    if any(word in each for each in around for word in names().others):
        return HeadReading(text, why=Why.OTHERS, key=what.key)
    times = {time for place, piece in enumerate(pieces) for time in piece.times(own=not (with_time and place in at))}
    if sum(time.kind is Kind.YEAR for time in times) == 1:
        times -= {time for time in times if time.kind in (Kind.THIS, Kind.BACK)}  # 2025年 over 年末资产总额; 上年（2024）
    if what.key in names().of_three_years and _THREE_YEARS.search(text):
        times = {time for time in times if time.kind is not Kind.SEVERAL}
    remark = "；".join(extra for place in at for extra in pieces[place].extras if not _is_neutral(extra) and not _is_whole(extra) and not POINTS.fullmatch(extra))
    if len(times) > 1:
        return HeadReading(text, why=Why.SEVERAL, key=what.key)
    return _settled(text, what, times.pop() if times else None, unit, remark, frame)


def read_as(text: str, what: Named, frame: Frame) -> HeadReading:
    """A head of one cell whose field is known from elsewhere, with the year and unit that its words tell."""
    piece = Piece.of(text)
    times = set(piece.times(own=True))
    if len(times) > 1:
        return HeadReading(text, why=Why.SEVERAL, key=what.key)
    is_amount = what.key in catalogue() and catalogue()[what.key].type is FieldType.AMOUNT
    reading = _settled(text, what, times.pop() if times else None, piece.unit if is_amount else None, "", frame)
    return reading if reading.header is None else HeadReading(text, replace(reading.header, guessed=True))


def _settled(text: str, what: Named, time: Time | None, unit: str | None, remark: str, frame: Frame) -> HeadReading:
    info = catalogue().get(what.key)
    if time is None and frame.default is not None:
        time = Time(Kind.YEAR, frame.default)
    year = _year(time, frame)
    header = Header(text, what.key, None, unit, negated=what.negated, part=what.part, assumed=what.assumed, remark=remark, element=what.element)
    if time is not None and time.kind is Kind.PART and _AS_OF in text and info is not None and info.type is FieldType.COUNT and what.key not in names().of_last_year:
        time = None  # 截至2026年3月: what is held by then
    if time is not None and time.kind in (Kind.PART, Kind.SEVERAL) and (info is None or info.type not in _TIMELESS):
        return HeadReading(text, why=Why.PART if time.kind is Kind.PART else Why.SEVERAL, key=what.key)
    if info is None or not info.by_year:
        if what.key in names().of_last_year:
            if time is not None and year not in (None, frame.last):
                return HeadReading(text, why=Why.OTHER_YEAR, key=what.key)
            if time is None and frame.told not in (None, frame.last, frame.year):
                return HeadReading(text, why=Why.NO_YEAR, key=what.key)  # beneath a title of another year
        return HeadReading(text, header)
    if year is None and time is not None:
        year = frame.year if 0 in info.of_year else None
        if year is None:
            return HeadReading(text, why=Why.NO_YEAR, key=what.key)
    if year is None and frame.told not in (None, frame.year, frame.last):
        return HeadReading(text, why=Why.NO_YEAR, key=what.key)
    named_year = str(year) if year else str(frame.last)
    return HeadReading(text, Header(text, what.key, named_year, unit, year is None, what.negated, what.part, what.assumed, remark))


_TIMELESS: Final = frozenset({FieldType.TEXT, FieldType.YES, FieldType.CHOICE, FieldType.CHOICES, FieldType.RECOGNITIONS})


def _year(time: Time | None, frame: Frame) -> int | None:
    if time is None or time.kind in (Kind.PART, Kind.SEVERAL):
        return None
    if time.kind is Kind.YEAR:
        return time.year
    if time.kind is Kind.BACK:
        return frame.year - time.back
    return frame.told - time.back if frame.told is not None else None


def _english(text: str) -> tuple[str, str | None] | None:
    for match in _KEY.finditer(text):
        if match[1] in catalogue():
            return match[1], match[2]
    return None


def _is_whole(text: str) -> bool:
    return plain(text) in names().whole


def _is_neutral(text: str) -> bool:
    return any(word in text for word in names().neutral)
