"""A limit that a question takes for granted, held against what the clause says: 负债率不超过80%对吧.

>>> premise("小巨人负债率不超过80%对吧", "截至上年末，资产负债率不高于70%")
('80%', False)
>>> premise("研发要占3%对吧", "营业收入1亿元以上的不低于3%，5000万元—1亿元的不低于6%") is None
True
"""

from __future__ import annotations

from typing import Final

from assistant import bounded as re
from corpus.numbering import parse_numeral

_CONFIRM: Final = re.compile("对吧|对吗|对不对|是吧|是吗|是不是|没错吧|就(行|够|可以)了?(吧|吗|对|是)")
_ENOUGH: Final = re.compile("只要|只看|就(行|够|可以|能)")
"""A limit that is right is not all there is."""
_ALTERNATIVE: Final = re.compile("还是|或者")
_LIMIT: Final = re.compile(
    r"(\d{1,2}月\d{1,2}|\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3})\s*(%|年(?!度|内|末|以?前|加|合|都|均|平|的)|个月|日|号|项|分(?!之|别)|万元?)"
)
_UNITS: Final = {"号": "日", "万元": "万"}
_UPWARD: Final = re.compile("不低于|不少于|至少|以上|达到?|高于|超过")
_DOWNWARD: Final = re.compile("不高于|不超过|不大于|至多|最多|以下|以内|低于")


def premise(asked: str, say: str) -> tuple[str, bool] | None:
    """The one limit that `asked` wants confirmed, and whether it is that of `say`; None where either has none or several."""
    if not _CONFIRM.search(asked) or _ALTERNATIVE.search(asked):
        return None
    told = list(_LIMIT.finditer(asked))
    if len(told) != 1 or _against(asked, say):
        return None
    unit = _unit(told[0])
    said = {_value(match) for match in _LIMIT.finditer(say) if _unit(match) == unit}
    if len(said) != 1:
        return None
    right = _value(told[0]) in said
    return None if right and (unit == "项" or _ENOUGH.search(asked)) else (told[0][0], right)


def _against(asked: str, say: str) -> bool:
    """Whether one speaks of a least value and the other of a greatest."""
    return _direction(asked) * _direction(say) < 0


def _direction(text: str) -> int:
    """1 where a least value is asked for, -1 where a greatest, 0 where neither is said."""
    if _DOWNWARD.search(text) and not re.search("不低于", text):
        return -1
    return 1 if _UPWARD.search(text) else 0


def _unit(match: re.Match) -> str:
    return _UNITS.get(match[2], match[2])


def _value(match: re.Match) -> float:
    number = match[1].replace("两", "二")
    if "月" in number:
        month, day = number.split("月")
        return int(month) * 100 + int(day)
    return float(number) if number[0].isdigit() else float(parse_numeral(number))
