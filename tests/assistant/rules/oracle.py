"""A second implementation of the recognition standards, kept apart from `assistant.rules` on purpose.

It was written from the official texts and the agreed readings alone, without looking at the engine or at its
standards' YAML, shares no code with them and knows nothing of conditions as data. Numbers are `Fraction`.

A condition is a plain yes-or-no question about an enterprise of which everything is known. What can't be
told yet is found by brute force: each input that is missing takes, one after another, every value that could
make a difference (just below, at and just above each limit, nothing, a great deal), and the condition is
unknown when both answers occur. Points of a score table likewise: the least and the most that occur.

One thing is not tried out: a yearly growth that isn't known may be anything, even where the neighbouring
amounts would bound it.

Figures told as a whole (two years together, a self-assessed score) stand in for what they are made of where that
isn't all given; a year's research expense that wasn't given is revenue × share where both were.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

Truth = bool | None
Key = tuple[str, int | None]
"""An input: the field, and the year where the field goes by year."""

MEASURES_2022 = "measures-2022-63"
MEASURES_2026 = "measures-2026-2"
TINY = Fraction(1, 10_000)
HUGE = Fraction(10**12)
YES_NO = (True, False)


@dataclass(frozen=True)
class Rules:
    """Under which rules an enterprise is judged: what the round's row or the day gives."""

    tier: str
    track: str
    standard: str
    year: int
    batch: int | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Points:
    least: Fraction
    most: Fraction


@dataclass(frozen=True)
class Verdict:
    """The whole, the necessary conditions, and what some of them consist of.

    Attributes:
        parts: met where the direct route is; otherwise as they stand, the route rescues them as a whole.
    """

    status: Truth
    conditions: Mapping[str, Truth]
    parts: Mapping[str, Truth]
    routes: Mapping[str, Truth]
    indicators: Mapping[str, Points]
    score: Points | None


class Inputs:
    """What is known of an enterprise, by field and year, numbers as fractions."""

    def __init__(self, profile: Mapping[str, Any]) -> None:
        self.known: dict[Key, Any] = {}
        for field, value in profile.items():
            if isinstance(value, Mapping):
                for year, amount in value.items():
                    self.known[field, int(year)] = exact(amount)
            else:
                self.known[field, None] = exact(value)

    def has(self, field: str, year: int | None = None) -> bool:
        return (field, year) in self.known

    def get(self, field: str, year: int | None = None) -> Any:
        return self.known.get((field, year))


def exact(value: Any) -> Any:
    """A number as the fraction its decimal notation says; anything else unchanged."""
    return value if isinstance(value, (bool, str, list)) or value is None else Fraction(str(value))


@lru_cache(maxsize=4096)
def around(*limits: Fraction | int) -> tuple[Fraction, ...]:
    """Candidates for a missing amount: every limit with its neighbours, next to nothing, and a great deal."""
    near = {Fraction(limit) + step for limit in limits for step in (-TINY, 0, TINY)}
    return (HUGE, TINY, *sorted(value for value in near if value > 0))


