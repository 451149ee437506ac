"""Facts: what is told of an enterprise, each with the words it stands on and between what limits the truth lies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from assistant.reading.numbers.quantities import Bound, Leaning, Quantity
from assistant.reading.question import Detail

Value = Decimal | int | bool | str | tuple[tuple[str, Any], ...] | None

ROUGHLY: Final = Decimal("0.05")
"""How far a number said with 约 or 左右 may be off, to either side."""
LEANING: Final = Decimal("0.1")
"""How far a number said with 余, 多 or 近 may be off, to its side."""
_LITTLE: Final = Decimal("0.000001")
MORE_IS_BETTER: Final = frozenset(
    {"revenue", "main_revenue", "rd_expense", "main_revenue_ratio", "main_revenue_growth", "main_revenue_growth_avg2", "rd_ratio",
     "equity_financing", "rd_staff_ratio", "net_profit", "net_profit_ratio", "niche_years", "class1_ip", "class1_ip_high_value",
     "class1_ip_self_developed", "class2_ip", "market_share", "development_score", "local_feature_score", "employees", "total_assets",
     "rd_expense_sum2", "rd_expense_mean2", "equity_financing_sum2", "equity_financing_sum3", "revenue_cagr2"}
)  # fmt: skip
"""Of these a least value told (超过10%) claims less than the truth, so that it may stand as the value."""
LESS_IS_BETTER: Final = frozenset({"debt_ratio", "market_rank", "national_award_rank", "provincial_award_rank", "maker_china_rank"})

_PLACES: Final = frozenset({"market_rank", "national_award_rank", "provincial_award_rank", "maker_china_rank"})


class Assumed(StrEnum):
    """What a fact leaves unsaid and is taken as usual (附件4（一）, （三）, （五）)."""

    YEAR = "year"
    """Last year, or the years newest first."""
    UNIT = "unit"
    """万元 or percent, behind a name without a unit."""
    WINDOW = "window"
    """An award without a date is inside its window."""
    AGE = "age"
    """A utility model or design is over two years old."""
    TRANSFER = "transfer"
    """A right was not transferred in."""
    KIND = "kind"
    """融资 is 股权融资; a count of 发明专利 is that of all Ⅰ类; 国家级专精特新 is the little giant."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told, at `start`..`end` of the normalised text.

    Attributes:
        field: of the profile, without its year.
        value: as it is told; None where only limits are.
        low, high: between which the truth lies, where it is a number; None at an open end.
        part: what adds up under the field with facts of other parts.
        supposed: whether it is only supposed (如果…).
        corrects: whether it takes back what was told before.
        more_years: further years of which one number is told: 近两年均超过3%.
        year: of a field that takes one value a year; of another, the year it is told of, where the text names one.
        formula: how it was computed, in numbers.
        words: as written, once the places are those of the message.
    """

    field: str
    value: Value
    start: int
    end: int
    year: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    bound: Bound | None = None
    assumed: tuple[Assumed, ...] = ()
    part: str | None = None
    supposed: bool = False
    corrects: bool = False
    formula: str = ""
    more_years: tuple[int, ...] = ()
    words: str = ""

    @staticmethod
    def told(field: str, value: Value, start: int, end: int, *, year: int | None = None, part: str | None = None, assumed: tuple[Assumed, ...] = ()) -> Fact:
        """A fact told plainly."""
        number = value if isinstance(value, Decimal) else None
        return Fact(field, value, start, end, year, number, number, part=part, assumed=assumed)

    @property
    def path(self) -> str:
        """`revenue.2024`, or the field alone."""
        return self.field if self.year is None else f"{self.field}.{self.year}"

    @property
    def is_exact(self) -> bool:
        return self.value is not None and not self.approximate and self.bound is None

    @property
    def point(self) -> Value:
        """The value as a profile takes it: a limit only where it claims less than the truth."""
        if self.bound is Bound.AT_LEAST:
            return self.value if self.field in MORE_IS_BETTER else None
        if self.bound is Bound.AT_MOST:
            return self.value if self.field in LESS_IS_BETTER else None
        return self.value

    @property
    def is_a_limit(self) -> bool:
        """Whether only a limit is told (不到70%); a place among the first (前三, 50强) is how places are told."""
        return self.bound is not None and self.field not in _PLACES

    @property
    def is_open(self) -> bool:
        """Whether the truth may lie elsewhere than the value."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words at `start`..`end` of the normalised text that touch a field and don't settle it, and why.

    What is in doubt is unknown: neither the favourable default nor what else the text says of the field stands.
    """

    start: int
    end: int
    why: Detail
    field: str
    words: str = ""


def from_quantity(field: str, quantity: Quantity, start: int, end: int, *, year: int | None = None) -> Fact:
    """A number told, with the limits its wording leaves: 约70%, 9000余万, 不到5000万, 8%到12%."""
    low, high = limits_of(quantity)
    return Fact(
        field,
        quantity.value,
        start,
        end,
        year,
        low,
        high,
        approximate=quantity.approximate,
        bound=quantity.bound,
    )


def limits_of(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Between what the truth lies; 不到 and 超过 leave the limit itself out."""
    value = quantity.value
    if value is None:
        return quantity.low, quantity.high
    if quantity.bound is Bound.AT_LEAST:
        return (value if quantity.inclusive else value + _LITTLE), None
    if quantity.bound is Bound.AT_MOST:
        return None, (value if quantity.inclusive else value - _LITTLE)
    if not quantity.approximate:
        return value, value
    below = ROUGHLY if quantity.leaning is None else LEANING if quantity.leaning is Leaning.BELOW else Decimal(0)
    above = ROUGHLY if quantity.leaning is None else LEANING if quantity.leaning is Leaning.ABOVE else Decimal(0)
    return value * (1 - below), value * (1 + above)


def turned(fact: Fact) -> Fact:
    """A loss, or a fall told as how much it fell."""
    if not isinstance(fact.value, Decimal):
        return fact
    low = None if fact.high is None else -abs(fact.high)
    high = None if fact.low is None else -abs(fact.low)
    return replace(fact, value=-abs(fact.value), low=low, high=high)
