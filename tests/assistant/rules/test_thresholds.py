"""Every number of every rules file stands in the clause it cites."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.rules.standards import BUILT_IN, load_folder
from assistant.rules.thresholds import Threshold, numbers_in, thresholds
from corpus.library import load_library

ALL = [(file.id, threshold) for file in load_folder(BUILT_IN) for threshold in thresholds(file)]


@pytest.mark.parametrize(("file", "threshold"), ALL, ids=[f"{file}:{t.place}" for file, t in ALL])
def test_number_is_in_its_clause(file: str, threshold: Threshold) -> None:
    text = threshold.quote or load_library().clause(threshold.clause).text
    assert threshold.number in numbers_in(text)


def test_there_are_as_many_as_the_standards_have() -> None:
    assert len(ALL) > 250


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1亿元以上", {10000}),
        ("5000万元—1亿元", {5000, 10000}),
        ("排名前三", {3}),
        ("400-500万元", {400, 500}),
        ("不低于3.5%", {Fraction(7, 2)}),
        ("三级以上，五十强", {3, 50}),
        ("没有数", set()),
    ],
)
def test_numbers_in(text: str, expected: set[Fraction]) -> None:
    assert numbers_in(text) == expected
