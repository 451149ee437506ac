from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import load_library
from corpus.references import references

LIBRARY = load_library()


def found(clause_id: str) -> list[tuple[str, str | None]]:
    return [(r.text, r.target) for r in references(LIBRARY, LIBRARY.clause(clause_id))]


@pytest.mark.parametrize(
    ("clause_id", "text", "target"),
    [
        ("measures-2022-63/ch-2/标准发布", "附件3", "measures-2022-63/annex-3"),
        ("measures-2022-63/ch-1/art-3", "《中小企业划型标准规定》", "classification-2011-300"),
        ("measures-2022-63/ch-5/施行与衔接", "本办法", "measures-2022-63"),
        ("measures-2026-2/附则/施行与衔接", "工信部企业〔2022〕63号附件1", "measures-2022-63/annex-1"),
        ("measures-2026-2/附则/施行与衔接", "本办法", "measures-2026-2"),
        ("notice-2022-133/2/1", "工信部企业〔2022〕63号", "measures-2022-63"),
        ("notice-2022-133/3/1/2", "《办法》附件4", "measures-2022-63/annex-4"),
        ("notice-2023-23/1/2", "《办法》附件4", "measures-2022-63/annex-4"),
        # in a notice its own annexes are those of its list
        ("notice-2022-133/3/5", "附件1", "notice-2022-133/附件/1"),
        ("notice-2022-133/3/5", "附件4", "notice-2022-133/附件/4"),
        ("notice-2024-142/推荐要求/7", "附件1", None),
        # what the corpus doesn't hold is a reference all the same
        ("classification-2011-300/1", "《中华人民共和国中小企业促进法》", None),
        ("classification-2011-300/1", "国发〔2009〕36号", None),
    ],
)
def test_references_of_the_real_texts(clause_id: str, text: str, target: str | None) -> None:
    assert (text, target) in found(clause_id)


def test_the_short_name_of_a_notice_is_the_document_it_names() -> None:
    short = {r.target for d in LIBRARY.documents() for r in references(LIBRARY, d.root) if r.text == "《办法》"}
    assert short == {"measures-2022-63"}


def test_headings_are_no_references() -> None:
    assert found("measures-2022-63/ch-1/art-2") == []
    own = [r.text for r in references(LIBRARY, LIBRARY.clause("measures-2022-63/annex-3"))]
    assert own == []


@pytest.mark.parametrize("document", LIBRARY.documents(), ids=lambda document: document.id)
def test_offsets_and_targets_hold(document) -> None:  # type: ignore[no-untyped-def]
    spans = []
    for reference in references(LIBRARY, document.root):
        assert document.text[reference.start : reference.end] == reference.text
        source = LIBRARY.clause(reference.source)
        assert source.start <= reference.start < reference.end <= source.own_end
        assert reference.target is None or LIBRARY.clause(reference.target)
        spans.append((reference.start, reference.end))
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_an_article_of_another_document_and_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "rules.txt").write_text(
        "示例省实施细则\n示例〔2030〕1号\n\n"
        "第一条 根据《优质中小企业梯度培育管理办法》（工信部企业〔2026〕2号，以下简称《管理办法》），"
        "制定本规定。\n"
        "第二条 按《管理办法》第十七条更新信息，按第一条执行，按《管理办法》附件2认定。第三条不存在。\n"
        "第十一条规定的情形见第二章。\n",
        encoding="utf-8",
    )
    (tmp_path / "provenance.yaml").write_text(
        "rules: {title: 示例省实施细则, number: 示例〔2030〕1号, issuer: 示例, issued: 2030-01-01,"
        " in_force: [2030-01-01, null], default: unchecked}\n",
        encoding="utf-8",
    )
    library = load_library(tmp_path)
    listed = [(r.text, r.target) for r in references(library, library.clause("rules"))]
    assert ("《管理办法》第十七条", "measures-2026-2/ch-3/art-17") in listed
    assert ("《管理办法》附件2", "measures-2026-2/annex-2") in listed
    assert ("第一条", "rules/art-1") in listed
    assert ("第三条", None) in listed
    assert ("第十一条", None) in listed


@given(st.sampled_from(LIBRARY.documents()), st.data())
def test_a_clause_has_the_references_of_what_lies_under_it(document, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    clause = data.draw(st.sampled_from(list(document.clauses.values())))
    own = [r for r in references(LIBRARY, document.root) if clause.start <= r.start < clause.end]
    assert list(references(LIBRARY, clause)) == own
