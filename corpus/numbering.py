"""Numbers as official texts write them: 十一, 二〇, ○, 11, １１."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
NUMERAL = r"[〇○零一二三四五六七八九十百0-9０-９]+"
LARGEST = 999
_HAN = "零一二三四五六七八九"
_WITH_UNITS = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])百)?(?P<zero>[零〇○])?"
    r"(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?"
)


def parse_numeral(text: str) -> int:
    """The value of a whole number up to 999 in Chinese, half-width or full-width numerals.

    Raises:
        ValueError: `text` is not such a number; a malformed one (一二十) is not guessed at.

    >>> [parse_numeral(t) for t in ("十一", "二十", "二〇", "○", "１６", "一百零三")]
    [11, 20, 20, 0, 16, 103]
    """
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        value = int(plain)
    elif text and all(char in _DIGITS for char in text):
        value = int("".join(str(_DIGITS[char]) for char in text))
    else:
        value = _with_units(text)
    if value > LARGEST:
        raise ValueError(text)
    return value


def to_chinese(number: int) -> str:
    """`number` (0 to 999) as official texts write it.

    >>> [to_chinese(n) for n in (0, 8, 10, 11, 20, 35, 100, 103, 110, 215)]
    ['零', '八', '十', '十一', '二十', '三十五', '一百', '一百零三', '一百一十', '二百一十五']
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        if not tens:
            return _HAN[ones]
        return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
    middle = _HAN[tens] + "十" if tens else ("零" if ones else "")
    return _HAN[hundreds] + "百" + middle + (_HAN[ones] if ones else "")


def _with_units(text: str) -> int:
    match = _WITH_UNITS.fullmatch(text)
    if match is None or not (match["hundreds"] or match["ten"]):
        raise ValueError(text)
    bare_ones = match["hundreds"] and match["ones"] and not match["ten"]  # 一百零三, never 一百三
    if bool(match["zero"]) != bool(bare_ones):
        raise ValueError(text)
    tens = _DIGITS[match["tens"]] if match["tens"] else int(bool(match["ten"]))
    hundreds, ones = (_DIGITS[match[part]] if match[part] else 0 for part in ("hundreds", "ones"))
    return hundreds * 100 + tens * 10 + ones
