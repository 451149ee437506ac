"""The audit log: who did what at the desk, and why. Rows are only ever added, each sealed with the hash of the one before.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> audit = Store(Settings(database_url="sqlite://")).audit
>>> audit.add("zhang", "sign_in")
>>> [(entry.who, entry.what) for entry in audit.newest(5)], audit.broken_at()
([('zhang', 'sign_in')], None)
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import StorageError
from assistant.masking import mask
from assistant.store.database import Database
from assistant.store.tables import AuditRow

_FIRST: Final = "0" * 64


@dataclass(frozen=True)
class AuditEntry:
    """One deed.

    Attributes:
        what: a word such as `sign_in` or `release`.
        about: what it was done to: an id or a name.
        reason: in the words of who did it; may be empty.
    """

    id: int
    at: datetime
    who: str
    what: str
    about: str
    reason: str


class AuditLog:
    """Adds entries and hands them out, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, who: str, what: str, about: str = "", reason: str = "") -> None:
        """Write one deed down; of two at once the second is chained to the first.

        Raises:
            StorageError: it can't be written; then it must not be done either.
        """
        for _ in range(20):
            try:
                with self._database.session() as session:
                    self._append(session, who, what, about, reason)
                return
            except StorageError as error:
                if not isinstance(error.__cause__, IntegrityError):
                    raise
        raise StorageError

    def newest(self, count: int = 200) -> tuple[AuditEntry, ...]:
        with self._database.session() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(count))
            return tuple(AuditEntry(row.id, row.at, row.who, row.what, row.about, row.reason) for row in rows)

    def broken_at(self) -> int | None:
        """The first entry that does not follow from the one before it: it was changed, or one before it is gone."""
        before, number = _FIRST, 0
        with self._database.session() as session:
            for row in session.scalars(select(AuditRow).order_by(AuditRow.id)):
                number += 1
                if row.id != number or row.before != before or row.hash != _seal(row):
                    return row.id
                before = row.hash
        return None

    def _append(self, session: Session, who: str, what: str, about: str, reason: str) -> None:
        last = session.scalar(select(AuditRow).order_by(AuditRow.id.desc()).limit(1))
        row = AuditRow(
            id=last.id + 1 if last else 1,
            at=datetime.now(UTC).replace(microsecond=0),
            who=who,
            what=what,
            about=mask(about),
            reason=mask(reason),
            before=last.hash if last else _FIRST,
        )
        row.hash = _seal(row)
        session.add(row)
        session.flush()


def _seal(row: AuditRow) -> str:
    said = [row.id, row.at.isoformat(), row.who, row.what, row.about, row.reason, row.before]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
