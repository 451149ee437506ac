"""One number that grows with every change to what the desk has ordered, so that each process sees at once whether it has to read anew."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from assistant.store.database import Database
from assistant.store.tables import RevisionRow

_ONLY: Final = 1


def grow(session: Session) -> None:
    """Count a change, in the change's own transaction."""
    row = session.get(RevisionRow, _ONLY, with_for_update=True)
    if row is None:
        session.add(RevisionRow(id=_ONLY, number=1))
    else:
        row.number += 1


def revision(database: Database) -> int:
    """How many changes there were."""
    with database.session() as session:
        row = session.get(RevisionRow, _ONLY)
        return row.number if row else 0
