from __future__ import annotations

import re

from assistant.evaluation.page.observed import Found, Observed
from assistant.evaluation.page.plots import found_by_topic, kinds_confused, latency, matters_confused, risk_coverage


def answers(count: int = 20) -> list[Observed]:
    """The surer, the righter: only the last quarter is wrong."""
    return [
        Observed("dev", f"q-{n}", "questions", right=n < count * 0.75, sure=1 - n / count, ms=10.0 + n, kind="deadline", kinds=("deadline",))
        for n in range(count)
    ]


def test_nothing_measured_draws_nothing():
    assert [plot([]) for plot in (risk_coverage, found_by_topic, kinds_confused, matters_confused, latency)] == [""] * 5


def test_a_curve_over_few_answers_is_not_drawn():
    assert risk_coverage(answers(9)) == ""
    assert risk_coverage(answers(10)).startswith("<svg")


def test_plots_name_what_they_show_as_letters():
    svg = risk_coverage(answers())
    assert "dev 单问" in svg and "答了多少" in svg
    assert "毫秒" in latency(answers())


def test_the_same_measurements_give_the_same_drawing():
    assert risk_coverage(answers()) == risk_coverage(answers())


def test_one_of_several_expected_kinds_counts_as_it():
    both = Observed("own", "a", "all", right=True, kind="materials", kinds=("deadline", "materials"))
    wrong = Observed("own", "b", "all", right=False, kind="process", kinds=("deadline", "materials"))
    assert labels(kinds_confused([both])) == {"材料"}
    assert labels(kinds_confused([both, wrong])) == {"材料", "时间", "程序"}


def labels(svg: str) -> set[str]:
    return set(re.findall(r">(材料|时间|程序|条件)</text>", svg))


def test_a_topic_stands_once_with_all_systems():
    svg = found_by_topic([Found("own", name, "deadlines", rank) for name, rank in (("zjtx", 1), ("bm25", None))])
    assert svg.count("期限") == 1 and "zjtx" in svg and "bm25" in svg


def test_pairs_of_matters_are_shown_as_arrows():
    assert "topic/a → topic/b" in matters_confused([("topic/a", "topic/b", 3)])
