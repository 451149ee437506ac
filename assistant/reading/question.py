"""What a message says and asks, read once: the one thing that the rest of the house knows of it.

Everything is frozen. Places are code points of the message as it was written, `end` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
