"""Keys for seals: what only this installation can put to a text, whichever of its processes does.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> keys = Store(Settings(database_url="sqlite://")).seal_keys
>>> keys.key(Sealed.PAGES) == keys.key(Sealed.PAGES) != keys.key(Sealed.ANSWERS)
True
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from assistant.errors import StorageError
from assistant.store.database import Database
from assistant.store.tables import SealKeyRow

_KEY_BYTES: Final = 32


class Sealed(StrEnum):
    """What is sealed; each has a key of its own."""

    ANSWERS = "answers"
    PAGES = "pages"


class SealKeys:
    """Hands out the keys of this installation, each made once, the same for all its processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[Sealed, bytes] = {}

    def key(self, of: Sealed) -> bytes:
        """The key for what is sealed.

        Raises:
            StorageError: it can't be read or kept.
        """
        if of not in self._keys:
            with self._database.session() as session:
                found = _kept(session, of)
            self._keys[of] = bytes.fromhex(found or self._new(of))
        return self._keys[of]

    def _new(self, of: Sealed) -> str:
        try:
            with self._database.session() as session:
                row = SealKeyRow(name=of, key=secrets.token_hex(_KEY_BYTES))
                session.add(row)
                session.flush()
                return row.key
        except StorageError:  # another process was faster
            with self._database.session() as session:
                if found := _kept(session, of):
                    return found
            raise


def _kept(session: Session, of: Sealed) -> str | None:
    row = session.get(SealKeyRow, of.value)
    return row.key if row is not None else None
