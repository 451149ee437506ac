"""What the rounds add: exclusions only for new little_giant applications as the row names them, and the notes."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.rules.logic import Status
from assistant.rules.roundrules import matches, note_number
from corpus.library import load_library
from tests.assistant.rules.companies import Json, company, run_at

EXCLUSIONS = ("manufacturing_champion", "little_giant_holding", "same_group_similar_product")
BAD: Json = {"manufacturing_champion": True, "little_giant_holding_pct": 50.01, "same_group_similar_product": True}
DAYS = {4: "2022-06-20", 5: "2023-03-20", 6: "2024-05-01", 7: "2025-05-20", 8: "2026-05-01"}


def of_year(year: int, **facts: Any) -> Json:
    """A company whose figures stand in the years that a round of `year` looks at."""
    data = company("little_giant-2022", recognitions=[{"tier": "specialized"}, {"tier": "little_giant"}], **facts)
    for value in data.values():
        if isinstance(value, dict):
            moved = {str(int(y) + year - 2022): amount for y, amount in value.items()}
            value.clear()
            value.update(moved)
    return data


def shown_exclusions(round_: int | None, track: str, day: str) -> set[str]:
    result = run_at({}, "little_giant", round_, track, day)
    return {condition.id for condition in result.conditions} & set(EXCLUSIONS)


@pytest.mark.parametrize("round_", DAYS)
def test_exclusions_are_those_of_the_rounds_row(round_: int) -> None:
    row = load_library().round(round_)
    assert shown_exclusions(round_, "new", DAYS[round_]) == {str(item) for item in row.excluded}
    assert shown_exclusions(round_, "review", DAYS[round_]) == set()


def test_without_a_round_those_of_the_newest_one_announced() -> None:
    assert shown_exclusions(None, "new", "2024-07-01") == set(EXCLUSIONS) - {"manufacturing_champion"}
    assert shown_exclusions(None, "new", "2026-11-24") == set(EXCLUSIONS)
    assert shown_exclusions(None, "new", "2022-06-10") == set()


@pytest.mark.parametrize("tier", ["specialized", "innovative"])
def test_exclusions_decide_only_for_little_giant(tier: str) -> None:
    standard = {"specialized": "specialized-2022", "innovative": "innovative-2022"}[tier]
    assert run_at(company(standard, **BAD), tier, 4, "new", "2022-06-20").status is Status.PASS


@pytest.mark.parametrize(("field", "value"), BAD.items())
def test_an_excluded_company_fails(field: str, value: Any) -> None:
    assert run_at(of_year(2022), "little_giant", 4, "new", DAYS[4]).status is Status.PASS
    assert run_at(of_year(2022, **{field: value}), "little_giant", 4, "new", DAYS[4]).status is Status.FAIL
    assert run_at(of_year(2022, **{field: value}), "little_giant", 4, "review", DAYS[4]).status is Status.PASS


def test_what_a_row_does_not_name_is_a_warning() -> None:
    result = run_at(of_year(2024, manufacturing_champion=True), "little_giant", 6, "new", DAYS[6])
    assert result.status is Status.PASS
    assert any("单项冠军" in warning for warning in result.warnings)
    assert not any("单项冠军" in w for w in run_at(of_year(2024), "little_giant", 6, "new", DAYS[6]).warnings)


@pytest.mark.parametrize("round_", DAYS)
def test_an_exclusion_cites_the_row_and_what_holding_means(round_: int) -> None:
    row = load_library().round(round_)
    holding = run_at({}, "little_giant", round_, "new", DAYS[round_]).condition("little_giant_holding")
    assert holding.citation.clause_id == f"rounds/{round_}"
    assert holding.citation.quote in row.lines
    assert holding.citation.provenance.value in ("restated", "unchecked")
    beside = holding.citations[0]
    assert beside.clause_id == "notice-2022-133/3/1/3" and beside.applies and "超过50%" in beside.quote


@pytest.mark.parametrize(("revenue", "expected"), [(4999.99, "fail"), (5000, "pass"), (5000.01, "pass")])
@pytest.mark.parametrize("track", ["new", "review"])
def test_round_7_takes_no_revenue_below_5000(track: str, revenue: float, expected: str) -> None:
    financing = {"2021": 9000, "2020": 0, "2019": 0}
    facts = {"revenue": {"2021": revenue}, "main_revenue": {"2021": revenue, "2020": 2000, "2019": 1500}}
    research = {"rd_expense": {"2021": 3100, "2020": 3100}, "rd_ratio": {"2020": 60}, "rd_staff_ratio": 60}
    data = of_year(2025, **facts, **research, equity_financing=financing)
    result = run_at(data, "little_giant", 7, track, DAYS[7])
    assert result.status == expected
    row = result.condition("round_revenue")
    assert (row.status, row.requirement) == (expected, "不低于5000万元")
    assert row.citation.clause_id == "rounds/7"
    assert row.citations[0].clause_id == "notice-2025-190/本年度要求"


@pytest.mark.parametrize("round_", [4, 5, 6, 8])
def test_other_rounds_have_no_such_floor(round_: int) -> None:
    assert "round_revenue" not in {c.id for c in run_at({}, "little_giant", round_, "new", DAYS[round_]).conditions}


@pytest.mark.parametrize(("round_", "freed"), [(4, False), (5, False), (6, True), (7, True), (8, False)])
def test_a_review_is_freed_of_growth_only_by_the_rounds_notes(round_: int, freed: bool) -> None:
    data = of_year(int(DAYS[round_][:4]), main_revenue=None, main_revenue_ratio=80, main_revenue_growth_avg2=1)
    result = run_at(data, "little_giant", round_, "review", DAYS[round_])
    growth = result.condition("main_revenue_growth_avg2")
    assert growth.status is (Status.PASS if freed else Status.FAIL)
    assert growth.waived is freed
    assert result.status is growth.status
    if freed:
        assert growth.citations[0].clause_id == f"rounds/{round_}"
    new = run_at(data, "little_giant", round_, "new", DAYS[round_])
    if round_ != 8:
        assert new.condition("main_revenue_growth_avg2").status is Status.FAIL


def test_in_round_8s_review_growth_holds_with_a_warning() -> None:
    result = run_at({}, "little_giant", 8, "review", DAYS[8])
    assert result.basis.standard == "measures-2022-63"
    assert any("原文未收录" in w and "平均增长率" in w for w in result.warnings)


def test_the_review_of_2027_is_freed_by_the_measures() -> None:
    row = run_at({}, "little_giant", None, "review", "2027-02-01").condition("revenue_cagr2")
    assert row.status is Status.PASS and row.waived and "复核企业不考查该项指标" in row.citation.quote


def test_a_review_needs_the_recognition_itself() -> None:
    for held, expected in (("little_giant", "pass"), ("specialized", "fail")):
        data = of_year(2022)
        data["recognitions"] = [{"tier": held}]
        assert run_at(data, "little_giant", 4, "review", DAYS[4]).condition("title").status == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [({"2026": 59, "2025": 60}, "pass"), ({"2025": 59.9}, "unknown"), ({"2026": 60, "2025": 59.9}, "pass"),
     ({"2026": 59, "2025": 59}, "fail"), ({"2027": 90, "2026": 59, "2025": 59}, "fail")],
)  # fmt: skip
def test_a_review_takes_the_score_of_either_of_the_last_two_years(scores: Json, expected: str) -> None:
    result = run_at({"development_score": scores}, "little_giant", None, "review", "2027-02-01")
    assert result.condition("development_score").status == expected


def test_a_new_application_takes_the_score_of_the_rounds_year() -> None:
    for scores, expected in (({"2025": 90}, "unknown"), ({"2026": 60, "2025": 1}, "pass"), ({"2026": 59}, "fail")):
        result = run_at({"development_score": scores}, "little_giant", 8, "new", DAYS[8])
        assert result.condition("development_score").status == expected


def test_a_note_gives_its_number() -> None:
    template = "暂不接收营业收入低于{threshold}万元企业"
    assert note_number(template, "暂不接收营业收入低于6000万元企业") == "6000"
    assert not matches(template, "暂不接收营业收入低于六千万元企业")
