"""One quantity from one match of its pattern; all arithmetic is exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import DIGITS, chinese_number
from assistant.reading.numbers.quantity import Bound, Leaning, Quantity, Unit
from assistant.reading.numbers.quantity_patterns import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    FORMAL,
    HAN_DIGITS,
    NEIGHBOURS,
    SCALES,
    STRICT,
)

WAN = Decimal(10_000)
_ROUGHLY_AFTER = frozenset({"左右", "上下", "出头", "有余"})
_NOT_REACHED = frozenset({"都不到", "还不到", "都没到", "不到"})
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class OneRead:
    """A quantity with the scale said in it, which a bare number before it may share (5000-8000万)."""

    quantity: Quantity
    scale: Decimal


def read_one(match: re.Match) -> OneRead | None:
    number, scale = (
        match["number"].replace(" ", ""),
        Decimal(SCALES[(match["scale"] or "").lower()]) if match["scale"] else Decimal(1),
    )
    low = high = None
    try:
        pair = None if number[0].isascii() else NEIGHBOURS.fullmatch(number)
        if pair and DIGITS[pair["b"]] - DIGITS[pair["a"]] in (1, 2):
            low, high = (chinese_number((pair["tens"] or "") + pair[sign] + pair["rest"]) for sign in "ab")
            value = None
        elif "亿" in number[:-1] and scale == WAN:  # 一亿两千多万
            whole, _, rest = number.replace("个亿", "亿").partition("亿")
            value = _plain_number(whole) * SCALES["亿"] / scale + _plain_number(rest.lstrip("零"))
        else:
            value = _plain_number(number)
    except (ValueError, KeyError):
        return None
    if match["number2"] and value is not None:
        value += Decimal(match["number2"]) * SCALES[match["scale2"]] / scale
    if match["tail"] and value is not None:
        value += Decimal(match["tail"]) / 10
    if (match["half"] or match["and_half"] or match["half_year"]) and value is not None:
        value += _HALF
    if match["half_in_words"] and value is not None:
        value += _HALF * SCALES["亿"]
    unit = Unit.PERCENT if match["parts"] else unit_of(match, number, scale)
    if unit is Unit.BARE and match["currency"]:
        unit = Unit.MONEY
    if match["more3"] == "几":
        value = None
    value, low, high = (_in_unit(each, match, unit, scale) for each in (value, low, high))
    before, after = match["before"] or "", match["after"] or ""
    roughly = bool(match["more1"] or match["more2"] or match["more3"] or match["more4"] or match["more5"])
    quantity = Quantity(
        text=match[0].strip(),
        start=match.start() + len(match[0]) - len(match[0].lstrip()),
        end=match.start() + len(match[0].rstrip()),
        number_start=match.start("number"),
        value=-value if match["sign"] and value is not None else value,
        unit=unit,
        approximate=roughly
        or after in _ROUGHLY_AFTER
        or before == "小"
        or bool(before and re.fullmatch(ABOUT.replace("(?<!最)", ""), before)),
        bound=_bound(before, after),
        formal=before in FORMAL,
        low=low,
        high=high,
        leaning=_leaning(before, after, roughly),
        inclusive=not (before and re.fullmatch(STRICT, before) or after in _NOT_REACHED),
    )
    return OneRead(quantity, scale)


def _leaning(before: str, after: str, more: bool) -> Leaning | None:
    if more or after in ("出头", "有余"):
        return Leaning.ABOVE
    return Leaning.BELOW if before in ("将近", "接近", "近", "小") else None


def _plain_number(number: str) -> Decimal:
    """Digits, Chinese numerals, digits with Chinese units (3千8百万), or all of them (1亿零300万)."""
    whole, hundred_million, rest = number.replace("个亿", "亿").partition("亿")
    if hundred_million and rest and (number[0].isascii() or "个亿" in number):
        return _plain_number(whole) * SCALES["亿"] + _plain_number(rest.lstrip("零"))
    if not number[0].isascii():
        return chinese_number(number)
    if number.isascii():
        return Decimal(number.replace(",", ""))
    digits = number.rstrip("千百万")
    if digits.isdigit():
        return Decimal(digits) * SCALES[number[len(digits) :]]
    return chinese_number(number.translate(HAN_DIGITS))


def unit_of(match: re.Match, number: str, scale: Decimal) -> Unit:
    if match["percent"] or match["tenths"]:
        return Unit.PERCENT
    if match["foreign"] or match["other"]:
        return Unit.OTHER
    for unit in (Unit.PEOPLE, Unit.ITEMS, Unit.YEARS, Unit.SCORE, Unit.LEVEL):
        if match[unit.value]:
            return unit
    if match["yuan"] or scale >= WAN or "万" in number or "亿" in number:
        return Unit.MONEY
    return Unit.BARE


def _in_unit(value: Decimal | None, match: re.Match, unit: Unit, scale: Decimal) -> Decimal | None:
    if value is None:
        return None
    value *= scale
    if unit is Unit.MONEY:
        return value / WAN
    if match["tenths"]:
        part = match["tenths"][1:2]
        return value * 10 + (5 if part == "半" else DIGITS.get(part, 0))
    if not match["parts"]:
        return value
    share = value * 100 / _denominator(match["parts"])
    return share if share == round(share, 4) else None


def _denominator(parts: str) -> Decimal:
    """百分之 3.5, 千分之 32, 四分之一: what the number is a part of."""
    of = parts.removesuffix("分之")
    return Decimal({"百": 100, "千": 1000}.get(of) or (of if of.isdigit() else chinese_number(of)))


def _bound(before: str, after: str) -> Bound | None:
    if after in ("以上", "及以上", "往上", "开外") or before == "过" or (before and re.fullmatch(AT_LEAST, before)):
        return Bound.AT_LEAST
    if after in ("以下", "以内", "之内", *_NOT_REACHED) or (before and re.fullmatch(AT_MOST, before)):
        return Bound.AT_MOST
    return None
