"""Numbers in Chinese numerals, exactly: 一千二百万, 三千二, 一点二亿, 二〇二一.

Own code rather than cn2an: that one takes 0.15 s to import, refuses 一点二亿 and answers in floats.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

DIGITS: Final = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4} | {
    sign: value for value, sign in enumerate("五六七八九", start=5)
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ZEROS = "零〇○"


def chinese_number(text: str) -> Decimal:
    """The value of a number in Chinese numerals.

    A last digit behind 百, 千, 万 or 亿 counts tenths of that unit, as people say it: 三千二 is 3200.

    Raises:
        ValueError: `text` is not such a number.

    >>> [str(chinese_number(t)) for t in ("一千二百万", "三千二", "十二点五", "二〇二一", "一亿零五十万")]
    ['12000000', '3200', '12.5', '2021', '100500000']
    >>> str(chinese_number("一亿三千五"))
    '135000000'
    >>> str(chinese_number("一点二亿"))
    '120000000.0'
    """
    whole, point, fraction = text.partition("点")
    if not point:
        return Decimal(_whole(whole))
    digits = fraction.rstrip("万亿")
    if not digits or any(sign not in DIGITS for sign in digits):
        raise ValueError(text)
    value = Decimal(f"{_whole(whole)}." + "".join(str(DIGITS[sign]) for sign in digits))
    for sign in fraction[len(digits) :]:
        value *= _UNITS[sign]
    return value


def _whole(text: str) -> int:
    if text and all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    for sign in "亿万千百十":
        before, found, after = text.partition(sign)
        if found:
            unit = _UNITS[sign]
            many = _whole(before.lstrip(_ZEROS)) if before else 1
            rest = _behind(after, unit)
            if many * unit <= rest or (unit < 10**4 and many > 9):
                raise ValueError(text)
            return many * unit + rest
    raise ValueError(text)


def _behind(text: str, unit: int) -> int:
    """What stands behind a unit: nothing, a smaller number, or one digit that counts tenths of the unit."""
    if not text:
        return 0
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text] * unit // 10
    rest = _whole(text.lstrip(_ZEROS))
    if rest >= unit:
        raise ValueError(text)
    if unit == _UNITS["亿"] and rest < _UNITS["万"] and text[0] not in _ZEROS:
        return _short_of_wan(rest)
    return rest


def _short_of_wan(rest: int) -> int:
    """一亿三千五 is said for 一亿三千五百万; what else lacks its 万 or its 零 may mean either."""
    if rest < _UNITS["千"]:
        raise ValueError(rest)
    return rest * _UNITS["万"]
