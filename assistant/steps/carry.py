"""Step 3: what the message leaves out is what was talked about before."""

from __future__ import annotations

from assistant.pipeline import Context
from assistant.planning.carrying import carry_on
from assistant.trace import matter_words, note


class Carry:
    """Fills in the parts that lean on the conversation."""

    name = "carry"
    always = False

    def __call__(self, context: Context) -> None:
        assert context.question is not None
        context.parts = carry_on(context.question, context.state)
        carried = [part.matter for part, own in zip(context.parts, context.question.parts, strict=False) if part.matter != own.matter]
        for matter in carried:
            context.note(note("carried", what=matter_words(matter)))
