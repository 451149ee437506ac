"""Sums, means and compound growth told as a whole, and a year's research expense that revenue and ratio give."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.derive import Facts
from assistant.rules.interval import Interval
from assistant.rules.logic import Status
from assistant.rules.measures import Measure
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from tests.assistant.rules.companies import STANDARDS, Json, company, run

M = Measure
P, F, U = "pass", "fail", "unknown"
INNOVATIVE, S22, S26 = "innovative-2022", "specialized-2022", "specialized-2026"
L22, L26 = "little_giant-2022", "little_giant-2026"


def facts(data: Json) -> Facts:
    return Facts(Profile.parse(data), 2022)


def way(result: CheckResult, id_: str) -> Any:
    return next(way for route in result.routes for way in route.ways if way.id == id_)


# values and formulas


@pytest.mark.parametrize(
    ("data", "measure", "value", "formula"),
    [
        ({"rd_expense_sum2": 1310}, M.RD_SUM2, 1310, ""),
        ({"rd_expense_sum2": 1310}, M.RD_MEAN2, 655, "1310/2"),
        ({"rd_expense_mean2": 655}, M.RD_MEAN2, 655, ""),
        ({"rd_expense_mean2": 655.5}, M.RD_SUM2, 1311, "655.5*2"),
        # each of both is nearer to itself
        ({"rd_expense_sum2": 1310, "rd_expense_mean2": 700}, M.RD_SUM2, 1310, ""),
        ({"rd_expense_sum2": 1310, "rd_expense_mean2": 700}, M.RD_MEAN2, 700, ""),
        # all years told decide; some years don't
        ({"rd_expense_sum2": 1310, "rd_expense": {"2021": 700, "2020": 600}}, M.RD_SUM2, 1300, "700+600"),
        ({"rd_expense_mean2": 700, "rd_expense": {"2021": 700, "2020": 600}}, M.RD_MEAN2, 650, "(700+600)/2"),
        ({"rd_expense_sum2": 1310, "rd_expense": {"2021": 700}}, M.RD_SUM2, 1310, ""),
        ({"rd_expense_sum2": 1310, "rd_expense": {"2021": 700, "2019": 600}}, M.RD_MEAN2, 655, "1310/2"),
        ({"equity_financing_sum2": 2000}, M.EQUITY_SUM2, 2000, ""),
        ({"equity_financing_sum3": 500}, M.EQUITY_SUM3, 500, ""),
        ({"equity_financing_sum2": 1, "equity_financing": {"2021": 1, "2020": 2}}, M.EQUITY_SUM2, 3, "1+2"),
        ({"equity_financing_sum3": 9, "equity_financing": {"2021": 1, "2020": 2}}, M.EQUITY_SUM3, 9, ""),
        # two years and the one before are three years, and the other way round
        ({"equity_financing_sum2": 400, "equity_financing": {"2019": 100}}, M.EQUITY_SUM3, 500, "400+100"),
        ({"equity_financing_sum3": 500, "equity_financing": {"2019": 100}}, M.EQUITY_SUM2, 400, "500-100"),
        ({"revenue_cagr2": 5.5}, M.REVENUE_CAGR2, Fraction(11, 2), ""),
        ({"revenue_cagr2": -3}, M.REVENUE_CAGR2, -3, ""),
        ({"revenue_cagr2": 9, "revenue": {"2021": 11025, "2019": 10000}}, M.REVENUE_CAGR2, 5, "(11025/10000)^½-1"),
        ({"revenue_cagr2": 9, "revenue": {"2021": 11025, "2020": 10000}}, M.REVENUE_CAGR2, 9, ""),
        ({"revenue_cagr2": 9, "revenue": {"2021": 11025, "2019": 0}}, M.REVENUE_CAGR2, 9, ""),
    ],
)
def test_value_and_formula(data: Json, measure: Measure, value: int | Fraction, formula: str) -> None:
    derived = facts(data).measure(measure)
    assert (derived.value.point, derived.formula, derived.missing) == (value, formula, ())


@pytest.mark.parametrize(
    ("data", "measure", "low", "high", "missing"),
    [
        # a year's amount is never negative: two years bound three, and three bound two
        ({"equity_financing_sum2": 400}, M.EQUITY_SUM3, 400, None, ("equity_financing.2019",)),
        ({"equity_financing_sum2": 400, "equity_financing": {"2021": 9}}, M.EQUITY_SUM3, 400, None, ("equity_financing.2019",)),
        ({"equity_financing_sum2": 400, "equity_financing": {"2021": 9, "2020": 1}}, M.EQUITY_SUM3, 10, None, ("equity_financing.2019",)),
        ({"equity_financing_sum3": 500}, M.EQUITY_SUM2, 0, 500, ("equity_financing.2021", "equity_financing.2020")),
        ({"equity_financing_sum3": 500, "equity_financing": {"2021": 300}}, M.EQUITY_SUM2, 300, 500, ("equity_financing.2020",)),
        # what contradicts it bounds nothing
        ({"equity_financing_sum3": 500, "equity_financing": {"2021": 600}}, M.EQUITY_SUM2, 600, None, ("equity_financing.2020",)),
        ({"equity_financing_sum3": 500, "equity_financing": {"2019": 600}}, M.EQUITY_SUM2, 0, 500, ("equity_financing.2021", "equity_financing.2020")),
    ],
)  # fmt: skip
def test_one_sum_bounds_the_other(data: Json, measure: Measure, low: int, high: int | None, missing: tuple[str, ...]) -> None:
    derived = facts(data).measure(measure)
    assert derived.value == Interval(Fraction(low), None if high is None else Fraction(high))
    assert derived.missing == missing


def test_what_is_told_as_a_whole_is_of_the_years_that_end_with_the_last() -> None:
    told = facts({"rd_expense_sum2": 1310, "equity_financing_sum2": 5, "revenue_cagr2": 7})
    for measure in (M.RD_SUM2, M.RD_MEAN2, M.EQUITY_SUM2, M.REVENUE_CAGR2):
        assert told.measure(measure).value.point is not None
        assert told.measure(measure, 2020).value.point is None


# thresholds: just below, at, just above


@pytest.mark.parametrize(
    ("standard", "condition", "field", "threshold", "dropped"),
    [
        (L26, "rd_sum2", "rd_expense_sum2", 1200, "rd_expense"),
        (L26, "rd_sum2", "rd_expense_mean2", 600, "rd_expense"),
        (L26, "revenue_cagr2", "revenue_cagr2", 5, "revenue"),
        (S22, "revenue_or_financing", "equity_financing_sum2", 2000, "equity_financing"),
        (S26, "revenue_or_financing", "equity_financing_sum2", 2000, "equity_financing"),
    ],
)
def test_thresholds_of_conditions(standard: str, condition: str, field: str, threshold: int, dropped: str) -> None:
    last = str(STANDARDS[standard][3].year - 1)
    for value, wanted in ((threshold - 0.01, F), (threshold, P), (threshold + 0.01, P)):
        data = company(standard, **{"revenue": {last: 10}, dropped: None, field: value})
        assert run(standard, data).condition(condition).status == wanted, value


@pytest.mark.parametrize(
    ("standard", "way_id", "field", "threshold"),
    [
        (S22, "rd_mean2", "rd_expense_mean2", 1000),
        (S22, "rd_mean2", "rd_expense_sum2", 2000),
        (S22, "equity_sum2", "equity_financing_sum2", 6000),
        (INNOVATIVE, "equity_sum3", "equity_financing_sum3", 500),
    ],
)
def test_thresholds_of_routes(standard: str, way_id: str, field: str, threshold: int) -> None:
    for value, wanted in ((threshold - 0.01, F), (threshold, P), (threshold + 0.01, P)):
        found = way(run(standard, {field: value}), way_id)
        assert (found.status, found.missing) == (wanted, {}), value


def test_threshold_of_a_young_company() -> None:
    small = {"revenue": {"2021": 4000}, "rd_expense": {"2021": 3000}, "rd_staff_ratio": 50, "equity_financing": None}
    for value, wanted in ((7999.99, F), (8000, P), (8000.01, P)):
        data = company(L22, **small, equity_financing_sum2=value)
        assert run(L22, data).condition("rd_intensity").status == wanted, value


def test_a_falling_revenue_is_told_as_such() -> None:
    row = run(L26, {"revenue_cagr2": -2.5}).condition("revenue_cagr2")
    assert (row.status, row.explain) == (Status.FAIL, "-2.5%，低于5%")


def test_two_years_that_suffice_settle_three() -> None:
    assert way(run(INNOVATIVE, {"equity_financing_sum2": 500}), "equity_sum3").status == P
    assert way(run(INNOVATIVE, {"equity_financing_sum2": 499}), "equity_sum3").status == U
    assert way(run(S22, {"equity_financing_sum3": 5999}), "equity_sum2").status == F
    assert way(run(S22, {"equity_financing_sum3": 6000}), "equity_sum2").status == U


def test_the_explanation_shows_the_formula() -> None:
    explained = run(L26, {"rd_expense_mean2": 655}).condition("rd_sum2").explain
    assert explained == "655*2 = 1310万元，不低于1200万元"
    assert way(run(S22, {"rd_expense_sum2": 1310}), "rd_mean2").explain == "1310/2 = 655万元，低于1000万元"


# what is asked for


@pytest.mark.parametrize("told", [{"rd_expense_sum2": 1310}, {"rd_expense_mean2": 655}])
@pytest.mark.parametrize("years", [None, {"2025": 700}])
def test_the_years_of_a_sum_that_was_told_are_not_asked_for(told: Json, years: Json | None) -> None:
    without = company(L26, rd_expense=years, rd_ratio={"2025": 6, "2024": 6}, revenue=None, revenue_cagr2=6)
    assert any(path.startswith("rd_expense.") for path in run(L26, without).missing)
    result = run(L26, {**without, **told})
    assert not any(path.startswith("rd_expense") for path in result.missing)
    assert result.condition("rd_sum2").missing == {}


def test_financing_and_growth_that_were_told_are_not_asked_for() -> None:
    poor = {"revenue": {"2021": 10}, "equity_financing": None}
    assert "equity_financing.2021" in run(S22, company(S22, **poor)).missing
    told = run(S22, company(S22, **poor, equity_financing_sum2=2000))
    assert not any(path.startswith("equity_financing") for path in told.missing)
    growth = run(L26, company(L26, revenue={"2025": 12000, "2024": 11000}))
    assert growth.missing == ("revenue.2023",)
    assert run(L26, company(L26, revenue={"2025": 12000, "2024": 11000}, revenue_cagr2=6)).missing == ()


# warnings


def warnings_of(data: Json, standard: str = L26) -> tuple[str, ...]:
    """What is told of the facts; what the corpus can't confirm is told of an empty profile too."""
    always = run(standard, {}).warnings
    return tuple(warning for warning in run(standard, data).warnings if warning not in always)


