"""The queue of what went wrong, read from the traces, the readers' words and the mails, with who took and settled what.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> Store(Settings(database_url="sqlite://")).queue.rows()
()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, String, and_, cast, false, or_, select
from sqlalchemy.orm import Session

from assistant.errors import UnknownTroubleError
from assistant.store.database import Database
from assistant.store.tables import DraftRow, FeedbackRow, MailRow, QueueRow, TraceRow
from assistant.trace.summary import Trouble

_MOST: Final = 300
_MAILS_OWN: Final = (Trouble.BY_HAND, Trouble.OVERRULED)
_OF_MAILS: Final = "-"
"""Divides a mail from the number of its draft; the id of an answer has none."""


class Standing(StrEnum):
    """How far somebody has got with a row."""

    OPEN = "open"
    TAKEN = "taken"
    SETTLED = "settled"


@dataclass(frozen=True)
class Troubled:
    """An answer that somebody should look at.

    Attributes:
        id: of its trace, or `mail-number` for a draft taken over by hand.
        question: masked; stretches that were not kept stand as ….
        said: what the reader who disliked it wrote.
        trace: id of the answer's trace; empty where there is none.
        site: in whose name it was asked; empty for the plain service.
        settled_as: what became of it: a word of the desk's, or a curated answer's id.
    """

    id: str
    question: str
    at: datetime
    as_of: date
    troubles: tuple[Trouble, ...]
    site: str = ""
    kind: str = ""
    status: str = ""
    said: str = ""
    trace: str = ""
    mail: str = ""
    taken_by: str = ""
    settled_by: str = ""
    settled_as: str = ""

    @property
    def standing(self) -> Standing:
        return Standing.SETTLED if self.settled_by else Standing.TAKEN if self.taken_by else Standing.OPEN


@dataclass(frozen=True)
class Wanted:
    """Which rows: empty values leave nothing out.

    Attributes:
        settled: those settled; else those that are not.
        taken_by: only what this person took.
    """

    trouble: Trouble | None = None
    site: str = ""
    kind: str = ""
    taken_by: str = ""
    settled: bool = False


class Queue:
    """Finds what went wrong, and keeps who took and settled it.

    Args:
        days: of the past that are looked at: those for which traces are kept.
        mail_days: likewise for mails.
    """

    def __init__(self, database: Database, days: int, mail_days: int) -> None:
        self._database, self._days, self._mail_days = database, timedelta(days=days), timedelta(days=mail_days)

    def rows(self, wanted: Wanted | None = None) -> tuple[Troubled, ...]:
        """The rows, the newest first."""
        wanted = wanted or Wanted()
        with self._database.session() as session:
            found = [*self._answers(session, wanted), *self._mails(session, wanted)]
        return tuple(sorted(found, key=lambda row: row.at, reverse=True)[:_MOST])

    def row(self, id: str) -> Troubled:
        """Raises UnknownTroubleError where there is no such row, or its answer is no longer kept."""
        mail, _, number = id.partition(_OF_MAILS)
        with self._database.session() as session:
            if number.isdecimal():
                draft = session.execute(self._mail_query(DraftRow.mail_id == mail, DraftRow.number == int(number[:9]))).first()
                found = _by_hand(draft) if draft else None
            else:
                answer = session.execute(self._answer_query(TraceRow.id == id)).first()
                found = _answer(answer) if answer else None
        if found is None:
            raise UnknownTroubleError
        return found

    def take(self, id: str, who: str | None) -> None:
        """Put a row under somebody's name, or nobody's.

        Raises:
            UnknownTroubleError: there is no such row.
        """
        self._change(id, taken_by=who)

    def settle(self, id: str, who: str | None, how: str = "") -> None:
        """Close a row, or with nobody's name open it again.

        Raises:
            UnknownTroubleError: there is no such row.
        """
        self._change(id, settled_by=who, settled_as=how if who else None)

    def overrule(self, mail: str, number: int) -> None:
        """A draft was released against the verifier: its row is open, whoever settled it before.

        Raises:
            UnknownTroubleError: there is no such draft.
        """
        self.settle(f"{mail}{_OF_MAILS}{number}", None)

    def sites(self) -> tuple[str, ...]:
        """Every site that a kept answer was asked for."""
        with self._database.session() as session:
            return tuple(session.scalars(select(TraceRow.site).where(TraceRow.site.is_not(None)).distinct().order_by(TraceRow.site)))

    def _change(self, id: str, **values: str | None) -> None:
        self.row(id)
        with self._database.session() as session:
            session.merge(QueueRow(id=id, changed_at=datetime.now(UTC), **values))

    def _answers(self, session: Session, wanted: Wanted) -> Iterator[Troubled]:
        which = [_of_trouble(wanted.trouble), *_of_state(wanted)]
        which += [TraceRow.site == wanted.site] if wanted.site else []
        which += [TraceRow.answer_kind == wanted.kind] if wanted.kind else []
        yield from map(_answer, session.execute(self._answer_query(*which).limit(_MOST)))

    def _answer_query(self, *which: ColumnElement[bool]) -> Select[TraceRow, FeedbackRow, QueueRow]:
        disliked = and_(FeedbackRow.trace_id == TraceRow.id, FeedbackRow.liked.is_(False))
        query = select(TraceRow, FeedbackRow, QueueRow).outerjoin(FeedbackRow, disliked).outerjoin(QueueRow, QueueRow.id == TraceRow.id)
        fresh = TraceRow.created_at >= datetime.now(UTC) - self._days
        return query.where(fresh, _of_trouble(None), *which).order_by(TraceRow.created_at.desc())

    def _mails(self, session: Session, wanted: Wanted) -> Iterator[Troubled]:
        if wanted.trouble not in (None, *_MAILS_OWN) or wanted.site or wanted.kind:
            return
        which = [*_of_state(wanted), *([_overruled()] if wanted.trouble is Trouble.OVERRULED else [])]
        yield from map(_by_hand, session.execute(self._mail_query(*which).limit(_MOST)))

    def _mail_query(self, *which: ColumnElement[bool]) -> Select[DraftRow, MailRow, QueueRow]:
        own = QueueRow.id == DraftRow.mail_id.concat(_OF_MAILS).concat(cast(DraftRow.number, String))
        query = select(DraftRow, MailRow, QueueRow).join(MailRow, MailRow.id == DraftRow.mail_id).outerjoin(QueueRow, own)
        fresh = MailRow.updated_at >= datetime.now(UTC) - self._mail_days
        return query.where(fresh, or_(DraftRow.edited_by.is_not(None), _overruled()), *which).order_by(MailRow.updated_at.desc())


def _of_trouble(trouble: Trouble | None) -> ColumnElement[bool]:
    disliked: ColumnElement[bool] = FeedbackRow.id.is_not(None)
    if trouble is None:
        return or_(and_(TraceRow.troubles.is_not(None), TraceRow.troubles != ""), disliked)
    if trouble is Trouble.DISLIKED:
        return disliked
    return false() if trouble in _MAILS_OWN else TraceRow.troubles.contains(trouble.value, autoescape=True)


def _overruled() -> ColumnElement[bool]:
    told: ColumnElement[bool] = DraftRow.about["overruled"].as_boolean().is_(True)
    return told


def _of_state(wanted: Wanted) -> list[ColumnElement[bool]]:
    which = [QueueRow.settled_by.is_not(None) if wanted.settled else QueueRow.settled_by.is_(None)]
    return which + ([QueueRow.taken_by == wanted.taken_by] if wanted.taken_by else [])


def _answer(row: Row[TraceRow, FeedbackRow | None, QueueRow | None]) -> Troubled:
    trace, disliked, state = row
    known = tuple(Trouble(each) for each in (trace.troubles or "").split())
    return Troubled(
        id=trace.id,
        question=disliked.question if disliked else _kept_words(trace.record),
        at=trace.created_at,
        as_of=date.fromisoformat(trace.record["as_of"]),
        troubles=(Trouble.DISLIKED, *known) if disliked else known,
        site=trace.site or "",
        kind=trace.answer_kind or "",
        status=trace.status or "",
        said=disliked.reason if disliked else "",
        trace=trace.id,
        **_state(state),
    )


def _by_hand(row: Row[DraftRow, MailRow, QueueRow | None]) -> Troubled:
    draft, mail, state = row
    return Troubled(
        id=f"{mail.id}{_OF_MAILS}{draft.number}",
        question=draft.question or mail.text[:200],
        at=mail.updated_at,
        as_of=date.fromisoformat(mail.as_of),
        troubles=tuple(trouble for trouble, found in ((Trouble.OVERRULED, draft.about.get("overruled")), (Trouble.BY_HAND, draft.edited_by)) if found),
        status=str(draft.about.get("status", "")),
        said=draft.text,
        trace=str(draft.about.get("trace", "")),
        mail=mail.id,
        **_state(state),
    )


def _state(state: QueueRow | None) -> dict[str, str]:
    names = ("taken_by", "settled_by", "settled_as")
    return {name: (getattr(state, name) or "") if state else "" for name in names}


def _kept_words(record: dict[str, Any]) -> str:
    """The message as far as it was kept."""
    words, reached = "", 0
    for piece in record.get("pieces", ()):
        words += ("…" if piece["start"] > reached else "") + piece["words"]
        reached = piece["end"]
    return words + ("…" if record.get("length", 0) > reached else "")
