"""The tables, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, DateTime, Dialect, Float, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA: Final = "0011"
"""Revision of the newest migration."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept as UTC, also by databases that know no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


class ConversationRow(Base):
    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    profile: Mapped[dict[str, Any]]
    tier: Mapped[str | None] = mapped_column(String(32))
    round: Mapped[int | None]
    track: Mapped[str | None] = mapped_column(String(16))
    last_field: Mapped[str | None] = mapped_column(String(64))
    asked: Mapped[list[Any] | None]
    event: Mapped[str | None] = mapped_column(String(64))
    turns: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class FeedbackRow(Base):
    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    trace_id: Mapped[str] = mapped_column(String(64), index=True)
    question: Mapped[str] = mapped_column(Text)
    liked: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)


class TraceRow(Base):
    __tablename__ = "traces"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    record: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)
    site: Mapped[str | None] = mapped_column(String(64))
    answer_kind: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str | None] = mapped_column(String(16))
    origin: Mapped[str | None] = mapped_column(String(16))
    ms: Mapped[float | None] = mapped_column(Float)
    troubles: Mapped[str | None] = mapped_column(String(128))


class SharedConversationRow(Base):
    __tablename__ = "shared_conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True, unique=True)
    turns: Mapped[list[Any]]
    lang: Mapped[str] = mapped_column(String(2))
    site: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)


class SealKeyRow(Base):
    __tablename__ = "seal_keys"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))


class DeskUserRow(Base):
    __tablename__ = "desk_users"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str | None] = mapped_column(String(64))
    disabled: Mapped[bool]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class DeskSessionRow(Base):
    __tablename__ = "desk_sessions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user: Mapped[str] = mapped_column(String(64), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class AuditRow(Base):
    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class QueueRow(Base):
    __tablename__ = "desk_queue"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    taken_by: Mapped[str | None] = mapped_column(String(64))
    settled_by: Mapped[str | None] = mapped_column(String(64))
    settled_as: Mapped[str | None] = mapped_column(String(128))
    changed_at: Mapped[datetime]


class CuratedRow(Base):
    __tablename__ = "curated_answers"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    body: Mapped[dict[str, Any]]
    from_row: Mapped[str] = mapped_column(String(40))
    written_by: Mapped[str] = mapped_column(String(64))
    released_by: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class SwitchRow(Base):
    __tablename__ = "desk_switches"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class RevisionRow(Base):
    __tablename__ = "desk_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class MailRow(Base):
    __tablename__ = "desk_mails"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    as_of: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    enterprise: Mapped[str] = mapped_column(Text)
    reading: Mapped[dict[str, Any]]
    corrections: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_by: Mapped[str] = mapped_column(String(64))
    released_by: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class DraftRow(Base):
    __tablename__ = "desk_drafts"

    mail_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    written: Mapped[str] = mapped_column(Text)
    sources: Mapped[list[Any]]
    about: Mapped[dict[str, Any]]
    edited_by: Mapped[str | None] = mapped_column(String(64))
