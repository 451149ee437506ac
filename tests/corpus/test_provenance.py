from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.library import CORPUS_DIR, load_documents, load_library
from corpus.provenance import load_provenance, provenance_of
from corpus.terms import Provenance
from corpus.yamlfile import load_yaml

LIBRARY = load_library()
VERBATIM, RESTATED, UNCHECKED = Provenance.VERBATIM, Provenance.RESTATED, Provenance.UNCHECKED


def of_quote(clause_id: str, quote: str) -> Provenance:
    clause = LIBRARY.clause(clause_id)
    start = clause.start + clause.text.index(quote)
    return LIBRARY.provenance(clause_id, start, start + len(quote))


@pytest.mark.parametrize(
    ("clause_id", "quote", "state"),
    [
        # the end of a span and the sentence after it
        (
            "notice-2022-133/3/4",
            "企业通过“专精特新”中小企业在线报送系统（zjtx.miit.gov.cn）在线填写，",
            RESTATED,
        ),
        ("notice-2022-133/3/4", "按照本通知列明的申报材料，自2022年6月21日至6月28日期间上传。", VERBATIM),
        ("notice-2022-133/3/4", "，按照本通知列明的申报材料", RESTATED),
        ("notice-2022-133/3/2", "（附件1），", VERBATIM),
        ("notice-2022-133/3/2", "（附件1），初", RESTATED),
        ("notice-2022-133/3", "三、工作程序与要求", RESTATED),
        ("notice-2022-133/3", "（一）关于申报条件。", VERBATIM),
        ("notice-2022-133/附件/1", "1.第四批专精特新“小巨人”企业申请书", RESTATED),
        ("measures-2022-63/annex-3/6", "数据安全领域", VERBATIM),
        ("measures-2022-63/annex-3/6", "等产品。", RESTATED),
        ("notice-2024-142/推荐要求/4", "对于与我部已认定的", VERBATIM),
        ("notice-2025-190/1/5", "企业仅需填写说明", RESTATED),
        # a quote over the border of two clauses is as good as the weaker one
        ("measures-2022-63/annex-4", "国防科技奖。\n（十三）如无特殊说明", UNCHECKED),
        ("measures-2022-63/annex-4", "（十三）如无特殊说明", RESTATED),
        ("measures-2022-63/ch-4/政策与服务", "政策", UNCHECKED),
        ("measures-2022-63/annex-3/2", "资产负债率不高于70%", VERBATIM),
    ],
)
def test_a_quote_is_as_good_as_its_weakest_span(clause_id: str, quote: str, state: Provenance) -> None:
    assert of_quote(clause_id, quote) is state


@pytest.mark.parametrize(
    ("batch", "state"), [(4, RESTATED), (5, RESTATED), (6, RESTATED), (7, RESTATED), (8, UNCHECKED)]
)
def test_a_row_is_at_best_restated(batch: int, state: Provenance) -> None:
    assert LIBRARY.provenance(f"rounds/{batch}") is state


@given(st.lists(st.sampled_from(Provenance)))
def test_the_weakest_is_in_the_list_and_no_better_than_any(states: list[Provenance]) -> None:
    order = [VERBATIM, RESTATED, UNCHECKED]
    found = Provenance.weakest(states)
    assert found in states or not states
    assert all(order.index(found) >= order.index(state) for state in states)


@given(st.sampled_from(LIBRARY.documents()), st.data())
def test_a_wider_span_is_never_surer(document, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    length = len(document.text)
    low, start, end, high = sorted(data.draw(st.lists(st.integers(0, length), min_size=4, max_size=4)))
    if start == end or not document.text[start:end].strip():
        return
    args = (document.meta, document.clauses, document.text)
    inner, outer = provenance_of(*args, start, end), provenance_of(*args, low, high)
    assert Provenance.weakest([inner, outer]) is outer


def test_every_entry_has_its_text_and_its_header_agrees() -> None:
    documents = load_documents(CORPUS_DIR)
    assert {document.id for document in documents} == set(load_yaml(CORPUS_DIR / "provenance.yaml"))
    for document in documents:
        title = document.clauses[f"{document.id}/title"].text.splitlines()
        assert title[0] == document.meta.title
        assert title[1] == document.meta.number
        assert any(line.endswith(document.meta.issued.isoformat()) for line in title)


ENTRY = """
sample:
  title: 示例
  number: 示例〔2030〕1号
  issuer: 示例
  issued: 2030-01-01
  in_force: [2030-01-01, null]
  default: verbatim
  spans:
    - {state: restated, clause: sample/1, text: 甲}
"""


def _folder(tmp_path: Path, entry: str = ENTRY, text: str | None = "示例\n\n一、甲\n") -> Path:
    (tmp_path / "texts").mkdir()
    if text is not None:
        (tmp_path / "texts" / "sample.txt").write_text(text, encoding="utf-8")
    (tmp_path / "provenance.yaml").write_text(entry, encoding="utf-8")
    return tmp_path


def test_a_further_folder_of_the_same_shape_is_read(tmp_path: Path) -> None:
    library = load_library(_folder(tmp_path))
    assert library.clause("sample/1").text == "一、甲"
    assert library.provenance("sample/1") is RESTATED
    assert len(library.documents()) == len(LIBRARY.documents()) + 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("clause: sample/1", "clause: sample/2"), "sample/2"),
        (("text: 甲", "text: 乙"), "sample/1"),
        (("state: restated", "state: sure"), "sample.spans.0.state"),
        (("issued: 2030-01-01", "issued: 2030-13-01"), "sample.issued"),
        (("[2030-01-01, null]", "[2030-01-01, 2029-01-01]"), "sample.in_force"),
        (("  number: 示例〔2030〕1号\n", ""), "sample.number"),
        (("default:", "defaults:"), "sample.default"),
    ],
)
def test_an_unsound_entry_is_refused_by_its_place(tmp_path: Path, change: tuple[str, str], field: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_documents(_folder(tmp_path, ENTRY.replace(*change)))
    assert caught.value.field == field
    assert caught.value.exit_code == 3


def test_an_entry_without_a_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"sample\.txt"):
        load_documents(_folder(tmp_path, text=None))


def test_a_text_without_an_entry_is_not_part_of_an_added_folder(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "texts" / "left-over.txt").write_text("甲", encoding="utf-8")
    assert [document.id for document in load_documents(folder)] == ["sample"]


def test_the_same_document_twice_is_refused(tmp_path: Path) -> None:
    entry = ENTRY.replace("sample:", "measures-2026-2:").replace("sample/1", "measures-2026-2/1")
    folder = _folder(tmp_path, entry)
    (folder / "texts" / "sample.txt").rename(folder / "texts" / "measures-2026-2.txt")
    with pytest.raises(CorpusError, match="两次"):
        load_library(folder)


def test_an_empty_folder_adds_nothing(tmp_path: Path) -> None:
    assert load_documents(tmp_path) == []
    assert load_provenance(_folder(tmp_path, "", None) / "provenance.yaml") == {}
