"""Numbers as people read them: no trailing zeros, and never rounded across the threshold they are held against.

>>> shown(Fraction(6996, 100), Fraction(70)), shown(Fraction(69996, 1000), Fraction(70))
(Decimal('69.96'), Decimal('69.996'))
>>> plain(Decimal("72.00"))
'72'
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

_DECIMALS: Final = 2
_MOST_DECIMALS: Final = 30
_WAN: Final = 10_000
_LARGE: Final = ((10**9, "billion"), (10**6, "million"))


def plain(number: Decimal | Fraction | int) -> str:
    """A number without exponent and without trailing zeros; a fraction that doesn't end is rounded to two decimals.

    One that ends is never rounded: a formula shows its inputs as they were given, so that it comes out.

    >>> plain(Fraction("12345.6789")), plain(Fraction(1, 3))
    ('12345.6789', '0.33')
    """
    if isinstance(number, int):
        return str(number)
    if not isinstance(number, Decimal):
        if number.denominator == 1:
            return str(number.numerator)
        number = _ending(number) or shown(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ending(number: Fraction) -> Decimal | None:
    """The fraction as a decimal number, None where it doesn't end."""
    scaled, rest = divmod(number.numerator * 10**_MOST_DECIMALS, number.denominator)
    return None if rest else Decimal(f"{scaled}E-{_MOST_DECIMALS}")


def shown(value: Fraction, threshold: Fraction | None = None) -> Decimal:
    """The value rounded for display, to two decimals or as many more as keep it on its side of `threshold`."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    decimals = _DECIMALS
    while True:
        scaled = _half_up(value.numerator * 10**decimals, value.denominator)
        if threshold is None or decimals >= _MOST_DECIMALS or _same_side(value, scaled, 10**decimals, threshold):
            return Decimal(f"{scaled}E-{decimals}")
        decimals += 1


def _half_up(top: int, bottom: int) -> int:
    """The whole number nearest to top ÷ bottom; a half goes away from zero."""
    rounded = (2 * abs(top) + bottom) // (2 * bottom)
    return rounded if top >= 0 else -rounded


def _same_side(value: Fraction, top: int, bottom: int, threshold: Fraction) -> bool:
    """Whether top ÷ bottom lies on the same side of the threshold as the value does, or on it where the value does.

    In whole numbers: three comparisons of fractions would cost more than the rest of a condition.
    """
    limit_top, limit_bottom = threshold.numerator, threshold.denominator
    shown_side = top * limit_bottom - limit_top * bottom
    value_side = value.numerator * limit_bottom - limit_top * value.denominator
    return (shown_side > 0) == (value_side > 0) and (shown_side < 0) == (value_side < 0)


def yuan(number: Decimal | Fraction | int) -> str:
    """An amount in 万元 as English counts yuan.

    >>> [yuan(Decimal(each)) for each in ("5000", "352", "11000", "98", "1.5", "-300", "0", "120000")]
    ['50 million', '3.52 million', '110 million', '980,000', '15,000', '-3 million', '0', '1.2 billion']
    """
    amount = Decimal(plain(number)) * _WAN
    for scale, word in _LARGE:
        if abs(amount) >= scale:
            return f"{plain(amount / scale)} {word}"
    whole, _, decimals = plain(amount).partition(".")
    return f"{int(whole):,}" + (f".{decimals}" if decimals else "")
