"""Reviews (复核) once more, in plain Python from the official texts: an enterprise of which everything is known.

Kept apart from `assistant.rules` and from `oracle.py`: its own table of rounds, its own reading of each annex, amounts
only. It answers yes or no to every condition, by the engine's names for them; what can't be told of an enterprise that
is known in part is left to the test, which fills the gaps in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

MEASURES_2022, MEASURES_2026 = "measures-2022-63", "measures-2026-2"
OPEN_WINDOWS = {4: (date(2022, 6, 15), date(2022, 6, 28)), 5: (date(2023, 2, 20), date(2023, 4, 10)),
                7: (date(2025, 5, 14), date(2025, 6, 5)), 8: (date(2026, 4, 25), date(2026, 5, 25))}  # fmt: skip
YEARS = {4: 2022, 5: 2023, 6: 2024, 7: 2025, 8: 2026}
NO_GROWTH_ASKED = (6, 7)
LEAST_REVENUE = {7: 5000}
WHAT_A_WAIVER_COVERS = ("rd_intensity", "rd_institution", "class1_ip", "class1_ip_in_use")

LARGE_FROM = {  # 划型标准: from here on no SME by that measure
    "工业": {"employees": 1000, "revenue": 40000}, "建筑业": {"revenue": 80000, "total_assets": 80000},
    "批发业": {"employees": 200, "revenue": 40000}, "物业管理": {"employees": 1000, "revenue": 5000},
    "租赁和商务服务业": {"employees": 300, "total_assets": 120000}, "其他未列明行业": {"employees": 300},
    "软件和信息技术服务业": {"employees": 300, "revenue": 10000},
}  # fmt: skip


@dataclass(frozen=True)
class Review:
    """One review: of which tier, in which round, by which standard."""

    tier: str
    round: int | None
    year: int
    standard: str


def review(tier: str, named: int | None, as_of: date) -> Review:
    """What decides for a review asked about on `as_of`, where a round is named or none."""
    round_ = named
    if tier == "little_giant" and named is None:
        round_ = next((n for n, (first, last) in OPEN_WINDOWS.items() if first <= as_of <= last), None)
    year = YEARS[round_] if round_ else as_of.year
    if tier == "innovative":
        standard = MEASURES_2022
    elif tier == "little_giant":  # the reviews of 2026 still by the standard of 2022
        standard = MEASURES_2022 if year <= 2026 else MEASURES_2026
    else:
        newest = round_ == 8 if round_ else as_of >= date(2026, 4, 1)
        standard = MEASURES_2026 if newest else MEASURES_2022
    return Review(tier, round_, year, standard)


class Firm:
    """A wholly known enterprise, seen from the year of the review."""

    def __init__(self, profile: Mapping[str, Any], year: int) -> None:
        self.profile, self.year = profile, year

    def __getitem__(self, field: str) -> Any:
        return self.profile[field]

    def of(self, field: str, back: int = 1) -> Fraction:
        """An amount, so many years before the review's."""
        return Fraction(str(self.profile[field][str(self.year - back)]))

    def share(self, top: str, back: int = 1) -> Fraction:
        return self.of(top, back) / self.of("revenue", back) * 100

    def growth(self, back: int = 1) -> Fraction:
        return (self.of("main_revenue", back) / self.of("main_revenue", back + 1) - 1) * 100

    @property
    def mean_growth(self) -> Fraction:
        return (self.growth(1) + self.growth(2)) / 2

    @property
    def debt(self) -> Fraction:
        return Fraction(str(self["total_liabilities"])) / self["total_assets"] * 100

    def raised(self, years: int) -> Fraction:
        return sum((self.of("equity_financing", back) for back in range(1, years + 1)), Fraction(0))

    def placed(self, award: str, last: int) -> bool:
        return 1 <= self[award] <= last

    def has_field(self, *fields: str) -> bool:
        return not set(fields).isdisjoint(self["product_field"])

    def either_of_last_two(self, field: str, least: int) -> bool:
        return self.of(field, 1) >= least or self.of(field, 2) >= least

    @property
    def small_enough(self) -> bool:
        measured = {"employees": self["employees"], "revenue": self.of("revenue"), "total_assets": self["total_assets"]}
        return any(measured[measure] < limit for measure, limit in LARGE_FROM[self["industry"]].items())


