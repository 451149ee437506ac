"""The engine and an independent second implementation agree: whole verdicts, conditions, points."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from assistant.rules.evaluate import judge
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import load_standards
from corpus.library import load_library
from corpus.terms import Tier, Track
from tests.assistant.rules import oracle
from tests.assistant.rules.enterprises import Maker
from tests.assistant.rules.oracle import MEASURES_2022, MEASURES_2026, Rules

ENTERPRISES = 10_000
ALL_EXCLUDED = ("manufacturing_champion", "little_giant_holding", "same_group_similar_product")
TWO_EXCLUDED = ("little_giant_holding", "same_group_similar_product")

SETTINGS: tuple[tuple[Rules, date, int], ...] = (
    # rules by hand from batches.yaml and the contract; the day asked about; how often among the enterprises
    (Rules("little_giant", "new", MEASURES_2022, 2022, 4, ALL_EXCLUDED), date(2022, 6, 20), 4),
    (Rules("little_giant", "review", MEASURES_2022, 2022, 4), date(2022, 6, 20), 2),
    (Rules("little_giant", "new", MEASURES_2022, 2023, 5, ALL_EXCLUDED), date(2023, 3, 20), 2),
    (Rules("little_giant", "review", MEASURES_2022, 2023, 5), date(2023, 3, 20), 1),
    (Rules("little_giant", "new", MEASURES_2022, 2024, 6, TWO_EXCLUDED), date(2024, 5, 20), 2),
    (Rules("little_giant", "review", MEASURES_2022, 2024, 6), date(2024, 5, 20), 2),
    (Rules("little_giant", "new", MEASURES_2022, 2025, 7, ALL_EXCLUDED), date(2025, 5, 20), 2),
    (Rules("little_giant", "review", MEASURES_2022, 2025, 7), date(2025, 5, 20), 2),
    (Rules("little_giant", "new", MEASURES_2026, 2026, 8, ALL_EXCLUDED), date(2026, 5, 1), 2),
    (Rules("little_giant", "review", MEASURES_2022, 2026, 8), date(2026, 5, 1), 2),
    # no round: closed by that day, its exclusions still those of the newest
    (Rules("little_giant", "new", MEASURES_2022, 2022, None, ALL_EXCLUDED), date(2022, 7, 15), 1),
    (Rules("little_giant", "new", MEASURES_2022, 2024, None, TWO_EXCLUDED), date(2024, 5, 20), 1),
    (Rules("little_giant", "new", MEASURES_2022, 2022, None), date(2022, 3, 1), 1),
    (Rules("little_giant", "new", MEASURES_2026, 2026, None, ALL_EXCLUDED), date(2026, 11, 24), 1),
    (Rules("little_giant", "review", MEASURES_2022, 2026, None), date(2026, 11, 24), 1),
    (Rules("little_giant", "review", MEASURES_2026, 2027, None), date(2027, 1, 5), 1),
    (Rules("specialized", "new", MEASURES_2022, 2023), date(2023, 9, 1), 5),
    (Rules("specialized", "review", MEASURES_2022, 2025), date(2025, 9, 1), 2),
    (Rules("specialized", "new", MEASURES_2022, 2026), date(2026, 3, 31), 1),
    (Rules("specialized", "new", MEASURES_2026, 2026), date(2026, 4, 1), 2),
    (Rules("specialized", "review", MEASURES_2026, 2026), date(2026, 11, 24), 1),
    (Rules("innovative", "new", MEASURES_2022, 2023), date(2023, 9, 1), 5),
    (Rules("innovative", "review", MEASURES_2022, 2026), date(2026, 11, 24), 1),
)

GENERAL = {
    "registered": "registered_in_china",
    "legal_person": "independent_legal_person",
    "sme": "sme",
    "abnormal_list": "in_abnormal_list",
    "dishonest_list": "in_dishonest_list",
    "restricted_product": "restricted_product",
    "incident": "major_incident_3y",
    "niche": "niche_years",
    "main_share": "main_revenue_ratio",
    "debt": "debt_ratio",
    "well_known": "well_known",
    "not_champion": "manufacturing_champion",
    "not_held": "little_giant_holding",
    "not_same_group": "same_group_similar_product",
    "round_revenue": "round_revenue",
    "class1_count": "class1_ip",
    "class1_in_use": "class1_ip_in_use",
    "score_or_route": "evaluation",
    "development": "development_score",
    "field": "product_field",
    "chain": "key_chain_role",
}
OWN = {
    ("little_giant", MEASURES_2022): {
        "growth": "main_revenue_growth_avg2",
        "digital": "digital_core_process",
        "certified": "management_certified",
        "market_share": "market_share",
        "brand": "own_brand",
        "innovation": "innovation",
        "research": "rd_intensity",
        "institution": "rd_institution",
    },
    ("little_giant", MEASURES_2026): {
        "revenue": "revenue",
        "growth": "revenue_cagr2",
        "research_sum": "rd_sum2",
        "research_share": "rd_ratio",
        "class1": "ip",
        "market": "market_position",
    },
    ("specialized", MEASURES_2022): {
        "research_amount": "rd_expense",
        "research_share": "rd_ratio",
        "revenue": "revenue_or_financing",
    },
    ("specialized", MEASURES_2026): {
        "research_amount": "rd_expense",
        "research_share": "rd_ratio",
        "revenue": "revenue_or_financing",
        "class1": "ip",
    },
    ("innovative", MEASURES_2022): {},
}
INDICATORS = {
    "innovative": {
        "ip": "ip",
        "research": "rd_ratio",
        "growth": "main_revenue_growth",
        "debt": "debt_ratio",
        "field": "product_field",
        "main_share": "main_revenue_ratio",
    },
    "specialized": {
        "main_share": "main_revenue_ratio",
        "growth": "main_revenue_growth_avg2",
        "niche": "niche_years",
        "field": "product_field",
        "digital": "digital_level",
        "quality": "quality",
        "profit": "net_profit_ratio",
        "debt": "debt_ratio",
        "local": "local_features",
        "ip": "ip",
        "research": "rd_input",
        "research_staff": "rd_staff_ratio",
        "institution": "rd_institution",
    },
}


def engine(profile: dict[str, object], rules: Rules, as_of: date) -> CheckResult:
    library = load_library()
    basis = library.basis(
        Tier(rules.tier), Track(rules.track), as_of, rules.batch, standing=rules.batch is not None
    )
    assert (basis.standard, basis.year, basis.round) == (rules.standard, rules.year, rules.batch)
    return judge(Profile.parse(profile), basis, as_of, library, load_standards())


def expected_ids(verdict: oracle.Verdict, rules: Rules) -> dict[str, oracle.Truth]:
    """The oracle's conditions under the engine's ids."""
    names = GENERAL | OWN[rules.tier, rules.standard]
    names["title"] = "rung" if rules.track == "new" else "title"
    return {names[name]: truth for name, truth in (verdict.conditions | verdict.parts).items()}


def differences(
    profile: dict[str, object], rules: Rules, as_of: date, verdict: oracle.Verdict | None = None
) -> list[str]:
    """What engine and oracle say differently of an enterprise."""
    result, verdict = engine(profile, rules, as_of), verdict or oracle.judge(profile, rules)
    ours = {condition.id: condition.status for condition in result.conditions}
    theirs = {name: Status.of(truth) for name, truth in expected_ids(verdict, rules).items()}
    found = [
        f"{name}: engine {ours.get(name)}, oracle {theirs.get(name)}"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) is not theirs.get(name)
    ]
    if result.status is not Status.of(verdict.status):
        found.append(f"whole: engine {result.status}, oracle {Status.of(verdict.status)}")
    if (result.score is None) != (verdict.score is None):
        found.append("score: only one has it")
    elif result.score and verdict.score:
        ranges = {item.id: (Fraction(item.low), Fraction(item.high)) for item in result.score.indicators}
        for name, points in verdict.indicators.items():
            engine_range = ranges.pop(INDICATORS[rules.tier][name])
            if engine_range != (points.least, points.most):
                found.append(f"points of {name}: engine {engine_range}, oracle {points}")
        found += [f"points of {name}: only the engine has them" for name in ranges]
        if (result.score.low, result.score.high) != (verdict.score.least, verdict.score.most):
            found.append(f"score: engine {result.score.low}–{result.score.high}, oracle {verdict.score}")
    return found


def shares() -> list[tuple[int, Rules, date]]:
    """Seeds for `ENTERPRISES` enterprises, dealt out among the settings by their weight."""
    weight = sum(times for _, _, times in SETTINGS)
    dealt = [(rules, as_of) for rules, as_of, times in SETTINGS for _ in range(times)]
    return [(seed, *dealt[seed % weight]) for seed in range(ENTERPRISES)]


def test_engine_and_oracle_agree_on_ten_thousand_random_enterprises() -> None:
    seen: Counter[tuple[str, oracle.Truth]] = Counter()
    settled: Counter[tuple[str, str, oracle.Truth]] = Counter()
    for seed, rules, as_of in shares():
        profile = Maker(seed, rules).enterprise()
        verdict = oracle.judge(profile, rules)
        assert differences(profile, rules, as_of, verdict) == [], (seed, rules, as_of, profile)
        seen[rules.tier, verdict.status] += 1
        settled.update((rules.tier, name, truth) for name, truth in verdict.conditions.items())
    # the enterprises must be worth it: every verdict, and every outcome of every condition, occurs
    for tier in ("innovative", "specialized", "little_giant"):
        for truth in (True, False, None):
            assert seen[tier, truth] >= 30, (tier, truth, seen)
    for tier, name in {(tier, name) for tier, name, _ in settled}:
        for truth in (True, False, None):
            assert settled[tier, name, truth] > 0, (tier, name, truth)


@pytest.mark.parametrize(("rules", "as_of"), [(rules, as_of) for rules, as_of, _ in SETTINGS])
def test_of_an_enterprise_of_which_nothing_is_known_both_say_the_same(rules: Rules, as_of: date) -> None:
    assert differences({}, rules, as_of) == []


ROUND_4, DAY = SETTINGS[0][0], SETTINGS[0][1]
SPECIALIZED, LATER = Rules("specialized", "new", MEASURES_2022, 2022), date(2022, 6, 20)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # without revenue each bracket is tried: 2.99% meets none, 6% meets two, the third has its own needs
        ({"rd_ratio": {"2021": 2.99, "2020": 9}, "equity_financing": {"2021": 0, "2020": 7999}}, False),
        ({"rd_ratio": {"2021": 6, "2020": 6}}, None),
        (
            {
                "rd_ratio": {"2021": 6, "2020": 6},
                "rd_staff_ratio": 50,
                "rd_expense": {"2021": 3000},
                "equity_financing": {"2021": 8000},
            },
            True,
        ),
        # 100万元 is 2% of 5000万元 at most, and too little for a smaller company
        ({"rd_expense": {"2021": 100}}, False),
        ({"rd_expense": {"2021": 300}}, None),
        ({"rd_expense": {"2021": 299.99}}, False),
        # where two brackets meet, the more favourable one
        ({"revenue": {"2021": 10000, "2020": 9000}, "rd_ratio": {"2021": 3, "2020": 3}}, True),
        ({"revenue": {"2021": 9999.99, "2020": 9000}, "rd_ratio": {"2021": 3, "2020": 3}}, False),
    ],
)
def test_research_by_brackets(facts: dict[str, object], expected: oracle.Truth) -> None:
    assert oracle.judge(facts, ROUND_4).parts["research"] is expected
    assert differences(facts, ROUND_4, DAY) == []


@pytest.mark.parametrize(("profit", "points"), [(-0.01, (0, 0)), (0, (0, 0)), (0.01, (0, 10))])
def test_a_loss_is_no_profit_whatever_the_revenue(profit: float, points: tuple[int, int]) -> None:
    facts = {"net_profit": {"2021": profit}}
    found = oracle.judge(facts, SPECIALIZED).indicators["profit"]
    assert (found.least, found.most) == points
    assert differences(facts, SPECIALIZED, LATER) == []


def test_size_is_settled_by_one_measure_below_its_line() -> None:
    for facts, expected in (
        ({"industry": "工业", "revenue": {"2021": 39999.99}}, True),
        ({"industry": "工业", "revenue": {"2021": 40000}}, None),
        ({"industry": "工业", "revenue": {"2021": 40000}, "employees": 1000}, False),
        (
            {"revenue": {"2021": 4999}, "employees": 199, "total_assets": 9999},
            True,
        ),  # small in every industry
        ({"revenue": {"2021": 4999}, "employees": 299, "total_assets": 9999}, True),
        ({"revenue": {"2021": 5000}, "employees": 300, "total_assets": 9999}, None),
    ):
        assert oracle.judge(facts, ROUND_4).conditions["sme"] is expected, facts
        assert differences(facts, ROUND_4, DAY) == [], facts
