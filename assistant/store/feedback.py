"""Feedback: what readers liked or disliked, with the answer's trace; masked, one word an answer, kept for its days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from assistant.errors import UnknownTraceError
from assistant.masking import mask
from assistant.store.database import Database
from assistant.store.tables import FeedbackRow, TraceRow


@dataclass(frozen=True)
class Feedback:
    """One reader's word on one answer.

    Attributes:
        trace_id: of the answer.
        question: as asked.
        reason: why, in the reader's words; may be empty.
    """

    trace_id: str
    question: str
    liked: bool
    reason: str = ""
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class FeedbackBook:
    """Takes feedback down and hands it out, oldest first.

    Args:
        days: how long a word is kept.
        with_traces: take a word only on an answer whose trace is kept.
    """

    def __init__(self, database: Database, days: int, *, with_traces: bool = True) -> None:
        self._database, self._with_traces = database, with_traces
        self._kept = timedelta(days=days)

    def record(self, feedback: Feedback) -> None:
        """Keep a word on an answer, without whose it is, in place of an earlier one on the same answer.

        Raises:
            UnknownTraceError: no such answer was given, or its trace has run out.
            StorageError: it can't be kept.
        """
        with self._database.session() as session:
            if self._with_traces and session.get(TraceRow, feedback.trace_id) is None:
                raise UnknownTraceError
            session.execute(delete(FeedbackRow).where(FeedbackRow.trace_id == feedback.trace_id))
            session.add(
                FeedbackRow(
                    trace_id=feedback.trace_id,
                    question=mask(feedback.question, enterprises=True),
                    liked=feedback.liked,
                    reason=mask(feedback.reason, enterprises=True),
                    created_at=feedback.created_at,
                )
            )

    def question_of(self, trace_id: str) -> str | None:
        """The question of an answer that somebody gave his word on, masked; None where nobody did."""
        with self._database.session() as session:
            found: str | None = session.scalar(select(FeedbackRow.question).where(FeedbackRow.trace_id == trace_id, self._fresh()))
            return found

    def all(self) -> tuple[Feedback, ...]:
        with self._database.session() as session:
            rows = session.scalars(select(FeedbackRow).where(self._fresh()).order_by(FeedbackRow.id))
            return tuple(Feedback(row.trace_id, row.question, row.liked, row.reason, row.created_at) for row in rows)

    def _fresh(self) -> ColumnElement[bool]:
        return FeedbackRow.created_at >= datetime.now(UTC) - self._kept
