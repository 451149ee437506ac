"""What is asked about, and how: the words in which readers, topics and recipes speak of a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MatterKind(StrEnum):
    """Whether the texts speak of a matter."""

    TOPIC = "topic"
    OUTSIDE = "outside"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked about: a topic, something that the texts don't answer, or nothing of its own."""

    kind: MatterKind
    id: str | None = None

    def __str__(self) -> str:
        return self.id or self.kind.value


NOTHING = Matter(MatterKind.NONE)


class Form(StrEnum):
    """How a thing is asked after: what the person wants to hear."""

    YES_NO = "yes_no"
    VERDICT = "verdict"
    """Whether an enterprise, as told, will do."""
    HOW_MANY = "how_many"
    POINTS = "points"
    WHEN = "when"
    WHO = "who"
    WHERE = "where"
    WHICH = "which"
    LIST = "list"
    DEFINE = "define"
    COMPUTE = "compute"
    HOW = "how"
    WHAT_IF = "what_if"
    WHY = "why"
    COMPARE = "compare"
    MISSING = "missing"
    """What an enterprise still lacks."""
    TELL = "tell"
    """Nothing is asked."""
    NAME = "name"
    """A bare name; the form is left open."""
