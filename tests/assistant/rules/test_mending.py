"""The values that mend are the nearest that do, and each does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.errors import WhatIfError
from assistant.rules.evaluate import check
from assistant.rules.logic import Status
from assistant.rules.mending import mending_values
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.whatif import apply_what_if
from corpus.library import load_library
from corpus.terms import Tier, Track

DAY = date(2026, 5, 1)


def judge(profile: Profile, tier: Tier = Tier.LITTLE_GIANT) -> CheckResult:
    return check(profile, tier, None, Track.NEW, DAY, load_library(), advice=False)


def _met(profile: Profile, change: str) -> set[str]:
    return {row.name for row in judge(apply_what_if(profile, [change])).conditions if row.status is Status.PASS}


def _values(facts: dict[str, Any], path: str) -> list[tuple[Decimal, tuple[str, ...]]]:
    return [(each.value, each.names) for each in mending_values(Profile.parse(facts), path, judge)]


def test_a_field_that_two_conditions_read_has_two_values() -> None:
    facts = {"revenue": {"2025": 1000, "2023": 3000}}
    assert _values(facts, "revenue.2025") == [(Decimal(3308), ("近两年营业收入复合增长率",)), (Decimal(5000), ("营业收入",))]


def test_an_amount_mends_the_ratio_it_is_part_of() -> None:
    facts = {"total_liabilities": 820, "total_assets": 1000}
    assert _values(facts, "total_liabilities") == [(Decimal(750), ("资产负债率",))]


@pytest.mark.parametrize("facts", [{}, {"debt_ratio": 60}, {"niche_years": 1}])
def test_what_is_not_known_or_not_to_blame_mends_nothing(facts: dict[str, Any]) -> None:
    assert _values(facts, "debt_ratio") == []


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(WhatIfError):
        mending_values(Profile(), "debts", judge)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from([("debt_ratio", 1), ("main_revenue_ratio", -1), ("niche_years", -1), ("class1_ip", -1)]), st.integers(0, 100))
def test_each_value_mends_and_the_one_before_does_not(field: tuple[str, int], told: int) -> None:
    path, back = field
    profile = Profile.parse({path: told})
    step = Decimal("0.1") if path.endswith("ratio") else Decimal(1)
    for each in mending_values(profile, path, judge):
        assert set(each.names) <= _met(profile, f"{path}={each.value}")
        assert not set(each.names) & _met(profile, f"{path}={each.value + back * step}")
