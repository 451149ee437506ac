"""The engine and `reviews.py` agree on reviews of every tier, round and day; what is left out never misleads."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

from assistant.rules.evaluate import check
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from corpus.library import load_library
from corpus.terms import Tier, Track
from tests.assistant.rules.reviews import LARGE_FROM, WHAT_A_WAIVER_COVERS, Firm, Review, judge, review

ENTERPRISES = 2000
GOOD = (
    "registered_in_china", "independent_legal_person", "class1_ip_in_use", "well_known", "own_brand",
    "digital_core_process", "management_certified", "standards_drafting",
)  # fmt: skip
BAD = ("in_abnormal_list", "in_dishonest_list", "restricted_product", "major_incident_3y", "provincial_quality_award")
DAYS: dict[int | None, tuple[str, ...]] = {
    None: (
        "2022-06-14", "2022-06-28", "2022-06-29", "2023-04-10", "2024-05-20", "2025-06-05", "2025-06-06",
        "2026-03-31", "2026-04-01", "2026-05-25", "2026-12-31", "2027-01-01", "2027-05-01", "2028-03-01", "2029-09-01",
    ),
    4: ("2022-06-15", "2026-11-24"), 5: ("2023-03-01",), 6: ("2024-04-18", "2026-11-24"),
    7: ("2025-05-14", "2026-05-01"), 8: ("2026-04-25", "2027-03-01"),
}  # fmt: skip


class Maker:
    """Makes wholly known enterprises at the limits, or a cent beside them."""

    def __init__(self, rng: random.Random, year: int) -> None:
        self.rng, self.year = rng, year
        self.luck = rng.choice((0.6, 0.8, 0.95, 1.0))

    def near(self, likely: tuple[float, ...], others: tuple[float, ...], better: int = 1) -> float:
        """At a limit or on its good side, now and then anywhere near one."""
        lucky = self.rng.random() < self.luck
        step = self.rng.choice((0, 0, 0.01)) * better if lucky else self.rng.choice((-0.01, 0, 0.01))
        return max(0.0, round(self.rng.choice(likely if lucky else others) + step, 2))

    def one(self, likely: Any, *others: Any) -> Any:
        return likely if self.rng.random() < self.luck else self.rng.choice(others)

    def amounts(self) -> dict[str, Any]:
        last, previous, before = (str(self.year - back) for back in (1, 2, 3))
        revenue = {last: self.near((5000, 10000, 12000), (900, 1000, 1500, 4000, 40000)), previous: 8000}
        main = {before: 1000, previous: 1000 + self.near((50, 100, 150), (0, 40, 60, 80)) * 10}
        share = self.near((90,), (49, 50, 55, 60, 70, 80)) / 100
        main[last] = main[previous] + main[previous] * self.near((5, 10, 15), (0, 4, 6, 8)) / 100
        revenue[last] = self.rng.choice((revenue[last], round(main[last] / share, 2)))
        main[last] = self.rng.choice((main[last], round(revenue[last] * share, 4)))
        spent = {y: amount * self.near((6, 8, 10), (1, 2, 3, 4, 5)) / 100 for y, amount in revenue.items()}
        profit = revenue[last] * self.near((10, 10), (0, 2, 4, 6, 8)) / 100
        assets = self.rng.choice((5000, 10000, 79999, 80000))
        score = self.near((60, 70), (49, 50, 60))
        raised = {y: self.one(0, 166, 250, 1000, 3000, 4000) for y in (last, previous, before)}
        return {
            "revenue": {**revenue, before: 7000},
            "main_revenue": main,
            "rd_expense": self.one({y: round(amount, 4) for y, amount in spent.items()}, {last: 600, previous: 600}),
            "net_profit": {last: round(profit, 4)},
            "total_assets": assets,
            "total_liabilities": round(assets * self.near((50, 55, 70), (60, 75, 80), better=-1) / 100, 4),
            "equity_financing": raised,
            "development_score": {last: score, previous: self.rng.choice((score, 40))},
        }

    def enterprise(self) -> dict[str, Any]:
        rng, one = self.rng, self.one
        tiers = one(("innovative", "specialized", "little_giant"), (), ("tech_sme",), ("specialized",))
        rights = rng.choice((0, 1, 2, 4, 5))
        return {
            **{field: one(True, False) for field in GOOD},
            **{field: one(False, True) for field in BAD},
            **self.amounts(),
            "recognitions": [{"tier": tier} for tier in tiers],
            "industry": rng.choice(("工业", *LARGE_FROM)),
            "employees": one(299, 199, 200, 300, 999, 1000),
            "niche_years": one(3, 1, 2, 4, 10),
            "class1_ip": one(4, rights),
            "class1_ip_transferred_in": one(0, 1),
            "class1_ip_self_developed": rng.choice((0, 1)),
            "class1_ip_high_value": rng.choice((0, 0, 1)),
            "class2_ip": rng.choice((0, 1)),
            "market_share": self.near((10,), (5, 10)),
            "market_rank": rng.choice((1, 3, 4, 5, 6)),
            "rd_staff_ratio": self.near((50, 20), (5, 10, 50)),
            "rd_institution": one("city", "none", "below_city", "province", "national"),
            "key_chain_role": one("fills_gap", "none", "serves_leader"),
            "product_field": one(["six_bases"], [], ["network_power"], ["strategic_emerging"], ["old_brand"]),
            "digital_level": rng.randint(0, 4),
            "national_award_rank": one(0, 1, 3, 4, 5, 6),
            "provincial_award_rank": one(0, 3, 4),
            "maker_china_rank": one(0, 50, 51, 500, 501),
            "valid_honours": one([], ["ip_demo"]),
            "local_feature_score": rng.choice((0, 7, 15)),
        }


def without_some(profile: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The same enterprise with facts left out, single years among them."""
    gaps = rng.choice((0.03, 0.1, 0.4, 0.9))
    kept = {field: value for field, value in profile.items() if rng.random() >= gaps}
    # without it `class1_ip` would be counted as it stands, and mean another number of rights
    kept["class1_ip_transferred_in"] = profile["class1_ip_transferred_in"]
    return {
        field: {year: each for year, each in value.items() if rng.random() >= gaps}
        if isinstance(value, dict)
        else value
        for field, value in kept.items()
    }


