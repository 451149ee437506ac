from __future__ import annotations

from typing import Any

from assistant.evaluation.report import GATES, Gate, Line, Table, check_gates
from assistant.evaluation.rows.figures import PARTS, row_figures
from assistant.evaluation.rows.judging import JudgedRow, Miss, MissKind
from assistant.evaluation.texts import texts
from corpus.yamlfile import load_yaml


def row(part: str, *kinds: MissKind, **noted: Any) -> JudgedRow:
    misses = tuple(Miss(kind, "") for kind in kinds)
    return JudgedRow("x", part, misses, **{"outside": False, "declined": False, "asked_back": False} | noted)


def gates_held(figures: dict[str, dict[str, float | None]]) -> dict[tuple[str, str], bool]:
    table = Table("unseen", "题", tuple(Line(part, None, given) for part, given in figures.items()))
    return {(result.gate.part, result.gate.figure): result.held for result in check_gates([table])}


def test_the_figures_of_each_part_and_of_all() -> None:
    judged = [
        row("mails"),
        row("mails", MissKind.FALSE_VERDICT, MissKind.FALSE_VERDICT, MissKind.LOST),
        row("questions", asked_back=True),
        row("questions", outside=True, declined=True),
        row("questions", MissKind.OUTSIDE, outside=True),
        row("turns", MissKind.UNREAD),
    ]
    mails, questions, turns, everything = (row_figures(judged, part) for part in PARTS)
    assert mails == {"questions": 2, "right": 0.5, "false_verdicts": 2, "lost": 1, "outside": None, "asks_back": None}
    assert (questions["right"], questions["outside"], questions["asks_back"]) == (2 / 3, 0.5, 1 / 3)
    assert (turns["right"], turns["lost"], turns["asks_back"]) == (0, 0, None)
    assert (everything["questions"], everything["right"], everything["false_verdicts"]) == (6, 0.5, 2)


def test_nothing_to_measure_is_unknown_not_zero() -> None:
    figures = row_figures([], "mails")
    assert figures.pop("questions") == 0
    assert set(figures.values()) == {None}


def test_every_figure_and_part_has_a_name_and_every_figure_its_meaning() -> None:
    for name in row_figures([], "all"):
        assert f"figure_{name}" in texts() and f"meaning_{name}" in texts()
    assert all(f"part_{part}" in texts() for part in PARTS)


def test_the_gates_hold_at_their_limits_and_not_beyond() -> None:
    at_limit = {
        "mails": {"right": 0.70},
        "questions": {"right": 0.80},
        "turns": {"right": 0.75},
        "all": {"false_verdicts": 0.0, "lost": 0.0, "outside": 0.97},
    }
    beyond = {
        "mails": {"right": 0.699},
        "questions": {"right": 0.799},
        "turns": {"right": 0.749},
        "all": {"false_verdicts": 1.0, "lost": 1.0, "outside": 0.969},
    }
    held, missed = gates_held(at_limit), gates_held(beyond)
    assert len(held) == len(missed) == 6
    assert all(held.values()) and not any(missed.values())


def test_dev_and_unseen_have_the_same_gates() -> None:
    gates = [Gate.model_validate(gate) for gate in load_yaml(GATES)]
    of = {name: [gate.model_dump(exclude={"set"}) for gate in gates if gate.set == name] for name in ("dev", "unseen")}
    assert of["dev"] == of["unseen"] and len(of["dev"]) == 6
