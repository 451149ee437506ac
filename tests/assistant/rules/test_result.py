"""CheckResult as JSON."""

from __future__ import annotations

import pytest

from tests.assistant.rules.companies import company, run


def test_a_condition_is_found_by_its_id() -> None:
    result = run("little_giant-2022", company("little_giant-2022"))
    assert result.condition("debt_ratio").name == "资产负债率"
    with pytest.raises(KeyError):
        result.condition("none")


def test_parts_are_not_necessary_by_themselves() -> None:
    result = run("little_giant-2022", {})
    parts = {c.id: c.part_of for c in result.conditions if not c.necessary}
    assert set(parts.values()) == {"innovation"}
    assert set(parts) == {"rd_intensity", "rd_institution", "class1_ip", "class1_ip_in_use"}


def test_yes_and_no_and_choices_are_json_values_too() -> None:
    rows = {c["id"]: c["value"] for c in run("little_giant-2022", company("little_giant-2022")).to_json()["conditions"]}
    assert rows["own_brand"] is True
    assert rows["in_abnormal_list"] is False
    assert rows["key_chain_role"] == "fills_gap"
    assert rows["sme"] == "小型"