class Enterprise:
    """Asks yes-or-no questions of an enterprise and answers yes, no or can't tell."""

    def __init__(self, profile: Mapping[str, Any]) -> None:
        self.inputs = Inputs(profile)
        known = self.inputs.known
        shares = [(year, value) for (field, year), value in known.items() if field == "rd_ratio"]
        self.computed = {
            ("rd_expense", year): known["revenue", year] * share / 100
            for year, share in shares
            if ("rd_expense", year) not in known and ("revenue", year) in known
        }
        known.update(self.computed)

    def outcomes(
        self, question: Callable[[Callable[..., Any]], Any], candidates: Mapping[Key, Sequence[Any]]
    ) -> Iterable[Any]:
        """Every answer to the question over all completions of what is missing among `candidates`."""
        missing = [key for key in candidates if key not in self.inputs.known]
        for values in itertools.product(*(candidates[key] for key in missing)):
            filled = dict(zip(missing, values, strict=True))

            def look(field: str, year: int | None = None, filled: Mapping[Key, Any] = filled) -> Any:
                key = (field, year)
                return filled[key] if key in filled else self.inputs.known[key]

            yield question(look)

    def settle(
        self, question: Callable[[Callable[..., Any]], bool], candidates: Mapping[Key, Sequence[Any]]
    ) -> Truth:
        seen: bool | None = None
        for answer in self.outcomes(question, candidates):
            if seen is None:
                seen = answer
            elif seen is not answer:
                return None
        return seen

    def points(
        self, rate: Callable[[Callable[..., Any]], int | Fraction], candidates: Mapping[Key, Sequence[Any]]
    ) -> Points:
        possible = [Fraction(points) for points in self.outcomes(rate, candidates)]
        return Points(min(possible), max(possible))

    # one input at a time

    def yes(self, field: str) -> Truth:
        return self.settle(lambda look: look(field) is True, {(field, None): YES_NO})

    def no(self, field: str) -> Truth:
        return self.settle(lambda look: look(field) is False, {(field, None): YES_NO})

    def at_least(self, field: str, limit: int, year: int | None = None) -> Truth:
        return self.settle(lambda look: look(field, year) >= limit, {(field, year): around(limit)})

    def rank_within(self, field: str, last: int) -> Truth:
        """A place from the first to `last`; 0 is no place."""
        return self.settle(lambda look: 1 <= look(field) <= last, {(field, None): (0, 1, last, last + 1)})

    def among(self, field: str, good: Iterable[str], every: Sequence[str]) -> Truth:
        return self.settle(lambda look: look(field) in set(good), {(field, None): every})

    def lists_any(self, field: str, good: Iterable[str]) -> Truth:
        wanted = set(good)
        return self.settle(lambda look: bool(wanted & set(look(field))), {(field, None): ([], list(wanted))})

    def title(self, *tiers: str) -> Truth:
        if not self.inputs.has("recognitions"):
            return None
        return any(item["tier"] in tiers for item in self.inputs.get("recognitions"))

    def given(self, field: str, years: Sequence[int]) -> bool:
        """Whether each of these years was given itself."""
        keys = [(field, year) for year in years]
        return all(key in self.inputs.known and key not in self.computed for key in keys)

    def together(
        self, field: str, years: Sequence[int], *, mean_first: bool = False
    ) -> tuple[Callable[[Callable[..., Any]], Fraction], dict[Key, Sequence[Any]]]:
        """How to read the sum over `years` (the newest first), and the candidates of what it needs."""
        get, count = self.inputs.get, len(years)
        mean = get(f"{field}_mean{count}")
        told = [get(f"{field}_sum{count}"), None if mean is None else mean * count]
        whole = next((value for value in (reversed(told) if mean_first else told) if value is not None), None)
        if not self.given(field, years):
            if whole is not None:
                return (lambda look: whole), {}
            fewer, more = get(f"{field}_sum{count - 1}"), get(f"{field}_sum{count + 1}")
            oldest, before = (field, years[-1]), (field, years[-1] - 1)
            if fewer is not None and not self.given(field, years[:-1]):
                return (lambda look: fewer + look(*oldest)), {oldest: (Fraction(0), HUGE)}
            least = sum((get(field, year) or Fraction(0) for year in years), Fraction(0))
            if more is not None and more >= least:
                rest = more - get(*before) if before in self.inputs.known else None
                possible = (rest,) if rest is not None and rest >= least else (least, more)
                return (lambda look: look("together", count)), {("together", count): possible}
        wanted: dict[Key, Sequence[Any]] = {(field, year): (Fraction(0), HUGE) for year in years}
        return (lambda look: sum((look(field, year) for year in years), Fraction(0))), wanted

    def sum_at_least(self, field: str, years: Sequence[int], limit: int, *, mean_first: bool = False) -> Truth:
        read, wanted = self.together(field, years, mean_first=mean_first)
        return self.settle(lambda look: read(look) >= limit, wanted)

    # ratios: the amounts decide where both are known, else the ratio given, else every amount is tried

    def share(
        self,
        part: Key,
        whole: Key,
        given: Key,
        limits: Sequence[int],
    ) -> tuple[Callable[[Callable[..., Any]], Fraction], dict[Key, Sequence[Any]]]:
        """How to read a percentage, and the candidates of what it needs."""
        known = self.inputs.known
        if not (part in known and whole in known) and given in known:
            return (lambda look: look(*given)), {}
        parts: Sequence[Any] = (Fraction(0), HUGE)
        wholes: Sequence[Any] = (TINY, HUGE)
        if whole in known:
            parts = (Fraction(0), *around(*(known[whole] * limit / 100 for limit in limits)))
        elif part in known:
            wholes = around(*(known[part] * 100 / limit for limit in limits if limit))
        else:
            wholes = (Fraction(100),)
            parts = (Fraction(0), *around(*limits))
        return (lambda look: look(*part) / look(*whole) * 100), {part: parts, whole: wholes}

    def research_share(
        self, year: int, *limits: int
    ) -> tuple[Callable[..., Fraction], dict[Key, Sequence[Any]]]:
        return self.share(("rd_expense", year), ("revenue", year), ("rd_ratio", year), limits)

    def main_share(self, year: int, *limits: int) -> tuple[Callable[..., Fraction], dict[Key, Sequence[Any]]]:
        return self.share(("main_revenue", year), ("revenue", year), ("main_revenue_ratio", None), limits)

    def profit_share(
        self, year: int, *limits: int
    ) -> tuple[Callable[..., Fraction], dict[Key, Sequence[Any]]]:
        read, candidates = self.share(
            ("net_profit", year), ("revenue", year), ("net_profit_ratio", None), limits
        )
        if ("net_profit", year) in candidates:
            candidates["net_profit", year] = (-HUGE, *candidates["net_profit", year])
        return read, candidates

    def debt_share(self, *limits: int) -> tuple[Callable[..., Fraction], dict[Key, Sequence[Any]]]:
        return self.share(("total_liabilities", None), ("total_assets", None), ("debt_ratio", None), limits)

    def growth(self, year: int) -> Fraction | None:
        """A year's growth of main revenue in percent; None when it isn't known."""
        now, before = self.inputs.get("main_revenue", year), self.inputs.get("main_revenue", year - 1)
        if now is not None and before is not None and before != 0:
            return (now - before) / before * 100
        given = self.inputs.get("main_revenue_growth", year)
        return None if given is None else Fraction(given)

    def average_growth(self, last: int) -> Fraction | None:
        one, two = self.growth(last), self.growth(last - 1)
        if one is not None and two is not None:
            return (one + two) / 2
        given = self.inputs.get("main_revenue_growth_avg2")
        return None if given is None else Fraction(given)