def judge(firm: Firm, case: Review) -> tuple[dict[str, bool | None], bool]:
    """Every condition of the review, and whether a direct route or waiver holds; None where the text leaves it open."""
    found: dict[str, bool | None] = {
        "registered_in_china": firm["registered_in_china"],
        "sme": firm.small_enough,
        "title": any(held["tier"] == case.tier for held in firm["recognitions"]),
    }
    bad = ("in_abnormal_list", "in_dishonest_list", "restricted_product", "major_incident_3y")
    found |= {field: not firm[field] for field in bad}
    if case.standard == MEASURES_2022:
        found["independent_legal_person"] = firm["independent_legal_person"]
    if case.tier == "little_giant" and case.round in LEAST_REVENUE:
        found["round_revenue"] = firm.of("revenue") >= LEAST_REVENUE[case.round]
    own, waived = _BY[case.tier, case.standard](firm, case)
    return found | own, waived


Found = tuple[dict[str, bool | None], bool]


def _little_giant_2022(firm: Firm, case: Review) -> Found:
    revenue, research = firm.of("revenue"), [firm.share("rd_expense", 1), firm.share("rd_expense", 2)]
    direct = firm.placed("national_award_rank", 3) or firm.placed("maker_china_rank", 50)
    small = firm.raised(2) >= 8000 and firm.of("rd_expense") >= 3000 and firm["rd_staff_ratio"] >= 50
    brackets = [revenue >= 10000 and min(research) >= 3, 5000 <= revenue <= 10000 and min(research) >= 6]
    parts: dict[str, bool | None] = {
        "rd_intensity": any(brackets) or (revenue <= 5000 and small),
        "rd_institution": firm["rd_institution"] != "none",
        "class1_ip": firm["class1_ip"] >= 2,
        "class1_ip_in_use": firm["class1_ip_in_use"],
    }
    return {
        "niche_years": firm["niche_years"] >= 3,
        "main_revenue_ratio": firm.share("main_revenue") >= 70,
        "main_revenue_growth_avg2": case.round in NO_GROWTH_ASKED or firm.mean_growth >= 5,
        "debt_ratio": firm.debt <= 70,
        "market_share": firm["market_share"] >= 10,
        **{flag: firm[flag] for flag in ("digital_core_process", "management_certified", "well_known", "own_brand")},
        "key_chain_role": firm["key_chain_role"] == "fills_gap",
        "product_field": firm.has_field("six_bases", "ten_fields", "network_power"),
        "innovation": all(parts.values()) or direct,
        **parts,
    }, direct


def _class1(firm: Firm, least: int, waived: bool) -> dict[str, bool | None]:
    enough, used = firm["class1_ip"] - firm["class1_ip_transferred_in"] >= least, firm["class1_ip_in_use"]
    return {"ip": (enough and used) or waived, "class1_ip": enough, "class1_ip_in_use": used}


def _little_giant_2026(firm: Firm, case: Review) -> Found:
    waived = firm.placed("national_award_rank", 3)
    fields = ("six_bases", "ten_fields", "strategic_emerging", "future_industry", "traditional_upgrade")
    return {
        "niche_years": firm["niche_years"] >= 3,
        "revenue": firm.of("revenue") >= 5000,
        "main_revenue_ratio": firm.share("main_revenue") >= 90,
        "revenue_cagr2": True,
        "debt_ratio": firm.debt <= 75,
        "rd_sum2": firm.of("rd_expense", 1) + firm.of("rd_expense", 2) >= 1200,
        "rd_ratio": firm.share("rd_expense", 1) >= 3 and firm.share("rd_expense", 2) >= 3,
        "market_position": firm["market_share"] >= 10 or firm.placed("market_rank", 3),
        "well_known": firm["well_known"],
        "product_field": firm.has_field(*fields),
        "key_chain_role": {"fills_gap": True, "serves_leader": None, "none": False}[firm["key_chain_role"]],
        "development_score": firm.either_of_last_two("development_score", 60),
        **_class1(firm, 4, waived),
    }, waived


def _specialized_2026(firm: Firm, case: Review) -> Found:
    awarded = firm.placed("national_award_rank", 3) or firm.placed("provincial_award_rank", 3)
    waived = awarded or firm["rd_institution"] in ("province", "national")
    return {
        "niche_years": firm["niche_years"] >= 3,
        "revenue_or_financing": firm.of("revenue") >= 1500 or firm.raised(2) >= 2000,
        "main_revenue_ratio": firm.share("main_revenue") >= 80,
        "debt_ratio": firm.debt <= 80,
        "rd_expense": firm.of("rd_expense", 1) >= 100 and firm.of("rd_expense", 2) >= 100,
        "rd_ratio": firm.share("rd_expense", 1) >= 3 and firm.share("rd_expense", 2) >= 3,
        "well_known": firm["well_known"],
        "development_score": firm.either_of_last_two("development_score", 50),
        **_class1(firm, 1, waived),
    }, waived


