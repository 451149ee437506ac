"""Clauses of two versions find each other by their words, not by their numbers."""

from __future__ import annotations

import pytest

from corpus.clauses import parse_clauses
from corpus.counterparts import bodies, body_of, flat, partners, words_of
from corpus.library import load_library

LIBRARY = load_library()
OLD, NEW = list(bodies(LIBRARY.document("measures-2022-63"))), list(bodies(LIBRARY.document("measures-2026-2")))


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("第三条　优质中小企业是指创新型企业。", "优质中小企业是指创新型企业。"),
        ("（一）专业化指标。", "专业化指标。"),
        ("1.上年度研发费用。", "上年度研发费用。"),
        ("二、资产负债率。", "资产负债率。"),
    ],
)
def test_a_clause_is_compared_without_its_own_number(line: str, body: str) -> None:
    clause = list(parse_clauses(f"题\n\n{line}\n", "d").walk())[-1]
    assert body_of(clause) == body


def test_punctuation_and_space_make_no_difference() -> None:
    assert flat("主营业务收入，占比 不低于70%。") == flat("主营业务收入占比不低于70%")


def test_an_indicator_goes_with_its_options() -> None:
    table = LIBRARY.clause("measures-2022-63/annex-1/2/1/1")
    assert table.is_score_table
    assert words_of(table) == table.text
    assert all(clause.id not in {child.id for child in table.children} for clause in OLD)


def test_each_clause_has_one_partner_at_most() -> None:
    found = partners(OLD, NEW)
    taken = [place for place, _ in found.values()]
    assert found
    assert len(taken) == len(set(taken))
    assert all(0.35 <= score <= 1 for _, score in found.values())


def test_an_annex_is_never_taken_for_the_body() -> None:
    for place, (other, _) in partners(OLD, NEW).items():
        assert ("/annex-" in OLD[place].id) == ("/annex-" in NEW[other].id)


def test_a_document_answers_to_itself_clause_by_clause() -> None:
    texts = [flat(body_of(clause)) for clause in OLD]
    found = partners(OLD, OLD)
    assert set(found) == set(range(len(OLD)))
    assert all(texts[place] == texts[other] or score < 1 for place, (other, score) in found.items())