def both(*truths: Truth) -> Truth:
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def either(*truths: Truth) -> Truth:
    if any(truth is True for truth in truths):
        return True
    return None if any(truth is None for truth in truths) else False


def number_at_least(value: Fraction | None, limit: int) -> Truth:
    return None if value is None else value >= limit


# 中小企业划型标准规定 四: (从业人员, 营业收入, 资产总额); below one of them an enterprise is an SME

SME_LINES: dict[str, tuple[int | None, int | None, int | None]] = {
    "农、林、牧、渔业": (None, 20000, None),
    "工业": (1000, 40000, None),
    "建筑业": (None, 80000, 80000),
    "批发业": (200, 40000, None),
    "零售业": (300, 20000, None),
    "交通运输业": (1000, 30000, None),
    "仓储业": (200, 30000, None),
    "邮政业": (1000, 30000, None),
    "住宿业": (300, 10000, None),
    "餐饮业": (300, 10000, None),
    "信息传输业": (2000, 100000, None),
    "软件和信息技术服务业": (300, 10000, None),
    "房地产开发经营": (None, 200000, 10000),
    "物业管理": (1000, 5000, None),
    "租赁和商务服务业": (300, None, 120000),
    "其他未列明行业": (300, None, None),
}


def sme(firm: Enterprise, last: int) -> Truth:
    def below_a_line(look: Callable[..., Any]) -> bool:
        people, revenue, assets = SME_LINES[look("industry")]
        return (
            (people is not None and look("employees") < people)
            or (revenue is not None and look("revenue", last) < revenue)
            or (assets is not None and look("total_assets") < assets)
        )

    return firm.settle(
        below_a_line,
        {
            ("employees", None): (Fraction(0), HUGE),
            ("revenue", last): (Fraction(0), HUGE),
            ("total_assets", None): (Fraction(0), HUGE),
            ("industry", None): tuple(SME_LINES),
        },
    )


