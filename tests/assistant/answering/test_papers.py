"""Checklists: what a notice names, and what is not at hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering.draft import Draft
from assistant.answering.papers import has_list, write_materials
from assistant.duties.schema import Who
from assistant.models import Kind, Status
from assistant.pipeline import Context

Take = Callable[..., Context]


def _written(take: Take, question: str, as_of: str, who: Who = Who.ENTERPRISE) -> Draft:
    scene = take(question, "settle", as_of).scene
    assert scene is not None
    draft = Draft()
    assert write_materials(draft, scene, who)
    assert draft.kind is Kind.MATERIALS
    return draft


def test_each_paper_stands_on_its_clause(take: Take) -> None:
    draft = _written(take, "第四批小巨人要交什么材料", "2022-06-20")
    items = [line for line in draft.lines if line.startswith("- ")]
    assert draft.status is Status.ANSWERED
    assert items
    assert all(item.rstrip("。").endswith("]") for item in items)
    assert all(citation.clause_id.startswith("notice-2022-133/") for citation in draft.citations)
    assert "以当地通知为准" in draft.text


def test_what_the_province_sends_is_another_list(take: Take) -> None:
    enterprise = _written(take, "第四批小巨人要交什么材料", "2022-06-20")
    province = _written(take, "第四批省里要报送什么材料", "2022-06-20", Who.PROVINCE)
    assert province.status is Status.ANSWERED
    assert province.text != enterprise.text
    assert "以当地通知为准" not in province.text


@pytest.mark.parametrize(
    ("question", "as_of"),
    [
        ("第六批小巨人要交什么材料", "2024-06-01"),
        ("专精特新中小企业要交什么材料", "2022-06-20"),
        ("小巨人要交什么材料", "2022-06-14"),
    ],
)
def test_a_list_that_is_not_at_hand_is_not_made_up(take: Take, question: str, as_of: str) -> None:
    draft = _written(take, question, as_of)
    assert draft.status is Status.NOT_IN_CORPUS
    assert draft.citations == []
    assert "咨询" in draft.text


def test_a_review_not_announced_has_no_list(take: Take) -> None:
    draft = _written(take, "我们是第八批小巨人，复核要交什么材料", "2026-11-24")
    assert draft.status is Status.NOT_IN_CORPUS
    assert "第八批" in draft.text


def test_which_rounds_have_a_list_for_enterprises(take: Take) -> None:
    scene = take("小巨人要交什么材料", "settle", "2026-11-24").scene
    assert scene is not None
    assert [row.batch for row in scene.library.rounds() if has_list(scene, row)] == [4]
