from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import figures
from bench.figures import Figure, as_table, shown
from bench.texts import texts


@pytest.mark.parametrize(
    ("ratio", "limit", "sense", "held"),
    [
        (2.5, 2.5, "at_most", True),
        (2.51, 2.5, "at_most", False),
        (9.9, 10, "at_least", False),
        (None, 2.5, "at_most", None),
        (1.0, None, "at_most", None),
    ],
)
def test_a_ratio_is_held_against_its_limit(ratio, limit, sense, held):
    assert Figure("cold", 1, "s", 1, 1, ratio, limit, sense).held is held


def test_the_table_shows_both_sides_ratio_limit_and_runs():
    lines = as_table([Figure("cold", 1.5, "s", 9, 1.0, 1.5, 2.0)]).splitlines()
    assert len(lines) == 3 and {line.count("|") for line in lines} == {9}
    for shown_there in ("1.5 秒", "1 秒", "≤ 2", " 9 ", "达到"):
        assert shown_there in lines[2]


def test_a_figure_without_a_peer_leaves_its_cells_empty():
    row = as_table([Figure("memory", 210.4, "mib", 1, words={"questions": 50})]).splitlines()[2]
    assert "210 MiB" in row and "50" in row and "达到" not in row


@pytest.mark.parametrize(("value", "words"), [(1234.5, "1234"), (0.01234, "0.0123"), (12.345, "12.3")])
def test_three_digits_that_count(value, words):
    assert shown(value) == words


def test_every_figure_that_is_measured_has_words_for_both_sides():
    sources = [path.read_text(encoding="utf-8") for path in Path(figures.__file__).parent.glob("*.py")]
    calls = [
        call
        for source in sources
        for call in re.findall(r'Figure\(\s*"(\w+)", [^,]+, "(\w+)", \w+(,)?', source)
    ]
    assert {name for name, _, _ in calls} >= {
        "ask_median",
        "ask_p99",
        "build",
        "memory",
        "cold",
        "check",
        "check_rate",
    }
    for name, unit, peer in calls:
        assert name in texts() and f"unit_{unit}" in texts()
        assert not peer or f"peer_{name}" in texts()
