"""What slips does not leave; what stands on its clauses does."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Status
from assistant.pipeline import Context
from assistant.planning.plan import BlockType, Marks
from assistant.rendering.text import render
from assistant.steps.ground import Ground

Take = Callable[..., Context]


def test_a_sound_plan_leaves_as_it_is(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "plan")
    before = list(context.plan.blocks)
    Ground()(context)
    assert context.plan.blocks == before
    assert any("逐字核对一致" in note for note in context.notes)


def test_a_block_whose_number_has_no_ground_is_left_out_and_the_others_stay(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "plan")
    before = list(context.plan.blocks)
    context.plan.say(BlockType.STATEMENT, "answer", say="奖补300万元", marks=Marks(()))
    Ground()(context)
    assert context.plan.blocks == before
    assert "300" not in render(context.plan.blocks).text
    assert any("300万元" in note for note in context.notes)


def test_where_nothing_is_left_to_stand_on_nothing_is_answered(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "plan")
    context.plan.blocks[:] = []
    context.plan.say(BlockType.STATEMENT, "answer", say="不高于99%", marks=Marks(()))
    Ground()(context)
    said = render(context.plan.blocks).text
    assert "99" not in said
    assert context.plan.status is Status.NOT_IN_CORPUS
    assert "主管部门" in said
