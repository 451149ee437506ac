"""A question with its answer as a page shows it, when the page gives it back: to be made a file, or to be shared.

What is shared is shown to others in the service's name, so it carries the seal that it was answered with.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from assistant.models import CitationOut


class SaidTurn(BaseModel):
    """A question with its answer as the page shows it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(max_length=4000)
    answer: str = Field(max_length=40_000)
    as_of: date
    label: str | None = None
    citations: list[CitationOut] = Field(max_length=200)


def sealed_words(question: str, answer: str, as_of: date, label: str | None, citations: Sequence[CitationOut]) -> str:
    """All that a reader is shown of a turn, as one text to be sealed."""
    return json.dumps([question, answer, as_of.isoformat(), label, [each.model_dump(mode="json") for each in citations]], ensure_ascii=False)


__all__ = ["SaidTurn", "sealed_words"]
