"""A real PostgreSQL for tests: Debian's, in a folder of its own, on a free port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from assistant.settings import Settings
from assistant.store import Store
from assistant.store.tables import Base

_NAMES = count()
_LAST: list[str] = []
_SEEDED = "zjtx_seeded"
_WITH_ROWS = {"desk_revision"}
"""Tables that a new database has a row in."""
_OPTIONS = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c unix_socket_directories= -c listen_addresses=127.0.0.1"


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    port: int
    folder: Path
    user: str | None

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://zjtx@127.0.0.1:{self.port}/{name}"

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

    def stop(self) -> None:
        """At once, with whatever is connected."""
        self._control("stop", "-m", "immediate", "-w")

    def start(self) -> None:
        self._control("start", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", f"-p {self.port} {_OPTIONS}")

    def seed(self) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {_SEEDED}".encode())
        store = Store(Settings(database_url=self.url(_SEEDED), _env_file=None))
        assert not store.database.in_memory
        store.close()

    def _control(self, *arguments: str) -> None:
        _run(self.user, "pg_ctl", "-D", str(self.folder / "data"), *arguments)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server until the block is left."""
    folder = Path(tempfile.mkdtemp(prefix="zjtx-postgres-"))
    user = "nobody" if os.geteuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Postgres(free.getsockname()[1], folder, user)
    try:
        _run(user, "initdb", "-D", str(folder / "data"), "-U", "zjtx", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        server.start()
        server.seed()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)


def _run(user: str | None, name: str, *arguments: str) -> None:
    drop = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}
    done = subprocess.run([_binary(name), *arguments], cwd="/", stdin=subprocess.DEVNULL, capture_output=name == "initdb", text=True, timeout=120, **drop)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{name} {' '.join(arguments)}: {done.stderr}"


def _binary(name: str) -> str:
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = shutil.which(name) or (str(beside[-1]) if beside else None)
    assert found, f"no {name}: run tools/system.sh, or install the package postgresql"
    return found


def wait_until_reachable(url: str) -> None:
    """Until a server answers."""
    ends = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < ends
            time.sleep(0.1)
