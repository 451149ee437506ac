"""Step 6: the answer in words, part by part."""

from __future__ import annotations

from assistant.answering.composer import compose
from assistant.pipeline import Context


class Compose:
    """Writes the draft from rules, duties and clauses; see `assistant.answering.composer`."""

    name = "compose"
    always = False

    def __call__(self, context: Context) -> None:
        assert context.scene is not None
        compose(context.draft, context.scene, context.asks, context.finder, context.found)
