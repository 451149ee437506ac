"""Quantities in Chinese text: 1.2亿, 一千二百万, 9000余万元, 三成, 3.5个点, 两百来人, 60%-70%.

A quantity keeps how it was said: roughly (约, 余, 左右), at least (超过, 以上), at most (不到, 以内), as a range, or
without a number of its own (几千万, 千万级). All arithmetic is exact.

>>> [(q.text, str(q.value), q.unit.value) for q in find_quantities("营收9000余万元，研发占三成，员工两百来人")]
[('9000余万元', '9000', 'money'), ('三成', '30', 'percent'), ('两百来人', '200', 'people')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import DIGITS, chinese_number
from assistant.reading.numbers.quantity_patterns import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    FORMAL,
    HAN_DIGITS,
    NEIGHBOURS,
    NUMBERLESS,
    QUANTITY,
    ROUND_FIGURE,
    SCALES,
    SLASHES,
    STRICT,
)


class Unit(StrEnum):
    """What a quantity counts. Money is in 万元, a percentage in percent; a bare number has no unit at all."""

    MONEY = "money"
    PERCENT = "percent"
    PEOPLE = "people"
    ITEMS = "items"
    YEARS = "years"
    SCORE = "score"
    LEVEL = "level"
    BARE = "bare"
    OTHER = "other"


class Bound(StrEnum):
    """A limit said in a value's place; whether the limit itself is included is left open."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Leaning(StrEnum):
    """To which side of a rough number the truth lies."""

    ABOVE = "above"
    """9000余, 七十多, 一亿出头."""
    BELOW = "below"
    """近5000万, 将近三成."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `start`..`end` of the text searched.

    `value` is None for a range (`low`, `high`) and where no number is said (几千万). `number_start` is where the
    number begins, behind words such as 约 and 超过. `leaning`: to which side a rough number is off, where that is said.
    `formal` marks a limit in the words of rules (不低于, 不高于); `inclusive` is false where a limit leaves itself out (超过, 不到).
    """

    text: str
    start: int
    end: int
    number_start: int
    value: Decimal | None
    unit: Unit
    approximate: bool = False
    bound: Bound | None = None
    formal: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    leaning: Leaning | None = None
    inclusive: bool = True


