"""What is switched off at the desk, by whom and why: the whole chat, the language model, a site.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> switches = Store(Settings(database_url="sqlite://")).switches
>>> switches.turn_off("chat", "zhang", "系统升级")
>>> [(off.name, off.reason) for off in switches.all()]
[('chat', '系统升级')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select

from assistant.masking import mask
from assistant.store.audit import AuditLog
from assistant.store.database import Database
from assistant.store.revision import grow
from assistant.store.tables import SwitchRow


@dataclass(frozen=True)
class SwitchedOff:
    """One thing that is off."""

    name: str
    reason: str
    by: str
    at: datetime


class Switches:
    """Turns things off and on again; each deed stands in the audit log first."""

    def __init__(self, database: Database, audit: AuditLog) -> None:
        self._database, self._audit = database, audit

    def turn_off(self, name: str, who: str, reason: str) -> None:
        """Raises StorageError where it can't be written down; then nothing is off."""
        self._audit.add(who, "switch_off", name, reason)
        with self._database.session() as session:
            session.merge(SwitchRow(name=str(name), reason=mask(reason), by=who, at=datetime.now(UTC)))
            grow(session)

    def turn_on(self, name: str, who: str, reason: str) -> None:
        """Raises StorageError where it can't be written down; then it stays off."""
        self._audit.add(who, "switch_on", name, reason)
        with self._database.session() as session:
            session.execute(delete(SwitchRow).where(SwitchRow.name == str(name)))
            grow(session)

    def all(self) -> tuple[SwitchedOff, ...]:
        """All that is off."""
        with self._database.session() as session:
            return tuple(SwitchedOff(row.name, row.reason, row.by, row.at) for row in session.scalars(select(SwitchRow).order_by(SwitchRow.name)))
