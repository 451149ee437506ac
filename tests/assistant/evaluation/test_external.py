from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.errors import BadCaseError, UnknownSetError
from assistant.evaluation.external import load_external, measure_external, passage_vectors
from index.embedding import load_embedder

PASSAGES = [
    {"id": "p1", "title": "", "text": "小巨人企业的资产负债率不高于70%。"},
    {"id": "p2", "title": "有效期", "text": "经认定的企业有效期为三年，到期后组织复核。"},
    {"id": "p3", "title": "", "text": "企业应在每年4月30日前更新信息。"},
]
QUERIES = [
    {"id": "q1", "question": "负债率要求", "relevant": ["p1"]},
    {"id": "q2", "question": "称号管几年", "relevant": ["p2"]},
    {"id": "q3", "question": "信息什么时候更新", "relevant": ["p3"]},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "mini"
    place.mkdir()
    for name, rows in (("corpus", PASSAGES), ("queries", QUERIES)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (place / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def silent(step: str, done: int, total: int) -> None:
    pass


def test_a_title_is_part_of_the_passage_and_a_limit_keeps_all_passages(folder):
    external = load_external("mini", folder, limit=2)
    assert external.passages["p2"] == "有效期\n经认定的企业有效期为三年，到期后组织复核。"
    assert len(external.passages) == 3 and len(external.questions) == len(external.relevant) == 2


def test_a_set_that_is_not_there_says_where_it_should_be(tmp_path):
    with pytest.raises(UnknownSetError, match="ZJTX_EVAL_DATA_DIR") as caught:
        load_external("mini", tmp_path)
    assert str(tmp_path) in caught.value.message


def test_a_broken_line_is_named(folder):
    (folder / "mini" / "queries.jsonl").write_text('{"id": 1}\n{', encoding="utf-8")
    with pytest.raises(BadCaseError) as caught:
        load_external("mini", folder)
    assert caught.value.field == "queries.jsonl:2"


def test_three_ways_are_measured_on_the_same_questions(folder, tmp_path):
    table = measure_external(load_external("mini", folder), load_embedder(), 0.7, tmp_path / "cache", silent)
    assert [line.system for line in table.lines] == ["bm25", "dense", "both"]
    for line in table.lines:
        assert line.figures["recall@5"] == 1.0  # three passages are all among the first five
        assert 0 < line.figures["mrr"] <= 1


def test_vectors_are_kept_for_the_same_passages_only(folder, tmp_path):
    external, embedder = load_external("mini", folder), load_embedder()
    seen: list[str] = []

    def note(step: str, done: int, total: int) -> None:
        seen.append(step)

    first = passage_vectors(external, embedder, tmp_path / "cache", note)
    again = passage_vectors(external, embedder, tmp_path / "cache", note)
    assert seen == ["mini passages"] and np.array_equal(first, again)
    changed = [PASSAGES[0] | {"text": "改了"}, *PASSAGES[1:]]
    lines = [json.dumps(row, ensure_ascii=False) for row in changed]
    (folder / "mini" / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    passage_vectors(load_external("mini", folder), embedder, tmp_path / "cache", note)
    assert len(seen) == 2
