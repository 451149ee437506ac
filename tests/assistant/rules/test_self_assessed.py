"""Points that the enterprise gives itself (自评): they stand in where the indicators leave the score open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.rules.errors import ProfileError
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult
from assistant.rules.schema import ScoreTable, StandardFile
from assistant.rules.standards import load_standards
from tests.assistant.rules.companies import Json, company, run

P, F, U = "pass", "fail", "unknown"
INNOVATIVE, S22 = "innovative-2022", "specialized-2022"
NO_ROUTE: Json = {
    "national_award_rank": 0,
    "provincial_award_rank": 0,
    "valid_honours": [],
    "rd_institution": "none",
    "equity_financing_sum3": 0,
    "equity_financing_sum2": 0,
    "rd_expense_sum2": 0,
    "maker_china_rank": 0,
}
"""The direct routes are closed, so that the score decides."""
PARTS = ("score_innovation", "score_growth", "score_specialisation")
GOOD = dict(zip(PARTS, (30, 20, 20), strict=True))


def judged(standard: str = INNOVATIVE, **facts: Any) -> CheckResult:
    return run(standard, {**NO_ROUTE, **facts}, advice=True)


def evaluation(standard: str = INNOVATIVE, **facts: Any) -> ConditionResult:
    return judged(standard, **facts).condition("evaluation")


def near(line: int, expected: tuple[str, str, str] = (F, P, P)) -> list[tuple[float, str]]:
    return list(zip((line - 0.5, line, line + 0.5), expected, strict=True))


# thresholds


@pytest.mark.parametrize(("points", "wanted"), near(60))
def test_the_total_of_specialized(points: float, wanted: str) -> None:
    row = evaluation(S22, score_total=points)
    assert row.status == wanted
    assert row.explain.startswith(f"自评得分{points:g}分（低于60分）；直通条件：" if wanted == F else f"自评得分{points:g}分")


@pytest.mark.parametrize(("points", "wanted"), near(60))
def test_the_total_of_innovative_beside_its_parts(points: float, wanted: str) -> None:
    parts = {"score_innovation": 25, "score_growth": 17, "score_specialisation": points - 42}
    assert evaluation(score_total=points, **parts).status == wanted
    assert evaluation(**parts).status == wanted  # the parts make the total


@pytest.mark.parametrize(("points", "wanted"), near(60, (F, U, U)))
def test_the_total_of_innovative_alone(points: float, wanted: str) -> None:
    assert evaluation(score_total=points).status == wanted


@pytest.mark.parametrize(("part", "line"), zip(PARTS, (20, 15, 15), strict=True))
def test_the_least_of_each_kind(part: str, line: int) -> None:
    for points, wanted in near(line):
        assert evaluation(**{**GOOD, "score_total": 72, part: points, **_without_total(part)}).status == wanted
        alone = evaluation(**{part: points})  # one part that is too low fails, whatever the total
        assert alone.status == (F if wanted == F else U), points


def _without_total(part: str) -> Json:
    """The other parts as high as they can be, so that the total suffices."""
    most = {"score_innovation": 40, "score_growth": 30, "score_specialisation": 30}
    return {other: points for other, points in most.items() if other != part} | {"score_total": None}


@pytest.mark.parametrize(("points", "wanted"), near(85, (U, P, P)))
def test_a_total_so_high_that_no_part_can_be_too_low(points: float, wanted: str) -> None:
    assert evaluation(score_total=points).status == wanted


def test_the_rest_of_the_total_is_the_last_part() -> None:
    row = evaluation(score_total=62, score_innovation=25, score_growth=22)
    assert row.status == P
    assert row.explain == "自评得分62分；创新能力自评25分；成长性自评22分；专业化：62-25-22 = 15分"
    assert evaluation(score_total=62, score_innovation=25, score_growth=22.5).status == F


def test_the_parts_make_the_total_with_its_sum() -> None:
    row = evaluation(score_innovation=25, score_growth=20, score_specialisation=18)
    assert (row.status, row.value) == (P, 63)
    assert row.explain == "得分25+20+18 = 63分；创新能力自评25分；成长性自评20分；专业化自评18分"


def test_a_route_still_rescues() -> None:
    assert run(S22, {"score_total": 10, "maker_china_rank": 1}).condition("evaluation").status == P
    open_ = run(INNOVATIVE, {"score_innovation": 19}).condition("evaluation")
    assert open_.status == U and "national_award_rank" in open_.missing
    assert not any(path.startswith("score_") for path in open_.missing)


# the score object


def test_the_range_stays_that_of_the_indicators_and_the_total_is_the_enterprises_own() -> None:
    score = judged(score_total=65).to_json()["score"]
    assert (score["total"], score["min"], score["max"], score["of"]) == (65, 5, 100, 100)
    assert set(score) == {"total", "min", "max", "of", "indicators", "groups"}
    assert all(set(group) == {"id", "name", "min", "max", "of"} for group in score["groups"])
    assert all(item["points"] is None for item in score["indicators"])
    assert judged(score_innovation=30).to_json()["score"]["total"] is None


def test_what_the_enterprise_gives_itself_holds_only_where_the_standard_has_it() -> None:
    assert evaluation(S22, **GOOD).status == U
    assert evaluation(S22, score_total=60, score_innovation=0).status == P
    result = run("little_giant-2022", company("little_giant-2022", score_total=0, **GOOD))
    assert (result.status, result.warnings) == (Status.PASS, ())


# beside the indicators


def _indicators(points: int) -> Json:
    """All six indicators: innovation 40, growth 10 or 15, specialisation 25."""
    facts = {"class1_ip_high_value": 1, "rd_ratio": {"2021": 5}, "product_field": [], "main_revenue_ratio": 70}
    return {**facts, "main_revenue_growth": {"2021": 0}, "debt_ratio": 50 if points == 15 else 60}


def test_indicators_that_are_all_known_decide_and_a_difference_is_told() -> None:
    for growth, wanted in ((15, P), (10, F)):
        plain = judged(**_indicators(growth))
        told = judged(**_indicators(growth), score_total=99, score_growth=30)
        assert told.condition("evaluation").status == wanted
        assert told.condition("evaluation").explain == plain.condition("evaluation").explain
        assert told.to_json()["score"] == plain.to_json()["score"]
        assert f"成长性自评得分填报为30分，按各项指标计算为{growth}分，两者不一致，以计算为准。" in told.warnings
        total = f"自评总分填报为99分，各类得分合计为40+{growth}+25 = {65 + growth}分，两者不一致，以合计为准。"
        assert total in told.warnings


@pytest.mark.parametrize(
    ("facts", "told"),
    [({"score_total": 80, "score_growth": 15}, 0), ({"score_total": 80.5}, 1), ({"score_total": 80.4}, 1), ({"score_growth": 14}, 1)],
)  # fmt: skip
def test_what_agrees_is_not_told(facts: Json, told: int) -> None:
    assert len(judged(**_indicators(15), **facts).warnings) == told


def test_a_local_score_with_decimals_may_be_told_rounded() -> None:
    data = company(S22, local_feature_score=10.4)  # 86.4 in all
    assert run(S22, {**data, "score_total": 86}).warnings == ()
    assert len(run(S22, {**data, "score_total": 87}).warnings) == 1


def test_an_own_figure_outside_what_the_indicators_allow_is_told_and_not_used() -> None:
    none = {"class1_ip_high_value": 0, "class1_ip_self_developed": 0, "class1_ip": 0, "class2_ip": 0}
    for points, wanted in ((20, P), (20.5, U)):  # innovation 0 to 20
        row = evaluation(**none, score_innovation=points, score_growth=30, score_specialisation=30)
        assert row.status == wanted, points
    outside = judged(**none, score_innovation=25, score_total=81)
    assert "创新能力自评得分填报为25分，按已知的各项只能在0分至20分之间，没有采用，请核对。" in outside.warnings
    assert "自评总分填报为81分，按已知的各项只能在5分至80分之间，没有采用，请核对。" in outside.warnings
    assert outside.score is not None and outside.score.total is None
    assert outside.condition("evaluation").status == U
    assert judged(**none, score_total=80).warnings == ()


def test_a_total_that_the_parts_do_not_allow_is_told_and_the_parts_decide() -> None:
    result = judged(score_total=70, score_innovation=20, score_growth=20, score_specialisation=19)
    assert (result.condition("evaluation").status, result.condition("evaluation").value) == (F, 59)
    assert "自评总分填报为70分，各类得分合计为20+20+19 = 59分，两者不一致，以合计为准。" in result.warnings
    assert judged(score_total=91, score_innovation=30).warnings != ()
    assert judged(score_total=90, score_innovation=30).warnings == ()


def test_a_part_by_its_indicators_stands_beside_the_others_own() -> None:
    row = evaluation(class1_ip_high_value=1, rd_ratio={"2021": 3}, score_growth=15, score_specialisation=15)
    assert row.explain == "得分35+15+15 = 65分；创新能力35分；成长性自评15分；专业化自评15分"
    assert row.status == P


# what is asked for


def test_the_own_points_of_what_is_open_are_asked_for_once_one_was_told() -> None:
    assert set(judged(score_total=65).condition("evaluation").missing) == set(PARTS)
    assert set(judged(score_total=65, score_growth=20).condition("evaluation").missing) == {PARTS[0], PARTS[2]}
    assert set(judged(score_innovation=25).condition("evaluation").missing) == {PARTS[1], PARTS[2]}
    known = judged(class1_ip_high_value=1, rd_ratio={"2021": 3}, score_total=65).condition("evaluation")
    assert set(known.missing) == {PARTS[1], PARTS[2]}


def test_without_any_own_points_the_indicators_are_asked_for() -> None:
    for facts in ({}, {"class1_ip_high_value": 0, "score_innovation": 0.5, "rd_ratio": {"2021": 5}}):
        missing = evaluation(**facts).missing
        assert missing and not any(path.startswith("score_") for path in missing)


def test_own_points_that_were_not_used_are_not_asked_for_again() -> None:
    none = {"class1_ip_high_value": 0, "class1_ip_self_developed": 0, "class1_ip": 0, "class2_ip": 0}
    missing = evaluation(**none, score_innovation=25, score_growth=20).missing
    assert "rd_ratio.2021" in missing and "score_innovation" not in missing


def test_nothing_is_asked_for_where_the_own_total_suffices() -> None:
    data = company(S22, score_total=75, local_feature_score=None, digital_level=None, net_profit=None)
    assert run(S22, data).missing == ()


# advice


def test_advice_on_an_own_score_that_is_too_low() -> None:
    assert any(line.startswith("评价得分或直通条件：自评得分至少还差5分。对照得分表") for line in judged(score_total=55).advice)
    parts = judged(score_innovation=15, score_growth=30, score_specialisation=10).advice
    assert any("自评得分至少还差10分（其中创新能力还差5分、专业化还差5分）。" in line for line in parts)
    known = judged(**_indicators(10)).advice
    assert any("评价得分至少还差5分（其中成长性还差5分）。" in line and "目前" in line for line in known)


# the files and the fields


def test_the_most_a_field_takes_is_the_most_the_table_gives() -> None:
    tables = [file.score for file in load_standards().files if isinstance(file, StandardFile) and file.score]
    parts = [part for table in tables for part in (table, *table.groups)]
    own = {part.told: float(part.of) for part in parts if part.told is not None}
    assert own == {"score_total": 100, "score_innovation": 40, "score_growth": 30, "score_specialisation": 30}
    for field, most in own.items():
        assert Profile.parse({field: most}).to_json() == {field: most}
        with pytest.raises(ProfileError, match="不能大于"):
            Profile.parse({field: most + 0.01})


@pytest.mark.parametrize("field", ["no_such", "own_brand", "development_score", "niche_years"])
def test_a_table_names_a_field_of_points(field: str) -> None:
    table = next(file.score for file in load_standards().files if isinstance(file, StandardFile) and file.score)
    with pytest.raises(ValidationError, match=r"no such field|no points in this field"):
        ScoreTable.model_validate({**table.model_dump(by_alias=True, exclude_none=True), "told": field})


# the same told in another way


indicators = st.fixed_dictionaries(
    {
        "class1_ip_high_value": st.integers(0, 1),
        "class1_ip_self_developed": st.integers(0, 1),
        "class1_ip": st.integers(0, 1),
        "class2_ip": st.integers(0, 1),
        "rd_ratio": st.sampled_from([0, 1, 2, 3, 5]).map(lambda rate: {"2021": rate}),
        "main_revenue_growth": st.sampled_from([-1, 0, 5, 10, 15]).map(lambda rate: {"2021": rate}),
        "debt_ratio": st.sampled_from([55, 75, 76]),
        "product_field": st.sampled_from([[], ["strategic_emerging"]]),
        "main_revenue_ratio": st.sampled_from([49, 50, 55, 60, 70]),
    }
)


@settings(max_examples=200, deadline=None)
@given(indicators)
def test_own_points_equal_to_the_computed_ones_are_judged_alike(facts: Json) -> None:
    by_indicators = judged(**facts)
    assert by_indicators.score is not None and by_indicators.score.total is not None
    parts = {field: float(group.low) for field, group in zip(PARTS, by_indicators.score.groups, strict=True)}
    total = float(by_indicators.score.total)
    wanted = by_indicators.condition("evaluation")
    for told in (parts, {**parts, "score_total": total}):
        row = evaluation(**told)
        assert (row.status, row.value) == (wanted.status, wanted.value)
        assert judged(**told).warnings == ()
    both = judged(**facts, **parts, score_total=total)
    assert (both.condition("evaluation"), both.warnings) == (wanted, by_indicators.warnings)
    alone = evaluation(score_total=total)
    assert alone.status in (U, wanted.status)