def general(firm: Enterprise, rules: Rules) -> dict[str, Truth]:
    """2022 第三条; 2026 第十一条, which asks 依法设立 and not 独立法人."""
    found = {
        "registered": firm.yes("registered_in_china"),
        "sme": sme(firm, rules.year - 1),
        "abnormal_list": firm.no("in_abnormal_list"),
        "dishonest_list": firm.no("in_dishonest_list"),
        "restricted_product": firm.no("restricted_product"),
        "incident": firm.no("major_incident_3y"),
    }
    if rules.standard == MEASURES_2022 or rules.tier == "innovative":
        found["legal_person"] = firm.yes("independent_legal_person")
    return found


def exclusions(firm: Enterprise, rules: Rules) -> dict[str, Truth]:
    """Whom the round doesn't take as a new 小巨人, and round 7's least revenue."""
    found: dict[str, Truth] = {}
    if rules.tier != "little_giant":
        return found
    if rules.track == "new":
        if "manufacturing_champion" in rules.excluded:
            found["not_champion"] = firm.no("manufacturing_champion")
        if "little_giant_holding" in rules.excluded:
            field = "little_giant_holding_pct"
            found["not_held"] = firm.settle(lambda look: not look(field) > 50, {(field, None): around(50)})
        if "same_group_similar_product" in rules.excluded:
            found["not_same_group"] = firm.no("same_group_similar_product")
    if rules.batch == 7:
        found["round_revenue"] = firm.at_least("revenue", 5000, 2024)
    return found


INSTITUTIONS = ("none", "below_city", "city", "province", "national")
CHAIN_ROLES = ("none", "serves_leader", "fills_gap")


# 小巨人 2022: 附件3


def research_2022(firm: Enterprise, last: int) -> Truth:
    """四（一）1, the three brackets; at 5000万 and 1亿 the more favourable of the two that meet there."""
    share_now, candidates_now = firm.research_share(last, 3, 6)
    share_before, candidates_before = firm.research_share(last - 1, 3, 6)
    raised, candidates_raised = firm.together("equity_financing", (last, last - 1))
    revenue_points: set[Fraction] = {Fraction(5000), Fraction(10000)}
    spent = firm.inputs.get("rd_expense", last)
    if spent is not None:
        revenue_points |= {spent * 100 / 3, spent * 100 / 6}

    def met(look: Callable[..., Any]) -> bool:
        revenue = look("revenue", last)
        shares = None

        def each_at_least(limit: int) -> bool:
            nonlocal shares
            shares = shares or (share_now(look), share_before(look))
            return all(share >= limit for share in shares)

        def young_company() -> bool:
            return bool(raised(look) >= 8000 and look("rd_expense", last) >= 3000 and look("rd_staff_ratio") >= 50)

        return bool(
            (revenue >= 10000 and each_at_least(3))
            or (5000 <= revenue <= 10000 and each_at_least(6))
            or (revenue <= 5000 and young_company())
        )

    candidates: dict[Key, Sequence[Any]] = {
        ("rd_staff_ratio", None): (Fraction(0), Fraction(100)),
        **candidates_raised,
        **candidates_before,
        **candidates_now,
    }
    candidates["revenue", last] = around(*revenue_points)
    revenue = firm.inputs.get("revenue", last)
    limits = () if revenue is None else (revenue * 3 / 100, revenue * 6 / 100)
    candidates["rd_expense", last] = (Fraction(0), *around(3000, *limits))
    return firm.settle(met, candidates)


@dataclass(frozen=True)
class Found:
    """What a standard comes to: its conditions, the parts of one of them, its direct routes, its table."""

    conditions: dict[str, Truth]
    parts: dict[str, Truth]
    routes: dict[str, Truth]
    table: dict[str, Points]


def rescued(parts: Mapping[str, Truth], route: Truth) -> dict[str, Truth]:
    return {name: True if route is True else truth for name, truth in parts.items()}