_RANGE = re.compile(r" *(?:-+|~+|–|—+|至|到) *")
_LISTED = re.compile(r"\s*[、,，/]\s*")
_UNITS_OF = {"人": Unit.PEOPLE, "名": Unit.PEOPLE, "项": Unit.ITEMS, "件": Unit.ITEMS, "个": Unit.ITEMS}
_ROUGHLY_AFTER = frozenset({"左右", "上下", "出头", "有余"})
_WAN = Decimal(10_000)
_HALF = Decimal("0.5")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of `text` in order, ranges as one; money in 万元, percentages in percent.

    Years and dates must have been taken out before (`dates.without_dates`): here 2021年 is a span of time.
    """
    text = SLASHES.sub(lambda listed: listed[0].replace("/", "、"), text)
    found = [built for match in QUANTITY.finditer(text) if (built := _read(match))]
    quantities = [quantity for quantity in _joined(_sharing(found, text), text) if not _is_mere_word(quantity)]
    taken = [(q.start, q.end) for q in quantities]
    for match in (*NUMBERLESS.finditer(text), *ROUND_FIGURE.finditer(text)):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            extra = _round_figure(match) if "prefix" in match.groupdict() else _numberless(match)
            if extra:
                quantities.append(extra)
                taken.append((extra.start, extra.end))
    return sorted(quantities, key=lambda q: q.start)


@dataclass(frozen=True, slots=True)
class _Read:
    """A quantity with the scale said in it, which a bare number before it may share (5000-8000万)."""

    quantity: Quantity
    scale: Decimal


def _read(match: re.Match) -> _Read | None:
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
        elif "亿" in number[:-1] and scale == _WAN:  # 一亿两千多万
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
    unit = Unit.PERCENT if match["parts"] else _unit(match, number, scale)
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
        inclusive=not (before and re.fullmatch(STRICT, before)),
    )
    return _Read(quantity, scale)


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


def _unit(match: re.Match, number: str, scale: Decimal) -> Unit:
    if match["percent"] or match["tenths"]:
        return Unit.PERCENT
    if match["foreign"] or match["other"]:
        return Unit.OTHER
    for unit in (Unit.PEOPLE, Unit.ITEMS, Unit.YEARS, Unit.SCORE, Unit.LEVEL):
        if match[unit.value]:
            return unit
    if match["yuan"] or scale >= _WAN or "万" in number or "亿" in number:
        return Unit.MONEY
    return Unit.BARE


def _in_unit(value: Decimal | None, match: re.Match, unit: Unit, scale: Decimal) -> Decimal | None:
    if value is None:
        return None
    value *= scale
    if unit is Unit.MONEY:
        return value / _WAN
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
    if after in ("以上", "及以上", "往上", "开外") or (before and re.fullmatch(AT_LEAST, before)):
        return Bound.AT_LEAST
    if after in ("以下", "以内", "之内") or (before and re.fullmatch(AT_MOST, before)):
        return Bound.AT_MOST
    return None


def _sharing(found: list[_Read], text: str) -> list[_Read]:
    """5100、5600、6300万元: bare numbers of the same order before the one that says the unit share it."""
    shared = list(found)
    for i in range(len(found) - 2, -1, -1):
        bare, told = shared[i].quantity, shared[i + 1]
        if (
            bare.unit is Unit.BARE
            and told.quantity.unit is Unit.MONEY
            and told.scale >= _WAN
            and bare.value
            and told.quantity.value
            and _LISTED.fullmatch(text, bare.end, told.quantity.start)
            and Decimal("0.1") <= bare.value * told.scale / _WAN / told.quantity.value <= 10
        ):
            value = bare.value * told.scale / _WAN
            shared[i] = _Read(replace(bare, value=value, unit=Unit.MONEY), told.scale)
    return shared


def _joined(found: list[_Read], text: str) -> Iterator[Quantity]:
    """The quantities, two with only 至, 到 or a dash between them as one range."""
    rest = iter(range(len(found)))
    for i in rest:
        first = found[i].quantity
        if i + 1 < len(found) and (whole := _range(found[i], found[i + 1], text)):
            next(rest)
            yield whole
        else:
            yield first


def _is_mere_word(quantity: Quantity) -> bool:
    """The 一 of 统一 and 一直: one numeral without a unit."""
    return quantity.unit is Unit.BARE and quantity.text in DIGITS or quantity.text == "十"


def _range(first: _Read, second: _Read, text: str) -> Quantity | None:
    a, b = first.quantity, second.quantity
    if "点" in a.text and "点" not in b.text:  # 下降3个百分点至62%
        return None
    between = text[a.end : b.number_start]
    if (
        a.value is None
        or b.value is None
        or not _RANGE.fullmatch(between)
        or a.unit not in (b.unit, Unit.BARE)
    ):
        return None
    high = abs(b.value)
    low = a.value
    if a.unit is not b.unit and b.unit is Unit.MONEY:
        low = a.value * second.scale / _WAN
    end = b.end + 2 if text.startswith("之间", b.end) else b.end
    return replace(
        a, text=text[a.start : end], end=end, value=None, unit=b.unit, low=low, high=high, bound=None
    )


def _numberless(match: re.Match) -> Quantity:
    unit = _unit(match, match[0], Decimal(1))
    return Quantity(match[0], match.start(), match.end(), match.start(), None, unit, approximate=True)


def _round_figure(match: re.Match) -> Quantity | None:
    """百余人, 近亿元, 过亿, 千万级: a unit standing for a number."""
    prefix, more = match["prefix"] or "", match["more"]
    if not (prefix or more or match["grade"]):
        return None
    value = Decimal(SCALES[match["scale"]])
    unit = _UNITS_OF.get(match["unit"] or "", Unit.MONEY if match["unit"] or value >= _WAN else Unit.BARE)
    about = prefix in ("将近", "接近", "近", "约")
    return Quantity(
        text=match[0],
        start=match.start(),
        end=match.end(),
        number_start=match.start("scale"),
        value=None if match["grade"] else value / _WAN if unit is Unit.MONEY else value,
        unit=unit,
        approximate=bool(about or more),
        leaning=Leaning.ABOVE if more else Leaning.BELOW if about and prefix != "约" else None,
        bound=Bound.AT_LEAST if prefix and not about else None,
    )
