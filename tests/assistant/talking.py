"""A conversation, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.models import Answer, AskRequest
from assistant.service import Assistant


def last_answer(assistant: Assistant, turns: Sequence[str], day: date) -> Answer:
    """The answer to the last of `turns`, said one after the other in a conversation of their own."""
    answers: list[Answer] = []
    for turn in turns:
        kept = answers[-1].conversation_id if answers else "new"
        answers.append(assistant.ask(AskRequest(question=turn, as_of=day, conversation_id=kept)))
    return answers[-1]
