from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.errors import BadCaseError, BadSampleError
from assistant.evaluation.rows.rowset import RowSet, load_rows
from assistant.evaluation.rows.sample import SAMPLE, VERDICTS, compare, draw

DEV = load_rows("dev")


def ids(rows: RowSet) -> set[str]:
    return {row.id for group in (rows.mails, rows.questions, rows.conversations) for row in group}


def test_the_same_seed_draws_the_same_rows_and_another_seed_others() -> None:
    assert draw(DEV, 20, 7) == draw(DEV, 20, 7)
    assert len(ids(draw(DEV, 20, 7))) == 20
    assert ids(draw(DEV, 20, 7)) != ids(draw(DEV, 20, 8))


def test_rows_are_drawn_from_every_part_and_all_can_be() -> None:
    total = len(ids(DEV))
    assert draw(DEV, total, 1) == DEV
    drawn = draw(DEV, 60, 7)
    assert drawn.mails and drawn.questions and drawn.conversations


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_more_rows_than_there_are_cannot_be_drawn(count: int) -> None:
    with pytest.raises(BadSampleError, match=str(len(ids(DEV)))):
        draw(DEV, count, 7)


def write(folder: Path, person: dict[str, Any], program: dict[str, Any]) -> Path:
    for name, marks in ((SAMPLE, person), (VERDICTS, program)):
        lines = [json.dumps({"id": id, "right": right, "answer": "…"}) for id, right in marks.items()]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return folder / SAMPLE


PROGRAM = {"a": True, "b": False, "c": True, "d": False, "e": True}


def test_agreement_and_every_disagreement_are_shown(tmp_path: Path) -> None:
    found = compare(write(tmp_path, {"a": True, "b": False, "c": False, "d": True, "e": None}, PROGRAM))
    assert found.agreement == 0.5 and (found.judged, found.person_right, found.program_right) == (4, 2, 2)
    shown = str(found)
    assert "0.500" in shown and "程序判错 1 条：d" in shown and "程序判对 1 条：c" in shown and "没有判 1 条：e" in shown
    assert found.to_json()["agreement"] == 0.5


def test_full_agreement_names_nobody(tmp_path: Path) -> None:
    shown = str(compare(write(tmp_path, PROGRAM, PROGRAM)))
    assert "1.000" in shown and "\n" not in shown


def test_nothing_judged_is_no_agreement(tmp_path: Path) -> None:
    found = compare(write(tmp_path, dict.fromkeys(PROGRAM), PROGRAM))
    assert found.agreement is None and "—" in str(found)


@pytest.mark.parametrize("mark", ["yes", 1, "true"])
def test_a_mark_is_true_false_or_null(tmp_path: Path, mark: object) -> None:
    with pytest.raises(BadCaseError, match="right") as caught:
        compare(write(tmp_path, {"a": mark}, {"a": True}))
    assert caught.value.field == f"{SAMPLE}:1"


def test_files_of_two_samples_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(BadSampleError, match="同一次"):
        compare(write(tmp_path, {"a": True}, {"b": True}))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSampleError, match=SAMPLE):
        compare(tmp_path / SAMPLE)
