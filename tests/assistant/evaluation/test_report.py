from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from assistant.evaluation.judging import answer_figures
from assistant.evaluation.report import EvalReport, Gate, Line, Table, check_gates
from assistant.evaluation.texts import texts


def table(value: float | None, part: str = "held_out") -> Table:
    return Table("own", "标题", (Line(part, "zjtx", {"questions": 3.0, "recall@5": value}),))


@pytest.mark.parametrize(("value", "held"), [(0.98, True), (0.97, True), (0.9699, False)])
def test_a_gate_holds_at_its_limit_and_not_below(value, held):
    (result,) = check_gates([table(value)])
    assert result.held is held
    assert EvalReport({"machine": "m"}, (table(value),), gates=(result,)).ok is held


def test_a_figure_that_was_not_measured_meets_no_gate():
    assert check_gates([table(None)]) == ()
    assert check_gates([table(0.5, part="tuned")]) == ()


@pytest.mark.parametrize("limits", [{}, {"at_least": 1, "at_most": 1}])
def test_a_gate_has_exactly_one_limit(limits):
    with pytest.raises(ValidationError, match="exactly one"):
        Gate.model_validate({"set": "own", "part": "all", "figure": "mrr", **limits})


def test_an_upper_limit_of_zero_counts():
    gate = Gate(set="own", part="all", figure="unsound", at_most=0)
    assert gate.holds(0) and not gate.holds(0.01)


def test_the_table_names_part_system_and_figure_and_shows_the_unknown_as_a_dash():
    shown = str(EvalReport({"machine": "m"}, (table(None),)))
    assert "未参与调试" in shown and "zjtx" in shown and "前5条命中" in shown and "—" in shown


def test_every_figure_has_a_name_for_people():
    for name in answer_figures([]):
        assert f"figure_{name}" in texts()


def test_json_and_table_hold_the_same_figures():
    report = EvalReport({"machine": "m"}, (table(0.5),), gates=check_gates([table(0.5)]), notes=("注意",))
    read = json.loads(json.dumps(report.to_json()))
    assert read["ok"] is False and read["notes"] == ["注意"]
    assert read["tables"][0]["lines"][0]["figures"]["recall@5"] == 0.5
    assert "0.500" in str(report) and "未达到" in str(report) and "0.97" in str(report)
