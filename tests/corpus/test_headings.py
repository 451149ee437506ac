"""Headings are told from lines that only look like one, and shown as official texts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.headings import ClauseKind, numeral_of, opening_of

NUMBERED = (
    ClauseKind.CHAPTER, ClauseKind.ARTICLE, ClauseKind.ANNEX, ClauseKind.SECTION,
    ClauseKind.ITEM, ClauseKind.POINT, ClauseKind.SUBPOINT, ClauseKind.OPTION,
)  # fmt: skip
_AFTER = {ClauseKind.SECTION: "、甲", ClauseKind.POINT: ".甲", ClauseKind.OPTION: ".甲"}


@pytest.mark.parametrize(
    "line",
    [
        "第三条规定的企业",
        "附件4“部分指标和要求说明”",
        "附件4中的说明",
        "按第三条办理",
        "1.5亿元以上的企业",
        "2022.06.15",
        "工业（一）类",
        "附件：1.申请书 2.汇总表",
        "第一批复核",
        "A股上市",
        "",
    ],
)
def test_what_only_looks_like_a_heading_opens_nothing(line: str) -> None:
    assert opening_of(line) is None


@pytest.mark.parametrize(
    ("line", "kind", "slug"),
    [
        ("第十一条　申报企业", ClauseKind.ARTICLE, "art-11"),
        ("第二〇条", ClauseKind.ARTICLE, "art-20"),
        ("第１２条 甲", ClauseKind.ARTICLE, "art-12"),
        ("第三章 动态管理", ClauseKind.CHAPTER, "ch-3"),
        ("附件１ 标准", ClauseKind.ANNEX, "annex-1"),
        ("　　（十一）甲", ClauseKind.ITEM, "11"),
        ("(二)甲", ClauseKind.ITEM, "2"),
        ("（1）甲", ClauseKind.SUBPOINT, "1"),
        ("１．甲", ClauseKind.POINT, "1"),
        ("Ａ．甲", ClauseKind.OPTION, "a"),
        ("十二、甲", ClauseKind.SECTION, "12"),
        ("附件：", ClauseKind.LIST, "附件"),
        ("附　则", ClauseKind.LIST, "附则"),
        ("【甲/乙~丙】丁", ClauseKind.HEADING, "甲／乙～丙"),
        ("第一百零三条 甲", ClauseKind.ARTICLE, "art-103"),
    ],
)
def test_headings_in_all_widths(line: str, kind: ClauseKind, slug: str) -> None:
    opening = opening_of(line)
    assert opening is not None
    assert (opening.kind, opening.slug) == (kind, slug)


@given(st.sampled_from(NUMBERED), st.integers(1, 26))
def test_a_heading_shown_is_read_back(kind: ClauseKind, number: int) -> None:
    opening = opening_of(numeral_of(kind, number) + _AFTER.get(kind, ""))
    assert opening is not None
    assert (opening.kind, opening.number) == (kind, number)


@pytest.mark.parametrize("kind", sorted(set(ClauseKind) - set(NUMBERED)))
def test_kinds_without_a_number_show_none(kind: ClauseKind) -> None:
    assert numeral_of(kind, 3) == ""
