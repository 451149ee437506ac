"""Column heads into fields: Chinese names or English keys, with year and unit.

>>> parse_header("2021年营业收入（元）", 2022)
Header(text='2021年营业收入（元）', key='revenue', year='2021', unit='元', year_assumed=False)
>>> parse_header("上年度研发费用（万元）", 2022).path
'rd_expense.2021'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import FieldInfo, catalogue
from assistant.rules.tabular.names import field_names, plain

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

_MONEY = re.compile(r"(亿元|百万元|万元|千元|元)")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*(?:年度|年)?")
_KEY = re.compile(
    r"(?<![A-Za-z_0-9])(?<![A-Za-z] )([a-z][a-z_0-9]*?)(?:[._ ]((?:19|20)[0-9]{2}))?(?! ?[A-Za-z_]|[0-9])"
)
"""A key standing alone: the “revenue” of “main business revenue” is not one."""
_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_TRAILING_UNIT = re.compile(r"[:：,，/\s]*(亿元|百万元|万元|千元|元|%|％|人|项|分|级|名)$")
_LEADING_TIME = re.compile(r"^(截至)?(上年末|上年度末|上一年度|上年度|上年|去年)的?")
_RELATIVE: Final = (  # the longer word first
    (re.compile("大前年"), 3),
    (re.compile("上上年度?|上上一年度?|前年"), 2),
    (re.compile("上一年度?|上年度?|去年"), 1),
    (re.compile("本年度|当年"), 0),
)


@dataclass(frozen=True)
class Header:
    """One column (or line) of a table.

    Attributes:
        text: as the person wrote it.
        year: where the field goes by year.
        unit: of money, where the head names one.
        year_assumed: the head of a field by year names none; last year is understood (附件4（一）).
    """

    text: str
    key: str
    year: str | None = None
    unit: str | None = None
    year_assumed: bool = False

    @property
    def info(self) -> FieldInfo:
        return catalogue()[self.key]

    @property
    def path(self) -> str:
        return f"{self.key}.{self.year}" if self.year else self.key


def parse_header(text: str, year: int) -> Header | None:
    """The field a head names; None where it names none.

    Args:
        year: the round's year, from which 上年度 and 前年 are counted.
    """
    shown = " ".join(text.split())
    written = unicodedata.normalize("NFKC", shown)
    unit = _MONEY.search("".join(_BRACKETS.findall(written)) or written)
    named = _english(written) or _chinese(written)
    if named is None:
        return None
    key, said_year = named
    info = catalogue()[key]
    if not info.by_year:
        return Header(shown, key, None, unit[0] if unit else None)
    found = said_year or _year_in(written, year)
    return Header(shown, key, found or str(year - 1), unit[0] if unit else None, found is None)


def _english(text: str) -> tuple[str, str | None] | None:
    for match in _KEY.finditer(text):
        if match[1] in catalogue():
            return match[1], match[2]
    return None


def _chinese(text: str) -> tuple[str, str | None] | None:
    bare = _BRACKETS.sub("", text).strip()
    for name in (bare, _TRAILING_UNIT.sub("", bare)):
        undated = _YEAR.sub("", name)
        for form in (name, undated, _LEADING_TIME.sub("", undated), _without_relative(undated)):
            key = field_names().get(plain(form))
            if key is not None:
                return key, None
    return None


def _without_relative(text: str) -> str:
    for word, _ in _RELATIVE:
        text = word.sub("", text, count=1)
    return text


def _year_in(text: str, year: int) -> str | None:
    said = _YEAR.search(text)
    if said:
        return said[1]
    return next((str(year - back) for word, back in _RELATIVE if word.search(text)), None)
