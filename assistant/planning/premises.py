"""A limit that a question takes for granted, held against what the clause says: 负债率不超过80%对吧."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.reading.numbers.quantities import Bound, Quantity, Unit, find_quantities
from assistant.reading.understood import AskedNumber

_COMPARED: Final = frozenset({Unit.PERCENT, Unit.YEARS, Unit.SCORE, Unit.MONEY, Unit.ITEMS})
_KEEPS_THE_LIMIT: Final = frozenset({Unit.ITEMS})
"""Of counts a right one is not all there is."""


def premise(asked: Sequence[AskedNumber], say: str) -> tuple[str, bool] | None:
    """The one limit that is asked about, in its words, and whether it is that of `say`; None where either has none or several.

    >>> limit = AskedNumber("80%", Decimal(80), Unit.PERCENT)
    >>> premise([limit], "截至上年末，资产负债率不高于70%")
    ('80%', False)
    """
    told = [each for each in asked if each.unit in _COMPARED and each.value is not None]
    if len(told) != 1:
        return None
    limit = told[0]
    said = [quantity for quantity in find_quantities(say) if quantity.unit is limit.unit and quantity.value is not None]
    if len({quantity.value for quantity in said}) != 1 or _against(limit, said[0]):
        return None
    right = _same(limit.value, said[0].value)
    return None if right and limit.unit in _KEEPS_THE_LIMIT else (limit.words, right)


def _against(asked: AskedNumber, said: Quantity) -> bool:
    """Whether one speaks of a least value and the other of a greatest."""
    ends = {asked.bound, said.bound}
    return {Bound.AT_LEAST, Bound.AT_MOST} <= ends


def _same(a: Decimal | None, b: Decimal | None) -> bool:
    return a is not None and b is not None and a == b
