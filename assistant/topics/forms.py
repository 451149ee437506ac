"""What is asked about, and how: the words in which readers, topics and recipes speak of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class AskedTopic:
    """A topic that was asked about, how, of which of its objects (软著, 盖章), and in which words; `several`: a message that told of several enterprises before it.

    >>> AskedTopic.of(AskedTopic("materials", (Form.LIST,), frozenset({"盖章"})).to_json()).objects
    frozenset({'盖章'})
    """

    topic: str
    forms: tuple[Form, ...] = ()
    objects: frozenset[str] = frozenset()
    words: str = ""
    several: str = ""

    @staticmethod
    def of(stored: Mapping[str, str | Sequence[str]]) -> AskedTopic:
        """From its JSON; what was kept before words were has none."""
        return AskedTopic(str(stored["topic"]), tuple(Form(form) for form in stored["forms"]), frozenset(stored["objects"]), str(stored.get("words", "")), str(stored.get("several", "")))

    def to_json(self) -> dict[str, str | list[str]]:
        return {"topic": self.topic, "forms": [form.value for form in self.forms], "objects": sorted(self.objects), "words": self.words, "several": self.several}
