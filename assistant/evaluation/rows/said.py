"""Whether a value is named in a text: its digits, in whatever unit they are written.

>>> named(11000, "营收1.1亿元"), named(48.1, "研发费用481,000.00元"), named(3, "第三批小巨人"), named(72, "不高于70%[72]")
(True, True, True, False)
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(亿|千万|百万|万|元)?")
_IN_TEN_THOUSANDS: Final = {"亿": 1e4, "千万": 1e3, "百万": 1e2, "万": 1.0, "元": 1e-4}
_ASIDE: Final = re.compile(r"\[\d+\]|\*")
"""Marks of citations and Markdown's asterisks."""

_COMMA: Final = re.compile(r"(?<=\d),(?=\d{3})")
_BATCH: Final = re.compile(r"第([一二三四五六七八九])(?=批)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d年")


def named(value: Any, text: str) -> bool:
    """Whether every digit group of `value` stands in `text`; true where it has none.

    Nought, yes and no, and words have no digits of their own: people say them in words.
    """
    numbers = tuple(_numbers(text))
    return all(any(same(wanted, number) for number in numbers) for wanted in digits(value))


def digits(value: Any) -> tuple[float, ...]:
    """The numbers by which a value can be recognised in a text; a date has several."""
    if isinstance(value, bool) or not value:
        return ()
    if isinstance(value, int | float):
        return (float(value),)
    return tuple(float(group) for group in re.findall(r"\d+", value)) if isinstance(value, str) else ()


def words_named(words: str, text: str) -> bool:
    """Whether one of the numbers in `words`, years apart, stands in `text`; the words themselves where it has none."""
    plain = _flat(words)
    found = tuple(_raw(_YEAR.sub("", plain))) or tuple(_raw(plain))
    if not found:
        return plain in _flat(text)
    numbers = tuple(_numbers(text))
    return any(same(wanted, number) for wanted in found for number in numbers)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, numbers up to rounding."""
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in (one, other)):
        return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


def _numbers(text: str) -> Iterator[float]:
    """Every number as it stands, and as an amount in 万元 where a unit follows."""
    for number, unit in _NUMBER.findall(_flat(text)):
        yield float(number)
        if unit:
            yield float(number) * _IN_TEN_THOUSANDS[unit]


def _raw(text: str) -> Iterator[float]:
    return (float(number) for number, _ in _NUMBER.findall(text))


def _flat(text: str) -> str:
    plain = _COMMA.sub("", _ASIDE.sub("", unicodedata.normalize("NFKC", text)))
    return _BATCH.sub(lambda match: f"第{'一二三四五六七八九'.index(match[1]) + 1}", plain)
