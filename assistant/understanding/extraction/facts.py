"""What was read: facts with the words they came from, and what was left out with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.reading.numbers.quantities import Bound, Leaning

Value = Decimal | int | bool | str | dict[str, Any] | None


class Assumed(StrEnum):
    """What a fact leaves unsaid and is taken as usual (附件4（一）, （三）, （五）)."""

    YEAR = "year"
    """Last year, or the years newest first."""
    UNIT = "unit"
    """Percent, behind the name of a ratio."""
    WINDOW = "window"
    """An award without a date is inside its window."""
    AGE = "age"
    """A utility model or design is over two years old."""
    TRANSFER = "transfer"
    """An IP right was not transferred in."""
    KIND = "kind"
    """融资 is 股权融资; 国家级专精特新 is the little giant."""


class Reason(StrEnum):
    """Why something that looks like a fact is none of the enterprise's."""

    ASKED = "asked"
    UNSURE = "unsure"
    REQUIRED = "required"
    WISHED = "wished"
    SUPPOSED = "supposed"
    OTHER_ENTERPRISE = "other_enterprise"
    SEVERAL_ENTERPRISES = "several_enterprises"
    OTHER_YEAR = "other_year"
    PART_OF_A_YEAR = "part_of_a_year"
    SUM_OF_YEARS = "sum_of_years"
    ORDER_NOT_TOLD = "order_not_told"
    DENIED = "denied"
    CHANGE = "change"
    NO_FIELD = "no_field"
    KIND_NOT_TOLD = "kind_not_told"
    NOT_NATIONAL = "not_national"
    PENDING = "pending"
    TOO_YOUNG = "too_young"
    LAPSED = "lapsed"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of the enterprise, at `start`..`end` of the normalised text.

    `value` is None where only a range or a vague word was said. `part` tells apart what adds up under one field
    (软著 and 实用新型 under `class2_ip`); `narrow` marks the count that replaces a wider one (其中与主导产品相关的).
    """

    field: str
    value: Value
    start: int
    end: int
    approximate: bool = False
    bound: Bound | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    assumed: tuple[Assumed, ...] = ()
    part: str | None = None
    in_profile: bool = True
    corrects: bool = False
    narrow: bool = False
    leaning: Leaning | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something read and not taken, at `start`..`end` of the normalised text."""

    start: int
    end: int
    reason: Reason
    field: str | None = None
