"""Mails at the desk with the drafts of their answers; masked, and kept for their days after the last change."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from assistant.errors import MailChangedError, UnknownMailError
from assistant.masking import masked
from assistant.store.database import Database
from assistant.store.tables import DraftRow, MailRow

_ID_BYTES: Final = 12


class MailState(StrEnum):
    """How far the answer to a mail has got."""

    OPEN = "open"
    WAITING = "waiting"
    """For a supervisor's release."""
    DONE = "done"


@dataclass(frozen=True)
class Source:
    """A clause that a draft stands on, as quoted; its mark is its place from 1."""

    clause_id: str
    document: str
    number: str
    label: str
    quote: str


@dataclass(frozen=True)
class Draft:
    """The answer to one question of a mail.

    Attributes:
        text: as it now stands; `written`: as the assistant wrote it.
        about: status, tier, track, round and trace of the answer that it was written from; `overruled` where it was
            released although the verifier stopped something.
        edited_by: who changed it last; None where nobody did.
    """

    number: int
    question: str
    text: str
    written: str
    sources: tuple[Source, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)
    edited_by: str | None = None


@dataclass(frozen=True)
class Mail:
    """A mail and what became of it.

    Attributes:
        reading: facts with the words they stand on, and what was not used, as `assistant.desk.drafting` reads them.
        corrections: paths of the profile that an agent put right, with their values; None where there is no such fact.
        version: counts the changes; a change made to an older one is refused.
    """

    id: str
    as_of: date
    text: str
    created_by: str
    enterprise: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    corrections: dict[str, Any] = field(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    state: MailState = MailState.OPEN
    released_by: str | None = None
    version: int = 0
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    updated_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def draft(self, number: int) -> Draft:
        """Raises UnknownMailError where there is no draft of that number."""
        found = next((draft for draft in self.drafts if draft.number == number), None)
        if found is None:
            raise UnknownMailError
        return found


def new_mail(text: str, as_of: date, created_by: str) -> Mail:
    """A mail that is not kept yet."""
    return Mail(id=secrets.token_hex(_ID_BYTES), as_of=as_of, text=text, created_by=created_by)


class Mails:
    """Keeps mails.

    Args:
        days: how long one is kept after its last change.
    """

    def __init__(self, database: Database, days: int) -> None:
        self._database, self._kept = database, timedelta(days=days)

    def add(self, mail: Mail) -> None:
        """Keep a new mail."""
        with self._database.session() as session:
            session.add(MailRow(id=mail.id, created_by=mail.created_by, created_at=mail.created_at, **_columns(mail)))
            session.add_all(_draft_rows(mail))

    def load(self, mail_id: str) -> Mail:
        """Raises UnknownMailError where there is none, or it has run out."""
        with self._database.session() as session:
            row = session.get(MailRow, mail_id)
            if row is None or row.updated_at < self._oldest():
                raise UnknownMailError
            return _mail(row, session)

    def save(self, mail: Mail) -> Mail:
        """Keep a change to a mail as loaded.

        Raises:
            MailChangedError: somebody changed it since; nothing is kept.
        """
        kept = replace(mail, version=mail.version + 1, updated_at=datetime.now(UTC))
        mine = (MailRow.id == mail.id) & (MailRow.version == mail.version)
        with self._database.session() as session:
            if session.scalar(update(MailRow).where(mine).values(**_columns(kept)).returning(MailRow.id)) is None:
                raise MailChangedError
            session.execute(delete(DraftRow).where(DraftRow.mail_id == mail.id))
            session.add_all(_draft_rows(kept))
        return kept

    def remove(self, mail_id: str) -> None:
        with self._database.session() as session:
            session.execute(delete(DraftRow).where(DraftRow.mail_id == mail_id))
            session.execute(delete(MailRow).where(MailRow.id == mail_id))

    def find(self, words: str = "", *, state: MailState | None = None, count: int = 100) -> tuple[Mail, ...]:
        """Mails whose enterprise, text or questions hold `words`, the newest first."""
        which: list[ColumnElement[bool]] = [MailRow.updated_at >= self._oldest()]
        if state is not None:
            which.append(MailRow.state == state)
        if words:
            asked = select(DraftRow.mail_id).where(DraftRow.question.contains(words, autoescape=True))
            which.append(or_(MailRow.enterprise.contains(words, autoescape=True), MailRow.text.contains(words, autoescape=True), MailRow.id.in_(asked)))
        with self._database.session() as session:
            rows = session.scalars(select(MailRow).where(*which).order_by(MailRow.created_at.desc()).limit(count))
            return tuple(_mail(row, session) for row in rows)

    def _oldest(self) -> datetime:
        return datetime.now(UTC) - self._kept


def _columns(mail: Mail) -> dict[str, Any]:
    return {
        "as_of": mail.as_of.isoformat(),
        "text": masked(mail.text),
        "enterprise": masked(mail.enterprise),
        "reading": masked(mail.reading),
        "corrections": masked(mail.corrections),
        "state": mail.state,
        "released_by": mail.released_by,
        "version": mail.version,
        "updated_at": mail.updated_at,
    }


def _draft_rows(mail: Mail) -> Sequence[DraftRow]:
    return [
        DraftRow(
            mail_id=mail.id,
            number=draft.number,
            question=masked(draft.question),
            text=masked(draft.text),
            written=masked(draft.written),
            sources=[vars(source) for source in draft.sources],
            about=draft.about,
            edited_by=draft.edited_by,
        )
        for draft in mail.drafts
    ]


def _mail(row: MailRow, session: Session) -> Mail:
    drafts = session.scalars(select(DraftRow).where(DraftRow.mail_id == row.id).order_by(DraftRow.number))
    return Mail(
        id=row.id,
        as_of=date.fromisoformat(row.as_of),
        text=row.text,
        created_by=row.created_by,
        enterprise=row.enterprise,
        reading=row.reading,
        corrections=row.corrections,
        drafts=tuple(Draft(each.number, each.question, each.text, each.written, tuple(Source(**source) for source in each.sources), each.about, each.edited_by) for each in drafts),
        state=MailState(row.state),
        released_by=row.released_by,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
