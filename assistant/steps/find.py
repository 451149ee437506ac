"""Step 4: the clauses nearest to what no topic answers."""

from __future__ import annotations

from assistant.pipeline import Context
from assistant.trace import note
from index.preference import preference


class Find:
    """Searches for the parts of the message that name no known topic; the others need no search."""

    name = "find"
    always = False

    def __call__(self, context: Context) -> None:
        scene = context.scene
        assert scene is not None
        for ask in context.asks:
            if ask.topic_id or ask.outside or not scene.reading.in_domain:
                continue
            result = context.finder.search(
                ask.text,
                context.as_of,
                prefer=preference(context.library, scene.basis, context.as_of),
            )
            context.found[ask.text] = result
            context.note(note("found", clauses="、".join(hit.clause_id for hit in result.hits)))
            if result.dropped:
                context.note(note("dropped", clauses="、".join(drop.clause_id for drop in result.dropped)))
        if not context.found:
            context.note(note("not_needed"))
