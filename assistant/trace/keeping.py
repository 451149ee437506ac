"""What is kept of a trace, and how a process that has not opened the store keeps one: by the standard library alone.

Loading SQLAlchemy would make a cold `zjtx ask` a quarter slower, for one row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import StorageError
from assistant.logging import get_logger
from assistant.masking import masked
from assistant.settings import Settings
from assistant.trace.summary import COLUMNS, columns_of
from assistant.trace.trace import Trace

if TYPE_CHECKING:
    from assistant.store import Store

_FILE: Final = "sqlite:///"
_BUSY_SECONDS: Final = 5.0
_MOMENT: Final = "%Y-%m-%d %H:%M:%S.%f"
"""How SQLAlchemy writes a moment into SQLite."""
_KEPT: Final = ("id", "record", "created_at", *COLUMNS)
_INSERT: Final = f"INSERT INTO traces ({', '.join(_KEPT)}) VALUES ({', '.join(f':{name}' for name in _KEPT)})"


def kept_record(trace: Trace, *, alone: bool) -> dict[str, Any]:
    """A trace as it is kept under its id and moment: masked, as JSON.

    Args:
        alone: of no conversation; then it holds no enterprise's name either.
    """
    record: dict[str, Any] = masked(trace.model_dump(mode="json", exclude={"id", "made_at"}), enterprises=alone)
    return record


def keep(trace: Trace, conversation_id: str | None, settings: Settings, store: Callable[[], Store], *, opened: bool) -> None:
    """Write a trace down; an answer never fails for it.

    Args:
        store: opens it where that is needed; `opened` whether it is already.
    """
    if not opened and conversation_id is None and keep_in_file(trace, settings):
        return
    try:
        store().traces.keep(trace, conversation_id)
    except StorageError as error:
        get_logger(__name__).warning("trace_not_kept", reason=error.message)


def keep_in_file(trace: Trace, settings: Settings) -> bool:
    """Keep the trace of a question that stands alone, and delete those that have run out.

    Returns:
        False where the database is no SQLite file at the present schema: then the store has to open it.
    """
    if not settings.database.startswith(_FILE) or "?" in settings.database:
        return False
    path = Path(settings.database.removeprefix(_FILE))
    if not path.is_file():
        return False
    oldest = datetime.now(UTC) - timedelta(days=settings.days_of_traces)
    row = {"id": trace.id, "record": json.dumps(kept_record(trace, alone=True)), "created_at": _moment(trace.made_at), **columns_of(trace)}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA secure_delete=ON")
            with connection:
                connection.execute("DELETE FROM traces WHERE created_at < ?", (_moment(oldest),))
                connection.execute(_INSERT, row)
    except sqlite3.Error as error:
        get_logger(__name__).info("trace_left_to_the_store", reason=str(error))
        return False
    return True


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_MOMENT)
