"""A real PostgreSQL for the tests of the store, with databases that are quickly made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count

import psycopg

from assistant.settings import Settings
from assistant.store import Store
from assistant.store.tables import Base
from tools.cluster.postgres import PostgresServer, running_server

_NAMES = count()
_LAST: list[str] = []
_SEEDED = "zjtx_seeded"
_WITH_ROWS = {"desk_revision"}
"""Tables that a new database has a row in."""


@dataclass(frozen=True)
class Postgres(PostgresServer):
    """A running server with a database of the present schema to copy."""

    def emptied(self) -> str:
        """The address of a database with the present schema and nothing in it: that of the test before, unless it spoilt it."""
        if _LAST:
            with suppress(psycopg.Error), psycopg.connect(_LAST[0], autocommit=True) as connection:
                connection.execute("SET session_replication_role = replica")  # the audit log refuses it otherwise
                connection.execute(f"TRUNCATE {', '.join(set(Base.metadata.tables) - _WITH_ROWS)} RESTART IDENTITY".encode())
                return _LAST[0]
        _LAST[:] = [self.fresh(of=_SEEDED)]
        return _LAST[0]

    def fresh(self, *, of: str = "template0") -> str:
        """The address of a new database, a copy of another."""
        name = f"zjtx_{next(_NAMES)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {of}".encode())
        return self.url(name)

    def seed(self) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {_SEEDED}".encode())
        store = Store(Settings(database_url=self.url(_SEEDED), _env_file=None))
        assert not store.database.in_memory
        store.close()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server until the block is left."""
    with running_server() as server:
        postgres = Postgres(server.port, server.folder, server.user)
        postgres.seed()
        yield postgres
