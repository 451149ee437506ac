"""Step 6: nothing leaves without a ground; a block that slips is left out."""

from __future__ import annotations

from assistant.grounding.grounds import fall_back, slips, without
from assistant.logging import get_logger
from assistant.models import Status
from assistant.pipeline import Context
from assistant.planning.outside import plan_outside
from assistant.planning.plan import BlockType
from assistant.trace import note

_BEARING = frozenset({BlockType.STATEMENT, BlockType.VERDICT, BlockType.CONDITION, BlockType.WINDOW, BlockType.DUTY, BlockType.SCORE, BlockType.ITEM, BlockType.QUOTE})


class Ground:
    """Checks every quote, number, date and document number against what its own block stands on."""

    name = "ground"
    always = True

    def __call__(self, context: Context) -> None:
        plan = context.plan
        found = slips(plan, context.settled)
        english = fall_back(plan, context.settled) if context.settled is not None and context.lang == "en" else []
        if english:
            get_logger(__name__).warning("without_ground", words="、".join(f"{slip.block.key}：{slip.words}" for slip in english))
        context.slips = (*found, *english)
        if not found:
            count = len(plan.citations)
            context.note(note("quotes", count=count) if count else note("no_quotes"))
            return
        words = "、".join(dict.fromkeys(f"{slip.block.key}：{slip.words}" for slip in found))
        context.note(note("slip", words=words))
        get_logger(__name__).warning("without_ground", words=words)
        without(plan, found)
        if plan.status is Status.ANSWERED and not any(block.type in _BEARING for block in plan.blocks):
            plan.blocks = []
            plan_outside(plan, None, context.where, plan.kind)
