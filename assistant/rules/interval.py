"""Interval: a number, or as much of it as is known.

A value that is given is a point; a sum with a missing year is at least the years that are known; what is not known
at all is as wide as its kind allows. Comparing an interval with a threshold gives pass or fail only where every
number in it agrees.

>>> at_least(Interval(Fraction(5), Fraction(5)), Fraction(5))
<Status.PASS: 'pass'>
>>> at_least(Interval(Fraction(3), None), Fraction(5))
<Status.UNKNOWN: 'unknown'>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.rules.logic import Status

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; None where there is no end."""

    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def point(self) -> Fraction | None:
        """The one number it holds, None where it holds more."""
        low, high = self.low, self.high
        return low if low is not None and (low is high or low == high) else None


ANY = Interval()
NOT_NEGATIVE = Interval(ZERO)
SHARE = Interval(ZERO, Fraction(100))
GROWTH = Interval(Fraction(-100))


def exactly(value: Fraction) -> Interval:
    """The interval that holds one number."""
    return Interval(value, value)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    low: Fraction | None = ZERO
    high: Fraction | None = ZERO
    for part in parts:
        low = None if low is None or part.low is None else low + part.low
        high = None if high is None or part.high is None else high + part.high
    return Interval(low, high)


class Operator(StrEnum):
    """The texts' own words of comparison. 以上 and 以下 include the number, 超过 and 不足 don't."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


def at_least(value: Interval, threshold: Fraction) -> Status:
    """以上, 不低于."""
    if value.low is not None and value.low >= threshold:
        return Status.PASS
    return Status.FAIL if value.high is not None and value.high < threshold else Status.UNKNOWN


def at_most(value: Interval, threshold: Fraction) -> Status:
    """以下, 不高于."""
    if value.high is not None and value.high <= threshold:
        return Status.PASS
    return Status.FAIL if value.low is not None and value.low > threshold else Status.UNKNOWN


def more_than(value: Interval, threshold: Fraction) -> Status:
    """超过."""
    if value.low is not None and value.low > threshold:
        return Status.PASS
    return Status.FAIL if value.high is not None and value.high <= threshold else Status.UNKNOWN


def less_than(value: Interval, threshold: Fraction) -> Status:
    """不足, 低于 the line."""
    if value.high is not None and value.high < threshold:
        return Status.PASS
    return Status.FAIL if value.low is not None and value.low >= threshold else Status.UNKNOWN


COMPARE: dict[Operator, Callable[[Interval, Fraction], Status]] = {
    Operator.AT_LEAST: at_least,
    Operator.AT_MOST: at_most,
    Operator.MORE_THAN: more_than,
    Operator.LESS_THAN: less_than,
}
