"""What the desk has ordered for every answer: which answers of its own go first, and what is switched off.

Each process reads it anew as soon as somebody has changed it, and not before. Where the database can't be asked, what was
ordered last goes on; where the store was never opened, one look into its file tells whether there is anything to read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from assistant.errors import StorageError
from assistant.logging import get_logger
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.planning.curated import CuratedAnswer, CuratedShelf
    from assistant.sites import Site
    from assistant.store import Store
    from assistant.store.switches import SwitchedOff

_SITE: Final = "site:"
_FILE: Final = "sqlite:///"
_NONE: Final = 0
_BUSY_SECONDS: Final = 1.0


class Switch(StrEnum):
    """What can be switched off for everybody."""

    CHAT = "chat"
    MODEL = "model"


def switch_of(site: str) -> str:
    """The name of a site's switch."""
    return f"{_SITE}{site}"


@dataclass(frozen=True)
class Orders:
    """What holds now.

    Attributes:
        revision: grows with each change.
        off: by the name of the switch.
    """

    revision: int = _NONE
    curated: tuple[CuratedAnswer, ...] = ()
    off: Mapping[str, SwitchedOff] = field(default_factory=dict)

    def is_off(self, switch: str) -> bool:
        """Whether something is switched off, by the switch's name."""
        return switch in self.off

    def shelf(self, site: Site) -> CuratedShelf:
        """The answers that hold for a site."""
        from assistant.planning.curated import CuratedShelf
        from assistant.sites import DEFAULT

        name = site.name or DEFAULT
        return CuratedShelf(tuple(answer for answer in self.curated if not answer.sites or name in answer.sites))


class OrderBook:
    """Hands out the orders as they stand; safe to use from several threads.

    Args:
        store: opens the store; `opened` says whether it already is.
    """

    def __init__(self, settings: Settings, store: Callable[[], Store], opened: Callable[[], bool]) -> None:
        self._settings, self._store, self._opened = settings, store, opened
        self._held, self._lock, self._old = Orders(), Lock(), False

    def now(self) -> Orders:
        """What holds now; an answer never fails for it."""
        try:
            revision = self._revision()
            if revision != self._held.revision:
                with self._lock:
                    self._held = self._read(revision) if revision != _NONE else Orders()
            self._old = False
        except (StorageError, sqlite3.Error) as error:
            if not self._old:
                get_logger(__name__).warning("orders_not_read", reason=str(error).split("\n")[0])
            self._old = True
        return self._held

    def _revision(self) -> int:
        from_file = None if self._opened() else _in_file(self._settings)
        if from_file is not None:
            return from_file
        return self._store().revision

    def _read(self, revision: int) -> Orders:
        from assistant.store.curated import CuratedState

        store = self._store()
        published = tuple(text.answer for text in store.curated.all(CuratedState.PUBLISHED))
        return Orders(revision, published, {off.name: off for off in store.switches.all()})


def _in_file(settings: Settings) -> int | None:
    """The revision in an SQLite file, by the standard library alone; None where the store has to be asked."""
    if not settings.database.startswith(_FILE) or "?" in settings.database:
        return None
    path = Path(settings.database.removeprefix(_FILE))
    if not path.is_file():
        return _NONE
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as connection:
        try:
            found = connection.execute("SELECT number FROM desk_revision").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):  # of a schema before: nothing was ordered yet
                return _NONE
            raise
    return int(found[0]) if found else _NONE
