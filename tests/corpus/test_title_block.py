from __future__ import annotations

import pytest

from corpus.library import load_library
from corpus.title_block import id_from, issuer_in, read_title_block, set_apart

LIBRARY = load_library()


@pytest.mark.parametrize("document", LIBRARY.documents(), ids=lambda document: document.id)
def test_the_real_title_blocks_are_read_and_kept(document) -> None:  # type: ignore[no-untyped-def]
    meta = document.meta
    found = read_title_block(document.text, meta.number)
    assert (found.title, found.issued) == (meta.title, meta.issued)
    assert set_apart(document.text, meta.title, meta.number, "") == document.text


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("工信厅企业函〔2022〕133号", "关于开展工作的通知", "notice-2022-133"),
        ("工信部企业〔2026〕2号", "管理办法", "measures-2026-2"),
        ("示例〔2030〕07号", "方案", "document-2030-7"),
        ("2030年第7号", "方案", None),
    ],
)
def test_an_id_out_of_a_number(number: str, title: str, expected: str | None) -> None:
    assert id_from(number, title) == expected


@pytest.mark.parametrize("document", LIBRARY.documents(), ids=lambda document: document.id)
def test_ids_of_the_corpus_follow_the_same_rule(document) -> None:  # type: ignore[no-untyped-def]
    found = id_from(document.meta.number, document.meta.title)
    assert found == document.id or document.id.startswith("classification-")


def test_the_issuer_is_what_stands_before_关于() -> None:
    assert issuer_in(LIBRARY.document("notice-2022-133").meta.title) == "工业和信息化部办公厅"
    assert issuer_in("优质中小企业梯度培育管理办法") is None
