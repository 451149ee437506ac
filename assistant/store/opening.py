"""Opening a database: a file of SQLite, a server of PostgreSQL, or memory; and bringing it to the present schema."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from assistant.logging import get_logger
from assistant.store.tables import SCHEMA, Base

_LOCK_SECONDS: Final = 30
_BUSY_MS: Final = 5000
_WAIT_SECONDS: Final = 5
"""For a server to take a connection, to take what is sent, and for one's turn at a connection."""
_SERVER: Final = {"connect_timeout": _WAIT_SECONDS, "tcp_user_timeout": _WAIT_SECONDS * 1000, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
"""What goes silent on the way to PostgreSQL is noticed within seconds; by itself the system waits for a quarter of an hour."""
_AT_ONCE: Final = 20
"""Connections to the file that are kept open."""
_MIGRATING: Final = 0x7A6A7478
"""Of two processes that open a new database the second waits until the first has made the tables."""


def open_file(url: URL, path: Path) -> Engine:
    """The file of SQLite at `path`, made where there is none; it runs in WAL mode and is for its owner only.

    Raises:
        OSError, SQLAlchemyError: it can't be read, written or brought to the schema.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _for_owner_only(path)
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=_AT_ONCE)
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


def open_server(url: URL, connections: int) -> Engine:
    """The database of a server; `postgresql://…` means the driver that the package `psycopg` brings.

    Args:
        connections: at most.

    Raises:
        SQLAlchemyError, ImportError: it can't be reached, or not with what is installed.
    """
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    wait = _SERVER if url.get_backend_name() == "postgresql" else {}
    engine = create_engine(url, pool_pre_ping=True, pool_size=connections, max_overflow=0, pool_timeout=_WAIT_SECONDS, connect_args=wait)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            _to_present_schema(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_memory() -> Engine:
    """A database that ends with the process."""
    # One connection, handed to one session at a time: a second one would see a database of its own.
    engine = create_engine("sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    return engine


def _for_owner_only(path: Path) -> None:
    """Let nobody but the owner read the database; its log and index take their mode from it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if each.exists() and each.stat().st_mode & 0o077:
            each.chmod(0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _to_present_schema(connection: Connection) -> None:
    """Run the migrations that this database has not seen; Alembic is imported only where there are any.

    While machines are exchanged one by one a newer version may have been there before; what it adds does not disturb this one.
    """
    found = _revision(connection)
    if found == SCHEMA:
        return
    if found is not None and found > SCHEMA:
        get_logger(__name__).warning("schema_newer", found=found, known=SCHEMA)
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
