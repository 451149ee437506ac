"""Quantities in Chinese text: 1.2亿, 一千二百万, 9000余万元, 三成, 3.5个点, 两百来人, 60%-70%.

A quantity keeps how it was said: roughly (约, 余, 左右), at least (超过, 以上), at most (不到, 以内), as a range, or
without a number of its own (几千万, 千万级). All arithmetic is exact.

>>> [(q.text, str(q.value), q.unit.value) for q in find_quantities("营收9000余万元，研发占三成，员工两百来人")]
[('9000余万元', '9000', 'money'), ('三成', '30', 'percent'), ('两百来人', '200', 'people')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import DIGITS
from assistant.reading.numbers.quantity import Bound, Leaning, Quantity, Unit
from assistant.reading.numbers.quantity_patterns import NUMBERLESS, QUANTITY, ROUND_FIGURE, SCALES, SLASHES
from assistant.reading.numbers.quantity_reading import WAN, OneRead, read_one, unit_of

__all__ = ["Bound", "Leaning", "Quantity", "Unit", "find_quantities"]

_RANGE = re.compile(r" *(?:-+|~+|–|—+|至|到) *")
_LISTED = re.compile(r"\s*[、,，/]\s*")
_UNITS_OF = {"人": Unit.PEOPLE, "名": Unit.PEOPLE, "项": Unit.ITEMS, "件": Unit.ITEMS, "个": Unit.ITEMS}


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of `text` in order, ranges as one; money in 万元, percentages in percent.

    Years and dates must have been taken out before (`dates.without_dates`): here 2021年 is a span of time.
    """
    text = SLASHES.sub(lambda listed: listed[0].replace("/", "、"), text)
    found = [built for match in QUANTITY.finditer(text) if (built := read_one(match))]
    quantities = [quantity for quantity in _joined(_sharing(found, text), text) if not _is_mere_word(quantity)]
    taken = {place for quantity in quantities for place in range(quantity.start, quantity.end)}
    for match in (*NUMBERLESS.finditer(text), *ROUND_FIGURE.finditer(text)):
        if taken.isdisjoint(range(*match.span())):
            extra = _round_figure(match) if "prefix" in match.groupdict() else _numberless(match)
            if extra:
                quantities.append(extra)
                taken.update(range(extra.start, extra.end))
    return sorted(quantities, key=lambda q: q.start)


def _sharing(found: list[OneRead], text: str) -> list[OneRead]:
    """5100、5600、6300万元: bare numbers of the same order before the one that says the unit share it."""
    shared = list(found)
    for i in range(len(found) - 2, -1, -1):
        bare, told = shared[i].quantity, shared[i + 1]
        if (
            bare.unit is Unit.BARE
            and told.quantity.unit is Unit.MONEY
            and told.scale >= WAN
            and bare.value
            and told.quantity.value
            and _LISTED.fullmatch(text, bare.end, told.quantity.start)
            and Decimal("0.1") <= bare.value * told.scale / WAN / told.quantity.value <= 10
        ):
            value = bare.value * told.scale / WAN
            shared[i] = OneRead(replace(bare, value=value, unit=Unit.MONEY), told.scale)
    return shared


def _joined(found: list[OneRead], text: str) -> Iterator[Quantity]:
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


def _range(first: OneRead, second: OneRead, text: str) -> Quantity | None:
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
        low = a.value * second.scale / WAN
    end = b.end + 2 if text.startswith("之间", b.end) else b.end
    return replace(
        a, text=text[a.start : end], end=end, value=None, unit=b.unit, low=low, high=high, bound=None
    )


def _numberless(match: re.Match) -> Quantity:
    unit = unit_of(match, match[0], Decimal(1))
    return Quantity(match[0], match.start(), match.end(), match.start(), None, unit, approximate=True)


def _round_figure(match: re.Match) -> Quantity | None:
    """百余人, 近亿元, 过亿, 千万级: a unit standing for a number."""
    prefix, more = match["prefix"] or "", match["more"]
    if not (prefix or more or match["grade"]):
        return None
    value = Decimal(SCALES[match["scale"]])
    unit = _UNITS_OF.get(match["unit"] or "", Unit.MONEY if match["unit"] or value >= WAN else Unit.BARE)
    about = prefix in ("将近", "接近", "近", "约")
    return Quantity(
        text=match[0],
        start=match.start(),
        end=match.end(),
        number_start=match.start("scale"),
        value=None if match["grade"] else value / WAN if unit is Unit.MONEY else value,
        unit=unit,
        approximate=bool(about or more),
        leaning=Leaning.ABOVE if more else Leaning.BELOW if about and prefix != "约" else None,
        bound=Bound.AT_LEAST if prefix and not about else None,
    )