def little_giant_2022(firm: Enterprise, rules: Rules) -> Found:
    last = rules.year - 1
    main, main_candidates = firm.main_share(last, 70)
    debt, debt_candidates = firm.debt_share(70)
    growth = number_at_least(firm.average_growth(last), 5)
    if rules.track == "review" and rules.batch in (6, 7):
        growth = True
    direct = either(firm.rank_within("national_award_rank", 3), firm.rank_within("maker_china_rank", 50))
    parts = {
        "research": research_2022(firm, last),
        "institution": firm.among("rd_institution", INSTITUTIONS[1:], INSTITUTIONS),
        "class1_count": firm.at_least("class1_ip", 2),
        "class1_in_use": firm.yes("class1_ip_in_use"),
    }
    conditions = {
        "title": firm.title("specialized" if rules.track == "new" else "little_giant"),
        "niche": firm.at_least("niche_years", 3),
        "main_share": firm.settle(lambda look: main(look) >= 70, main_candidates),
        "growth": growth,
        "digital": firm.yes("digital_core_process"),
        "certified": firm.yes("management_certified"),
        "debt": firm.settle(lambda look: debt(look) <= 70, debt_candidates),
        "market_share": firm.at_least("market_share", 10),
        "well_known": firm.yes("well_known"),
        "brand": firm.yes("own_brand"),
        "innovation": either(direct, both(*parts.values())),
        "chain": firm.among("key_chain_role", ["fills_gap"], CHAIN_ROLES),
        "field": firm.lists_any("product_field", ["six_bases", "ten_fields", "network_power"]),
    }
    return Found(conditions, rescued(parts, direct), {"direct": direct}, {})


# the two of 2026: 附件1 and 附件2


def own_class1(firm: Enterprise, wanted: int) -> Truth:
    """附件3（七）: what was transferred in doesn't count."""
    moved = firm.inputs.get("class1_ip_transferred_in") or 0
    return firm.settle(lambda look: look("class1_ip") - moved >= wanted, {("class1_ip", None): (moved, HUGE)})


def development(firm: Enterprise, rules: Rules, limit: int) -> Truth:
    if rules.track == "new":
        return firm.at_least("development_score", limit, rules.year)
    return either(*(firm.at_least("development_score", limit, rules.year - back) for back in (1, 2)))


def research_each_year(firm: Enterprise, last: int) -> Truth:
    found = []
    for year in (last, last - 1):
        share, candidates = firm.research_share(year, 3)
        found.append(firm.settle(lambda look, share=share: share(look) >= 3, candidates))  # type: ignore[misc]
    return both(*found)


def little_giant_2026(firm: Enterprise, rules: Rules) -> Found:
    last = rules.year - 1
    main, main_candidates = firm.main_share(last, 90)
    debt, debt_candidates = firm.debt_share(75)
    now, then = firm.inputs.get("revenue", last), firm.inputs.get("revenue", last - 2)
    growth: Truth = number_at_least(firm.inputs.get("revenue_cagr2"), 5)
    if now is not None and then is not None:
        growth = now / then >= Fraction(105, 100) ** 2
    if rules.track == "review":
        growth = True
    award = firm.rank_within("national_award_rank", 3)
    chain: Truth = {"fills_gap": True, "none": False}.get(firm.inputs.get("key_chain_role"))
    parts = {"class1_count": own_class1(firm, 4), "class1_in_use": firm.yes("class1_ip_in_use")}
    fields = ["six_bases", "ten_fields", "strategic_emerging", "future_industry", "traditional_upgrade"]
    conditions = {
        "title": firm.title("specialized" if rules.track == "new" else "little_giant"),
        "niche": firm.at_least("niche_years", 3),
        "revenue": firm.at_least("revenue", 5000, last),
        "main_share": firm.settle(lambda look: main(look) >= 90, main_candidates),
        "growth": growth,
        "debt": firm.settle(lambda look: debt(look) <= 75, debt_candidates),
        "research_sum": firm.sum_at_least("rd_expense", (last, last - 1), 1200),
        "research_share": research_each_year(firm, last),
        "class1": either(award, both(*parts.values())),
        "market": either(firm.at_least("market_share", 10), firm.rank_within("market_rank", 3)),
        "well_known": firm.yes("well_known"),
        "field": firm.lists_any("product_field", fields),
        "chain": chain,
        "development": development(firm, rules, 60),
    }
    return Found(conditions, rescued(parts, award), {"direct": award}, {})