def said(words: str, data: Json, standard: str = L26) -> bool:
    return any(words in warning for warning in warnings_of(data, standard))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"rd_expense_sum2": 1400}, "近两年研发费用合计填报为1400万元，按各年数据计算为720+600 = 1320万元，两者不一致，以各年数据为准"),
        ({"rd_expense_sum2": 1321}, "按各年数据计算为720+600 = 1320万元"),
        ({"rd_expense_mean2": 700}, "近两年研发费用均值填报为700万元，按各年数据计算为(720+600)/2 = 660万元"),
        ({"equity_financing_sum2": 10}, "近两年新增股权融资合计填报为10万元，按各年数据计算为0+0 = 0万元"),
        ({"equity_financing_sum3": 10}, "近三年新增股权融资合计填报为10万元，按各年数据计算为0+0+0 = 0万元"),
        ({"revenue_cagr2": 20}, "近两年营业收入复合增长率填报为20%，按各年数据计算为(12000/10000)^½-1 = 9.54%，相差超过0.1个百分点"),
        ({"equity_financing_sum2": 9, "equity_financing_sum3": 5}, "近两年新增股权融资合计大于近三年新增股权融资合计"),
    ],
)  # fmt: skip
def test_years_that_say_otherwise_decide_and_it_is_told(told: Json, words: str) -> None:
    plain, beside = run(L26, company(L26)), run(L26, company(L26, **told))
    assert any(words in warning for warning in beside.warnings), beside.warnings
    assert [(c.id, c.status, c.value) for c in beside.conditions] == [
        (c.id, c.status, c.value) for c in plain.conditions
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"rd_expense_sum2": 1320, "rd_expense_mean2": 660, "equity_financing_sum2": 0, "equity_financing_sum3": 0},
        {"rd_expense": {"2025": 720.3, "2024": 600.1}, "rd_expense_sum2": 1320, "rd_expense_mean2": 660.2},
        {"rd_expense": {"2025": 720.3, "2024": 600.1}, "rd_expense_mean2": 660},
        {"revenue_cagr2": 9.5},
        {"revenue_cagr2": 9.6},
    ],
)
def test_a_difference_of_rounding_is_not_told(facts: Json) -> None:
    assert warnings_of(company(L26, **facts)) == ()


