"""The answers that people at the desk write: kept as drafts, published, and withdrawn."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select, update

from assistant.errors import CuratedChangedError, UnknownCuratedError
from assistant.masking import masked
from assistant.planning.curated import CuratedAnswer, CuratedSentence, CuratedSource
from assistant.store.database import Database
from assistant.store.revision import grow
from assistant.store.tables import CuratedRow
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.verifying.sentences import split
from corpus.terms import Tier, Track

_ID_BYTES: Final = 8


class CuratedState(StrEnum):
    """How far an answer has got."""

    DRAFT = "draft"
    WAITING = "waiting"
    """For a supervisor."""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class CuratedText:
    """An answer as it is written: what the form at the desk holds.

    Attributes:
        text: with marks such as [1], which count `sources`.
        from_row: of the queue that it was written for; empty where there is none.
        version: counts the changes; a change made to an older one is refused.
    """

    matter: Matter
    forms: tuple[Form, ...]
    phrasings: tuple[str, ...]
    text: str
    sources: tuple[CuratedSource, ...]
    holds_from: date
    holds_to: date | None = None
    tiers: tuple[Tier, ...] = ()
    track: Track | None = None
    sites: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: secrets.token_hex(_ID_BYTES))
    state: CuratedState = CuratedState.DRAFT
    from_row: str = ""
    written_by: str = ""
    released_by: str | None = None
    version: int = 0
    updated_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def answer(self) -> CuratedAnswer:
        """What the planner needs of it."""
        return CuratedAnswer(
            id=self.id,
            matter=self.matter,
            forms=self.forms,
            phrasings=self.phrasings,
            sentences=tuple(CuratedSentence(each.plain, each.marks) for each in split(self.text)),
            sources=self.sources,
            holds_from=self.holds_from,
            holds_to=self.holds_to,
            tiers=self.tiers,
            track=self.track,
            sites=self.sites,
        )


class CuratedBook:
    """Keeps the answers; every change is seen by every process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: CuratedText) -> None:
        """Keep a new one."""
        with self._database.session() as session:
            session.add(CuratedRow(id=text.id, created_at=datetime.now(UTC), **_columns(text)))
            grow(session)

    def load(self, id: str) -> CuratedText:
        """Raises UnknownCuratedError where there is none."""
        with self._database.session() as session:
            row = session.get(CuratedRow, id)
            if row is None:
                raise UnknownCuratedError
            return _text(row)

    def save(self, text: CuratedText) -> CuratedText:
        """Keep a change to one as loaded.

        Raises:
            CuratedChangedError: somebody changed it since; nothing is kept.
        """
        kept = replace(text, version=text.version + 1, updated_at=datetime.now(UTC))
        mine = (CuratedRow.id == text.id) & (CuratedRow.version == text.version)
        with self._database.session() as session:
            if session.scalar(update(CuratedRow).where(mine).values(**_columns(kept)).returning(CuratedRow.id)) is None:
                raise CuratedChangedError
            grow(session)
        return kept

    def all(self, state: CuratedState | None = None) -> tuple[CuratedText, ...]:
        """Those in a state, or all, changed last first."""
        query = select(CuratedRow).order_by(CuratedRow.updated_at.desc(), CuratedRow.id)
        with self._database.session() as session:
            return tuple(_text(row) for row in session.scalars(query.where(CuratedRow.state == state) if state else query))


def _columns(text: CuratedText) -> dict[str, Any]:
    body = {
        "matter": [text.matter.kind.value, text.matter.id],
        "forms": [form.value for form in text.forms],
        "phrasings": masked(list(text.phrasings), enterprises=True),
        "text": masked(text.text),
        "sources": masked([vars(source) for source in text.sources]),
        "holds_from": text.holds_from.isoformat(),
        "holds_to": text.holds_to.isoformat() if text.holds_to else None,
        "tiers": [tier.value for tier in text.tiers],
        "track": text.track,
        "sites": masked(list(text.sites)),
    }
    names = ("from_row", "written_by", "released_by", "version", "updated_at")
    return {"state": text.state, "body": body, **{name: getattr(text, name) for name in names}}


def _text(row: CuratedRow) -> CuratedText:
    body = row.body
    kind, matter = body["matter"]
    return CuratedText(
        matter=Matter(MatterKind(kind), matter),
        forms=tuple(map(Form, body["forms"])),
        phrasings=tuple(body["phrasings"]),
        text=body["text"],
        sources=tuple(CuratedSource(**source) for source in body["sources"]),
        holds_from=date.fromisoformat(body["holds_from"]),
        holds_to=date.fromisoformat(body["holds_to"]) if body["holds_to"] else None,
        tiers=tuple(map(Tier, body["tiers"])),
        track=Track(body["track"]) if body["track"] else None,
        sites=tuple(body["sites"]),
        id=row.id,
        state=CuratedState(row.state),
        from_row=row.from_row,
        written_by=row.written_by,
        released_by=row.released_by,
        version=row.version,
        updated_at=row.updated_at,
    )
