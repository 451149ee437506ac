"""A real Redis: Debian's, in a folder of its own, on a free port, gone afterwards."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.serving import free_port

_STARTS_WITHIN: Final = 20.0


@dataclass
class Redis:
    """A server that can be taken away and brought back."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Raises RuntimeError where there is none, or it does not answer."""
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("no redis-server: run tools/system.sh, or install the package redis-server")
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", "", "--daemonize", "no"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        ends = time.monotonic() + _STARTS_WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("redis-server did not start")
            time.sleep(0.05)

    def stop(self) -> None:
        """At once; what it counted is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
        except OSError:
            return False


@contextmanager
def running_redis() -> Iterator[Redis]:
    """A server until the block is left."""
    with tempfile.TemporaryDirectory(prefix="zjtx-redis-") as folder:
        server = Redis(free_port(), Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
