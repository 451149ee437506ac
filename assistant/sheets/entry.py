"""One enterprise of a table: what was read of it, and what was not and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reading.facts import Fact
from assistant.rules.profile import Profile
from assistant.sheets.found import HeadUse, LeftOut


@dataclass(frozen=True)
class ReadCell:
    """A cell that was read: where it stands, what it says, and as what it was taken (a path and a value in words)."""

    place: str
    head: str
    words: str
    path: str
    value: str


@dataclass(frozen=True)
class UnreadCell:
    """A filled cell from which nothing was taken."""

    place: str
    head: str
    words: str
    why: str


@dataclass(frozen=True)
class Entry:
    """One enterprise of a table.

    Attributes:
        place: where it stands in the file, for people (第3行, E列, 第2家).
        profile: None where `error` says why nothing of it can be read.
        warnings: what the person should check.
        facts: by path, what of the profile is known only roughly or between limits.
        unread: the cells that were filled in and from which nothing was taken.
    """

    place: str
    profile: Profile | None
    error: str | None = None
    field: str | None = None
    name: str = ""
    warnings: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = dataclasses.field(default_factory=dict)
    read: tuple[ReadCell, ...] = ()
    unread: tuple[UnreadCell, ...] = ()


@dataclass(frozen=True)
class Table:
    """What a file holds; `warnings` are about the file as a whole (columns that were not used)."""

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    heads: tuple[HeadUse, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
