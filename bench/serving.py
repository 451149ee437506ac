"""A server in a process of its own, as an operator starts it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_STARTS_WITHIN = 240.0


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def probe(self) -> float:
        """Seconds until `/healthz` has answered.

        Raises:
            OSError, http.client.HTTPException: it did not.
        """
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status != 200:
                raise http.client.HTTPException("healthz")
        finally:
            connection.close()
        return time.perf_counter() - started

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal, and wait until it is gone."""
        self.process.send_signal(how)
        self.process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data_dir: Path, index_dir: Path, port: int | None = None, program: Sequence[str] = ("-m", "assistant"), **settings: object) -> Iterator[Served]:
    """`zjtx serve` until the block is left.

    Args:
        program: what Python runs in place of it.
        settings: `ZJTX_…` by their names.

    Raises:
        RuntimeError: it ended, or did not answer.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ZJTX_")}
    environment |= {"ZJTX_DATA_DIR": str(data_dir), "ZJTX_INDEX_DIR": str(index_dir), "OMP_WAIT_POLICY": "passive"}
    environment |= {f"ZJTX_{name.upper()}": str(value) for name, value in settings.items()}
    port = port or free_port()
    process = subprocess.Popen([sys.executable, *program, "serve", "--port", str(port)], cwd=_ROOT, env=environment)
    served = Served(port, process)
    try:
        _wait(served)
        yield served
    finally:
        if process.poll() is None:
            served.end()


def _wait(served: Served) -> None:
    ends = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < ends and served.process.poll() is None:
        try:
            served.probe()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start ({served.process.poll()})")
