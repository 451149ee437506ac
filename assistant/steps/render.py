"""Step 7: the plan in words."""

from __future__ import annotations

from assistant.pipeline import Context
from assistant.rendering.text import render


class Render:
    """Writes the plan as Markdown in the language of the answer."""

    name = "render"
    always = True

    def __call__(self, context: Context) -> None:
        context.rendered = render(context.plan.blocks, context.lang)
