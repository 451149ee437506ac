"""A real PostgreSQL: Debian's, in a folder of its own, on a free port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from bench.serving import free_port

_OPTIONS: Final = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c unix_socket_directories= -c listen_addresses=127.0.0.1"
"""For what may be lost with the machine: a power cut is not what is tried here."""
_REACHED_WITHIN: Final = 30.0


@dataclass(frozen=True)
class PostgresServer:
    """A server that can be taken away and brought back."""

    port: int
    folder: Path
    user: str | None

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://zjtx@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """At once, with whatever is connected."""
        self._control("stop", "-m", "immediate", "-w")

    def start(self) -> None:
        self._control("start", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", f"-p {self.port} {_OPTIONS}")

    def _control(self, *arguments: str) -> None:
        _run(self.user, "pg_ctl", "-D", str(self.folder / "data"), *arguments)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server until the block is left."""
    folder = Path(tempfile.mkdtemp(prefix="zjtx-postgres-"))
    user = "nobody" if os.geteuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user)
    server = PostgresServer(free_port(), folder, user)
    try:
        _run(user, "initdb", "-D", str(folder / "data"), "-U", "zjtx", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)


def wait_until_reachable(url: str) -> None:
    """Until a server answers.

    Raises:
        psycopg.OperationalError: it does not.
    """
    ends = time.monotonic() + _REACHED_WITHIN
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def _run(user: str | None, name: str, *arguments: str) -> None:
    drop = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}
    done = subprocess.run([_binary(name), *arguments], cwd="/", stdin=subprocess.DEVNULL, capture_output=name == "initdb", text=True, timeout=120, **drop)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{name} {' '.join(arguments)}: {done.stderr}")


def _binary(name: str) -> str:
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = shutil.which(name) or (str(beside[-1]) if beside else None)
    if found is None:
        raise RuntimeError(f"no {name}: run tools/system.sh, or install the package postgresql")
    return found
