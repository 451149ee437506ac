from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.clauses import ClauseKind, parse_clauses
from corpus.library import load_library
from corpus.soundness import IssueKind, issues, numbering_issues
from tests.strategies import TreeDraft, clause_trees

LIBRARY = load_library()


def kinds(text: str, missing: str | None = None) -> list[tuple[IssueKind, str, bool]]:
    return [(i.kind, i.clause_id, i.known) for i in numbering_issues(parse_clauses(f"题\n\n{text}", "d"), missing)]


@pytest.mark.parametrize("document", LIBRARY.documents(), ids=lambda document: document.id)
def test_the_real_texts_are_sound(document) -> None:  # type: ignore[no-untyped-def]
    assert [issue for issue in issues(document.root, document.meta.missing) if not issue.known] == []


def test_gaps_that_missing_names_are_known_not_malformed() -> None:
    document = LIBRARY.document("measures-2026-2")
    named = numbering_issues(document.root, document.meta.missing)
    assert [(issue.clause_id, issue.missing, issue.known) for issue in named] == [
        ("measures-2026-2/ch-1/art-2", (1, 1), True),
        ("measures-2026-2/ch-2/art-11", (3, 10), True),
        ("measures-2026-2/ch-3/art-16", (14, 15), True),
    ]
    assert not any(issue.known for issue in numbering_issues(document.root))


def test_a_gap_wider_than_what_missing_names_is_malformed() -> None:
    text = "第一条 甲\n第四条 乙\n"
    assert kinds(text, "第二条不在现有文本中") == [(IssueKind.SKIPPED, "d/art-4", False)]
    assert kinds(text, "第二条、第三条不在现有文本中") == [(IssueKind.SKIPPED, "d/art-4", True)]
    assert kinds(text, "第二至三条不在现有文本中") == [(IssueKind.SKIPPED, "d/art-4", True)]
    assert kinds(text, "第二条以后的原文不全") == [(IssueKind.SKIPPED, "d/art-4", True)]


def test_a_gap_is_named_under_its_own_heading() -> None:
    text = "一、甲\n（一）乙\n（三）丙\n二、丁\n（一）戊\n（三）己\n"
    assert kinds(text, "一（二）不在现有文本中") == [
        (IssueKind.SKIPPED, "d/1/3", True),
        (IssueKind.SKIPPED, "d/2/3", False),
    ]
    assert kinds("【要求】\n（四）甲\n", "推荐要求（一）至（三）缺") == [(IssueKind.SKIPPED, "d/要求/4", True)]
    assert kinds("【要求】\n（四）甲\n", "推荐条件（一）至（三）缺") == [(IssueKind.SKIPPED, "d/要求/4", False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n三、乙\n", [(IssueKind.SKIPPED, "d/3", False)]),
        ("二、甲\n", [(IssueKind.SKIPPED, "d/2", False)]),
        ("一、甲\n一、乙\n", [(IssueKind.REPEATED, "d/1~2", False)]),
        ("一、甲\n二、乙\n一、丙\n", [(IssueKind.OUT_OF_ORDER, "d/1~2", False)]),
        ("第一章 甲\n第一条 乙\n第二章 丙\n第三条 丁\n", [(IssueKind.SKIPPED, "d/ch-2/art-3", False)]),
        ("附件1 甲\n附件3 乙\n", [(IssueKind.SKIPPED, "d/annex-3", False)]),
        ("一、甲\n1.乙\nA.丙\nC.丁\n", [(IssueKind.SKIPPED, "d/1/1/c", False)]),
        ("一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n4.己\n", [(IssueKind.SKIPPED, "d/1/2/4", False)]),
    ],
)
def test_what_is_malformed_is_reported(text: str, expected: list[tuple[IssueKind, str, bool]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n3.己\n4.庚\n",
        "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n2.庚\n",
        "第一章 甲\n第一条 乙\n第二章 丙\n第二条 丁\n",
        "第一条 甲\n1.乙\n第二条 丙\n1.丁\n",
        "附件1 甲\n一、乙\n附件2 丙\n一、丁\n",
    ],
)
def test_going_on_and_starting_anew_are_fine(text: str) -> None:
    assert kinds(text) == []


@given(clause_trees())
def test_a_well_formed_text_is_sound(tree: TreeDraft) -> None:
    assert issues(parse_clauses(tree.text, "d")) == ()


@given(clause_trees(), st.data())
def test_a_section_taken_out_of_the_middle_is_noticed(tree: TreeDraft, data: st.DataObject) -> None:
    """Points apart: after 1 in one item, a 2 in the next one may be going on."""
    root = parse_clauses(tree.text, "d")
    families = [clause.children for clause in root.walk()]
    inner = [pair for children in families for pair in pairwise(children)]
    inner = [(a, b) for a, b in inner if a.kind is b.kind and a.number and b.number == a.number + 1]
    inner = [(a, b) for a, b in inner if a.kind is not ClauseKind.POINT]
    assume(inner)
    taken, following = data.draw(st.sampled_from(inner))
    rest = parse_clauses(tree.text[: taken.start] + tree.text[taken.end :], "d")
    found = [issue for issue in numbering_issues(rest) if issue.kind is IssueKind.SKIPPED]
    assert following.number in [issue.missing[1] + 1 for issue in found if issue.missing]


def test_messages_say_what_is_missing() -> None:
    (issue,) = numbering_issues(parse_clauses("题\n\n第一条 甲\n第五条 乙\n", "d"))
    assert issue.message == "“第五条”之前缺少“第二条至第四条”。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", IssueKind.NO_TITLE),
        ("一、甲\n", IssueKind.NO_TITLE),
        ("题\n\n只有一段话。\n", IssueKind.NO_CLAUSES),
        ("题\n\n一、甲\ufffd\n", IssueKind.UNREADABLE),
        ("题\n\n一、甲\x00\n", IssueKind.UNREADABLE),
    ],
)
def test_a_text_that_was_not_read_properly(text: str, kind: IssueKind) -> None:
    assert kind in [issue.kind for issue in issues(parse_clauses(text, "d"))]
