"""The database: opened, watched, and never a reason to stop answering.

SQLite runs in WAL mode, so readers and a writer don't wait for each other and a killed process leaves a sound file.
Where the data folder can't be written, everything is kept in memory until the process ends, and the log says so. What
passes by itself - a lock, a full disk, a server that is away - is an error of that moment, and is tried anew the next time.
"""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import Timeout
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import StorageError
from assistant.logging import get_logger
from assistant.reach import Reach
from assistant.settings import Settings
from assistant.store.opening import open_file, open_memory, open_server

_PASSING: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""What SQLite refuses for now only, by the lowest byte of its code."""
_AWAY: Final = ("08", "57P")
"""How codes of PostgreSQL begin that say it can't be reached, or stops or starts."""


class Database:
    """Sessions on one engine.

    Args:
        file: of SQLite; where it is deleted or replaced by another while in use, what stands in its place is opened.

    Attributes:
        in_memory: whether nothing outlives the process.
    """

    def __init__(self, engine: Engine, *, in_memory: bool = False, file: Path | None = None) -> None:
        self._engine, self._file = engine, file
        self.in_memory = in_memory
        self._seen = _identity(file)
        self._log_seen: tuple[int, int] | None = None
        self._opening = threading.Lock()
        self._reach = Reach()

    @staticmethod
    def open(settings: Settings) -> Database:
        """Open the database of `settings`, in memory where its SQLite file can't be written.

        Raises:
            StorageError: a file that somebody has locked, a server that can't be reached or brought to the schema.
        """
        url = make_url(settings.database)
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            return Database(open_memory(), in_memory=True)
        try:
            if url.get_backend_name() != "sqlite":
                return Database(open_server(url, settings.database_connections))
            path = Path(url.database or "")
            return Database(open_file(url, path), file=path)
        except (OSError, SQLAlchemyError, sqlite3.Error, ImportError) as error:
            if url.get_backend_name() != "sqlite" or _passes(error):
                raise _refused(error) from error
            get_logger(__name__).warning("store_in_memory", path=url.database, reason=_reason(error))
            return Database(open_memory(), in_memory=True)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on an error.

        Raises:
            StorageError: the database refused.
        """
        engine = self._sound()
        began = self._reach.begin()
        if began is None:
            raise StorageError
        reached = True
        try:
            with Session(engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            reached = not _is_away(error)
            raise _refused(error, known=self._reach.is_away and not reached) from error
        finally:
            if self._reach.end(began, reached=reached) and reached:
                get_logger(__name__).warning("store_reached_again")
        if self._file is not None and _identity(self._file) == self._seen:
            self._log_seen = _identity(_log_of(self._file))

    def answers(self) -> bool:
        """Ask it something; False where it answers, but only from this process's memory.

        Raises:
            StorageError: it does not answer.
        """
        with self.session() as session:
            session.execute(text("SELECT 1"))
        return not self.in_memory

    def compact(self) -> None:
        """Give the bytes of what was deleted back, so that no file holds them any more; nothing where there is no file."""
        self._tidy("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def fold_log(self) -> None:
        """Write SQLite's log into its file, where what was deleted is overwritten; quick, and in nobody's way."""
        self._tidy("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the files back; SQLite then folds its log into the database."""
        self._engine.dispose()

    def _tidy(self, *statements: str) -> None:
        if self._file is None:
            return
        try:
            with self._sound().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for statement in statements:
                    connection.execute(text(statement))
        except SQLAlchemyError as error:
            raise _refused(error) from error

    def _sound(self) -> Engine:
        """The engine, on another file where the one it had is no longer in its place."""
        if self._file is None or _identity(self._file) == self._seen:
            return self._engine
        with self._opening:
            if _identity(self._file) != self._seen:
                get_logger(__name__).error("database_gone", path=str(self._file))
                self._reopen(self._file)
        return self._engine

    def _reopen(self, file: Path) -> None:
        self._engine.dispose()
        log = _log_of(file)
        try:
            if self._log_seen is not None and _identity(log) == self._log_seen:  # of the file that is gone, and not to be read into another
                log.unlink()
            self._engine = open_file(self._engine.url, file)
        except (OSError, SQLAlchemyError, sqlite3.Error) as error:
            raise _refused(error) from error
        self._seen, self._log_seen = _identity(file), None


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Which file stands at a path; None where none does."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _is_away(error: SQLAlchemyError) -> bool:
    """Whether a server could not be reached, or has just gone."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or not isinstance(error.orig, sqlite3.Error) and (state is None or state.startswith(_AWAY))


def _passes(error: Exception) -> bool:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return isinstance(error, Timeout) or getattr(error, "errno", None) == errno.ENOSPC or (code is not None and code & 0xFF in _PASSING)


def _refused(error: Exception, *, known: bool = False) -> StorageError:
    """The error to raise; the log is told, unless it is `known` that the database is away."""
    if not known:
        get_logger(__name__).error("store_failed", reason=_reason(error))
    return StorageError()


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0]
