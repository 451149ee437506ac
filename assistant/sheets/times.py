"""What time a piece of a head speaks of: 2024年, 24年末, 上年度, 本期金额, 2025年1-6月, 近三年.

>>> time_in("2024年12月31日"), time_in("2025年1—9月"), time_in("上年末").back
(Time(kind=<Kind.YEAR: 'year'>, year=2024, back=0), Time(kind=<Kind.PART: 'part'>, year=0, back=0), 1)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant import bounded as re
from assistant.sheets.values import Cell

FIRST, LAST = 1990, 2049


class Kind(StrEnum):
    """How a time is told."""

    YEAR = "year"
    BACK = "back"
    """So many years before the round's (上年度), or, in a report, before the report's."""
    THIS = "this"
    """The year a report is of: 本年, 本期, 期末. Which one, its title says."""
    PART = "part"
    """A part of a year, which no field takes: 1-6月, 上半年."""
    SEVERAL = "several"
    """Several years in one: 近三年, 2022-2024年."""


@dataclass(frozen=True)
class Time:
    """A time told; `year` where it is named, `back` how many years before."""

    kind: Kind
    year: int = 0
    back: int = 0


_SEVERAL = re.compile(
    r"(?:19|20)[0-9]{2}\s{0,2}年?(?:度|末)?\s{0,2}[-—–~～至到、/及和]\s{0,2}(?:19|20)?[0-9]{2}\s{0,2}年(?:度|末)?"
    r"|(?:19|20)[0-9]{2}\s{0,2}[-—–~～至到]\s{0,2}20[0-9]{2}(?![0-9])"
    r"|(?:近|最近|过去|前|连续)\s{0,2}[两二三四五2-5]\s{0,2}(?:个)?(?:会计)?(?:年度|年)|三年(?:累计|合计|平均)|两年(?:累计|合计|平均)|历年|(?<![本上]年)累计"
)
_PART = re.compile(
    r"(?:(?:19|20)?[0-9]{2}\s{0,2}年)?\s{0,2}(?:[0-9]{1,2}\s{0,2}月?\s{0,2}[-—–~～至到]\s{0,2}[0-9]{1,2}\s{0,2}月份?|[上下]半年|半年度?"
    r"|前[一二三1-3]个?季度?|第?[一二三四1-4]季度|[Qq][1-4]|截至\s{0,2}(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月(?!末|底|3[01]日)"
    r"|(?<![0-9])(?:[1-9]|1[01])\s{0,2}月(?:末|底|份|[0-9]{1,2}日)?)"
)
_END_OF_YEAR = re.compile(r"12\s{0,2}[月./-]\s{0,2}(?:31\s{0,2}日?|末|底)|年终|年末|年底|期末")
_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?:\s{0,2}(?:会计年度|年度|年末|年底|年)|(?=[./-]\s{0,2}12\b)|(?![0-9.]))")
_SHORT = re.compile(r"(?<![0-9.])([0-4][0-9])\s{0,2}(?:年度|年末|年底|年)(?![0-9以])")
_SPELLED = re.compile(r"二[〇○零0][一二三四][〇○零0一二三四五六七八九](?=年)")
_SPELLED_DIGITS: Final = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), **dict.fromkeys("〇○零0", "0")}
_BACK: Final = (  # the longer word first
    (re.compile("大前年|上上上年度?|三年前"), 3),
    (re.compile("上上一?年度?末?|前年|两年前|上两年度?"), 2),
    (re.compile("上一?会计年度|上一年度?末?|上年度?末?|上年度末|去年底?末?"), 1),
)
_CALLED_THIS = re.compile(r"((?:19|20)[0-9]{2})年度?\s{0,2}[(]本(?:期|年度?|报告期)[)]")
_BOTH = re.compile(r"(?:(?:上上年度?|前年)\s{0,2}[、,，/和及与+]\s{0,2}(?:上年度?|去年)|(?:上年度?|去年)\s{0,2}[、,，/和及与+]\s{0,2}(?:上上年度?|(?<!大)前年))(?:度|两年)?")
_THIS = re.compile("本报告期|报告期|本年度?|当年度?|今年|本期|本年累计|期末|年末|期末余额|年末数")
_BEFORE_THIS = re.compile("上年同期|上期|期初|年初|上年数|上年累计|上年金额|期初余额")
_UNIT = re.compile(r"[(/]?\s{0,2}(?:单位\s{0,2}[:：]?)?(?:人民币)?(?:亿元|百万元|万元|千元|元|%)\s{0,2}\)?$")
_NO_WORDS: Final = frozenset(" ()全年度末底数额金余实际审计报据未经至截:,.-/")
"""What may stand beside a time in a head that is nothing else: 2024年（经审计数）."""
_DAY = re.compile(r"(?:[-./年]\s{0,2}[0-9]{1,2}){1,2}\s{0,2}日?(?=$|[^0-9])")


def time_in(text: str) -> Time | None:
    """The time a text names; None where it names none. The text is in half width."""
    text = _in_figures(text)
    if _SEVERAL.search(text):
        return Time(Kind.SEVERAL)
    if _PART.search(_END_OF_YEAR.sub("", text)):
        return Time(Kind.PART)
    named = {int(match[1]) for match in _YEAR.finditer(text)} or {2000 + int(match[1]) for match in _SHORT.finditer(text)}
    if named:
        return Time(Kind.YEAR, year=named.pop()) if len(named) == 1 else Time(Kind.SEVERAL)
    if _BEFORE_THIS.search(text):
        return Time(Kind.THIS, back=1)
    backs = _backs_in(text)
    if len(backs) > 1:
        return Time(Kind.SEVERAL)
    if backs:
        return Time(Kind.BACK, back=backs.pop())
    return Time(Kind.THIS) if _THIS.search(text) else None


def _backs_in(text: str) -> set[int]:
    """How many years back each of a text's words tells: 前年、去年."""
    found: set[int] = set()
    for word, back in _BACK:
        if word.search(text):
            found.add(back)
            text = word.sub("", text)
    return found


