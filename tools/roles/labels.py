"""Labelled messages: for every number of a message what it is for (`docs/labels.md`).

Files in `labels/` hold one message a line; those ending in `-held.jsonl` are never trained or tuned on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from assistant.reading.by_head.features import HELPERS, NUMBERS
from assistant.reading.by_head.head import ROLES
from assistant.reading.question import Mention

LABELS: Final = Path(__file__).parent / "labels"
HELD: Final = "-held"
_SAID: Final = 6
"""Parts of a mark that names a field."""
_ALIKE: Final = {"none": ("none", "other"), "batch": ("none",), "date": ("none",), "part": ("part", "none"), "unclear": ("unclear", "part", "none"), "required": ("required",), "asked": ("asked",)}
"""By a mark without a field, the roles that it may be: authors differ on what is part and what is none."""


@dataclass(frozen=True)
class Mark:
    """What a person says of one stretch of a message.

    Attributes:
        start, end: its place, None where its words do not stand in the message.
        field: of the profile, or one of the words for what is none (`none`, `part`, `required` …).
        year: None where the field has none, or none is told.
        whose, mood: empty where there is no field.
    """

    words: str
    start: int
    end: int
    field: str
    year: int | None = None
    value: Any = None
    whose: str = ""
    mood: str = ""

    @property
    def told(self) -> bool:
        """Whether it is a fact of the enterprise as it is."""
        return self.whose == "ours" and self.mood in ("told", "bound")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of `ROLES` that it may be."""
        if not self.whose:
            return _ALIKE.get(self.field, ("none",))
        if self.whose != "ours":
            return ("other",)
        return ("fact",) if self.told else ("supposed",) if self.mood == "supposed" else ("none",)


@dataclass(frozen=True)
class MarkedMessage:
    """A message with its marks in order; `author` is the name of its file."""

    id: str
    author: str
    day: date
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class NumberLabel:
    """What a number is for: indices into `ROLES`, the field, the year."""

    roles: tuple[int, ...]
    field: str | None
    year: int | None

    @property
    def is_fact(self) -> bool:
        return self.roles == (ROLES.index("fact"),)


def read_labels(folder: Path = LABELS, *, held: bool = False) -> list[MarkedMessage]:
    """All messages of the files to train on, or of those held out.

    Raises:
        ValueError: a line is no such message; it names the file and the line.
    """
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem.endswith(HELD) is not held:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                try:
                    found.append(_message(json.loads(line), path.stem))
                except (KeyError, TypeError, IndexError, ValueError) as error:
                    raise ValueError(f"{path.name}:{number}: {error!r}") from error
    return found


def labels_of(message: MarkedMessage, mentions: Sequence[Mention]) -> list[NumberLabel | None]:
    """What each number among `mentions` is for, None where no mark stands at it."""
    return [_label(_mark_at(message, mention), mention) for mention in mentions if mention.kind in NUMBERS]


def _message(data: dict[str, Any], author: str) -> MarkedMessage:
    marks = tuple(_placed(data["text"], data["marks"]))
    return MarkedMessage(data["id"], author, date.fromisoformat(data["as_of"]), data["text"], marks)


def _placed(text: str, marks: Sequence[Sequence[Any]]) -> Iterator[Mark]:
    since = 0
    for mark in marks:
        words = mark[0]
        start = text.find(words, since)
        if start < 0:
            start = text.find(words)
        if start < 0:
            raise ValueError(words)
        since = max(since, start + len(words))
        if len(mark) < _SAID:
            yield Mark(words, start, start + len(words), mark[1])
        else:
            digits = str(mark[2])[:4]
            yield Mark(words, start, start + len(words), mark[1], int(digits) if digits.isdigit() and len(digits) == 4 else None, mark[3], mark[4], mark[5])


def _mark_at(message: MarkedMessage, mention: Mention) -> Mark | None:
    """The mark that shares most characters with a mention."""
    shared = [(min(mark.end, mention.end) - max(mark.start, mention.start), mark) for mark in message.marks]
    best = max(shared, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _label(mark: Mark | None, mention: Mention) -> NumberLabel | None:
    if mark is None:
        return None
    if mention.field in HELPERS and set(mark.roles) & {"part", "none"}:
        return NumberLabel((ROLES.index("fact"),), mention.field, None)
    return NumberLabel(tuple(ROLES.index(role) for role in mark.roles), mark.field if mark.whose else None, mark.year)
