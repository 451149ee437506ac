"""What a quantity is: how much of what, and how it was said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