def test_a_sum_below_a_known_year_decides_and_is_told() -> None:
    data = company(L26, rd_expense={"2025": 1300}, rd_ratio={"2024": 6}, revenue={"2025": 12000}, rd_expense_sum2=1100)
    assert run(L26, data).condition("rd_sum2").status == F
    assert said("近两年研发费用合计填报为1100万元，少于已知年份的1300万元，这里以填报的合计为准", data)
    assert not said("少于已知年份", {**data, "rd_expense_sum2": 1300})
    mean = {"rd_expense": {"2025": 1300}, "rd_expense_mean2": 600}
    assert said("近两年研发费用均值填报为600万元，少于已知年份的650万元", mean)


def test_a_sum_and_a_mean_that_differ_are_told() -> None:
    both = {"rd_expense_sum2": 1310, "rd_expense_mean2": 700}
    assert said("近两年研发费用合计填报为1310万元，近两年研发费用均值填报为700万元，两者不一致（700*2 = 1400）", both)
    assert warnings_of({"rd_expense_sum2": 1311, "rd_expense_mean2": 655}) == ()
    assert not said("两者不一致（", company(L26, **both))


def test_a_sum_far_from_what_the_ratios_give_is_told_and_decides() -> None:
    data = company(L26, rd_expense=None, rd_ratio={"2025": 5, "2024": 5})  # 600 and 550, each 0.1 points: 12 and 11
    near, far = {**data, "rd_expense_sum2": 1173}, {**data, "rd_expense_sum2": 1200}
    assert warnings_of(near) == ()
    assert said("填报为1200万元，按各年数据计算为12000*5%+11000*5% = 1150万元，两者不一致，各年金额没有直接填报", far)
    assert (run(L26, near).condition("rd_sum2").status, run(L26, far).condition("rd_sum2").status) == (F, P)


