"""What the desk's dashboard counts: the answers that are still kept, day by day, as they ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, select

from assistant.clock import SHANGHAI
from assistant.store.database import Database
from assistant.store.tables import FeedbackRow, TraceRow
from assistant.topics.forms import Matter, MatterKind
from assistant.trace.summary import Trouble

_MOST_READ: Final = 3000
"""Answers without a text whose questions are looked at."""


@dataclass(frozen=True)
class AnswerCount:
    """One answer as it is counted.

    Attributes:
        day: in Shanghai.
        site: empty for the plain service.
    """

    day: date
    site: str
    kind: str
    status: str
    origin: str
    ms: float
    troubles: frozenset[Trouble]
    disliked: bool


@dataclass(frozen=True)
class Unanswered:
    """A matter that was asked and of which the texts say nothing: how often, and one of the questions."""

    matter: Matter
    count: int
    example: str


class FigureBook:
    """Reads the answers to count.

    Args:
        days: for which traces are kept.
    """

    def __init__(self, database: Database, days: int) -> None:
        self._database, self.days = database, days

    def answers(self, days: int, site: str = "") -> tuple[AnswerCount, ...]:
        """The answers of the last days, the oldest first."""
        disliked = and_(FeedbackRow.trace_id == TraceRow.id, FeedbackRow.liked.is_(False))
        columns = (TraceRow.created_at, TraceRow.site, TraceRow.answer_kind, TraceRow.status, TraceRow.origin, TraceRow.ms, TraceRow.troubles, FeedbackRow.id)
        query = select(*columns).outerjoin(FeedbackRow, disliked).where(TraceRow.created_at >= _since(days), TraceRow.status.is_not(None))
        query = query.where(TraceRow.site == site) if site else query
        with self._database.session() as session:
            rows = session.execute(query.order_by(TraceRow.created_at)).all()
        return tuple(
            AnswerCount(at.astimezone(SHANGHAI).date(), of or "", kind or "", status or "", origin or "", ms or 0.0, frozenset(map(Trouble, (troubles or "").split())), word is not None)
            for at, of, kind, status, origin, ms, troubles, word in rows
        )

    def unanswered(self, days: int, site: str = "", count: int = 15) -> tuple[Unanswered, ...]:
        """The matters most often asked in vain."""
        silent = TraceRow.troubles.contains(Trouble.NOT_IN_CORPUS.value)
        query = select(TraceRow.record).where(TraceRow.created_at >= _since(days), silent)
        query = query.where(TraceRow.site == site) if site else query
        with self._database.session() as session:
            records = list(session.scalars(query.order_by(TraceRow.created_at.desc()).limit(_MOST_READ)))
        parts = [part for record in records for part in record.get("parts", ()) if part.get("status") == "not_in_corpus"]
        counted = Counter((part["kind"], part.get("id")) for part in parts)
        examples = {(part["kind"], part.get("id")): part["words"] for part in reversed(parts)}
        return tuple(Unanswered(Matter(MatterKind(kind), id), number, examples[kind, id]) for (kind, id), number in counted.most_common(count))


def percentile(values: Iterable[float], share: float) -> float | None:
    """The value below which that share of the values lies; None of no values.

    >>> percentile([10, 20, 30, 40], 0.5), percentile([], 0.5)
    (20, None)
    """
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))] if ordered else None


def _since(days: int) -> datetime:
    """Midnight in Shanghai, so many days back, today counted."""
    start = datetime.now(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
    return start.astimezone(UTC)
