"""Derived values: ratios, averages, sums and growth, each with its formula in numbers, exact.

The profile's amounts decide; a ratio given beside them is only held against them (see `oddities.py`), and so is a sum,
a mean or a compound growth told as such beside the years it is made of. “Last year” is the year before the round's year
(measures-2022-63/annex-4/1).

>>> facts = Facts(Profile.parse({"total_liabilities": 3600, "total_assets": 5000}), year=2022)
>>> derived = facts.measure(Measure.DEBT_RATIO)
>>> derived.formula, derived.value.point
('3600/5000', Fraction(72, 1))
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any

from assistant.rules.display import plain
from assistant.rules.interval import ANY, GROWTH, NOT_NEGATIVE, SHARE, ZERO, Interval, exactly, total
from assistant.rules.measures import Measure, measures
from assistant.rules.profile import Profile

_AMONG = {"class1_ip_self_developed": "class1_ip", "class1_ip_high_value": "class1_ip", "class1_ip_transferred_in": "class1_ip"}
"""Rights that are some of others: none of these, none of them (measures-2022-63/annex-4/3 and 4)."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A value, or what is known of it.

    Attributes:
        formula: in numbers, such as `3600/5000`; empty where the value was given as it is.
        missing: the inputs that would settle it.
    """

    value: Interval
    formula: str = ""
    missing: tuple[str, ...] = ()


class Facts:
    """A profile seen from the year of a round.

    Args:
        year: the round's year, or that of the day asked about.
        revenue_between: taken for granted of last year's revenue where the profile doesn't give it: one bracket of
            a condition that goes by revenue.
    """

    def __init__(self, profile: Profile, year: int, revenue_between: Interval | None = None) -> None:
        self.profile = profile
        self.year = year
        self.last, self.previous, self.before = year - 1, year - 2, year - 3
        self.revenue_between = revenue_between
        self._given: dict[tuple[str, int | None], Fraction | None] = {}
        self._measured: dict[tuple[Measure, int], Derived] = {}

    def assuming_revenue(self, between: Interval) -> Facts:
        """The same facts, with last year's revenue taken to lie within `between`."""
        return Facts(self.profile, self.year, between)

    def given(self, key: str, year: int | None = None) -> Fraction | None:
        """A number of the profile as it was given, None where it wasn't."""
        wanted = (key, year)
        if wanted not in self._given:
            value: Any = getattr(self.profile, key)
            if year is not None and value is not None:
                value = value.get(str(year))
            if value is None and key in _AMONG and getattr(self.profile, _AMONG[key]) == 0:
                value = 0
            self._given[wanted] = None if value is None else Fraction(value)
        return self._given[wanted]

    def told(self, key: str, year: int) -> Fraction | None:
        """What was told of the last two or three years as a whole, where they end with `year`."""
        return self.given(key) if year == self.last else None

    def amount(self, key: str, year: int) -> Derived:
        """One year's amount, as it was given or as another figure of that year gives it."""
        if key == Measure.RD_EXPENSE:
            return self.measure(Measure.RD_EXPENSE, year)
        given = self.given(key, year)
        return Derived(NOT_NEGATIVE, missing=(f"{key}.{year}",)) if given is None else Derived(exactly(given))

    def measure(self, measure: Measure, year: int | None = None) -> Derived:
        """The measure's value; `year` is last year where it is not named."""
        year = self.last if year is None else year
        key = (measure, year)
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = _COMPUTED.get(measure, _plain_field(measure))(self, year)
        return found


_Compute = Callable[[Facts, int], Derived]

_WIDTHS: dict[Measure, Interval] = {
    Measure.LITTLE_GIANT_HOLDING_PCT: SHARE,
    Measure.RD_STAFF_RATIO: SHARE,
    Measure.MARKET_SHARE: SHARE,
    Measure.MARKET_RANK: Interval(Fraction(1)),
    Measure.DIGITAL_LEVEL: Interval(Fraction(0), Fraction(4)),
    Measure.LOCAL_FEATURE_SCORE: Interval(Fraction(0), Fraction(15)),
}


