from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.evaluation.cases import Case, QuestionSet
from assistant.evaluation.judging import (
    accepted,
    answer_figures,
    in_part,
    judge_answer,
    judge_answers,
    judge_passages,
    judge_ranking,
    judge_rankings,
    place_of,
    ranking_figures,
)
from corpus.library import load_library

LIBRARY = load_library()
DEBT = "measures-2022-63/annex-3/2"
DEBT_2026 = "measures-2026-2/annex-2/2"


def case(**changes: object) -> Case:
    return Case.model_validate(
        {
            "id": "c",
            "part": "tuned",
            "topic": "t",
            "question": "负债率",
            "as_of": "2022-06-20",
            "kind": "eligibility",
            "status": "answered",
            "clauses": [[DEBT]],
            "must": ["70%"],
        }
        | changes
    )


def citation(clause_id: str = DEBT, quote: str | None = None) -> dict[str, object]:
    return {"clause_id": clause_id, "quote": LIBRARY.clause(clause_id).text if quote is None else quote}


def answer(**changes: object) -> dict[str, object]:
    given = {"answer": "不高于70%[1]", "kind": "eligibility", "status": "answered", "citations": [citation()]}
    return given | changes


def test_a_right_answer_is_right():
    row = judge_answer(case(), answer(), LIBRARY)
    assert row.right and row.cited_right and row.status_right and row.kind_right


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (answer(status="not_in_corpus"), "status_right"),
        (answer(answer="不高于75%[1]"), "missing_words"),
        (answer(citations=[]), "missing_clauses"),
        (answer(citations=[citation("measures-2022-63/annex-3/1")]), "missing_clauses"),
        (answer(citations=[citation("measures-2022-63/annex-3")]), "missing_clauses"),
        (answer(citations=[citation(quote="企业资产负债率不高于75%")]), "unsound"),
        (answer(citations=[citation(quote="")]), "unsound"),
        (answer(citations=[citation(), citation(DEBT_2026)]), "unsound"),
        (answer(citations=[citation(), {"clause_id": "measures-2022-63/annex-9", "quote": "x"}]), "unsound"),
    ],
)
def test_each_fault_is_named_and_spoils_the_answer(given, fault):
    row = judge_answer(case(), given, LIBRARY)
    assert not row.right
    assert not getattr(row, fault) if fault == "status_right" else getattr(row, fault)


def test_what_must_not_be_said_is_found():
    assert judge_answer(case(must_not=["70 %"]), answer(), LIBRARY).forbidden_words == ("70 %",)


def test_the_applicable_version_has_to_stand_first():
    both = {"order": ["70%", "75%"], "must": ["70%", "75%"], "as_of": "2026-02-01"}
    assert judge_answer(case(**both), answer(answer="70%；新办法为75%"), LIBRARY).right
    assert judge_answer(case(**both), answer(answer="75%；目前为70%"), LIBRARY).wrong_order


def test_every_group_of_clauses_has_to_be_cited_but_one_of_a_group_is_enough():
    wanted = case(clauses=[[DEBT, "measures-2022-63/annex-3"], ["notice-2022-133/3/4"]])
    row = judge_answer(wanted, answer(), LIBRARY)
    assert row.missing_clauses == (("notice-2022-133/3/4",),) and not row.cited_right
    cited = answer(citations=[citation(), citation("notice-2022-133/3/4")])
    assert judge_answer(wanted, cited, LIBRARY).cited_right


def test_an_option_stands_for_its_score_table_but_a_part_of_a_clause_does_not_stand_for_it():
    table = "measures-2022-63/annex-2/2/2/5"
    assert f"{table}/b" in accepted([table], LIBRARY)
    assert accepted(["measures-2022-63/annex-3/4"], LIBRARY) == {"measures-2022-63/annex-3/4"}


def test_where_declining_is_also_right_a_declined_case_is_not_judged_by_clauses():
    either = case(status=["answered", "not_in_corpus"])
    declined = judge_answer(either, answer(status="not_in_corpus", citations=[], answer="没有收录"), LIBRARY)
    assert declined.right and declined.cited_right is None
    assert judge_answer(either, answer(citations=[]), LIBRARY).cited_right is False


