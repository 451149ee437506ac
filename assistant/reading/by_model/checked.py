"""What became of a proposal: what the rules let through, and what they dropped, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why something proposed is dropped; keys of the trace's notes."""

    NO_WORDS = "no_words"
    """The words it stands on are not in the message."""
    NO_MENTION = "no_mention"
    """A number that the grammar has not found, or one found twice."""
    NO_VALUE = "no_value"
    """The words' number is another one, or counts something else."""
    NOT_OURS = "not_ours"
    """By the words somebody else is spoken of there."""
    NO_FIELD = "no_field"
    NO_YEAR = "no_year"
    NO_ROUND = "no_round"
    NO_MATTER = "no_matter"
    IMPOSSIBLE = "impossible"
    """The profile refuses it."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something proposed that does not stand.

    Attributes:
        what: in short, for the trace.
    """

    what: str
    why: Why