def with_two_years(text: str) -> str:
    """The last two years named one by one as the two years they are together.

    >>> with_two_years("前年、去年研发合计")
    '近两年研发合计'
    """
    return _BOTH.sub("近两年", text)


def years_called_this(notes: Iterable[str]) -> set[int]:
    """The years that notes say 本期 and 本年 are of.

    >>> years_called_this(["审计期间：2025年度（本期）、2024年度（上期）"])
    {2025}
    """
    return {int(match[1]) for note in notes for match in _CALLED_THIS.finditer(_half_width(note))}


def without_time(text: str) -> str:
    """A text without the words that tell its time."""
    text = _in_figures(text)
    for pattern in (_SEVERAL, _PART, _YEAR, _SHORT, *(word for word, _ in _BACK), _BEFORE_THIS, _END_OF_YEAR, _THIS):
        text = pattern.sub("", text)
    return text


def year_of(cell: Cell) -> int | None:
    """The year that a cell is and nothing beside: 2024, 2024年度, a day at the end of a year.

    >>> year_of("2024年度"), year_of(Decimal(2024)), year_of("2024年营收")
    (2024, 2024, None)
    """
    time = time_of(cell)
    return time.year if time is not None and time.kind is Kind.YEAR else None


def time_of(cell: Cell) -> Time | None:
    """The time that a cell is and nothing beside."""
    if isinstance(cell, date):
        return Time(Kind.YEAR, year=cell.year) if (cell.month, cell.day) in ((12, 31), (1, 1)) else None
    if isinstance(cell, Decimal):
        whole = cell == cell.to_integral_value() and FIRST <= cell <= LAST
        return Time(Kind.YEAR, year=int(cell)) if whole else None
    if not isinstance(cell, str) or not cell.strip() or len(cell) > 24:
        return None
    text = _UNIT.sub("", _half_width(cell))
    left = "".join(sign for sign in _DAY.sub("", without_time(text)) if sign not in _NO_WORDS)
    return time_in(text) if not left else None


def _in_figures(text: str) -> str:
    """二〇二四年 as 2024年."""
    return _SPELLED.sub(lambda match: "".join(_SPELLED_DIGITS[sign] for sign in match[0]), text)


def _half_width(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text)
