"""Oddities: what a profile says that does not go together, and what the corpus can't confirm. Warnings, never errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from assistant.rules.derive import SUMS, Facts, YearSum, all_given, of_years, sum_of_years
from assistant.rules.display import plain, shown
from assistant.rules.fields import FieldInfo, FieldType, catalogue
from assistant.rules.interval import ZERO
from assistant.rules.measures import Measure, measures
from assistant.rules.profile import Profile
from assistant.rules.result import ScoreResult
from assistant.rules.texts import document_number, name_of, round_name, text, with_formula, with_unit
from assistant.rules.values import KeyChainRole
from corpus.basis import FIRST_STANDARD_USED, MEASURES_2022, REVIEWS_BY_NEW_STANDARD_FROM, Basis
from corpus.library import Library
from corpus.terms import Tier, Title, Track

TOLERANCE = Fraction(1, 10)
"""In percentage points: a given ratio further than this from the amounts is told."""
SUSPICIOUS_WAN = Decimal(200_000)
"""The highest revenue line of 划型标准 (房地产开发经营), in 万元."""
INNOVATIVE_SINCE = date(2022, 6, 1)
"""创新型中小企业 came with measures-2022-63, issued that day."""
VALIDITY = relativedelta(years=3)
_EXPIRING = (Title.INNOVATIVE, Title.SPECIALIZED, Title.LITTLE_GIANT)
"""Titles whose validity of three years is laid down in the corpus (measures-2022-63/ch-3/有效期与复核)."""


def oddities(facts: Facts, basis: Basis, as_of: date, library: Library) -> tuple[str, ...]:
    """All warnings for one check, in the order a person would want them."""
    return (
        *_of_the_basis(basis, as_of, library),
        *_of_the_batch(facts, basis, library),
        *_like_yuan(facts.profile),
        *_ratios(facts),
        *_sums(facts),
        *_counts(facts),
        *_recognitions(facts, as_of, library),
        *_product(facts),
        *_years(facts),
    )


def _of_the_basis(basis: Basis, as_of: date, library: Library) -> Iterator[str]:
    if as_of < FIRST_STANDARD_USED:
        yield text("warning.no_earlier_standard")
    review = basis.track is Track.REVIEW
    if review and basis.tier is Tier.SPECIALIZED:
        yield text("warning.specialized_review")
    if review and basis.tier is Tier.LITTLE_GIANT and basis.round is None and as_of >= REVIEWS_BY_NEW_STANDARD_FROM:
        yield text("warning.review_no_notice")
    if basis.round is None or basis.tier is not Tier.LITTLE_GIANT:
        return
    row = library.round(basis.round)
    if library.notice_of(row) is None:
        yield text("warning.notice_missing", round=round_name(row), number=document_number(row.number))
        if review and basis.standard == MEASURES_2022:
            name = name_of("main_revenue_growth_avg2")
            yield text("warning.review_without_notice", round=round_name(row), number=document_number(row.number), name=name)


def _of_the_batch(facts: Facts, basis: Basis, library: Library) -> Iterator[str]:
    """A review of another batch than the one held."""
    if basis.round is None or basis.tier is not Tier.LITTLE_GIANT or basis.track is not Track.REVIEW:
        return
    row = library.round(basis.round)
    for held in facts.profile.titles:
        if held.tier is Title.LITTLE_GIANT and held.round is not None and held.round not in row.review_of:
            reviewed = _listed(str(batch) for batch in row.review_of)
            yield text("warning.other_batch", round=round_name(row), reviewed=reviewed, held=str(held.round))


def _like_yuan(profile: Profile) -> Iterator[str]:
    """An amount higher than any line of 划型标准 was rather told in yuan."""
    for info in catalogue().values():
        if info.type is not FieldType.AMOUNT or (value := getattr(profile, info.key)) is None:
            continue
        for year, amount in sorted(value.items(), reverse=True) if info.by_year else (("", value),):
            if abs(amount) > SUSPICIOUS_WAN:
                path = f"{info.key}.{year}" if year else info.key
                yield text("warning.like_yuan", name=name_of(path), value=plain(amount), yi=plain(amount / 10_000))


_RATIOS = (
    (Measure.MAIN_REVENUE_RATIO, False),
    (Measure.NET_PROFIT_RATIO, False),
    (Measure.DEBT_RATIO, False),
    (Measure.RD_RATIO, True),
    (Measure.MAIN_REVENUE_GROWTH, True),
    (Measure.MAIN_REVENUE_GROWTH_AVG2, False),
    (Measure.REVENUE_CAGR2, False),
)
_GROWTHS = (Measure.MAIN_REVENUE_GROWTH, Measure.MAIN_REVENUE_GROWTH_AVG2, Measure.REVENUE_CAGR2)


def _ratios(facts: Facts) -> Iterator[str]:
    """A ratio that was given beside the amounts it is made of."""
    for measure, by_year in _RATIOS:
        value = getattr(facts.profile, measure)
        if value is None:
            continue
        for year in sorted(value, reverse=True) if by_year else (None,):
            given = facts.given(measure, int(year) if year else None)
            derived = facts.measure(measure, int(year) if year else None)
            point = derived.value.point
            if given is None or point is None or not derived.formula or abs(given - point) <= TOLERANCE:
                continue
            path = f"{measure}.{year}" if year else str(measure)
            yield text(
                "warning.growth_decides" if measure in _GROWTHS else "warning.amounts_decide",
                name=name_of(path),
                given=plain(given),
                formula=derived.formula,
                computed=plain(shown(point, given)),
            )


def _sums(facts: Facts) -> Iterator[str]:
    """A sum or mean that was told beside its years, or beside one another."""
    for measure, of in SUMS.items():
        given = facts.given(of.told)
        if given is None:
            continue
        by_years = sum_of_years(facts, of, facts.last)
        point, low = by_years.value.point, by_years.value.low or ZERO
        slack = _rounding(given) + _of_ratios(facts, of)
        unit = measures()[measure].unit
        values = {"name": name_of(of.told), "given": with_unit(given, unit)}
        if point is not None and abs(given - point) > slack:
            key = "warning.years_decide" if all_given(facts, of, facts.last) else "warning.sum_decides"
            yield text(key, computed=with_formula(by_years.formula, shown(point, given), unit), **values)
        elif point is None and given < low - slack:
            yield text("warning.sum_too_small", known=with_unit(low, unit), **values)
        if of.beside is not None and of.parts == 1 and not all_given(facts, of, facts.last):
            yield from _mean_beside(facts, of, given, unit)


def _mean_beside(facts: Facts, of: YearSum, given: Fraction, unit: str) -> Iterator[str]:
    mean = facts.given(of.beside or "")
    if mean is not None and abs(given - mean * of.years) > _rounding(given) + of.years * _rounding(mean):
        yield text(
            "warning.sum_and_mean",
            sum=name_of(of.told),
            given_sum=with_unit(given, unit),
            mean=name_of(of.beside or ""),
            given_mean=with_unit(mean, unit),
            formula=f"{plain(mean)}*{of.years}",
            computed=plain(mean * of.years),
        )


def _rounding(number: Fraction) -> Fraction:
    """Half a unit of the last decimal that was told: by as much a figure that is right may differ."""
    decimals = plain(number).partition(".")[2]
    return Fraction(1, 2 * 10 ** len(decimals))


def _of_ratios(facts: Facts, of: YearSum) -> Fraction:
    """How far the sum of amounts that come from a ratio may be off: as far as a ratio may be."""
    computed = [year for year in of_years(of, facts.last) if facts.given(of.key, year) is None]
    revenues = (facts.given("revenue", year) for year in computed)
    return sum((revenue * TOLERANCE / 100 for revenue in revenues if revenue is not None), ZERO) / of.parts


def oddities_of_score(score: ScoreResult) -> Iterator[str]:
    """Points that the enterprise gives itself and the indicators don't."""
    for group in score.groups:
        if group.told is not None and group.told_in is not None and group.own is None:
            yield from _own_points(group.told, group.told_in, group.low, group.high, "")
    if score.told is not None and score.told_in is not None and score.own is None:
        terms = "+".join(plain(group.span[0]) for group in score.groups)
        yield from _own_points(score.told, score.told_in, *score.by_groups, terms)