@lru_cache(maxsize=64)
def _plain_field(measure: Measure) -> _Compute:
    by_year = measures()[measure].by_year
    width = _WIDTHS.get(measure, NOT_NEGATIVE)

    def compute(facts: Facts, year: int) -> Derived:
        value = facts.given(measure, year if by_year else None)
        if value is not None:
            return Derived(exactly(value))
        if measure is Measure.REVENUE and year == facts.last and facts.revenue_between is not None:
            return Derived(facts.revenue_between, missing=(f"{measure}.{year}",))
        return Derived(width, missing=(f"{measure}.{year}" if by_year else str(measure),))

    return compute


def _rd_expense(facts: Facts, year: int) -> Derived:
    """The amount as it was given, else revenue × ratio. Never read by the ratio itself, which stays as it was given."""
    given = facts.given("rd_expense", year)
    if given is not None:
        return Derived(exactly(given))
    ratio, revenue = facts.given("rd_ratio", year), facts.given("revenue", year)
    if ratio is not None and revenue is not None:
        return Derived(exactly(revenue * ratio / 100), f"{plain(revenue)}*{plain(ratio)}%")
    return Derived(NOT_NEGATIVE, missing=(f"rd_expense.{year}",))


def _ratio(
    facts: Facts,
    numerator: tuple[str, int | None],
    denominator: tuple[str, int | None],
    given: tuple[str, int | None],
    width: Interval,
) -> Derived:
    """Numerator ÷ denominator in percent; the amounts decide over a ratio that is given."""
    top, bottom = facts.given(*numerator), facts.given(*denominator)
    if top is not None and bottom:
        return Derived(exactly(_percent(top, bottom)), f"{plain(top)}/{plain(bottom)}")
    ratio = facts.given(*given)
    if ratio is not None:
        return Derived(exactly(ratio))
    if top is not None and top <= 0:  # nothing, or a loss, whatever it is divided by
        return Derived(Interval(ZERO if top == 0 else None, ZERO))
    if bottom is None and top is not None:
        if denominator == ("revenue", facts.last) and facts.revenue_between is not None:
            width = _bounded(top, facts.revenue_between)
        return Derived(width, missing=(_path(denominator),))
    if top is None and bottom:
        return Derived(width, missing=(_path(numerator),))
    return Derived(width, missing=(_path(given),))


def _percent(top: Fraction, bottom: Fraction) -> Fraction:
    """Top ÷ bottom × 100, reduced once instead of twice."""
    return Fraction(100 * top.numerator * bottom.denominator, top.denominator * bottom.numerator)


def _bounded(top: Fraction, between: Interval) -> Interval:
    low = top * 100 / between.high if between.high else Fraction(0)
    high = top * 100 / between.low if between.low else None
    return Interval(low, high)


def _path(key_and_year: tuple[str, int | None]) -> str:
    key, year = key_and_year
    return key if year is None else f"{key}.{year}"


def _main_revenue_ratio(facts: Facts, year: int) -> Derived:
    return _ratio(facts, ("main_revenue", year), ("revenue", year), ("main_revenue_ratio", None), SHARE)


def _rd_ratio(facts: Facts, year: int) -> Derived:
    return _ratio(facts, ("rd_expense", year), ("revenue", year), ("rd_ratio", year), NOT_NEGATIVE)


def _net_profit_ratio(facts: Facts, year: int) -> Derived:
    return _ratio(facts, ("net_profit", year), ("revenue", year), ("net_profit_ratio", None), ANY)


def _debt_ratio(facts: Facts, year: int) -> Derived:
    return _ratio(facts, ("total_liabilities", None), ("total_assets", None), ("debt_ratio", None), NOT_NEGATIVE)