def engine(profile: dict[str, Any], tier: str, named: int | None, as_of: date) -> CheckResult:
    library = load_library()
    return check(Profile.parse(profile), Tier(tier), named, Track.REVIEW, as_of, library, advice=False)


def verdicts(result: CheckResult, case: Review) -> dict[str, Status]:
    basis = result.basis
    assert (basis.round, basis.year, basis.standard) == (case.round, case.year, case.standard)
    return {condition.id: condition.status for condition in result.conditions}


def test_reviews_at_the_limits_with_and_without_gaps() -> None:
    seen: Counter[tuple[str, str, Status]] = Counter()
    for seed in range(ENTERPRISES):
        rng = random.Random(seed)
        tier, named = rng.choice(list(Tier)), rng.choice((None, None, *DAYS))
        as_of = date.fromisoformat(rng.choice(DAYS[named]))
        case = review(tier, named, as_of)
        profile = Maker(rng, case.year).enterprise()
        truths, waived = judge(Firm(profile, case.year), case)
        covered = WHAT_A_WAIVER_COVERS if waived else ()
        expected = {name: Status.of(True if name in covered else truth) for name, truth in truths.items()}
        whole = engine(profile, tier, named, as_of)
        assert verdicts(whole, case) == expected, (seed, case, profile)
        necessary = {status for name, status in expected.items() if name not in WHAT_A_WAIVER_COVERS}
        assert whole.status is min(necessary, key=(Status.FAIL, Status.UNKNOWN, Status.PASS).index), seed

        told = without_some(profile, rng)
        partly = engine(told, tier, named, as_of)
        for name, status in verdicts(partly, case).items():
            own = Status.of(truths[name]) if name in WHAT_A_WAIVER_COVERS else expected[name]
            assert status in (Status.UNKNOWN, expected[name], own), (seed, name, case, told)
        assert partly.status in (Status.UNKNOWN, whole.status), (seed, case, told)
        seen.update((tier, name, status) for name, status in expected.items())
        seen[tier, "whole", whole.status] += 1
    for tier, name in {(tier, name) for tier, name, _ in seen if name != "revenue_cagr2"}:
        for status in (Status.PASS, Status.FAIL):
            assert seen[tier, name, status], (tier, name, status)
