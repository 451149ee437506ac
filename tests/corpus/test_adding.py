from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

import corpus.adding as adding
from corpus.adding import NewDocument, add, outline, parse_period, parse_state, prepare
from corpus.errors import DocumentImportError
from corpus.library import load_library
from corpus.soundness import IssueKind
from corpus.terms import Provenance

LIBRARY = load_library()
TEXT = "示例省实施细则\n示例〔2030〕1号\n\n第一章 总则\n" + (
    "第一条 按《优质中小企业梯度培育管理办法》制定本规定。\n第二条 企业自愿申报。\n"
)


def ready(folder: Path, text: str = TEXT, **more: object) -> NewDocument:
    file = folder / "input.txt"
    file.write_text(text, encoding="utf-8")
    described: dict[str, object] = {
        "id": "rules-2030-1",
        "title": "示例省实施细则",
        "number": "示例〔2030〕1号",
        "issuer": "示例省主管部门",
        "issued": date(2030, 1, 1),
        "in_force": (date(2030, 2, 1), None),
        "library": LIBRARY,
    }
    return prepare(file, **{**described, **more})  # type: ignore[arg-type]


def test_an_added_document_is_part_of_the_library(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    assert len(load_library(folder).documents()) == 7
    path = add(ready(tmp_path), folder)
    assert path.read_text(encoding="utf-8") == TEXT
    library = load_library(folder)
    document = library.document("rules-2030-1")
    assert document.meta.issuer == "示例省主管部门"
    assert document.meta.in_force == (date(2030, 2, 1), None)
    assert library.clause("rules-2030-1/ch-1/art-2").text == "第二条 企业自愿申报。"
    assert library.provenance("rules-2030-1/ch-1/art-2") is Provenance.UNCHECKED


def test_a_second_document_leaves_the_first_and_its_comments(tmp_path: Path) -> None:
    add(ready(tmp_path), tmp_path)
    entries = tmp_path / "provenance.yaml"
    entries.write_text("# 已核对\n" + entries.read_text(encoding="utf-8"), encoding="utf-8")
    second = ready(tmp_path, id="rules-2030-2", number="示例〔2030〕2号", default=Provenance.VERBATIM)
    add(second, tmp_path)
    assert entries.read_text(encoding="utf-8").startswith("# 已核对\nrules-2030-1:")
    library = load_library(tmp_path)
    assert len(library.documents()) == 9
    assert library.provenance("rules-2030-2/ch-1") is Provenance.VERBATIM


def test_nothing_is_written_unless_it_is_sound(tmp_path: Path) -> None:
    found = ready(tmp_path, TEXT.replace("第二条", "第三条"))
    assert not found.sound
    assert [issue.kind for issue in found.issues] == [IssueKind.SKIPPED]
    with pytest.raises(DocumentImportError, match="1处问题"):
        add(found, tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()


def test_a_gap_that_is_named_is_no_obstacle(tmp_path: Path) -> None:
    found = ready(tmp_path, TEXT.replace("第二条", "第三条"), missing="第二条不在现有文本中")
    assert found.sound
    add(found, tmp_path / "corpus")
    assert load_library(tmp_path / "corpus").document("rules-2030-1").meta.missing == "第二条不在现有文本中"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"id": "规则"}, "id"),
        ({"id": "../x"}, "id"),
        ({"id": "Rules"}, "id"),
        ({"id": "rules-"}, "id"),
        ({"id": "rounds"}, "id"),
        ({"id": "measures-2026-2"}, "id"),
        ({"title": "  "}, "title"),
        ({"number": "工信部企业〔2026〕2号"}, "number"),
        ({"in_force": (date(2030, 2, 1), date(2030, 1, 1))}, "in_force"),
    ],
)
def test_a_description_that_does_not_fit_names_its_field(tmp_path: Path, more: dict[str, object], field: str) -> None:
    with pytest.raises(DocumentImportError) as caught:
        ready(tmp_path, **more)
    assert caught.value.field == field


