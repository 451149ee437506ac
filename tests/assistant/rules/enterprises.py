"""Random enterprises that live where mistakes live: at the limits, just beside them, with inputs missing."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from tests.assistant.rules.oracle import CHAIN_ROLES, INSTITUTIONS, SME_LINES, Rules

GOOD_FLAGS = (
    "registered_in_china", "independent_legal_person", "class1_ip_in_use", "well_known", "own_brand",
    "digital_core_process", "management_certified", "standards_drafting", "provincial_quality_award",
)  # fmt: skip
BAD_FLAGS = (
    "in_abnormal_list", "in_dishonest_list", "restricted_product", "major_incident_3y",
    "manufacturing_champion", "same_group_similar_product",
)  # fmt: skip
PRODUCT_FIELDS = (
    "six_bases", "ten_fields", "network_power", "strategic_emerging", "old_brand", "future_industry",
    "traditional_upgrade",
)  # fmt: skip
HONOURS = ("high_tech_enterprise", "innovation_demo", "ip_advantage", "ip_demo")
TITLES = ("innovative", "tech_sme", "specialized", "little_giant")
REVENUES = (400, 1000, 1500, 5000, 8000, 10000, 20000, 40000)
RESEARCH_SHARES = (1, 2, 3, 4, 5, 6, 8, 10)
GROWTHS = (0, 4, 5, 6, 8, 10, 15)


class Maker:
    """Makes enterprises for one set of rules; the same seed makes the same enterprise."""

    def __init__(self, seed: int, rules: Rules) -> None:
        self.rng = random.Random(seed)
        self.rules = rules
        self.last = rules.year - 1
        # Most conditions must hold, or every verdict would be "fails"; a few enterprises are wild throughout.
        self.luck = self.rng.choice((0.5, 0.9, 0.97, 1.0))
        self.gaps = self.rng.choice((0.0, 0.03, 0.1, 0.4))

    def lucky(self) -> bool:
        return self.rng.random() < self.luck

    def known(self) -> bool:
        return self.rng.random() >= self.gaps

    def beside(self, *limits: float, step: str = "0.01") -> Decimal:
        """At one of the limits, or one step off it."""
        return Decimal(str(self.rng.choice(limits))) + Decimal(step) * self.rng.choice((-1, 0, 0, 1, 100))

    def up_from(self, limit: float, *others: float, step: str = "0.01") -> Decimal:
        if self.lucky():
            return Decimal(str(limit)) + Decimal(step) * self.rng.choice((0, 0, 1, 200))
        return max(Decimal(0), self.beside(limit, *others, step=step))

    def down_from(self, limit: float, *others: float) -> Decimal:
        if self.lucky():
            return Decimal(str(limit)) - Decimal("0.01") * self.rng.choice((0, 0, 1, 500))
        return max(Decimal(0), self.beside(limit, *others))

    def count(self, limit: int) -> int:
        return (
            limit + self.rng.choice((0, 0, 1)) if self.lucky() else max(0, limit - self.rng.choice((0, 1, 2)))
        )

    def place(self, *limits: int) -> int:
        """A place in a competition: none, or near a limit."""
        return (
            0 if self.rng.random() < 0.8 else self.rng.choice((1, *limits, *(limit + 1 for limit in limits)))
        )

    def enterprise(self) -> dict[str, Any]:
        firm: dict[str, Any] = {}
        firm |= {field: self.lucky() for field in GOOD_FLAGS}
        firm |= {field: not self.lucky() for field in BAD_FLAGS}
        firm |= self.size_and_debt()
        firm |= self.amounts()
        firm |= self.standing()
        known = {field: value for field, value in firm.items() if self.known() and value != {}}
        return plain(known | self.told_as_a_whole())

    def told_as_a_whole(self) -> dict[str, Any]:
        """Now and then a sum, a mean, a compound growth or points of the enterprise's own, whatever else is known."""
        if self.rng.random() < 0.5:
            return {}
        limits: dict[str, tuple[float, ...]] = {
            "rd_expense_sum2": (1200, 2000),
            "rd_expense_mean2": (600, 1000),
            "equity_financing_sum2": (2, 500, 2000, 6000, 8000),
            "equity_financing_sum3": (2, 500, 2000, 6000, 8000),
            "revenue_cagr2": (5,),
            "score_total": (60, 75, 85),
            "score_innovation": (20, 30),
            "score_growth": (15, 20),
            "score_specialisation": (15, 20),
        }
        return {field: self.beside(*near) for field, near in limits.items() if self.rng.random() < 0.3}

    def standing(self) -> dict[str, Any]:
        rng, lucky = self.rng, self.lucky()
        total_class1 = self.count(rng.choice((0, 1, 2, 4)) if not lucky else 4)
        firm: dict[str, Any] = {
            "recognitions": [{"tier": tier} for tier in TITLES if self.lucky() or rng.random() < 0.5],
            "little_giant_holding_pct": self.down_from(50),
            "niche_years": self.up_from(3, 0, 1, 2, 4, 6, 10, step="1"),
            "rd_staff_ratio": self.up_from(50, 5, 10, 20),
            "rd_institution": rng.choice(INSTITUTIONS[1:3] if rng.random() < 0.7 else INSTITUTIONS),
            "class1_ip": total_class1,
            "class1_ip_self_developed": rng.choice((0, 1)),
            "class1_ip_high_value": rng.choice((0, 0, 1)),
            "class2_ip": rng.choice((0, 1, 5)),
            "market_share": self.up_from(10, 5),
            "digital_level": rng.randint(0, 4),
            "key_chain_role": "fills_gap" if self.lucky() else rng.choice(CHAIN_ROLES),
            "product_field": ["six_bases"]
            if self.lucky()
            else rng.sample(PRODUCT_FIELDS, rng.choice((0, 1, 2))),
            "national_award_rank": self.place(3, 5),
            "provincial_award_rank": self.place(3),
            "maker_china_rank": self.place(50, 500),
            "valid_honours": rng.sample(HONOURS, 1) if rng.random() < 0.15 else [],
            "local_feature_score": rng.choice((0, 5, 7, 10, 15)),
            "development_score": {
                self.rules.year - back: self.up_from(60, 50) for back in (0, 1, 2) if self.known()
            },
        }
        if rng.random() < 0.3:
            firm["market_rank"] = rng.choice((1, 3, 4))
        if rng.random() < 0.3:
            firm["class1_ip_transferred_in"] = rng.randint(0, total_class1)
        return firm

    def size_and_debt(self) -> dict[str, Any]:
        rng = self.rng
        industry = "工业" if rng.random() < 0.6 else rng.choice(list(SME_LINES))
        people, _, assets = SME_LINES[industry]
        firm: dict[str, Any] = {
            "industry": industry,
            "employees": max(0, (people or 300) + rng.choice((-1, -100, -1, 0, 1))),
        }
        total = Decimal(assets or 5000) + rng.choice((-1, 0, 1, -500))
        debt = self.down_from(70, 50, 55, 60, 75, 80)
        if rng.random() < 0.5:
            firm |= {"total_assets": total, "total_liabilities": total * debt / 100}
        if rng.random() < 0.7 or "total_assets" not in firm:
            firm["debt_ratio"] = debt
        return firm

    def amounts(self) -> dict[str, Any]:
        """Revenue, and what is measured against it, as amounts, as ratios or as both."""
        rng, last = self.rng, self.last
        revenue = {
            last: Decimal(rng.choice(REVENUES)) + rng.choice((-1, 0, 0, 1, 700)),
            last - 1: Decimal(rng.choice(REVENUES)),
        }
        revenue[last - 2] = self.shrunk(revenue[last])
        main_share = self.up_from(90, 50, 55, 60, 70, 80)
        growth = {year: self.up_from(rng.choice((5, 10, 15)), *GROWTHS) for year in (last, last - 1)}
        research = {year: self.up_from(rng.choice((3, 6)), *RESEARCH_SHARES) for year in (last, last - 1)}
        profit = self.up_from(10, 0, 2, 4, 6, 8) - rng.choice((0, 0, 0, 12))
        firm: dict[str, Any] = {
            "revenue": self.some(revenue),
            "equity_financing": self.some(
                {
                    last - back: Decimal(rng.choice((0, 0, 0, 0, 0, 250, 1000, 3000, 8000)))
                    for back in range(3)
                }
            ),
        }
        self.maybe(firm, "main_revenue_ratio", main_share)
        self.maybe(firm, "net_profit_ratio", profit)
        self.maybe(firm, "rd_ratio", self.some(research))
        self.maybe(firm, "main_revenue_growth", self.some(growth))
        if rng.random() < 0.3:
            firm["main_revenue_growth_avg2"] = self.up_from(5, *GROWTHS)
        if rng.random() < 0.6:
            spent = {year: revenue[year] * research[year] / 100 for year in research}
            if rng.random() < 0.3:
                spent = {year: self.up_from(600) for year in research}
            elif rng.random() < 0.4:
                spent[last] = self.up_from(600, 100, 200, 300, 400, 500, 1000, 3000)
            firm["rd_expense"] = self.some(spent)
        if rng.random() < 0.5:
            now = revenue[last] * main_share / 100
            base = Decimal(rng.choice((100, 1000, 4000)))
            series = {last - 2: base, last - 1: base * (100 + growth[last - 1]) / 100}
            series[last] = series[last - 1] * (100 + growth[last]) / 100 if rng.random() < 0.5 else now
            firm["main_revenue"] = self.some(series)
        if rng.random() < 0.5:
            firm["net_profit"] = self.some({last: revenue[last] * profit / 100})
        return firm

    def shrunk(self, revenue: Decimal) -> Decimal:
        """Revenue two years earlier, near the 5% compound line (1.05² = 1.1025)."""
        return max(
            Decimal(1),
            (revenue / Decimal("1.1025")).quantize(Decimal("0.01")) + self.rng.choice((-100, -1, 0, 1)),
        )

    def some(self, by_year: dict[int, Decimal]) -> dict[int, Decimal]:
        return {year: value for year, value in by_year.items() if self.known()}

    def maybe(self, firm: dict[str, Any], field: str, value: Any) -> None:
        if self.rng.random() < 0.7:
            firm[field] = value


def plain(value: Any) -> Any:
    """As JSON would carry it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
