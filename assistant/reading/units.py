"""The unit of a number that has none: that of its column's head or its name's, of the table, or 万元 as the form has it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.reading.names import Name
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.scan import Scan, Token

WAN: Final = {"万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10_000), "亿": Decimal(10_000), "千元": Decimal("0.1"), "百万元": Decimal(100), "百万": Decimal(100), "千万元": Decimal(1_000), "千万": Decimal(1_000), "元": Decimal("0.0001")}
"""万元 in one unit of money."""
_AT_NAME: Final = bounded.compile(r"\s{0,2}[（(\[/]\s{0,2}(?:单位\s{0,2}[:：]?)?\s{0,2}(?:人民币)?\s{0,2}(?P<unit>千万元|百万元|万元|亿元|千元|元|千万|百万|万|亿|%|人|项|件|个|年|分)\s{0,2}[)）\]]?")
_OF_TEXT: Final = bounded.compile(r"(?:(?:货币|金额)?单位(?:均为|都是|都为|为|是)?\s{0,2}[:：]?\s{0,2}(?:人民币)?|[（(]\s{0,2})(?P<unit>千万元|百万元|千万|百万|万元|亿元|千元|元)\s{0,2}(?=[)）。，,；;\s]|$)")
_PERCENT_SIGNS: Final = frozenset({"%"})


def in_unit_of(scan: Scan, token: Token, name: Name, at: Token | None, unit: str | None = None) -> Quantity:
    """The quantity of a number's token, in the unit it is meant in under `name`.

    Args:
        at: where the name stands; a unit in brackets behind it holds for its numbers.
        unit: of the table's row, where it has a cell of its own.
    """
    quantity = token.value
    assert isinstance(quantity, Quantity)
    if quantity.unit is not Unit.BARE:
        return quantity
    unit = unit or (unit_at(scan, at) if at else None)
    if unit in _PERCENT_SIGNS:
        return replace(quantity, unit=Unit.PERCENT)
    if name.amount is None:
        return quantity if name.bare is None else replace(quantity, unit=name.bare)
    factor = WAN.get(unit or unit_of_text(scan, token.start) or "")
    return in_money(quantity, factor) if factor else quantity


def in_money(quantity: Quantity, factor: Decimal) -> Quantity:
    """A bare number as an amount in 万元."""
    values = (None if value is None else value * factor for value in (quantity.value, quantity.low, quantity.high))
    value, low, high = values
    return replace(quantity, unit=Unit.MONEY, value=value, low=low, high=high)


def unit_at(scan: Scan, name: Token) -> str | None:
    """The unit that stands in brackets behind a name: 营业收入（元）."""
    match = _AT_NAME.match(scan.text, name.end)
    return match["unit"] if match else None


def unit_of_text(scan: Scan, place: int = 0) -> str | None:
    """The unit that the last heading before a place gives to all amounts behind it: 单位：万元; without one there, the first of all."""
    headings = _headings(scan.text)
    before = [unit for start, unit in headings if start < place]
    return before[-1] if before else headings[0][1] if headings else None


def unit_in(text: str) -> str | None:
    """The one unit of money that headings of a normalised text give to all its amounts; None where they give none or several."""
    units = {unit for _, unit in _headings(text)}
    return units.pop() if len(units) == 1 else None


@lru_cache(maxsize=8)
def _headings(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((match.start(), match["unit"]) for match in _OF_TEXT.finditer(text))
