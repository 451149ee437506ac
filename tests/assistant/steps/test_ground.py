"""A draft that slips does not leave: the bare clauses do."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Status
from assistant.pipeline import Context
from assistant.steps.ground import Ground

Take = Callable[..., Context]


def test_a_sound_draft_leaves_as_it_is(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "compose")
    before = context.draft
    Ground()(context)
    assert context.draft is before
    assert any("逐字核对一致" in note for note in context.notes)


def test_a_number_without_a_ground_leaves_only_the_clauses(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "compose")
    context.draft.say("奖补300万元。")
    cited = list(context.draft.citations)
    Ground()(context)
    assert "300" not in context.draft.text
    assert context.draft.citations
    assert set(context.draft.citations) <= set(cited)
    assert all(citation.quote.split("\n")[0] in context.draft.text for citation in context.draft.citations)
    assert any("300万元" in note for note in context.notes)


def test_without_a_clause_to_show_nothing_is_answered(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "compose")
    context.draft.citations.clear()
    context.draft.lines[:] = ["不高于99%。"]
    Ground()(context)
    assert "99" not in context.draft.text
    assert context.draft.status is Status.NOT_IN_CORPUS
    assert "主管部门" in context.draft.text
