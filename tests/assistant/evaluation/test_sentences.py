"""The verifier held against sentences that people wrote apart from it, one part of which nobody here looks at."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.report import check_gates
from assistant.evaluation.sentences import (
    PARTS,
    VERIFIER,
    JudgedCase,
    SentenceCase,
    load_sentences,
    measure_sentences,
    sentence_figures,
)
from assistant.models import VerifyRequest
from assistant.service import Assistant
from assistant.verifying.verdict import Reason
from corpus.library import load_library

ALL = {part: load_sentences(part) for part in PARTS}


def test_the_sets_are_large_enough_and_hold_every_reason() -> None:
    cases = [case for part in PARTS for case in ALL[part]]
    assert sum(case.kind == "mutated" for case in cases) >= 600
    assert sum(case.kind == "right" for case in cases) >= 400
    counts = Counter(reason for case in cases for reason in case.reasons)
    assert all(counts[reason.value] >= 30 for reason in Reason)
    assert len({case.id for case in cases}) == len(cases)


@pytest.mark.parametrize("part", PARTS)
def test_every_citation_is_a_clause_at_hand(part: str) -> None:
    library = load_library()
    for case in ALL[part]:
        assert all(library.clause(clause_id) for clause_id in case.citations), case.id


def test_the_gates_hold_and_the_closed_part_is_never_shown(assistant: Assistant, tmp_path: Path) -> None:
    table = measure_sentences(assistant, tmp_path, lambda step, done, total: None)
    missed = [result for result in check_gates([table]) if not result.held]
    assert not [result.gate for result in missed if result.gate.set == VERIFIER and result.gate.part == "open"], missed
    second = next(line.figures for line in table.lines if line.part == "open2")
    assert second["stopped"] >= 0.96 and second["right_stopped"] <= 0.08
    for case in ALL["closed"]:
        assert all(case.text not in remark for remark in table.remarks)
        assert case.text not in (tmp_path / "closed.jsonl").read_text(encoding="utf-8")


def _judged(kind: str, right: bool, named: bool = False) -> JudgedCase:
    case = SentenceCase.model_validate({"id": "x", "as_of": "2026-05-10", "text": "。", "citations": [], "kind": kind})
    return JudgedCase(case, right, named, ())


def test_the_figures_are_shares_of_what_they_say() -> None:
    rows = [_judged("mutated", True, True), _judged("mutated", True), _judged("mutated", False), _judged("right", True), _judged("right", False)]
    assert sentence_figures(rows) == {"questions": 5, "stopped": 2 / 3, "reason_named": 1 / 2, "right_stopped": 1 / 2}
    assert sentence_figures([])["stopped"] == 0.0


def test_one_stopped_sentence_of_two_wrong_ones_is_not_enough(assistant: Assistant) -> None:
    from assistant.evaluation.sentences import judge_sentences

    case = {"id": "x", "as_of": "2022-06-20", "citations": ["measures-2022-63/annex-3/2"], "kind": "mutated", "reasons": ["number"], "wrong": [0, 1]}
    one = SentenceCase.model_validate({**case, "text": "小巨人的资产负债率不高于75%[1]。小巨人的资产负债率不高于70%[1]。"})
    both = SentenceCase.model_validate({**case, "text": "小巨人的资产负债率不高于75%[1]。小巨人的资产负债率不高于80%[1]。"})
    assert [each.right for each in judge_sentences([one, both], assistant, lambda step, done, total: None)] == [False, True]
    assert isinstance(one.request, VerifyRequest)
