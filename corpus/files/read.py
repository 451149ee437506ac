"""What a reader of files hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.errors import DocumentImportError
from corpus.files.texts import text_for


@dataclass
class Reading:
    """A file as it is being read.

    Attributes:
        dropped: words left out on purpose, as a person is shown them (page heads, deleted words, navigation).
        remarks: what a person should look at.
        trouble: what can't be read, place by place; any of it refuses the file.
        address: where the file says it was saved from.
    """

    lines: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    address: str | None = None

    def drop(self, words: str) -> None:
        """Leave words out, and say so."""
        if words.strip():
            self.dropped.append(" ".join(words.split()))


@dataclass(frozen=True)
class ImportedText:
    """The text read, and what the reader has to say of it.

    Attributes:
        dropped: what was left out on purpose.
        differences: what another reading of the same file found and this one has not, or the other way round.
        address: where the file says it was saved from.
    """

    text: str
    format: str
    remarks: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    address: str | None = None


def refusal(key: str, **values: Any) -> DocumentImportError:
    """The error for a file that can't be read."""
    return DocumentImportError(text_for(key, **values), "file")


_SHOWN = 24


def begins(words: str) -> str:
    """How a text begins, to name the place of it."""
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
