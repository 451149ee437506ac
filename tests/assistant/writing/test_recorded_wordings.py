"""Wordings made by hand, as a careful and as a careless model would: held against their blocks alone, before any clause is looked at."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.writing.holding import fault_of

PAIRS = [json.loads(line) for line in Path(__file__).with_name("wordings.jsonl").read_text(encoding="utf-8").splitlines()]
RIGHT = [pair for pair in PAIRS if pair["wrong"] is None]
WRONG = [pair for pair in PAIRS if pair["wrong"] is not None]
FOUR = 4


def test_careful_wordings_get_through() -> None:
    stopped = [(pair["own"], pair["said"]) for pair in RIGHT if fault_of(pair["own"], pair["said"]) is not None]
    assert len(RIGHT) >= 100 and len(stopped) <= 0.1 * len(RIGHT), stopped


def test_careless_ones_are_stopped_but_for_a_few_that_only_the_clause_refutes() -> None:
    passed = [(pair["wrong"], pair["said"]) for pair in WRONG if fault_of(pair["own"], pair["said"]) is None]
    assert len(WRONG) >= 20 and {how for how, _ in passed} <= {"unsupported", "advice", "role"} and len(passed) <= 3, passed


def test_careful_wordings_are_words_of_their_own() -> None:
    shared = sum(len(_runs(pair["own"]) & _runs(pair["said"])) for pair in RIGHT)
    assert shared <= 0.6 * sum(len(_runs(pair["own"])) for pair in RIGHT)


def _runs(text: str) -> set[str]:
    tight = "".join(text.split())
    return {tight[place : place + FOUR] for place in range(len(tight) - FOUR + 1)}
