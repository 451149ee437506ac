"""Numbers as people read them: no trailing zeros, and never rounded across the threshold they are held against.

>>> shown(Fraction(6996, 100), Fraction(70)), shown(Fraction(69996, 1000), Fraction(70))
(Decimal('69.96'), Decimal('69.996'))
>>> plain(Decimal("72.00"))
'72'
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

_DECIMALS: Final = 2
_MOST_DECIMALS: Final = 30


def plain(number: Decimal | Fraction | int) -> str:
    """A number without exponent and without trailing zeros; a fraction that doesn't end is rounded to two decimals."""
    if isinstance(number, Fraction):
        number = number.numerator if number.denominator == 1 else shown(number)
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: Fraction, threshold: Fraction | None = None) -> Decimal:
    """The value rounded for display, to two decimals or as many more as keep it on its side of `threshold`."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    decimals = _DECIMALS
    while True:
        rounded = _rounded(value, decimals)
        if threshold is None or value == threshold or decimals >= _MOST_DECIMALS:
            return rounded
        if (Fraction(rounded) < threshold) == (value < threshold) and Fraction(rounded) != threshold:
            return rounded
        decimals += 1


def _rounded(value: Fraction, decimals: int) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return quotient.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
