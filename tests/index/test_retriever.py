"""Ranking over the real index: what is found, what is kept out and why, and what changes the order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.library import Library
from index.config import IndexConfig
from index.embedding import load_embedder
from index.result import DropReason, Mode
from index.retriever import PREFERENCE, Retriever
from index.units import Unit

NEWEST = date(2026, 11, 24)
ROUND_4 = date(2022, 6, 20)


def ids(retriever: Retriever, query: str, **options: object) -> list[str]:
    return [hit.clause_id for hit in retriever.search(query, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "clause_id"),
    [
        ("第四批小巨人网上申报材料什么时候上传", "notice-2022-133/3/4"),
        ("纸质材料一式几份，盖章后寄给谁", "notice-2022-133/3/5"),
        ("公司更名了要在多久内报告", "measures-2022-63/ch-3/重大变化报告"),
        ("软件著作权算几类知识产权", "measures-2022-63/annex-4/5"),
        ("物业公司划型", "classification-2011-300/4/14"),
    ],
)
def test_the_clause_that_answers_comes_first(retriever: Retriever, question: str, clause_id: str) -> None:
    assert ids(retriever, question, as_of=ROUND_4)[0] == clause_id


def test_nothing_published_later_is_found(retriever: Retriever) -> None:
    result = retriever.search("小巨人负债率和研发费用的新标准", 50, as_of=ROUND_4)
    assert all(hit.unit.published <= "2022-06-20" for hit in result.hits)
    late = [drop for drop in result.dropped if drop.reason is DropReason.NOT_PUBLISHED]
    assert any(drop.clause_id.startswith("measures-2026-2/") for drop in late)


def test_what_is_not_published_yet_does_not_move_the_scores(retriever: Retriever, library: Library) -> None:
    before = {unit.document_id for unit in retriever.generation.units if unit.published <= "2022-06-20"}
    by_day = retriever.search("负债率", 10, as_of=ROUND_4)
    by_name = retriever.search("负债率", 10, documents=before, as_of=ROUND_4)
    assert [(hit.clause_id, hit.fused) for hit in by_day.hits] == [(hit.clause_id, hit.fused) for hit in by_name.hits]


def test_before_the_first_document_there_is_nothing(retriever: Retriever) -> None:
    result = retriever.search("有效期", as_of=date(2000, 1, 1))
    assert result.hits == ()


def test_only_the_chosen_documents_are_searched(retriever: Retriever) -> None:
    result = retriever.search("什么时候上传材料", 10, documents=("rounds",))
    assert {hit.unit.document_id for hit in result.hits} == {"rounds"} and len(result.hits) == 5
    kept_out = {drop.reason for drop in result.dropped}
    assert DropReason.OTHER_DOCUMENT in kept_out
    assert retriever.search("有效期", documents=()).hits == ()


def test_a_preferred_clause_gains_what_is_stated(retriever: Retriever) -> None:
    plain = {hit.clause_id: hit for hit in retriever.search("小巨人负债率", 30, as_of=NEWEST).hits}
    chosen = "measures-2022-63/annex-3/2"
    preferred = retriever.search("小巨人负债率", 30, as_of=NEWEST, prefer=lambda unit: float(unit.clause_id == chosen))
    hit = next(hit for hit in preferred.hits if hit.clause_id == chosen)
    assert hit.fused == pytest.approx(plain[chosen].fused + PREFERENCE)
    assert hit.preference == 1.0 and hit.rank <= plain[chosen].rank


def test_preference_decides_between_versions(retriever: Retriever) -> None:
    question = "小巨人主营业务收入占比要多少"
    for document in ("measures-2022-63", "measures-2026-2"):
        found = ids(retriever, question, as_of=NEWEST, prefer=lambda unit, d=document: float(unit.document_id == d))
        assert found[0].startswith(document)


def test_preference_is_held_between_minus_one_and_one(retriever: Retriever) -> None:
    result = retriever.search("负债率", 5, prefer=lambda unit: 1e9 if unit.document_id == "rounds" else -1e9)
    assert {hit.preference for hit in result.hits} <= {-1.0, 1.0}


def test_asking_fewer_clauses_for_their_preference_changes_nothing(retriever: Retriever) -> None:
    asked: list[str] = []

    def prefer(unit: Unit) -> float:
        asked.append(unit.clause_id)
        return (len(unit.clause_id) % 5 - 2) / 2

    few = ids(retriever, "研发费用", k=5, prefer=prefer)
    assert len(asked) < len(retriever.generation.units)
    assert few == ids(retriever, "研发费用", k=200, prefer=prefer)[:5]


def test_more_hits_begin_with_the_same_ones(retriever: Retriever) -> None:
    assert ids(retriever, "知识产权", k=3) == ids(retriever, "知识产权", k=30)[:3]


def test_all_clauses_at_most(retriever: Retriever) -> None:
    found = ids(retriever, "知识产权", k=10_000)
    assert len(found) == len(set(found)) == len(retriever.generation.units)


@pytest.mark.parametrize("k", [0, -1])
def test_no_hits_wanted_is_refused(retriever: Retriever, k: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        retriever.search("有效期", k)


def test_hits_are_ranked_scored_and_frozen(retriever: Retriever) -> None:
    result = retriever.search("有效期几年", 10)
    assert result.mode is Mode.HYBRID
    assert [hit.rank for hit in result.hits] == list(range(1, 11))
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True) and all(0 < score < 1 for score in scores)
    with pytest.raises(FrozenInstanceError):
        result.hits[0].rank = 2  # type: ignore[misc]


def test_what_came_next_is_told(retriever: Retriever) -> None:
    result = retriever.search("有效期几年", 3)
    below = [drop.clause_id for drop in result.dropped if drop.reason is DropReason.RANKED_BELOW]
    assert below == ids(retriever, "有效期几年", k=6)[3:]


def test_ties_keep_the_order_of_the_texts(retriever: Retriever) -> None:
    words_only = Retriever(retriever.generation, None, IndexConfig(retriever.generation.folder))
    order = [unit.clause_id for unit in retriever.generation.units if not unit.heading_only]
    assert ids(words_only, "☃", k=20) == order[:20]


@pytest.mark.parametrize(
    "query", ["", "   ", "？？？", "<script>alert(1)</script>", "'; drop table clauses; --", "😀", "\0"]
)
def test_odd_queries_are_searched_like_any_other(retriever: Retriever, query: str) -> None:
    assert len(retriever.search(query).hits) == 5


@settings(max_examples=25, deadline=None)
@given(query=st.text(max_size=80), k=st.integers(1, 8))
def test_any_text_gives_k_finite_hits(retriever: Retriever, query: str, k: int) -> None:
    hits = retriever.search(query, k).hits
    assert len(hits) == k and np.isfinite([hit.fused for hit in hits]).all()


def test_several_threads_get_what_one_gets(retriever: Retriever) -> None:
    questions = ["有效期", "负债率", "什么时候上传", "软著算吗", "更名", "要不要钱"] * 5
    alone = [ids(retriever, question) for question in questions]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda question: ids(retriever, question), questions)) == alone


def test_beyond_the_limit_chroma_gives_the_same_first_clauses(config: IndexConfig, retriever: Retriever) -> None:
    approximate = Retriever(retriever.generation, load_embedder(), replace(config, exact_up_to=0))
    for question in ("小巨人资产负债率", "有效期几年", "第五批材料上传"):
        exact = ids(retriever, question, k=3, as_of=NEWEST)
        assert ids(approximate, question, k=3, as_of=NEWEST) == exact
    dated = ids(approximate, "负债率", k=5, as_of=ROUND_4)
    assert dated == ids(retriever, "负债率", k=5, as_of=ROUND_4)
