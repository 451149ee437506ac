"""The database: opened, brought to the present schema, and never a reason to stop answering.

SQLite runs in WAL mode, so readers and a writer don't wait for each other and a killed process leaves a sound file.
Where the data folder can't be written, everything is kept in memory until the process ends, and the log says so.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from assistant.errors import StorageError
from assistant.logging import get_logger
from assistant.settings import Settings
from assistant.store.tables import SCHEMA, Base

_LOCK_SECONDS = 30
_BUSY_MS = 5000


class Database:
    """Sessions on one engine.

    Attributes:
        in_memory: whether nothing outlives the process.
    """

    def __init__(self, engine: Engine, *, in_memory: bool) -> None:
        self._engine = engine
        self.in_memory = in_memory

    @staticmethod
    def open(settings: Settings) -> Database:
        """Open the database of `settings`, in memory where its SQLite file can't be written.

        Raises:
            StorageError: a database server that can't be reached or brought to the schema.
        """
        url = make_url(settings.database)
        if url.get_backend_name() != "sqlite":
            return Database(_open_server(url), in_memory=False)
        if not url.database or url.database == ":memory:":
            return Database(_open_memory(), in_memory=True)
        try:
            return Database(_open_file(url, Path(url.database)), in_memory=False)
        except (OSError, SQLAlchemyError, sqlite3.Error) as error:
            get_logger(__name__).warning("store_in_memory", path=url.database, reason=str(error).split("\n")[0])
            return Database(_open_memory(), in_memory=True)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on an error.

        Raises:
            StorageError: the database refused.
        """
        try:
            with Session(self._engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            get_logger(__name__).error("store_failed", reason=str(error).split("\n")[0])
            raise StorageError from error

    def compact(self) -> None:
        """Give the bytes of what was deleted back, so that no file holds them any more; nothing where there is no file."""
        if self.in_memory or self._engine.dialect.name != "sqlite":
            return
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM"))
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except SQLAlchemyError as error:
            get_logger(__name__).error("store_failed", reason=str(error).split("\n")[0])
            raise StorageError from error

    def close(self) -> None:
        """Give the files back; SQLite then folds its log into the database."""
        self._engine.dispose()


def _open_file(url: URL, path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    _for_owner_only(path)
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    try:
        with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS), engine.begin() as connection:
            _to_present_schema(connection)
            # A write that changes nothing: a read-only file fails here and not at somebody's question.
            connection.execute(text("DELETE FROM conversations WHERE id = ''"))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _for_owner_only(path: Path) -> None:
    """Let nobody but the owner read the database; its log and index take their mode from it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if each.exists() and each.stat().st_mode & 0o077:
            each.chmod(0o600)


def _open_server(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True)
        with engine.begin() as connection:
            _to_present_schema(connection)
    except (SQLAlchemyError, ImportError) as error:
        get_logger(__name__).error("store_failed", reason=str(error).split("\n")[0])
        raise StorageError from error
    return engine


def _open_memory() -> Engine:
    # One connection, handed to one session at a time: a second one would see a database of its own.
    engine = create_engine(
        "sqlite://",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )
    Base.metadata.create_all(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _to_present_schema(connection: Connection) -> None:
    """Run the migrations that this database has not seen; Alembic is imported only where there are any."""
    if _revision(connection) == SCHEMA:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
