"""Places in an order: 第二名, 前三, 排名第4, 第四完成单位, 50强.

>>> [(rank.words, rank.place, rank.at_most) for rank in find_ranks("全国第二，前三名，创客中国50强，第四完成单位")]
[('第二', 2, False), ('前三名', 3, True), ('50强', 50, True), ('第四完成单位', 4, False)]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant import bounded
from assistant.reading.numbers.chinese_number import chinese_number


@dataclass(frozen=True, slots=True)
class Rank:
    """A place at `start`..`end`; `at_most` where only a limit of it is told (前三, 50强)."""

    words: str
    start: int
    end: int
    place: int
    at_most: bool


_NUMBER: Final = r"[\d一二三四五六七八九十百]{1,4}"
_RANK: Final = bounded.compile(
    rf"""
    第\s?(?P<ordinal>{_NUMBER})(?:名次?|位(?!数)|完成(?:单位|人)|(?:权利|发明|起草)人|(?=[，。；、,;!！?？）)\s]|$|的|完成|吗|呢|算|能|可|还|左右|是|指|说))
  | (?:排名?|位列|位居|名列|排在?)(?:在|第)?(?P<placed>{_NUMBER})(?:名|位)?(?![年月日万亿%.\d人家个项])
  | (?:前|top\s?)(?P<limit>{_NUMBER})(?:名|强|位|甲|(?=[，。；、,;!！?？）)\s]|$|的|内|以内|吗|呢|里|之内))
  | (?<!前)(?P<list>\d{{1,3}}|五十|五百)强
    """,
    bounded.VERBOSE | bounded.IGNORECASE,
)


def find_ranks(text: str) -> list[Rank]:
    """The places that a normalised text names, in order."""
    found = []
    for match in _RANK.finditer(text):
        kind = match.lastgroup or ""
        try:
            place = _number(match[kind])
        except ValueError:
            continue
        found.append(Rank(match[0], match.start(), match.end(), place, kind in ("limit", "list")))
    return found


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(chinese_number(words))