def _growth(facts: Facts, year: int) -> Derived:
    now, then = facts.given("main_revenue", year), facts.given("main_revenue", year - 1)
    if now is not None and then:
        return Derived(exactly(_percent(now - then, then)), f"({plain(now)}-{plain(then)})/{plain(then)}")
    rate = facts.given("main_revenue_growth", year)
    if rate is not None:
        return Derived(exactly(rate))
    if (now is None) == (then is None):
        return Derived(GROWTH, missing=(f"main_revenue_growth.{year}",))
    wanted = year if now is None else year - 1
    return Derived(GROWTH, missing=(f"main_revenue.{wanted}",))


def _growth_avg2(facts: Facts, year: int) -> Derived:
    """measures-2022-63/annex-4/14: the mean of two yearly rates."""
    rates = [facts.measure(Measure.MAIN_REVENUE_GROWTH, y) for y in (year, year - 1)]
    points = [rate.value.point for rate in rates]
    if points[0] is not None and points[1] is not None:
        terms = "+".join(
            rate.formula or f"{plain(point)}%" for rate, point in zip(rates, points, strict=True) if point is not None
        )
        return Derived(exactly((points[0] + points[1]) / 2), f"({terms})/2")
    mean = facts.given("main_revenue_growth_avg2")
    if mean is not None:
        return Derived(exactly(mean))
    if any(facts.given("main_revenue", y) is not None for y in (year, year - 1, year - 2)) or any(
        point is not None for point in points
    ):
        missing = dict.fromkeys(path for rate in rates for path in rate.missing)
        return Derived(GROWTH, missing=tuple(missing))
    return Derived(GROWTH, missing=("main_revenue_growth_avg2",))


def _cagr2(facts: Facts, year: int) -> Derived:
    """measures-2026-2/annex-2/2: the square root of (last year's revenue ÷ that of two years earlier), less one."""
    now, then = facts.given("revenue", year), facts.given("revenue", year - 2)
    if now is not None and then:
        return Derived(exactly(square_root(now / then) * 100 - 100), f"({plain(now)}/{plain(then)})^½-1")
    told = facts.told("revenue_cagr2", year)
    if told is not None:
        return Derived(exactly(told))
    missing = tuple(f"revenue.{y}" for y, value in ((year, now), (year - 2, then)) if value is None)
    return Derived(GROWTH, missing=missing)


def square_root(square: Fraction) -> Fraction:
    """The square root: exact where it is rational, otherwise to 60 digits, which no threshold can fall within.

    Raises:
        ValueError: of a negative number.
    """
    top, bottom = math.isqrt(square.numerator), math.isqrt(square.denominator)
    if top * top == square.numerator and bottom * bottom == square.denominator:
        return Fraction(top, bottom)
    with localcontext() as context:
        context.prec = 60
        return Fraction((Decimal(square.numerator) / Decimal(square.denominator)).sqrt())


@dataclass(frozen=True, slots=True)
class YearSum:
    """What a field comes to over `years` years, divided by `parts` where a mean is meant.

    Attributes:
        told: the field in which it is told as a whole.
        beside: the sum's mean, or the mean's sum, told as a whole.
        longer, shorter: the same over a year more, or a year less, told as a whole.
    """

    key: str
    years: int
    told: str
    parts: int = 1
    beside: str | None = None
    longer: str | None = None
    shorter: str | None = None


SUMS: dict[Measure, YearSum] = {
    Measure.RD_SUM2: YearSum("rd_expense", 2, "rd_expense_sum2", beside="rd_expense_mean2"),
    Measure.RD_MEAN2: YearSum("rd_expense", 2, "rd_expense_mean2", parts=2, beside="rd_expense_sum2"),
    Measure.EQUITY_SUM2: YearSum("equity_financing", 2, "equity_financing_sum2", longer="equity_financing_sum3"),
    Measure.EQUITY_SUM3: YearSum("equity_financing", 3, "equity_financing_sum3", shorter="equity_financing_sum2"),
}


