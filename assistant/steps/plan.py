"""Step 5: what the answer says, block by block."""

from __future__ import annotations

from assistant.pipeline import Context
from assistant.planning.merging import merge_citations
from assistant.planning.planner import make_plan
from assistant.trace import note


class MakePlan:
    """Plans the answer from rules, duties and clauses; see `assistant.planning`."""

    name = "plan"
    always = False

    def __call__(self, context: Context) -> None:
        assert context.settled is not None
        context.plan = make_plan(context.settled, context.finder, context.curated)
        merge_citations(context.plan, context.settled)
        if context.plan.curated:
            context.note(note("curated", ids="、".join(context.plan.curated)))
        context.note(note("planned", types="、".join(dict.fromkeys(note(f"block_{block.type}") for block in context.plan.blocks))))