def test_number_and_day_in_force_are_enough_where_the_text_says_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "下载.txt"
    file.write_text(
        "示例省主管部门关于开展\n2030年认定工作的通知\n示例函〔2030〕12号\n发布日期：2030-03-05\n\n一、条件\n二、时间\n",
        encoding="utf-8",
    )
    found = prepare(file, number="示例函〔2030〕12号", in_force=(date(2030, 3, 6), None), library=LIBRARY)
    assert found.id == "notice-2030-12"
    assert found.meta.title == "示例省主管部门关于开展2030年认定工作的通知"
    assert found.meta.issuer == "示例省主管部门"
    assert found.meta.issued == date(2030, 3, 5)
    assert found.meta.default is Provenance.UNCHECKED
    assert found.sound


@pytest.mark.parametrize(
    ("text", "field"), [("一、甲。\n", "title"), ("示例细则\n示例函〔2030〕12号\n\n一、甲。\n", "issuer")]
)
def test_what_the_text_does_not_say_is_asked_for(tmp_path: Path, text: str, field: str) -> None:
    file = tmp_path / "下载.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentImportError, match=f"--{field}") as caught:
        prepare(file, number="示例函〔2030〕12号", in_force=(date(2030, 3, 6), None))
    assert caught.value.field == field


def test_periods_and_states_as_typed() -> None:
    assert parse_period("2030-02-01", "in_force") == (date(2030, 2, 1), None)
    assert parse_period("2030-02-01/2031-01-31", "in_force") == (date(2030, 2, 1), date(2031, 1, 31))
    assert parse_state(None) is Provenance.UNCHECKED
    assert parse_state("verbatim") is Provenance.VERBATIM
    for text in ("2030-13-01", "2030年", "", "2030-01-01/x"):
        with pytest.raises(DocumentImportError) as caught:
            parse_period(text, "issued")
        assert caught.value.field == "issued"
    with pytest.raises(DocumentImportError, match="sure"):
        parse_state("sure")


def test_the_same_id_is_not_added_twice(tmp_path: Path) -> None:
    first = ready(tmp_path)
    add(first, tmp_path)
    with pytest.raises(DocumentImportError, match="已被使用"):
        add(first, tmp_path)


def test_a_missing_title_block_is_written(tmp_path: Path) -> None:
    found = ready(tmp_path, "第一条 甲。\n第二条 乙。\n")
    assert found.text == "示例省实施细则\n示例〔2030〕1号\n印发日期：2030-01-01\n\n第一条 甲。\n第二条 乙。\n"
    assert found.sound


@pytest.mark.parametrize(
    "head",
    [
        "示例省实施细则\n示例〔2030〕1号\n2030年1月1日\n",
        "示例省\n实施细则\n\n示例〔2030〕1号\n\n2030年1月1日\n\n",
        "  示例省 实施细则\n\n示例〔2030〕1号\n2030年1月1日\n",
    ],
)
def test_a_title_block_is_set_apart(tmp_path: Path, head: str) -> None:
    found = ready(tmp_path, head + "各有关单位：\n\n一、甲。\n")
    clauses = {clause.id: clause.text for clause in found.root.walk()}
    assert clauses["rules-2030-1/title"].endswith("示例〔2030〕1号\n2030年1月1日")
    assert clauses["rules-2030-1/lead"] == "各有关单位："
    assert "\n\n" not in clauses["rules-2030-1/title"]


def test_the_tree_is_shown(tmp_path: Path) -> None:
    lines = list(outline(ready(tmp_path).root))
    assert lines[1:] == [
        "第一章  [rules-2030-1/ch-1]  第一章 总则",
        "  第一条  [rules-2030-1/ch-1/art-1]  第一条 按《优质中小企业梯度培育管理办法》制定本规定。",
        "  第二条  [rules-2030-1/ch-1/art-2]  第二条 企业自愿申报。",
    ]


@pytest.mark.parametrize("at", [1, 2])
def test_an_addition_cut_off_leaves_the_corpus_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The process dies at either of the two renames; the next attempt goes through."""
    add(ready(tmp_path), tmp_path)
    second = ready(tmp_path, id="rules-2030-2", number="示例〔2030〕2号")
    calls = 0
    replace = os.replace

    def dies(source: str, target: str) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(adding.os, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            add(second, tmp_path)
    assert [d.id for d in load_library(tmp_path).documents() if d.id.startswith("rules")] == ["rules-2030-1"]
    add(second, tmp_path)
    assert len(load_library(tmp_path).documents()) == 9


def test_a_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(DocumentImportError, match="无法写入"):
        add(ready(tmp_path), tmp_path / "corpus")