def _own_points(told: Decimal, field: str, low: Decimal, high: Decimal, terms: str) -> Iterator[str]:
    slack = _rounding(Fraction(told))
    name, given = name_of(field), plain(told)
    if Fraction(low) - slack <= told <= Fraction(high) + slack:
        return
    if low != high:
        yield text("warning.score_outside", name=name, given=given, low=plain(low), high=plain(high))
    elif terms:
        yield text("warning.score_groups", name=name, given=given, terms=terms, computed=plain(low))
    else:
        yield text("warning.score_decides", name=name, given=given, computed=plain(low))


_NOT_LARGER: tuple[tuple[str, str], ...] = (
    ("class1_ip_transferred_in", "class1_ip"),
    ("class1_ip_self_developed", "class1_ip"),
    ("class1_ip_high_value", "class1_ip"),
    ("equity_financing_sum2", "equity_financing_sum3"),
)


def _counts(facts: Facts) -> Iterator[str]:
    for smaller, larger in _NOT_LARGER:
        few, many = facts.given(smaller), facts.given(larger)
        if few is not None and many is not None and few > many:
            yield text("warning.larger", first=name_of(smaller), second=name_of(larger))
    for year in sorted(facts.profile.main_revenue or ()):
        main, revenue = facts.given("main_revenue", int(year)), facts.given("revenue", int(year))
        if main is not None and revenue is not None and main > revenue:
            names = [name_of(f"{key}.{year}") for key in ("main_revenue", "revenue")]
            yield text("warning.larger", first=names[0], second=names[1])