def test_an_error_object_of_batch_is_judged_like_any_other():
    error = {"status": "error", "error": {"field": "question", "message": "请输入问题"}}
    assert judge_answer(case(status="error", clauses=[], must=[]), error, LIBRARY).right
    assert not judge_answer(case(), error, LIBRARY).right


@pytest.mark.parametrize(
    ("word", "words", "found"),
    [
        ("3%", "占比2.3%", False),
        ("3%", "占比 3 %", True),
        ("64.5%", "**met**. 64.5%", True),
        ("8天", "还有18天", False),
        ("8天", "还有 **8 天**", True),
        ("6月28日", "2022年6月28日", True),
        ("１００万", "不低于100万元", True),
        ("60", "600", False),
        ("符合", "这一条不符合", False),
        ("不符合", "这一条不符合", True),
        ("包括本数", "所称的“超过”，不包括本数", False),
        ("EMS", "特快专递（ems）", True),
    ],
)
def test_a_word_is_not_found_in_its_negation_nor_a_number_within_another(word, words, found):
    assert (place_of(word, words) >= 0) is found


def test_a_ranking_counts_the_first_group_and_shows_what_stood_before_it():
    wanted = case(clauses=[[DEBT], ["measures-2022-63/annex-3/1"]])
    row = judge_ranking(wanted, "zjtx", [["measures-2022-63/annex-3"], [DEBT]], LIBRARY)
    assert row.rank == 2 and row.before_it == (("measures-2022-63/annex-3",),)
    assert row.figures["recall@1"] == 0 and row.figures["recall@5"] == 1
    assert row.figures["all@5"] == 0.5 and row.missed == (("measures-2022-63/annex-3/1",),)


def test_figures_over_no_rows_are_unknown_not_zero():
    figures = answer_figures([])
    assert figures.pop("questions") == 0
    assert set(figures.values()) == {None}
    assert ranking_figures([]) == {"questions": 0}


def test_figures_count_declining_and_needless_declining_apart():
    rows = [
        judge_answer(case(), answer(), LIBRARY),
        judge_answer(case(), answer(status="refused", citations=[]), LIBRARY),
        judge_answer(case(status="not_in_corpus", clauses=[], must=[]), answer(), LIBRARY),
        judge_answer(case(status="not_in_corpus", clauses=[], must=[]), answer(status="refused"), LIBRARY),
    ]
    figures = answer_figures(rows)
    assert figures["declined"] == 0.5 and figures["needlessly_declined"] == 0.5
    assert figures["cited"] == 0.5 and figures["right"] == 0.25


def test_parts_are_told_apart():
    rows = [judge_answer(case(part=part), answer(), LIBRARY) for part in ("tuned", "held_out", "held_out")]
    assert [len(in_part(rows, part)) for part in ("all", "tuned", "held_out")] == [3, 1, 2]


def test_a_run_is_judged_from_its_files_alone(tmp_path: Path):
    (tmp_path / "answers.jsonl").write_text(json.dumps({"id": "c", "answer": answer()}), encoding="utf-8")
    ranking = {"id": "c", "system": "peer", "ranking": [[DEBT]]}
    (tmp_path / "rankings.jsonl").write_text(json.dumps(ranking), encoding="utf-8")
    questions = QuestionSet("x", "x", (case(), case(id="never asked")))
    assert [row.id for row in judge_answers(questions, tmp_path, LIBRARY)] == ["c"]
    assert [row.rank for row in judge_rankings(questions, tmp_path, LIBRARY)] == [1]


def test_what_the_reader_is_shown_holds_what_is_asked_or_does_not(tmp_path: Path):
    asked = case(must=[["70%"], ["资产负债率"]])
    (tmp_path / "answers.jsonl").write_text(json.dumps({"id": "c", "answer": {**answer(), "answer": "资产负债率不高于70%"}}), encoding="utf-8")
    rows = [{"id": "c", "system": "peer", "ranking": [], "said": "资产负债率"}, {"id": "c", "system": "older", "ranking": []}]
    (tmp_path / "rankings.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = judge_passages(QuestionSet("x", "x", (asked,)), tmp_path)
    assert {system: [holds for _, holds in judged] for system, judged in found.items()} == {"zjtx": [True], "peer": [False]}
