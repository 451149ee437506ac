from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.diff import Change, Diff, Statement, TopicRow, compare
from corpus.diff_text import render
from corpus.errors import UnknownDocumentError
from corpus.library import load_library
from corpus.terms import Provenance

LIBRARY = load_library()
VERSIONS = compare(LIBRARY, "measures-2022-63", "measures-2026-2")
IDS = [document.id for document in LIBRARY.documents()]


def rows(after_id: str) -> dict[str, TopicRow]:
    (table,) = [table for table in VERSIONS.standards if table.after_id == after_id]
    return {row.topic: row for row in table.rows}


LITTLE_GIANT, SPECIALIZED = rows("measures-2026-2/annex-2"), rows("measures-2026-2/annex-1")


@pytest.mark.parametrize(
    ("topic", "before", "after"),
    [
        ("debt_ratio", {"70%"}, {"75%"}),
        ("main_revenue_ratio", {"70%"}, {"90%"}),
        ("class1_ip", {"2项"}, {"4项"}),
        ("rd_expense", {"1亿元", "6%", "5000万元", "8000万元", "3000万元", "50%"}, {"1200万元"}),
        ("growth", set(), set()),
        ("niche_years", set(), set()),
        ("revenue", {"1亿元"}, set()),
    ],
)
def test_little_giant_thresholds_side_by_side(topic: str, before: set[str], after: set[str]) -> None:
    row = LITTLE_GIANT[topic]
    shown = [{figure for entry in side for figure in entry.changed} for side in (row.before, row.after)]
    assert before <= shown[0] if topic == "rd_expense" else before == shown[0]
    assert after <= shown[1] if topic in ("rd_expense", "class1_ip") else after == shown[1]
    assert row.change is Change.CHANGED


def test_what_only_one_version_asks_for() -> None:
    assert LITTLE_GIANT["title"].change is Change.ONLY_AFTER
    assert LITTLE_GIANT["score"].change is Change.ONLY_AFTER
    assert LITTLE_GIANT["brand"].change is Change.ONLY_BEFORE


def test_an_indicator_is_shown_with_its_table() -> None:
    (debt,) = SPECIALIZED["debt_ratio"].before
    assert debt.text == LIBRARY.clause("measures-2022-63/annex-2/2/2/8").text
    assert SPECIALIZED["debt_ratio"].after[0].changed == ("80%",)


def test_highlights_stand_at_the_figures() -> None:
    (debt,) = LITTLE_GIANT["debt_ratio"].after
    assert debt.highlighted() == "上年末资产负债率不超过**75%**。"


def test_how_sure_the_wording_is_comes_along() -> None:
    assert LITTLE_GIANT["debt_ratio"].after[0].provenance is Provenance.VERBATIM
    assert SPECIALIZED["debt_ratio"].after[0].provenance is Provenance.RESTATED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ch-1/art-2", "ch-1/art-2"),
        ("ch-1/art-3", "ch-2/art-11"),
        ("ch-3/有效期与复核", "ch-3/art-16"),
        ("ch-3/年度信息更新", "ch-3/art-17"),
        ("ch-2/专精特新“小巨人”企业认定", "ch-1/“小巨人”企业认定"),
        ("annex-4/1", "annex-3/1"),
        ("annex-4/3", "annex-3/7"),
        ("annex-4/12", "annex-3/5"),
    ],
)
def test_clauses_find_their_counterpart_under_another_number(before: str, after: str) -> None:
    found = {pair.before.clause_id: pair.after.clause_id for pair in VERSIONS.pairs if pair.before and pair.after}
    assert found[f"measures-2022-63/{before}"] == f"measures-2026-2/{after}"


def test_a_clause_that_only_moved_is_the_same() -> None:
    (pair,) = [p for p in VERSIONS.pairs if p.before and p.before.clause_id == "measures-2022-63/annex-4/10"]
    assert pair.change is Change.SAME
    assert pair.after is not None
    assert pair.after.clause_id == "measures-2026-2/annex-3/3"


def test_the_yearly_update_moved_by_a_month() -> None:
    (pair,) = [p for p in VERSIONS.pairs if p.after and p.after.clause_id == "measures-2026-2/ch-3/art-17"]
    assert pair.before is not None
    assert pair.before.changed == ("4月", "30日")
    assert pair.after is not None
    assert pair.after.changed == ("5月", "31日")


def _sides(diff: Diff) -> list[Statement]:
    found = [entry for table in diff.standards for row in table.rows for entry in (*row.before, *row.after)]
    return found + [entry for pair in diff.pairs for entry in (pair.before, pair.after) if entry]


@given(st.sampled_from(IDS), st.sampled_from(IDS))
def test_any_two_documents_compare(before: str, after: str) -> None:
    diff = compare(LIBRARY, before, after)
    for entry in _sides(diff):
        assert entry.text in LIBRARY.clause(entry.clause_id).text
        assert all(figure in entry.text for figure in entry.changed)
    for side in ("before", "after"):
        ids = [entry.clause_id for pair in diff.pairs if (entry := getattr(pair, side))]
        assert len(ids) == len(set(ids))
    assert json.loads(json.dumps(diff.to_json(), ensure_ascii=False))["before"] == before


@given(st.sampled_from(IDS))
def test_a_document_does_not_differ_from_itself(identifier: str) -> None:
    diff = compare(LIBRARY, identifier, identifier)
    assert {pair.change for pair in diff.pairs} == {Change.SAME}
    assert {row.change for table in diff.standards for row in table.rows} <= {Change.SAME}
    assert not any(entry.changed for entry in _sides(diff))


def test_the_text_for_the_terminal() -> None:
    shown = render(LIBRARY, VERSIONS)
    assert shown.startswith("优质中小企业梯度培育管理暂行办法（工信部企业〔2022〕63号） → 优质中小企业梯度培育管理办法")
    assert "专精特新“小巨人”企业认定标准（附件3 → 附件2）" in shown
    assert "  前 附件3 二：企业资产负债率不高于**70%**。" in shown
    assert "  后 附件2（二）：上年末资产负债率不超过**75%**。" in shown
    assert "未见对应条文不等于已经删除" in shown
    assert len(render(LIBRARY, VERSIONS, everything=True)) > len(shown)


def test_an_unknown_document_is_named() -> None:
    with pytest.raises(UnknownDocumentError, match="measures-1999-1"):
        compare(LIBRARY, "measures-1999-1", "measures-2026-2")
