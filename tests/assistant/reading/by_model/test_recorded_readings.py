"""Readings as a good model gives them get through whole; those of a bad one leave nothing false behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.evaluation.rows.rowset import exchanges, load_rows
from assistant.reading.by_model.reader import ModelReader
from assistant.reading.reader import WordsReader
from assistant.reading.understood import Question
from corpus.library import load_library
from tests.leaves import leaves

from .recorded import Recorded, recordings

RIGHT, WRONG = recordings("right_readings"), recordings("wrong_readings")
ROWS = {each.id: each for each in exchanges(load_rows("dev"))}
WHOLE = 0.95


def reader(responses: dict[str, Any]) -> ModelReader:
    library = load_library()
    words = WordsReader(embed=None, batches={row.batch: row.year for row in library.rounds()})
    return ModelReader(words, Recorded(responses), library.rounds())


@pytest.fixture(scope="module")
def good() -> ModelReader:
    return reader({ROWS[each["id"]].turn.text: (each["mentions"], each["response"]) for each in RIGHT})


def test_there_are_enough_recordings_a_third_of_them_wrong() -> None:
    assert len(RIGHT) >= 120 and len(WRONG) >= len(RIGHT) // 3


def test_right_readings_get_through_whole(good: ModelReader) -> None:
    told = [each["id"] for each in RIGHT if ROWS[each["id"]].turn.profile]
    lost = [(name, missing) for name in told if (missing := list(_missing(ROWS[name].turn.profile, _profile(_read(good, name)))))]
    assert len(lost) <= (1 - WHOLE) * len(told), lost


def test_nothing_of_a_right_reading_is_dropped_often(good: ModelReader) -> None:
    dropped = [(each["id"], question.by_model.dropped) for each in RIGHT if (question := _read(good, each["id"])).by_model and question.by_model.dropped]
    assert len(dropped) <= (1 - WHOLE) * len(RIGHT), dropped


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["id"])
def test_what_a_bad_model_says_is_not_believed(case: dict[str, Any]) -> None:
    question = reader({case["message"]: (case["mentions"], case["response"])}).read(case["message"], date.fromisoformat(case["as_of"]))
    profile = _profile(question)
    forbidden = list(leaves(case["must_not"].get("profile", {})))
    assert not [each for each in leaves(profile) if each in forbidden]
    assert not {part.matter.id for part in question.parts} & set(case["must_not"].get("matters", ()))
    named = {each.number for each in (question.scope.round, *question.scope.rounds) if each is not None}
    assert not named & set(case["must_not"].get("rounds", ()))


def _read(reading: ModelReader, name: str) -> Question:
    return reading.read(ROWS[name].turn.text, ROWS[name].as_of)


def _profile(question: Question) -> dict[str, Any]:
    """What is told, or, of an enterprise only supposed, supposed."""
    supposed = question.assembled_supposition().profile.to_json() if question.hypothetical else {}
    return {**supposed, **question.assembled().profile.to_json()}


def _missing(expected: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    have = list(leaves(found))
    yield from (leaf for leaf in leaves(expected) if leaf not in have)
