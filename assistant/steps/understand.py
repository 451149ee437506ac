"""Step 1: what the message says and asks."""

from __future__ import annotations

from assistant.answering.outside import write_refusal, write_small_talk
from assistant.answering.scene import asked_name, tier_name
from assistant.pipeline import Context
from assistant.reading.normalise import normalise
from assistant.trace import note
from assistant.understanding.intent import read


class Understand:
    """Normalises the message and reads its parts; small talk and what must be refused end here."""

    name = "understand"
    always = False

    def __call__(self, context: Context) -> None:
        context.said = normalise(context.request.question)
        reading = context.reading = read(context.said.text)
        context.asks = reading.asks
        if context.said.text != context.request.question:
            context.note(note("read_as", text=context.said.text))
        if reading.refusal:
            write_refusal(context.draft, reading.refusal, context.where)
            context.done = True
        elif reading.smalltalk:
            write_small_talk(context.draft, reading.smalltalk)
            context.done = True
        else:
            names = "、".join(asked_name(ask) for ask in reading.asks if ask.topic_id or ask.outside)
            context.note(note("asks", names=names) if names else note("asks_nothing"))
            if reading.tier:
                context.note(note("tier_named", tier=tier_name(reading.tier)))
