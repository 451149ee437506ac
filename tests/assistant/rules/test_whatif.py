"""What-if: facts changed, and what that changes."""

from __future__ import annotations

import pytest

from assistant.rules.errors import ProfileError, WhatIfError
from assistant.rules.profile import Profile
from assistant.rules.whatif import apply_what_if, changes
from tests.assistant.rules.companies import company, run

L22 = "little_giant-2022"
BASE = Profile.parse(company(L22))


@pytest.mark.parametrize(
    ("change", "key", "expected"),
    [
        ("rd_expense.2021=600", "rd_expense", {"2020": 600, "2021": 600}),
        ("own_brand=false", "own_brand", False),
        ("product_field=[old_brand]", "product_field", ["old_brand"]),
        ("recognitions=[{tier: innovative, on: 2022-01}]", "recognitions", [{"tier": "innovative", "on": "2022-01"}]),
        ("rd_ratio.2021=10", "rd_expense", {"2020": 600, "2021": 1200}),
        ("debt_ratio=65", "total_liabilities", 6500),
        (" employees = 5 ", "employees", 5),
    ],
)
def test_a_fact_is_changed(change: str, key: str, expected: object) -> None:
    assert apply_what_if(BASE, [change]).to_json()[key] == expected


def test_an_empty_value_makes_it_unknown() -> None:
    changed = apply_what_if(BASE, ["employees=", "rd_expense.2021="]).to_json()
    assert "employees" not in changed and changed["rd_expense"] == {"2020": 600}


@pytest.mark.parametrize("change", ["employees", "nothing=5", "rd_expense=600", "employees.2021=5", "employees=[1"])
def test_what_cannot_be_read_is_refused(change: str) -> None:
    with pytest.raises(WhatIfError) as caught:
        apply_what_if(BASE, [change])
    assert caught.value.field == change.partition("=")[0]


def test_an_impossible_value_is_refused() -> None:
    with pytest.raises(ProfileError) as caught:
        apply_what_if(BASE, ["rd_expense.2021=-1"])
    assert caught.value.field == "rd_expense.2021"


def test_changes_are_the_conditions_that_come_out_differently() -> None:
    before = run(L22, company(L22))
    after = run(L22, apply_what_if(BASE, ["debt_ratio=75"]).to_json())
    found = [change.to_json() for change in changes(before, after)]
    assert [(c["id"], c["before"], c["after"]) for c in found] == [("debt_ratio", "pass", "fail")]
    assert found[0]["explain_after"] == "7500/10000 = 75%，高于70%"
    assert changes(before, before) == ()
