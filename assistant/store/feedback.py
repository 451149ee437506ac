"""Feedback: what readers liked or disliked, with the answer's trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select

from assistant.store.database import Database
from assistant.store.tables import FeedbackRow


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
    """Takes feedback down and hands it out, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, feedback: Feedback) -> None:
        """Raises StorageError where it can't be kept."""
        with self._database.session() as session:
            session.add(
                FeedbackRow(
                    trace_id=feedback.trace_id,
                    question=feedback.question,
                    liked=feedback.liked,
                    reason=feedback.reason,
                    created_at=feedback.created_at,
                )
            )

    def question_of(self, trace_id: str) -> str | None:
        """The question of an answer that somebody gave his word on; None where nobody did."""
        with self._database.session() as session:
            newest = select(FeedbackRow.question).where(FeedbackRow.trace_id == trace_id).order_by(FeedbackRow.id.desc())
            found: str | None = session.scalar(newest.limit(1))
            return found

    def all(self) -> tuple[Feedback, ...]:
        with self._database.session() as session:
            rows = session.scalars(select(FeedbackRow).order_by(FeedbackRow.id))
            return tuple(Feedback(row.trace_id, row.question, row.liked, row.reason, row.created_at) for row in rows)
