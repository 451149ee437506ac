"""What a message says and asks, read once: the one thing that the rest of the house knows of it.

Everything is frozen. Places are code points of the message as it was written, `end` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a mention is for."""

    FACT = "fact"
    """Told of the enterprise that asks."""
    ASKED = "asked"
    SUPPOSED = "supposed"
    REQUIRED = "required"
    """A requirement recited."""
    OTHER = "other"
    """Of somebody else, or of nobody: the number of a point, a telephone."""
    TITLE = "title"
    NOT_USED = "not_used"


class Unused(StrEnum):
    """Why something told is not used."""

    UNCLEAR_FIELD = "unclear_field"
    UNCLEAR_YEAR = "unclear_year"
    UNCLEAR_WHOSE = "unclear_whose"
    UNIT = "unit"
    RANGE = "range"
    CONTRADICTION = "contradiction"
    NO_RULE = "no_rule"


class Detail(StrEnum):
    """What exactly is wrong with something not used; the sentences that say so go by it."""

    CHANGE = "change"
    """How much more or less, no value."""
    PARTIAL = "partial"
    """Of less than a year, or a running total."""
    SUM = "sum"
    """Of several years together, where each year is looked at."""
    REGION = "region"
    """Of a region or of the world."""
    OTHER_YEAR = "other_year"
    BEFORE = "before"
    """What it was before it changed: 原来75%, 从75%降到62%."""
    AMONG = "among"
    """Part of a whole that is told beside it."""
    DENIED = "denied"
    """Said not to be so: 营收不是1.2亿."""
    ORDER = "order"
    """Which number is of which year is left open."""
    KIND = "kind"
    """Of which kinds is left open: 发明和实用新型共12项."""
    UNTOLD = "untold"
    """No name stands at it."""
    LIMIT = "limit"
    """A limit or a range in a value's place."""
    PENDING = "pending"
    """Asked for, not granted yet."""
    LAPSED = "lapsed"
    NOT_OWNED = "not_owned"
    """Licensed, or in somebody else's name."""
    LOW_RANK = "low_rank"
    """Held with others, the enterprise not among the first three of them (附件3（七） of 2026)."""
    YOUNG = "young"
    """Younger than counts (附件4（三）, （五）)."""
    TAXED = "taxed"
    """With tax, where the amount without is told."""
    IMPOSSIBLE = "impossible"
    SEVERAL = "several"
    """Of one of several enterprises."""
    UNSURE = "unsure"
    """Said to be uncertain: 好像, 不确定."""
    PARTS = "parts"
    """A total that its parts told come to more than."""
    PART = "part"
    """Said of one of the things that the field sums up: 没出过安全事故."""
    WEIGHT = "weight"
    """How grave it is stays open: 较大事故, 一次罚款."""
    TWO_READINGS = "two_readings"
    """The words and a model take it for different things, and a verdict hangs on which."""
    UNREAD = "unread"
    """Beyond what is read of one message."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, time, rank, title, batch or code at `start`..`end` of the message, with what it is for.

    Attributes:
        words: as written.
        whose: a value of `subjects.Whose`.
        reason, detail: why it is not used.
    """

    words: str
    start: int
    end: int
    kind: str
    role: Role
    field: str | None = None
    year: int | None = None
    whose: str = "ours"
    reason: Unused | None = None
    detail: Detail | None = None

    def to_json(self) -> dict[str, Any]:
        """As the contract has it."""
        found: dict[str, Any] = {"words": self.words, "start": self.start, "end": self.end, "kind": self.kind, "role": self.role.value}
        for key, value in (("field", self.field), ("year", self.year), ("reason", self.reason and self.reason.value)):
            if value is not None:
                found[key] = value
        if self.whose != "ours":
            found["whose"] = self.whose
        return found