def _recognitions(facts: Facts, as_of: date, library: Library) -> Iterator[str]:
    batches = {row.batch: row for row in library.rounds(as_of)} if facts.profile.titles else {}
    for held in facts.profile.titles:
        earliest, latest = held.earliest, held.latest
        if earliest is None or latest is None:
            continue
        title, on = text(f"title.{held.tier}"), held.on or ""
        row = batches.get(held.round or 0)
        if earliest > as_of:
            yield text("warning.recognition_future", title=title, on=on, as_of=as_of.isoformat())
        elif latest < _first_held(held.tier, library):
            yield text("warning.recognition_before_scheme", title=title, on=on)
        elif held.tier is Title.LITTLE_GIANT and row is not None and latest < row.announced:
            announced = row.announced.isoformat()
            yield text(
                "warning.recognition_before_round",
                title=title,
                round=str(row.batch),
                on=on,
                announced=announced,
            )
        elif held.tier in _EXPIRING and latest + VALIDITY - timedelta(days=1) < as_of:
            yield text("warning.recognition_expired", title=title, on=on)


def _first_held(title: Title, library: Library) -> date:
    """No title of this kind is older, as far as the corpus tells.

    The first batch of little_giant had held it for three years when it was first reviewed (notice-2022-133/2/5).
    """
    if title is Title.INNOVATIVE:
        return INNOVATIVE_SINCE
    if title is Title.LITTLE_GIANT:
        return date(min(row.year for row in library.rounds() if 1 in row.review_of) - 3, 1, 1)
    return date.min


def _product(facts: Facts) -> Iterator[str]:
    profile = facts.profile
    if not profile.product_field:
        return
    share = facts.measure(Measure.MAIN_REVENUE_RATIO).value.point
    if share is not None and share <= 50:
        yield text("warning.main_product")
    if profile.key_chain_role is KeyChainRole.NONE:
        yield text("warning.field_without_role")


def _years(facts: Facts) -> Iterator[str]:
    """By-year values of which none lies in a year that is looked at."""
    for info in _by_year():
        values = getattr(facts.profile, info.key)
        if not values:
            continue
        wanted = [str(facts.year - back) for back in info.of_year]
        if not set(wanted) & set(values):
            yield text("warning.years_unused", name=name_of(info.key), years=_listed(sorted(values)), wanted=_listed(wanted))


@lru_cache(maxsize=1)
def _by_year() -> tuple[FieldInfo, ...]:
    return tuple(info for info in catalogue().values() if info.by_year)


def _listed(years: Iterable[str]) -> str:
    return text("list").join(years)
