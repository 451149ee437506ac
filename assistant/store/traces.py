"""Traces: how answers came about, kept no longer than conversations are, and never with whose they are."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Final

from pydantic import ValidationError
from sqlalchemy import delete, select

from assistant.errors import StorageError
from assistant.logging import get_logger
from assistant.store.database import Database
from assistant.store.tables import TraceRow
from assistant.trace import Trace
from assistant.trace.keeping import kept_record
from assistant.trace.summary import columns_of

_PAUSE_SECONDS: Final = 60.0
"""For how long nothing is tried again where the database refused: an answer waits for a trace once, not each time."""
_PURGE_SECONDS: Final = 3600.0


class TraceBook:
    """Takes traces down, masked, and hands them out by their ids.

    Args:
        days: how long one is kept; 0 keeps none.
    """

    def __init__(self, database: Database, days: int) -> None:
        self._database = database
        self._kept = timedelta(days=days)
        self._not_before = 0.0
        self._purged = -_PURGE_SECONDS

    def keep(self, trace: Trace, conversation_id: str | None = None) -> None:
        """Write one down. Where that fails the log says so: an answer never fails for its trace."""
        if not self._kept or time.monotonic() < self._not_before:
            return
        record = kept_record(trace, alone=conversation_id is None)
        row = TraceRow(id=trace.id, conversation_id=conversation_id, record=record, created_at=trace.made_at, **columns_of(trace))
        try:
            with self._database.session() as session:
                if time.monotonic() - self._purged > _PURGE_SECONDS:
                    session.execute(delete(TraceRow).where(TraceRow.created_at < self._oldest()))
                    self._purged = time.monotonic()
                session.add(row)
        except StorageError:
            self._not_before = time.monotonic() + _PAUSE_SECONDS
            get_logger(__name__).warning("trace_not_kept", seconds=_PAUSE_SECONDS)

    def load(self, trace_id: str) -> Trace | None:
        """The trace, where it is still kept.

        Raises:
            StorageError: it can't be read.
        """
        if not self._kept:
            return None
        with self._database.session() as session:
            row = session.get(TraceRow, trace_id)
            return _trace(row) if row is not None and row.created_at >= self._oldest() else None

    def turns(self, trace_id: str) -> tuple[Trace, ...]:
        """The traces of the conversation up to this one, in order; this one alone where it stood alone.

        Raises:
            StorageError: they can't be read.
        """
        if not self._kept:
            return ()
        with self._database.session() as session:
            row = session.get(TraceRow, trace_id)
            if row is None or row.created_at < self._oldest():
                return ()
            if row.conversation_id is None:
                return (_trace(row),)
            same = TraceRow.conversation_id == row.conversation_id
            rows = session.scalars(select(TraceRow).where(same, TraceRow.created_at <= row.created_at).order_by(TraceRow.created_at))
            return tuple(_trace(each) for each in rows)

    def _oldest(self) -> datetime:
        return datetime.now(UTC) - self._kept


def _trace(row: TraceRow) -> Trace:
    try:
        return Trace.model_validate({**row.record, "id": row.id, "made_at": row.created_at})
    except ValidationError as error:  # of a version to come, or spoilt
        get_logger(__name__).error("trace_unreadable", where=str(error.errors(include_input=False)[0]["loc"]))
        raise StorageError from error