def specialized_2026(firm: Enterprise, rules: Rules) -> Found:
    last = rules.year - 1
    main, main_candidates = firm.main_share(last, 80)
    debt, debt_candidates = firm.debt_share(80)
    waived = either(
        firm.rank_within("national_award_rank", 3),
        firm.rank_within("provincial_award_rank", 3),
        firm.among("rd_institution", ("province", "national"), INSTITUTIONS),
    )
    parts = {"class1_count": own_class1(firm, 1), "class1_in_use": firm.yes("class1_ip_in_use")}
    conditions = {
        "title": firm.title("innovative", "tech_sme") if rules.track == "new" else firm.title("specialized"),
        "niche": firm.at_least("niche_years", 3),
        "revenue": either(
            firm.at_least("revenue", 1500, last),
            firm.sum_at_least("equity_financing", (last, last - 1), 2000),
        ),
        "main_share": firm.settle(lambda look: main(look) >= 80, main_candidates),
        "debt": firm.settle(lambda look: debt(look) <= 80, debt_candidates),
        "research_amount": both(*(firm.at_least("rd_expense", 100, year) for year in (last, last - 1))),
        "research_share": research_each_year(firm, last),
        "class1": either(waived, both(*parts.values())),
        "well_known": firm.yes("well_known"),
        "development": development(firm, rules, 50),
    }
    return Found(conditions, rescued(parts, waived), {"direct": waived}, {})


# the score tables of 2022: 附件1 and 附件2


def bands(value: Fraction, *steps: tuple[int, int]) -> int:
    """The points of the first step reached, steps from the highest down; an edge takes the higher points."""
    return next((points for limit, points in steps if value >= limit), 0)


def falling(value: Fraction, *steps: tuple[int, int]) -> int:
    return next((points for limit, points in steps if value <= limit), 0)


def free(value: Fraction | None, rate: Callable[[Fraction], int], *limits: int) -> Points:
    """Points of a value that is either known or may be anything."""
    possible = (
        [rate(value)] if value is not None else [rate(candidate) for candidate in (-HUGE, *around(*limits))]
    )
    return Points(Fraction(min(possible)), Fraction(max(possible)))


def intellectual_property(firm: Enterprise, worth: Sequence[int]) -> Points:
    fields = ("class1_ip_high_value", "class1_ip_self_developed", "class1_ip", "class2_ip")

    def rate(look: Callable[..., Any]) -> int:
        return next((points for field, points in zip(fields, worth, strict=True) if look(field) >= 1), 0)

    none_of_class1 = firm.inputs.get("class1_ip") == 0
    return firm.points(rate, {(field, None): (0,) if none_of_class1 and field in fields[:2] else (0, 1) for field in fields})


def innovative_table(firm: Enterprise, last: int) -> dict[str, Points]:
    research, research_candidates = firm.research_share(last, 5, 3, 2, 1)
    debt, debt_candidates = firm.debt_share(55, 75)
    main, main_candidates = firm.main_share(last, 70, 60, 55, 50)
    return {
        "ip": intellectual_property(firm, (20, 15, 10, 5)),
        "research": firm.points(
            lambda look: bands(research(look), (5, 20), (3, 15), (2, 10), (1, 5)), research_candidates
        ),
        "growth": free(
            firm.growth(last), lambda rate: bands(rate, (15, 20), (10, 15), (5, 10), (0, 5)), 15, 10, 5
        ),
        "debt": firm.points(lambda look: falling(debt(look), (55, 10), (75, 5)), debt_candidates),
        "field": firm.points(
            lambda look: 10 if "strategic_emerging" in look("product_field") else 5,
            {("product_field", None): ([], ["strategic_emerging"])},
        ),
        "main_share": firm.points(
            lambda look: bands(main(look), (70, 20), (60, 15), (55, 10), (50, 5)), main_candidates
        ),
    }


