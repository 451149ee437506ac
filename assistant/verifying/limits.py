"""How a figure is meant as a limit: 不低于, 超过, 以上, 未达到; for a date 前, 起, 至."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant import bounded as re


class Limit(StrEnum):
    """A comparison with a figure; for a date AT_MOST is by that day and AT_LEAST from it on."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"

    @property
    def denied(self) -> Limit:
        """What holds where this doesn't."""
        return _DENIED[self]

    def holds(self, value: Decimal, threshold: Decimal) -> bool:
        """Whether a value is within this limit at `threshold`."""
        match self:
            case Limit.AT_LEAST:
                return value >= threshold
            case Limit.MORE:
                return value > threshold
            case Limit.AT_MOST:
                return value <= threshold
            case Limit.LESS:
                return value < threshold

    @property
    def upward(self) -> bool:
        return self in (Limit.AT_LEAST, Limit.MORE)


_DENIED: Final = {Limit.AT_LEAST: Limit.LESS, Limit.LESS: Limit.AT_LEAST, Limit.MORE: Limit.AT_MOST, Limit.AT_MOST: Limit.MORE}
_NOT: Final = r"(?P<not>(?:不(?:得|能|应|可|许|会|宜|要|再|允许)?|未能?|没有?|并未|无法|从未)(?:曾|被|再|能)?)?"
_WORDS: Final = (
    (Limit.AT_LEAST, "大于等于|大于或等于|至少(?:要|须|需|得|应)?(?:有|达到?|占|满)?|最少(?:要|须)?(?:有)?|起码(?:要|得)?(?:有)?|最低(?:为|是|要|须)?|下限(?:为|是)?|门槛(?:为|是)?|不下于|达到了?|达得到|达不到|达|满|够|到了|到|≥|>=|不小于"),
    (Limit.MORE, "超过了?|超出了?|高于|大于|多于|高过|突破|逾|高出|>|过了"),
    (Limit.AT_MOST, "小于等于|小于或等于|至多|最多(?:为|是|不超过)?|最高(?:为|是)?|上限(?:为|是)?|顶多|封顶|控制在|≤|<="),
    (Limit.LESS, "低于|少于|小于|不足|不到|不满|低过|<"),
)
_BEFORE: Final = tuple(
    (limit, re.compile(rf"{_NOT}(?P<word>{words})(?:了|的是|为|是|有|在|过|其中|营业收入的|约)?[ （(]?$")) for limit, words in _WORDS
)
_AFTER: Final = (
    (Limit.MORE, re.compile(r"[ ]?以上[（(]不[含包]")),
    (Limit.LESS, re.compile(r"[ ]?以下[（(]不[含包]")),
    (Limit.AT_LEAST, re.compile(r"[ ]?[）)]?(?:\(?含\)?|（含）|\(含本数\))?(?:及|或)?(?:其)?(?:以上|往上|起(?!草)|或更高|或更多|打底)")),
    (Limit.AT_MOST, re.compile(r"[ ]?[）)]?(?:（含）)?(?:及|或)?(?:以下|以内|之内|或更低|封顶)")),
    (Limit.LESS, re.compile(r"[ ]?(?:都)?(?:不到|未满|达不到|不达标|没到)")),
)
_DATE_BEFORE: Final = (
    (Limit.AT_MOST, re.compile(r"(?:截至|截止到?|截止(?:日|时间|日期|期限)?(?:为|是|在)?|最迟|最晚|不晚于|不迟于|迟至|止于|终止于|不得晚于|最后期限(?:为|是)?|到|至|赶在|延至|延长到|延到|开放到|结束于|前于)$")),
    (Limit.AT_LEAST, re.compile(r"(?:自|从|不早于|始于|起始日(?:为|是)?|开始于)$")),
)
_DATE_AFTER: Final = (
    (Limit.MORE, re.compile(r"[ ]?以上[（(]不[含包]")),
    (Limit.LESS, re.compile(r"[ ]?以下[（(]不[含包]")),
    (Limit.AT_MOST, re.compile(r"[（(]?(?:年)?(?:之|以)?前|[（(]?(?:为止|截止|止|结束|到期|终止|封口|关闭)")),
    (Limit.AT_LEAST, re.compile(r"(?:之|以)?后|(?:年)?以来|起|开始|开放|开始上传|启动|零时起")),
)
_THAN: Final = re.compile("(?:还|更|要|再|来得)*([高多大低少小])")
_REACHES: Final = re.compile("[要须得应能可占上拿有算分够满还才会]$")
"""Before 到; 放宽到 and 降到 only say where something went."""
_REACH: Final = 14


def limit_of(text: str, start: int, end: int, *, dated: bool = False) -> Limit | None:
    """The limit that the words around the figure at `start`..`end` make of it; None where it only is.

    >>> limit_of("不得低于3%", 4, 6), limit_of("未达到10%以上", 3, 6), limit_of("占3%", 1, 3)
    (<Limit.AT_LEAST: '>='>, <Limit.LESS: '<'>, None)
    """
    before, behind = text[max(0, start - _REACH) : start], text[end : end + 6]
    if dated:
        for limit, pattern in _DATE_AFTER:
            if pattern.match(behind):
                return limit
        return next((limit for limit, pattern in _DATE_BEFORE if pattern.search(before)), None)
    if before.endswith("比") and (match := _THAN.match(behind)):
        return Limit.MORE if match[1] in "高多大" else Limit.LESS
    after = next((limit for limit, pattern in _AFTER if pattern.match(behind)), None)
    for limit, pattern in _BEFORE:
        match = pattern.search(before)
        if match is None:
            continue
        word = match["word"]
        if word == "达不到":
            return Limit.LESS
        if word == "控制在" and after is None:
            return Limit.AT_MOST
        if word == "到" and not match["not"] and after is None and not _REACHES.search(before[: match.start("word")]):
            return None
        if word in ("到", "达", "满", "够", "到了", "达到", "达到了") and not match["not"]:
            return after or Limit.AT_LEAST
        return limit.denied if match["not"] else limit
    return after
