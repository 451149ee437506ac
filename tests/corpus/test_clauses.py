from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.clauses import Clause, ClauseKind, parse_clauses
from corpus.library import CORPUS_DIR, load_library
from tests.strategies import TreeDraft, clause_trees, words

LIBRARY = load_library()
TEXTS = sorted((CORPUS_DIR / "texts").glob("*.txt"), key=lambda path: path.stem)


def joined(root: Clause) -> str:
    """All own spans, in order."""
    return "".join(root.source[clause.start : clause.own_end] for clause in root.walk())


def assert_sound(root: Clause) -> None:
    clauses = list(root.walk())
    assert joined(root) == root.source
    ids = [clause.id for clause in clauses]
    assert len(ids) == len(set(ids))
    for clause in clauses:
        assert clause.start <= clause.own_end <= clause.end
        edges = [clause.own_end, *(child.end for child in clause.children)]
        assert [child.start for child in clause.children] == edges[: len(clause.children)]
        assert not clause.children or edges[-1] == clause.end
        assert all(child.id.startswith(f"{clause.id}/") for child in clause.children)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_real_texts_are_read_without_loss(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text(encoding="utf-8")
    root = parse_clauses(text, path.stem)
    assert root.source == text
    assert_sound(root)


@given(clause_trees())
def test_a_written_tree_is_read_with_its_ids(tree: TreeDraft) -> None:
    root = parse_clauses(tree.text, "d")
    assert [clause.id for clause in root.walk()][1:] == tree.ids
    assert_sound(root)


@given(st.text(alphabet=st.sampled_from("一二十第章条附件则【】（）()1２.．、AB：:。/~\n\r \u3000甲乙"), max_size=120))
@example("【a】\n【a】\n【a~2】\n")
@example("题\n【甲/乙】\n【甲】\n（一）丙\n")
@example("一、甲\n（二）乙\n1.丙\n")
@example("第九百九十九条 甲\n第1000条 乙\n")
def test_any_text_is_read_without_loss(text: str) -> None:
    assert_sound(parse_clauses(text, "d"))


@given(clause_trees(), st.data())
def test_ids_stay_the_same_under_an_edit_elsewhere(tree: TreeDraft, data: st.DataObject) -> None:
    """A body line added anywhere after the title block changes no id."""
    position = data.draw(st.integers(4, len(tree.lines)))
    edited = [*tree.lines[:position], data.draw(words()), *tree.lines[position:]]
    root = parse_clauses("\n".join(edited) + "\n", "d")
    assert [clause.id for clause in root.walk()][1:] == tree.ids


@given(clause_trees(), st.data())
def test_a_new_clause_at_the_end_leaves_the_ids_before_it(tree: TreeDraft, data: st.DataObject) -> None:
    root = parse_clauses(tree.text + "\n附件9 新增\n一、甲\n", "d")
    assert [clause.id for clause in root.walk()][1 : len(tree.ids) + 1] == tree.ids


@given(clause_trees())
def test_a_table_never_parts_from_its_item(tree: TreeDraft) -> None:
    for clause in parse_clauses(tree.text, "d").walk():
        if clause.is_score_table:
            assert clause.kind is ClauseKind.POINT
            assert all(option.text in clause.text for option in clause.children)


def test_the_tables_of_the_standards_stay_whole() -> None:
    tables = [clause for clause in LIBRARY.clauses if clause.is_score_table]
    assert len(tables) == 17
    assert all("分" in clause.text for clause in tables)
    growth = LIBRARY.clause("measures-2022-63/annex-2/2/1/2")
    assert [child.title for child in growth.children] == [
        "10%以上",
        "8%-10%",
        "6%-8%",
        "4%-6%",
        "0%-4%",
        "0%以下",
    ]


@pytest.mark.parametrize(
    ("clause_id", "label", "begins"),
    [
        ("measures-2022-63/annex-3/4/1/1", "附件3 四（一）1", "1.上年度营业收入总额在1亿元以上"),
        ("measures-2022-63/annex-4/13", "附件4（十三）", "（十三）如无特殊说明"),
        ("measures-2022-63/ch-1/art-3", "第三条", "第三条 参评优质中小企业"),
        ("measures-2022-63/ch-3/有效期与复核", "第三章【有效期与复核】", "【有效期与复核】经公告"),
        ("measures-2022-63/annex-2/2/4/13/e", "附件2 二（四）13 E", "E.未建立研发机构"),
        ("measures-2026-2/附则/施行与衔接", "附则【施行与衔接】", "【施行与衔接】本办法自2026年4月1日"),
        ("notice-2022-133/3/4", "三（四）", "（四）关于线上填报和纸质报送。"),
        ("notice-2022-133/附件/4", "附件清单 4", "4.第一批专精特新“小巨人”企业复核情况汇总表"),
        ("notice-2024-142/推荐要求/7", "【推荐要求】（七）", "（七）省级中小企业主管部门"),
        ("classification-2011-300/4/16", "四（十六）", "（十六）其他未列明行业。"),
    ],
)
def test_clauses_of_the_real_texts(clause_id: str, label: str, begins: str) -> None:
    clause = LIBRARY.clause(clause_id)
    assert clause.label == label
    assert clause.text.startswith(begins)


def test_the_chain_of_headings() -> None:
    clause = LIBRARY.clause("measures-2022-63/annex-3/4/1/1")
    assert clause.chain == ("附件3 专精特新“小巨人”企业认定标准", "四 创新能力指标", "（一） 一般性条件")


def test_the_title_block_and_the_lead() -> None:
    title, lead = LIBRARY.clause("notice-2022-133/title"), LIBRARY.clause("notice-2022-133/lead")
    assert title.text.splitlines()[1] == "工信厅企业函〔2022〕133号"
    assert lead.text.startswith("各省、自治区、直辖市")
    assert lead.text.endswith("有关事项通知如下：")


def test_lead_in_words_belong_to_their_parent() -> None:
    assert LIBRARY.clause("measures-2022-63/annex-3").own_text.endswith("六个方面指标。")
    assert LIBRARY.clause("measures-2022-63/annex-1/1").own_text.endswith("或满足下列条件之一：")


def test_a_repeated_number_keeps_both_clauses() -> None:
    root = parse_clauses("题\n\n一、甲\n一、乙\n二、丙\n", "d")
    assert [clause.id for clause in root.walk()][2:] == ["d/1", "d/1~2", "d/2"]


@given(clause_trees(), st.sampled_from(["\r\n", "\n"]))
def test_line_ends_do_not_matter(tree: TreeDraft, end: str) -> None:
    root = parse_clauses(tree.text.replace("\n", end), "d")
    assert [clause.id for clause in root.walk()][1:] == tree.ids