# the year's expense from revenue and ratio


@pytest.mark.parametrize(
    ("data", "measure", "value", "formula"),
    [
        ({"revenue": {"2021": 9800}, "rd_ratio": {"2021": 3.2}}, M.RD_EXPENSE, Fraction("313.6"), "9800*3.2%"),
        ({"revenue": {"2021": 9800}, "rd_ratio": {"2021": 0}}, M.RD_EXPENSE, 0, "9800*0%"),
        ({"revenue": {"2021": 9800}, "rd_ratio": {"2021": 3.2}, "rd_expense": {"2021": 300}}, M.RD_EXPENSE, 300, ""),
        (
            {"revenue": {"2021": 9800, "2020": 9000}, "rd_ratio": {"2021": 3.2, "2020": 3}},
            M.RD_SUM2,
            Fraction("583.6"),
            "9800*3.2%+9000*3%",
        ),
        (
            {"revenue": {"2021": 9800}, "rd_ratio": {"2021": 3.2}, "rd_expense": {"2020": 300}},
            M.RD_MEAN2,
            Fraction("306.8"),
            "(9800*3.2%+300)/2",
        ),
        # a sum that was told is nearer than a ratio, and years that were told nearer than both
        (
            {"revenue": {"2021": 9800}, "rd_ratio": {"2021": 3.2}, "rd_expense": {"2020": 300}, "rd_expense_sum2": 610},
            M.RD_SUM2,
            610,
            "",
        ),
        # the ratio stays as it was given
        ({"revenue": {"2021": 9800}, "rd_ratio": {"2021": 3.2}}, M.RD_RATIO, Fraction("3.2"), ""),
    ],
)
def test_expense_from_revenue_and_ratio(data: Json, measure: Measure, value: int | Fraction, formula: str) -> None:
    derived = facts(data).measure(measure)
    assert (derived.value.point, derived.formula, derived.missing) == (value, formula, ())


@pytest.mark.parametrize(
    "data",
    [
        {"revenue": {"2021": 9800}},
        {"rd_ratio": {"2021": 3.2}},
        {"revenue": {"2021": 9800}, "rd_ratio": {"2020": 3.2}},
    ],
)
def test_one_of_both_gives_no_expense(data: Json) -> None:
    assert facts(data).measure(M.RD_EXPENSE).missing == ("rd_expense.2021",)


@pytest.mark.parametrize(("standard", "year"), [(S22, 2021), (S26, 2025)])
def test_threshold_of_the_expense_by_the_ratio(standard: str, year: int) -> None:
    for ratio, wanted in ((4.999, F), (5, P), (5.001, P)):
        data = company(standard, rd_expense=None, rd_ratio={str(year): ratio, str(year - 1): 10})
        data["revenue"] = {str(year): 2000, str(year - 1): 2000}
        row = run(standard, data).condition("rd_expense")
        assert row.status == wanted
        assert f"2000*{ratio}% = " in row.explain
    assert not any(path.startswith("rd_expense") for path in run(standard, data).missing)


