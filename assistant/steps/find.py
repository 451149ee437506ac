"""Step 4: the clauses nearest to what is asked, and by them the topic."""

from __future__ import annotations

from assistant.answering.routing import needs_search, route
from assistant.pipeline import Context
from assistant.trace import note
from index.preference import preference

ROUTED_BY = 8
"""Clauses by which a topic is settled."""


class Find:
    """Searches for the parts whose topic the words leave open, and settles it; the others need no search."""

    name = "find"
    always = False

    def __call__(self, context: Context) -> None:
        scene = context.scene
        assert scene is not None
        routed = []
        for ask in context.asks:
            listed = sum(other.text == ask.text for other in context.asks) > 1
            if listed or not needs_search(ask):
                routed.append(ask)
                continue
            result = context.finder.search(
                ask.text,
                context.as_of,
                k=ROUTED_BY,
                prefer=preference(context.library, scene.basis, context.as_of),
            )
            context.found[ask.text] = result
            routed.append(route(ask, result))
            context.note(note("found", clauses="、".join(hit.clause_id for hit in result.hits)))
            if result.dropped:
                context.note(note("dropped", clauses="、".join(drop.clause_id for drop in result.dropped)))
        context.asks = tuple(routed)
        if not context.found:
            context.note(note("not_needed"))
