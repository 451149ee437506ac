from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from assistant.evaluation.cases import SETS_DIR, Case, known_sets, load_set
from assistant.evaluation.errors import BadCaseError, UnknownSetError
from assistant.models import Kind, Status
from corpus.library import CORPUS_DIR, load_library
from corpus.yamlfile import load_yaml

OWN = load_set("own")


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _corpus_words() -> str:
    library = load_library()
    texts = [document.text for document in library.documents()]
    rows = (CORPUS_DIR / "batches.yaml").read_text(encoding="utf-8")
    days = re.findall(r"(\d{4})-(\d{2})-(\d{2})", rows)
    dates = [f"{year}年{int(month)}月{int(day)}日" for year, month, day in days]
    texts += [rows, *dates, *(f"{d.meta.issued:%Y}年{d.meta.issued.month}月" for d in library.documents())]
    return _flat("\n".join(texts))


def test_the_own_set_is_large_and_its_held_out_part_stays():
    first = [case for case in OWN.cases if int(case.id.removeprefix("own-")) <= 387]
    halves = [sum(case.part == part for case in first) for part in ("tuned", "held_out")]
    assert abs(halves[0] - halves[1]) <= 2
    assert {case.part for case in OWN.cases[len(first) :]} == {"tuned"}


def test_every_topic_is_in_both_parts():
    topics = {part: {case.topic for case in OWN.cases if case.part == part} for part in ("tuned", "held_out")}
    assert topics["tuned"] == topics["held_out"]


def test_no_question_is_asked_twice_on_the_same_day():
    asked = [(case.question, case.as_of, case.tier, case.round, case.track) for case in OWN.cases]
    assert len(set(asked)) == len(asked)


def test_enough_questions_must_not_be_answered():
    assert sum(case.must_decline for case in OWN.cases) >= 45


def test_every_set_of_the_project_is_known():
    assert known_sets() == ("dev", "own", "unseen")


def test_every_clause_exists_and_was_published_by_the_day_asked_about():
    library = load_library()
    for case in OWN.cases:
        for group in case.clauses:
            for clause_id in group:
                assert library.clause(clause_id).text
                if case.as_of:
                    assert library.published(clause_id) <= case.as_of, case.id


def test_every_number_that_must_be_said_stands_in_a_text_or_the_question_or_is_marked_computed():
    words = _corpus_words()
    for case in OWN.cases:
        for wanted in case.must:
            if not any(re.search(r"\d", word) for word in wanted):
                continue
            known = words + _flat(case.question)
            grounded = [
                w for w in wanted if _flat(w) in known or w in case.computed or re.fullmatch(r"\d+天", w)
            ]
            assert grounded, (case.id, wanted)


def test_days_left_are_computed_from_the_dates():
    left = {"own-001": 8, "own-011": 21, "own-016": 16, "own-019": 24}
    upload_end = {"own-001": (4, 1), "own-011": (5, 1), "own-016": (7, 1), "own-019": (8, 1)}
    library = load_library()
    for case in OWN.cases:
        if case.id in left:
            end = library.round(upload_end[case.id][0]).enterprise_upload[1]
            assert (end - case.as_of).days == left[case.id]
            assert (f"{left[case.id]}天",) in case.must


def test_an_order_names_words_that_must_be_said():
    for case in OWN.cases:
        said = {word for wanted in case.must for word in wanted}
        assert set(case.order) <= said, case.id


def test_a_case_that_must_be_declined_asks_for_no_clause():
    for case in OWN.cases:
        assert not (case.must_decline and (case.clauses or case.must)), case.id


def test_the_fields_of_set_yaml_are_those_of_the_cases():
    described = load_yaml(SETS_DIR / "own" / "set.yaml")["fields"]
    names = {name.strip() for key in described for name in key.split(",")}
    assert names == set(Case.model_fields)


def _write(folder: Path, *rows: object) -> Path:
    (folder / "set.yaml").write_text("name: x\ntitle: 试\n", encoding="utf-8")
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


ROW = {"id": "a", "part": "tuned", "topic": "t", "question": "问", "kind": "policy", "status": "answered"}


def test_single_values_and_lists_read_alike(tmp_path):
    rows = [
        ROW,
        ROW | {"id": "b", "kind": ["policy", "process"], "must": ["x", ["y", "z"]], "clauses": [["c"]]},
    ]
    first, second = load_set("x", _write(tmp_path, *rows)).cases
    assert first.kind == (Kind.POLICY,) and first.status == (Status.ANSWERED,)
    assert second.must == (("x",), ("y", "z")) and second.clauses == (("c",),)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('{"id": ', "JSON"),
        (ROW | {"kind": "nonsense"}, "kind"),
        (ROW | {"status": []}, "status"),
        (ROW | {"part": "third"}, "part"),
        (ROW | {"musst": ["x"]}, "musst"),
        (ROW | {"as_of": "2022-02-30"}, "as_of"),
    ],
)
def test_a_broken_line_is_refused_by_file_and_line(tmp_path, row, words):
    with pytest.raises(BadCaseError, match=words) as caught:
        load_set("x", _write(tmp_path, ROW | {"id": "first"}, row))
    assert caught.value.field == "cases.jsonl:2"


def test_an_id_used_twice_is_refused(tmp_path):
    with pytest.raises(BadCaseError, match="重复"):
        load_set("x", _write(tmp_path, ROW, ROW))


def test_an_unknown_set_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownSetError, match="own"):
        load_set("nowhere")
