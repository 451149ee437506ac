"""What a server does without for now, while it goes on answering: told at `/readyz`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.errors import StorageError
from assistant.ratelimits import RateCounter
from assistant.web.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.service import Assistant


class Part(StrEnum):
    """What a server stands on beside itself."""

    DATABASE = "database"
    LIMITS = "limits"
    INDEX = "index"


@dataclass(frozen=True)
class Missing:
    """A part that is not as it should be, and what that means for those who ask."""

    part: Part
    problem: str


def missing(assistant: Assistant, counter: RateCounter) -> Iterator[Missing]:
    """Every part that is missing; each is asked now."""
    try:
        if not assistant.store.database.answers():
            yield Missing(Part.DATABASE, texts()("missing_memory"))
    except StorageError:
        yield Missing(Part.DATABASE, texts()("missing_database"))
    if not counter.reaches_shared():
        yield Missing(Part.LIMITS, texts()("missing_limits"))
    for error in assistant.index_faults():
        yield Missing(Part.INDEX, error.message)
