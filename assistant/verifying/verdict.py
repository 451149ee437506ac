"""What the verifier hands back; its JSON is the project's contract."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why a sentence is stopped."""

    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    QUOTE = "quote"
    POLARITY = "polarity"
    COMPARISON = "comparison"
    ROLE = "role"
    TIER = "tier"
    VERSION = "version"
    CONDITION = "condition"
    CITATION = "citation"
    PROMISE = "promise"
    ADVICE = "advice"
    CONTACT = "contact"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Objection:
    """One thing against a sentence.

    Attributes:
        key: of the note that says it; values: what the note speaks of.
    """

    reason: Reason
    key: str
    said: str = ""
    found: str = ""


@dataclass(frozen=True)
class JudgedSentence:
    """A sentence at `start`..`end` with what speaks against it; `note` says it in words."""

    text: str
    start: int
    end: int
    objections: tuple[Objection, ...]
    note: str

    @property
    def ok(self) -> bool:
        return not self.objections

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each reason once, the weightiest first."""
        return tuple(dict.fromkeys(each.reason for each in self.objections))

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "ok": self.ok,
            "reasons": [str(reason) for reason in self.reasons],
            "note": self.note,
        }


@dataclass(frozen=True)
class Verified:
    """The sentences of a text, judged; it is ok only where every one is."""

    sentences: tuple[JudgedSentence, ...]

    @property
    def ok(self) -> bool:
        return all(sentence.ok for sentence in self.sentences)

    def to_json(self) -> dict[str, Any]:
        return {"status": "ok" if self.ok else "stopped", "sentences": [each.to_json() for each in self.sentences]}
