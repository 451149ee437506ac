from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.evaluation.cases import SETS_DIR
from assistant.evaluation.errors import BadCaseError, ChangedSetError, UnknownSetError
from assistant.evaluation.rows.rowset import (
    ROW_SETS,
    SUMS,
    Conversation,
    Message,
    Turn,
    exchanges,
    load_rows,
)
from assistant.models import Status
from assistant.rules.fields import catalogue
from assistant.rules.standards import BUILT_IN, all_conditions, load_folder
from corpus.library import load_library
from corpus.yamlfile import load_yaml

MAIL = {"id": "m1", "kind": "mail", "as_of": "2022-06-20", "text": "负债率71%", "status": "answered"}
QUESTION = MAIL | {"id": "q1", "kind": "question", "must": ["70%", ["a", "b"]], "clauses": ["c"], "outside": True}
TALK = {
    "id": "t1",
    "kind": "conversation",
    "as_of": "2022-06-20",
    "turns": [{"text": "一", "status": "answered"}, {"text": "二", "status": ["answered", "needs_input"], "round": None}],
}


def write(folder: Path, mails: object = MAIL, questions: object = QUESTION, talks: object = TALK, shown: bool = True) -> Path:
    (folder / "set.yaml").write_text(f"name: x\ntitle: 试\nshown: {str(shown).lower()}\n", encoding="utf-8")
    for name, row in (("mails", mails), ("questions", questions), ("conversations", talks)):
        line = row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)
        (folder / f"{name}.jsonl").write_text(f"{line}\n", encoding="utf-8")
    return folder


def pin(folder: Path) -> None:
    sums = [f"{sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in folder.glob("*.jsonl")]
    (folder / SUMS).write_text("\n".join(sums), encoding="utf-8")


def test_rows_are_typed_and_every_message_is_put_once(tmp_path: Path) -> None:
    rows = load_rows("x", write(tmp_path))
    assert (rows.name, rows.shown, len(rows.mails), len(rows.questions), len(rows.conversations)) == ("x", True, 1, 1, 1)
    assert rows.questions[0].must == (("70%",), ("a", "b")) and rows.questions[0].clauses == (("c",),)
    assert [(each.id, each.part, each.conversation) for each in exchanges(rows)] == [
        ("m1", "mails", None),
        ("q1", "questions", None),
        ("t1/1", "turns", "t1"),
        ("t1/2", "turns", "t1"),
    ]
    assert rows.conversations[0].turns[1].status == (Status.ANSWERED, Status.NEEDS_INPUT)


def test_a_round_of_none_is_told_from_a_round_not_named(tmp_path: Path) -> None:
    first, second = load_rows("x", write(tmp_path)).conversations[0].turns
    assert "round" not in first.model_fields_set and "round" in second.model_fields_set


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (MAIL | {"musst": ["x"]}, "musst"),
        (MAIL | {"status": []}, "status"),
        (MAIL | {"status": "done"}, "status"),
        (MAIL | {"kind": "letter"}, "kind"),
        (MAIL | {"conditions": {"debt_ratio": "good"}}, "conditions.debt_ratio"),
        (MAIL | {"tier": "giant"}, "tier"),
        (MAIL | {"must": [[]]}, "must.0"),
        (MAIL | {"must_not": [""]}, "must_not.0"),
        (MAIL | {"as_of": "2022-02-30"}, "as_of"),
        ('{"id": ', "JSON"),
    ],
)
def test_a_row_that_is_none_is_refused_by_its_field_and_nothing_of_it_is_repeated(tmp_path: Path, row: object, field: str) -> None:
    with pytest.raises(BadCaseError, match=field) as caught:
        load_rows("x", write(tmp_path, mails=row))
    assert caught.value.field == "mails.jsonl:1"
    assert "负债率" not in f"{caught.value.message} {caught.value.__cause__}"


def test_an_unknown_field_of_a_turn_is_refused(tmp_path: Path) -> None:
    turn = {"text": "一", "status": "answered", "mood": "good"}
    with pytest.raises(BadCaseError, match=r"turns\.0\.mood"):
        load_rows("x", write(tmp_path, talks=TALK | {"turns": [turn]}))


def test_an_id_is_used_once_in_all_files(tmp_path: Path) -> None:
    with pytest.raises(BadCaseError, match="m1 重复"):
        load_rows("x", write(tmp_path, questions=QUESTION | {"id": "m1"}))


def test_a_set_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownSetError, match="unseen"):
        load_rows("nowhere")


def append_a_line(folder: Path) -> None:
    (folder / "questions.jsonl").write_text(json.dumps(QUESTION | {"id": "q2"}), encoding="utf-8")


def take_the_sums_away(folder: Path) -> None:
    (folder / SUMS).unlink()


@pytest.mark.parametrize(("change", "field"), [(append_a_line, "questions.jsonl"), (take_the_sums_away, "mails.jsonl")])
def test_a_pinned_set_is_read_until_a_file_changes(tmp_path: Path, change: Callable[[Path], None], field: str) -> None:
    pin(write(tmp_path, shown=False))
    assert not load_rows("x", tmp_path).shown
    change(tmp_path)
    with pytest.raises(ChangedSetError, match=SUMS) as caught:
        load_rows("x", tmp_path)
    assert caught.value.field == field


def test_the_sets_of_the_project_have_their_sizes_and_only_dev_is_shown() -> None:
    sizes = {}
    for name in ROW_SETS:
        rows = load_rows(name)
        sizes[name] = (rows.shown, len(rows.mails), len(rows.questions), len(rows.conversations))
    assert sizes["unseen"] == (False, 220, 210, 42)
    assert sizes["dev"][0] and sizes["dev"][1] >= 60


@pytest.mark.parametrize("name", ROW_SETS)
def test_what_rows_name_exists_and_was_published_by_then(name: str) -> None:
    library, fields = load_library(), catalogue()
    conditions = {condition.id for file in load_folder(BUILT_IN) for condition in all_conditions(file)}
    wrong = []
    for exchange in exchanges(load_rows(name)):
        expected = exchange.turn
        late = any(library.published(one) > exchange.as_of for group in expected.clauses for one in group)
        unknown = set(expected.profile) - set(fields) or set(expected.conditions) - conditions - {"round_revenue"}
        wrong += [exchange.id] if late or unknown else []
    assert wrong == []


@pytest.mark.parametrize("name", ROW_SETS)
def test_the_fields_of_set_yaml_are_those_of_the_rows(name: str) -> None:
    described = load_yaml(SETS_DIR / name / "set.yaml")["fields"]
    names = {field.strip() for key in described for field in key.split(",")}
    assert names == {*Message.model_fields, *Turn.model_fields, *Conversation.model_fields}
