"""All that is kept, as an operator handles it: handed out, forgotten on request, purged when its days are over.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> store = Store(Settings(database_url="sqlite://"))
>>> talk = store.conversations.save(store.conversations.open())
>>> store.records.forget(talk.id).conversations
1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, cast, delete, false, or_, select
from sqlalchemy.orm import Session

from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.tables import (
    Base,
    ConversationRow,
    CuratedRow,
    DraftRow,
    FeedbackRow,
    MailRow,
    QueueRow,
    SharedConversationRow,
    TraceRow,
)

_TABLES: Final[tuple[type[Base], ...]] = (ConversationRow, TraceRow, FeedbackRow, SharedConversationRow, MailRow, DraftRow, QueueRow, CuratedRow)

_EMPTY_DAYS: Final = 1


@dataclass(frozen=True)
class Removed:
    """How many records of each kind were deleted."""

    conversations: int = 0
    traces: int = 0
    feedback: int = 0
    mails: int = 0
    shares: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, each.name) for each in fields(self))


class Records:
    """Everything kept in one database."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database, self._settings = database, settings

    def export(self, conversation_id: str | None = None) -> Iterator[dict[str, Any]]:
        """Every record as JSON, its `kind` first; of one conversation only that and what belongs to it.

        Raises:
            StorageError: the database refused.
        """
        with self._database.session() as session:
            for table in _TABLES:
                query = select(table)
                if conversation_id is not None:
                    query = query.where(_of(table, conversation_id))
                for row in session.scalars(query):
                    yield {"kind": table.__tablename__, **{column.key: _plain(getattr(row, column.key)) for column in table.__table__.columns}}

    def forget(self, id: str) -> Removed:
        """Delete a conversation with its answers' traces, feedback and link, what is kept of the one answer whose trace has this id, or a mail.

        Raises:
            StorageError: the database refused; then nothing is deleted.
        """
        with self._database.session() as session:
            removed = Removed(
                feedback=_delete(session, FeedbackRow, or_(FeedbackRow.trace_id == id, _of(FeedbackRow, id))),
                traces=_delete(session, TraceRow, or_(TraceRow.id == id, TraceRow.conversation_id == id)),
                conversations=_delete(session, ConversationRow, ConversationRow.id == id),
                mails=_delete_mails(session, MailRow.id == id),
                shares=_delete(session, SharedConversationRow, or_(SharedConversationRow.id == id, SharedConversationRow.conversation_id == id)),
            )
            _forget_rows_of_nothing(session)
        self._database.compact()
        return removed

    def purge(self, days: int | None = None, *, compact: bool = True) -> Removed:
        """Delete what has run out, or all that is `days` days old (0: everything), and give its bytes back.

        A conversation in which nothing was told, such as a greeting, has run out after a day.

        Args:
            compact: False leaves the file as large as it is, with zeros for what was deleted, and holds nobody up.

        Raises:
            StorageError: the database refused.
        """
        settings = self._settings
        with self._database.session() as session:
            removed = Removed(
                feedback=_delete(session, FeedbackRow, FeedbackRow.created_at <= _before(settings.days_of_feedback, days)),
                traces=_delete(session, TraceRow, TraceRow.created_at <= _before(settings.days_of_traces, days)),
                conversations=_delete(session, ConversationRow, _over(settings.conversation_days, days)),
                mails=_delete_mails(session, MailRow.updated_at <= _before(settings.mail_days, days)),
                shares=_delete(session, SharedConversationRow, _ran_out(days)),
            )
            _forget_rows_of_nothing(session)
        if compact:
            self._database.compact()
        elif removed.total:
            self._database.fold_log()
        return removed


def _over(kept_days: int, days: int | None) -> ColumnElement[bool]:
    """The conversations that have run out."""
    nothing_told = and_(
        ConversationRow.turns <= 1,
        *(column.is_(None) for column in (ConversationRow.tier, ConversationRow.round, ConversationRow.track, ConversationRow.event)),
        cast(ConversationRow.profile, Text) == "{}",
        cast(ConversationRow.asked, Text).in_(("[]", "null")),
    )
    old = ConversationRow.updated_at <= _before(kept_days, days)
    return or_(old, and_(nothing_told, ConversationRow.updated_at <= _before(min(_EMPTY_DAYS, kept_days), days)))


def _of(table: type[Base], conversation_id: str) -> ColumnElement[bool]:
    if table is ConversationRow:
        return ConversationRow.id == conversation_id
    if table is TraceRow:
        return TraceRow.conversation_id == conversation_id
    if table is SharedConversationRow:
        return SharedConversationRow.conversation_id == conversation_id
    if table is not FeedbackRow:
        return false()
    return FeedbackRow.trace_id.in_(select(TraceRow.id).where(TraceRow.conversation_id == conversation_id))


def _ran_out(days: int | None) -> ColumnElement[bool]:
    """Links go at their end, or by their age where days are named."""
    return SharedConversationRow.until <= datetime.now(UTC) if days is None else SharedConversationRow.made_at <= _before(0, days)


def _delete_mails(session: Session, which: ColumnElement[bool]) -> int:
    session.execute(delete(DraftRow).where(DraftRow.mail_id.in_(select(MailRow.id).where(which))))
    return _delete(session, MailRow, which)


def _forget_rows_of_nothing(session: Session) -> None:
    """The queue keeps who took what; of an answer or a mail that is gone it keeps nothing."""
    draft = select(DraftRow.mail_id).where(QueueRow.id.startswith(DraftRow.mail_id))
    session.execute(delete(QueueRow).where(QueueRow.id.not_in(select(TraceRow.id)), ~draft.exists()))


def _delete(session: Session, table: type[Base], which: ColumnElement[bool]) -> int:
    return len(session.execute(delete(table).where(which).returning(*table.__table__.primary_key)).all())


def _before(kept_days: int, days: int | None) -> datetime:
    return datetime.now(UTC) - timedelta(days=kept_days if days is None else days)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