def sum_of_years(facts: Facts, of: YearSum, year: int) -> Derived:
    """The sum or mean by its years alone: exact where all of them are known, at least the known ones otherwise."""
    found = [facts.amount(of.key, y) for y in of_years(of, year)]
    amount = total(each.value for each in found)
    points = [(each.formula, each.value.point) for each in found]
    known = [formula or plain(point) for formula, point in points if point is not None]
    terms = "+".join(known)
    if of.parts > 1:
        amount = Interval(
            None if amount.low is None else amount.low / of.parts,
            None if amount.high is None else amount.high / of.parts,
        )
        terms = f"({terms})/{of.parts}" if known else ""
    return Derived(amount, terms, tuple(path for each in found for path in each.missing))


def of_years(of: YearSum, year: int) -> range:
    """The years that are summed, the newest first."""
    return range(year, year - of.years, -1)


def all_given(facts: Facts, of: YearSum, year: int) -> bool:
    """Whether every year was given as it is, so that nothing told of them as a whole can be nearer."""
    return all(facts.given(of.key, y) is not None for y in of_years(of, year))


def _sum(of: YearSum) -> _Compute:
    def compute(facts: Facts, year: int) -> Derived:
        told = None if all_given(facts, of, year) else _told_sum(facts, of, year) or _by_other_sum(facts, of, year)
        return told or sum_of_years(facts, of, year)

    return compute


def _told_sum(facts: Facts, of: YearSum, year: int) -> Derived | None:
    """What was told as a whole: the sum or mean itself, else the mean × years or the sum ÷ years."""
    told = facts.told(of.told, year)
    if told is not None:
        return Derived(exactly(told))
    told = facts.told(of.beside, year) if of.beside else None
    if told is None:
        return None
    if of.parts > 1:
        return Derived(exactly(told / of.parts), f"{plain(told)}/{of.parts}")
    return Derived(exactly(told * of.years), f"{plain(told)}*{of.years}")


def _by_other_sum(facts: Facts, of: YearSum, year: int) -> Derived | None:
    """What the sum over a year less or more tells of this one: a year's amount is never negative."""
    oldest, before = year - of.years + 1, year - of.years
    shorter = facts.told(of.shorter, year) if of.shorter else None
    if shorter is not None and any(facts.given(of.key, y) is None for y in range(oldest + 1, year + 1)):
        rest = facts.amount(of.key, oldest)
        point = rest.value.point
        formula = "" if point is None else f"{plain(shorter)}+{plain(point)}"
        return Derived(total((exactly(shorter), rest.value)), formula, rest.missing)
    longer = facts.told(of.longer, year) if of.longer else None
    by_years = sum_of_years(facts, of, year)
    low = by_years.value.low or ZERO
    if longer is None or longer < low:
        return None
    point = facts.amount(of.key, before).value.point
    if point is not None and longer - point >= low:
        return Derived(exactly(longer - point), f"{plain(longer)}-{plain(point)}")
    return Derived(Interval(low, longer), by_years.formula, by_years.missing)


def _own_class1_ip(facts: Facts, year: int) -> Derived:
    """measures-2026-2/annex-3/7: rights transferred in don't count."""
    counted = facts.given("class1_ip")
    transferred = facts.given("class1_ip_transferred_in")
    if counted is None:
        return Derived(NOT_NEGATIVE, missing=("class1_ip",))
    if not transferred:
        return Derived(exactly(counted))
    own = max(counted - transferred, Fraction(0))
    return Derived(exactly(own), f"{plain(counted)}-{plain(transferred)}" if transferred <= counted else "")


_COMPUTED: dict[Measure, _Compute] = {
    Measure.MAIN_REVENUE_RATIO: _main_revenue_ratio,
    Measure.MAIN_REVENUE_GROWTH: _growth,
    Measure.MAIN_REVENUE_GROWTH_AVG2: _growth_avg2,
    Measure.REVENUE_CAGR2: _cagr2,
    Measure.DEBT_RATIO: _debt_ratio,
    Measure.NET_PROFIT_RATIO: _net_profit_ratio,
    Measure.RD_RATIO: _rd_ratio,
    Measure.RD_EXPENSE: _rd_expense,
    **{measure: _sum(of) for measure, of in SUMS.items()},
    Measure.OWN_CLASS1_IP: _own_class1_ip,
}
