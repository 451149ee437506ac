"""Numbers as official texts write them: 十一, 二〇, ○, 11, １１."""

from __future__ import annotations

import unicodedata

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMERAL = r"[〇○零一二三四五六七八九十百0-9０-９]+"
_HAN = "零一二三四五六七八九"


def parse_numeral(text: str) -> int:
    """The value of a whole number below 1000 in Chinese, half-width or full-width numerals.

    Raises:
        ValueError: `text` is not such a number.

    >>> [parse_numeral(t) for t in ("十一", "二十", "二〇", "○", "１６", "一百零三")]
    [11, 20, 20, 0, 16, 103]
    """
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[char]) if char in _DIGITS else char for char in text))
    total, digit = 0, None
    for char in text:
        if char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            raise ValueError(text)
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """`number` (0 to 99) as official texts write it.

    >>> [to_chinese(n) for n in (0, 8, 10, 11, 20, 35)]
    ['零', '八', '十', '十一', '二十', '三十五']
    """
    if not 0 <= number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