def _points(value: Fraction, *bands: tuple[int, int]) -> int:
    """The points of the first band that the value reaches."""
    return next((points for least, points in bands if value >= least), 0)


def _property(firm: Firm, points: tuple[int, int, int, int]) -> int:
    kinds = ("class1_ip_high_value", "class1_ip_self_developed", "class1_ip", "class2_ip")
    return next((worth for kind, worth in zip(kinds, points, strict=True) if firm[kind]), 0)


def _specialized_2022(firm: Firm, case: Review) -> Found:
    research, spent = firm.share("rd_expense"), firm.of("rd_expense")
    chain, debt = firm["key_chain_role"], -firm.debt
    in_field = chain == "serves_leader" or firm.has_field("six_bases", "old_brand")
    managed = ("provincial_quality_award", "management_certified", "own_brand", "standards_drafting")
    by_amount = _points(spent, (500, 10), (400, 8), (300, 6), (200, 4), (100, 2))
    score = sum((
        _points(firm.share("main_revenue"), (80, 5), (70, 3), (60, 1)),
        _points(firm.mean_growth, (10, 10), (8, 8), (6, 6), (4, 4), (0, 2)),
        min(5, int(firm["niche_years"]) // 2),
        5 if chain == "fills_gap" else 3 if in_field else 0,
        (0, 0, 3, 5, 5)[firm["digital_level"]],
        min(5, 3 * sum(firm[flag] for flag in managed)),
        _points(firm.share("net_profit"), (10, 10), (8, 8), (6, 6), (4, 4), (2, 2)),
        _points(debt, (-50, 5), (-60, 3), (-70, 1)),
        firm["local_feature_score"],
        _property(firm, (10, 8, 6, 2)),
        max(by_amount, _points(research, (10, 10), (8, 8), (6, 6), (4, 4), (3, 2))),
        _points(firm["rd_staff_ratio"], (20, 5), (10, 3), (5, 1)),
        {"none": 0, "below_city": 2, "city": 4, "province": 8, "national": 10}[firm["rd_institution"]],
    ))  # fmt: skip
    awarded = firm.placed("provincial_award_rank", 3) or firm.placed("national_award_rank", 5)
    spends = (spent + firm.of("rd_expense", 2)) / 2 >= 1000
    direct = awarded or spends or firm.raised(2) >= 6000 or firm.placed("maker_china_rank", 500)
    return {
        "niche_years": firm["niche_years"] >= 2,
        "rd_expense": spent >= 100,
        "rd_ratio": research >= 3,
        "revenue_or_financing": firm.of("revenue") >= 1000 or firm.raised(2) >= 2000,
        "evaluation": score >= 60 or direct,
    }, direct


def _innovative(firm: Firm, case: Review) -> Found:
    innovation = _property(firm, (20, 15, 10, 5))
    innovation += _points(firm.share("rd_expense"), (5, 20), (3, 15), (2, 10), (1, 5))
    growing = _points(firm.growth(), (15, 20), (10, 15), (5, 10), (0, 5)) + _points(-firm.debt, (-55, 10), (-75, 5))
    focus = _points(firm.share("main_revenue"), (70, 20), (60, 15), (55, 10), (50, 5))
    focus += 10 if firm.has_field("strategic_emerging") else 5
    scored = innovation + growing + focus >= 60 and innovation >= 20 and growing >= 15 and focus >= 15
    awarded = firm["national_award_rank"] > 0 or firm["provincial_award_rank"] > 0 or bool(firm["valid_honours"])
    direct = awarded or firm["rd_institution"] in ("province", "national") or firm.raised(3) >= 500
    return {"evaluation": scored or direct}, direct


_BY = {
    ("little_giant", MEASURES_2022): _little_giant_2022,
    ("little_giant", MEASURES_2026): _little_giant_2026,
    ("specialized", MEASURES_2022): _specialized_2022,
    ("specialized", MEASURES_2026): _specialized_2026,
    ("innovative", MEASURES_2022): _innovative,
}