def specialized_table(firm: Enterprise, last: int) -> dict[str, Points]:
    main, main_candidates = firm.main_share(last, 80, 70, 60)
    profit, profit_candidates = firm.profit_share(last, 10, 8, 6, 4, 2)
    debt, debt_candidates = firm.debt_share(50, 60, 70)
    research, research_candidates = firm.research_share(last, 10, 8, 6, 4, 3)
    spent = firm.inputs.get("rd_expense", last)
    if ("rd_expense", last) in research_candidates or spent is None:
        revenue = firm.inputs.get("revenue", last)
        limits = () if revenue is None else tuple(revenue * limit / 100 for limit in (10, 8, 6, 4, 3))
        research_candidates["rd_expense", last] = (Fraction(0), *around(500, 400, 300, 200, 100, *limits))
    quality = ("provincial_quality_award", "management_certified", "own_brand", "standards_drafting")

    def field_points(look: Callable[..., Any]) -> int:
        if look("key_chain_role") == "fills_gap":
            return 5
        second = look("key_chain_role") == "serves_leader" or {"six_bases", "old_brand"} & set(
            look("product_field")
        )
        return 3 if second else 0

    def research_points(look: Callable[..., Any]) -> int:
        return max(
            bands(look("rd_expense", last), (500, 10), (400, 8), (300, 6), (200, 4), (100, 2)),
            bands(research(look), (10, 10), (8, 8), (6, 6), (4, 4), (3, 2)),
        )

    return {
        "main_share": firm.points(lambda look: bands(main(look), (80, 5), (70, 3), (60, 1)), main_candidates),
        "growth": free(
            firm.average_growth(last),
            lambda rate: bands(rate, (10, 10), (8, 8), (6, 6), (4, 4), (0, 2)),
            10,
            8,
            6,
            4,
        ),
        "niche": firm.points(
            lambda look: min(5, look("niche_years") // 2), {("niche_years", None): (Fraction(0), HUGE)}
        ),
        "field": firm.points(
            field_points,
            {("key_chain_role", None): CHAIN_ROLES, ("product_field", None): ([], ["six_bases"])},
        ),
        "digital": firm.points(
            lambda look: bands(look("digital_level"), (3, 5), (2, 3)), {("digital_level", None): range(5)}
        ),
        "quality": firm.points(
            lambda look: min(5, 3 * sum(look(field) for field in quality)),
            {(field, None): YES_NO for field in quality},
        ),
        "profit": firm.points(
            lambda look: bands(profit(look), (10, 10), (8, 8), (6, 6), (4, 4), (2, 2)), profit_candidates
        ),
        "debt": firm.points(lambda look: falling(debt(look), (50, 5), (60, 3), (70, 1)), debt_candidates),
        "local": firm.points(
            lambda look: look("local_feature_score"), {("local_feature_score", None): (0, 15)}
        ),
        "ip": intellectual_property(firm, (10, 8, 6, 2)),
        "research": firm.points(research_points, research_candidates),
        "research_staff": firm.points(
            lambda look: bands(look("rd_staff_ratio"), (20, 5), (10, 3), (5, 1)),
            {("rd_staff_ratio", None): (0, 100)},
        ),
        "institution": firm.points(
            lambda look: dict(zip(INSTITUTIONS, (0, 2, 4, 8, 10), strict=True))[look("rd_institution")],
            {("rd_institution", None): INSTITUTIONS},
        ),
    }


def summed(table: Mapping[str, Points], *names: str) -> Points:
    rows = [table[name] for name in names or table]
    return Points(sum((row.least for row in rows), Fraction(0)), sum((row.most for row in rows), Fraction(0)))


def reaches(points: Points, limit: int) -> Truth:
    if points.least >= limit:
        return True
    return None if points.most >= limit else False


def self_assessed(
    firm: Enterprise, table: Mapping[str, Points], groups: Mapping[str, Sequence[str]]
) -> tuple[Points, dict[str, Points]]:
    """The total and the groups' points, with the enterprise's own where the indicators leave them open and allow them.

    Args:
        groups: the indicators of a group, by the field of its own points.
    """

    def own(field: str, points: Points) -> Points:
        told = firm.inputs.get(field)
        counts = told is not None and points.least < points.most and points.least <= told <= points.most
        return Points(told, told) if counts else points

    spans = {field: own(field, summed(table, *names)) for field, names in groups.items()}
    total = own("score_total", summed(spans))
    if total.least < total.most or summed(spans) == total:
        return total, spans
    possible: dict[str, list[Fraction]] = {field: [] for field in spans}
    for rest in spans:  # all others at one of their ends, and the rest of the total in this one
        others = [field for field in spans if field != rest]
        for ends in itertools.product(*((spans[field].least, spans[field].most) for field in others)):
            left = total.least - sum(ends)
            if spans[rest].least <= left <= spans[rest].most:
                for field, points in zip((rest, *others), (left, *ends), strict=True):
                    possible[field].append(points)
    return total, {field: Points(min(points), max(points)) for field, points in possible.items()}


def innovative_2022(firm: Enterprise, rules: Rules) -> Found:
    """附件1: the score with its three class minimums, or one of four routes."""
    last = rules.year - 1
    table = innovative_table(firm, last)
    groups = {
        "score_innovation": ("ip", "research"),
        "score_growth": ("growth", "debt"),
        "score_specialisation": ("field", "main_share"),
    }
    total, points = self_assessed(firm, table, groups)
    score = both(
        reaches(total, 60),
        reaches(points["score_innovation"], 20),
        reaches(points["score_growth"], 15),
        reaches(points["score_specialisation"], 15),
    )
    routes = {
        "award": either(
            firm.rank_within("national_award_rank", 10**6), firm.rank_within("provincial_award_rank", 10**6)
        ),
        "honour": firm.lists_any(
            "valid_honours", ["high_tech_enterprise", "innovation_demo", "ip_advantage", "ip_demo"]
        ),
        "institution": firm.among("rd_institution", ("province", "national"), INSTITUTIONS),
        "equity": firm.sum_at_least("equity_financing", (last, last - 1, last - 2), 500),
    }
    conditions = {"score_or_route": either(score, *routes.values())}
    if rules.track == "review":
        conditions["title"] = firm.title("innovative")
    return Found(conditions, {}, routes, table)


def specialized_2022(firm: Enterprise, rules: Rules) -> Found:
    """附件2: four conditions, the fourth the score or one of four routes."""
    last = rules.year - 1
    table = specialized_table(firm, last)
    share, candidates = firm.research_share(last, 3)
    total, _ = self_assessed(firm, table, {"": tuple(table)})
    routes = {
        "award": either(
            firm.rank_within("provincial_award_rank", 3), firm.rank_within("national_award_rank", 5)
        ),
        "research": firm.sum_at_least("rd_expense", (last, last - 1), 2000, mean_first=True),
        "equity": firm.sum_at_least("equity_financing", (last, last - 1), 6000),
        "maker_china": firm.rank_within("maker_china_rank", 500),
    }
    conditions = {
        "title": firm.title("innovative" if rules.track == "new" else "specialized"),
        "niche": firm.at_least("niche_years", 2),
        "research_amount": firm.at_least("rd_expense", 100, last),
        "research_share": firm.settle(lambda look: share(look) >= 3, candidates),
        "revenue": either(
            firm.at_least("revenue", 1000, last),
            firm.sum_at_least("equity_financing", (last, last - 1), 2000),
        ),
        "score_or_route": either(reaches(total, 60), *routes.values()),
    }
    return Found(conditions, {}, routes, table)


STANDARDS: Mapping[tuple[str, str], Callable[[Enterprise, Rules], Found]] = {
    ("innovative", MEASURES_2022): innovative_2022,
    ("specialized", MEASURES_2022): specialized_2022,
    ("specialized", MEASURES_2026): specialized_2026,
    ("little_giant", MEASURES_2022): little_giant_2022,
    ("little_giant", MEASURES_2026): little_giant_2026,
}


def judge(profile: Mapping[str, Any], rules: Rules) -> Verdict:
    """The verdict on one enterprise; `profile` in the shape of the public profile."""
    firm = Enterprise(profile)
    found = STANDARDS[rules.tier, rules.standard](firm, rules)
    conditions = general(firm, rules) | exclusions(firm, rules) | found.conditions
    score = summed(found.table) if found.table else None
    return Verdict(both(*conditions.values()), conditions, found.parts, found.routes, found.table, score)
