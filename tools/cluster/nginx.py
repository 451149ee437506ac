"""A real nginx: Debian's, with the configuration that `deploy/` ships, on a free port, gone afterwards."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SHIPPED: Final = Path(__file__).parents[2] / "deploy" / "nginx"
_SERVERS: Final = "zjtx-servers.conf"
_PROXY: Final = "zjtx-proxy.conf"
_STARTS_WITHIN: Final = 20.0
_MAIN: Final = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; events {{ worker_connections 4096; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/zjtx.conf;
}}
"""


@dataclass
class Nginx:
    """nginx before machines that answer.

    Attributes:
        folder: its own, for its configuration and logs.
    """

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, servers: Sequence[int]) -> None:
        """Listen, and pass requests on to these ports of this machine.

        Raises:
            RuntimeError: there is no nginx, or it does not start.
        """
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if program is None:
            raise RuntimeError("no nginx: run tools/system.sh, or install the package nginx")
        shipped = (_SHIPPED / "zjtx.conf").read_text(encoding="utf-8")
        here = shipped.replace("listen 80;", f"listen 127.0.0.1:{self.port};").replace("/etc/nginx/", f"{self.folder}/")
        (self.folder / "zjtx.conf").write_text(here, encoding="utf-8")
        shutil.copy(_SHIPPED / _PROXY, self.folder)
        (self.folder / "nginx.conf").write_text(_MAIN.format(folder=self.folder), encoding="utf-8")
        self._name(servers, ())
        self.process = subprocess.Popen([program, "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), "-e", str(self.folder / "error.log")])
        ends = time.monotonic() + _STARTS_WITHIN
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"nginx did not start: {(self.folder / 'error.log').read_text(encoding='utf-8')}")
            time.sleep(0.05)

    def pass_to(self, servers: Sequence[int], down: Sequence[int] = ()) -> None:
        """Go on with these, and send nothing more to those that are `down`; what they have begun they may finish."""
        self._name(servers, down)
        if self.process is not None:
            self.process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None

    def _name(self, servers: Sequence[int], down: Sequence[int]) -> None:
        (line,) = (line for line in (_SHIPPED / _SERVERS).read_text(encoding="utf-8").splitlines() if line.startswith("server "))
        lines = [line.replace("127.0.0.1:7860", f"127.0.0.1:{port}").replace(";", " down;" if port in down else ";") for port in servers]
        (self.folder / _SERVERS).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True