def test_the_expense_by_the_ratio_serves_the_score_and_the_young_company() -> None:
    data = company(S22, rd_expense=None, rd_ratio={"2021": 4.5, "2020": 4}, revenue={"2021": 11200, "2020": 9000})
    score = run(S22, data).score
    assert score is not None
    points = next(item for item in score.indicators if item.id == "rd_input")
    assert (points.points, points.explain.partition("，")[0]) == (10, "11200*4.5% = 504万元")
    young = {"equity_financing": {"2021": 8000, "2020": 0}, "rd_staff_ratio": 50, "revenue": {"2021": 4000}}
    for ratio, wanted in ((74.99, F), (75, P), (75.01, P)):
        data = company(L22, **young, rd_expense=None, rd_ratio={"2021": ratio})
        assert run(L22, data).condition("rd_intensity").status == wanted, ratio


def test_the_computed_expense_is_no_oddity() -> None:
    assert warnings_of({"revenue": {"2025": 9800}, "rd_ratio": {"2025": 3.2}}) == ()


# the same told in another way


money = st.integers(0, 9000).map(lambda hundredths: hundredths / 4)


def statuses(result: CheckResult) -> dict[str, str]:
    ways = {f"{route.id}.{way.id}": str(way.status) for route in result.routes for way in route.ways}
    return {condition.id: str(condition.status) for condition in result.conditions} | ways


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(STANDARDS)), money, money, money, st.sampled_from([10, 1499, 4999, 12000]))
def test_financing_told_as_a_sum_is_judged_as_its_years_are(
    standard: str, one: float, two: float, three: float, revenue: int
) -> None:
    year = STANDARDS[standard][3].year
    years = {str(year - 1 - back): amount for back, amount in enumerate((one, two, three))}
    data = company(standard, equity_financing=years, rd_staff_ratio=50)
    data["revenue"] |= {str(year - 1): revenue}
    told = {key: value for key, value in data.items() if key != "equity_financing"}
    told |= {"equity_financing_sum2": one + two, "equity_financing_sum3": one + two + three}
    by_years, by_sum = run(standard, data), run(standard, told)
    assert statuses(by_sum) == statuses(by_years)
    assert (by_sum.status, by_sum.missing, by_sum.warnings) == (by_years.status, by_years.missing, by_years.warnings)
    both = run(standard, data | told)
    assert (statuses(both), both.warnings) == (statuses(by_years), by_years.warnings)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([S22, L26]), money, money, st.booleans())
def test_research_told_as_a_sum_is_judged_as_its_years_are(standard: str, one: float, two: float, mean: bool) -> None:
    last = STANDARDS[standard][3].year - 1
    data = company(standard, rd_expense={str(last): one, str(last - 1): two})
    told = {"rd_expense_mean2": (one + two) / 2} if mean else {"rd_expense_sum2": one + two}
    by_years = statuses(run(standard, data))
    by_sum = statuses(run(standard, {**data, "rd_expense": {}, **told}))
    for key in ("rd_sum2", "direct.rd_mean2"):
        assert by_sum.get(key) == by_years.get(key)
    assert statuses(run(standard, data | told)) == by_years


@pytest.mark.parametrize("growth", [-20, 0, 4, 5, 6, 30])
def test_growth_told_as_such_is_judged_as_its_years_are(growth: int) -> None:
    revenue = {"2025": 10_000 * (1 + growth / 100) ** 2, "2024": 11000, "2023": 10000}
    data = company(L26, revenue={year: round(amount, 6) for year, amount in revenue.items()})
    told = {**data, "revenue": {**data["revenue"]}, "revenue_cagr2": growth}
    del told["revenue"]["2023"]
    assert statuses(run(L26, told)) == statuses(run(L26, data))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(STANDARDS)), st.integers(1, 40000), st.integers(0, 120))
def test_the_ratio_with_revenue_is_judged_as_the_amount_is(standard: str, revenue: int, tenths: int) -> None:
    last = STANDARDS[standard][3].year - 1
    years = {str(last): revenue, str(last - 1): 11000, str(last - 2): 10000}
    amounts = {str(last): round(revenue * tenths / 1000, 4), str(last - 1): 600}
    by_amount = company(standard, revenue=years, rd_expense=amounts)
    by_ratio = company(standard, revenue=years, rd_expense={str(last - 1): 600}, rd_ratio={str(last): tenths / 10})
    assert statuses(run(standard, by_ratio)) == statuses(run(standard, by_amount))
