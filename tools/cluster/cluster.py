"""All of it on loopback: two machines that answer, nginx before them, PostgreSQL and Redis behind them, set up as `deploy/` says."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from assistant.service import Assistant
from assistant.settings import Settings
from bench.serving import Served, free_port, serving
from tools.cluster.nginx import Nginx
from tools.cluster.postgres import PostgresServer, running_server
from tools.cluster.redis import Redis, running_redis

_ENVIRONMENT: Final = Path(__file__).parents[2] / "deploy" / "zjtx.env"
_PREFIX: Final = "ZJTX_"


@dataclass
class Machine:
    """One that answers; it can be stopped or killed, and started again on the same port.

    Attributes:
        settings: `ZJTX_…` by their names.
    """

    port: int
    data_dir: Path
    index_dir: Path
    settings: dict[str, object]
    served: Served | None = None
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Raises RuntimeError where it does not answer."""
        self.served = self._running.enter_context(serving(self.data_dir, self.index_dir, self.port, **self.settings))

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal, and wait until it is gone."""
        if self.served is not None and self.served.process.poll() is None:
            self.served.end(how)
        self._running.close()


@dataclass(frozen=True)
class Cluster:
    """The parts, each to be taken away.

    Attributes:
        index_dir: of the index that all machines search.
    """

    nginx: Nginx
    machines: tuple[Machine, ...]
    redis: Redis
    postgres: PostgresServer
    index_dir: Path

    @property
    def port(self) -> int:
        return self.nginx.port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ports(self) -> list[int]:
        return [machine.port for machine in self.machines]


@contextmanager
def running_cluster(machines: int = 2, index: Path | None = None, **settings: object) -> Iterator[Cluster]:
    """A cluster until the block is left.

    Args:
        index: one to copy, else it is built.
        settings: further ones of every machine, by their names.

    Raises:
        RuntimeError: a part is not installed, or does not start.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zjtx-cluster-", ignore_cleanup_errors=True)))
        folder.chmod(0o755)  # nginx's workers are somebody else
        redis, postgres = stack.enter_context(running_redis()), stack.enter_context(running_server())
        index_dir, secrets = folder / "index", folder / "secrets"
        secrets.mkdir(mode=0o700)
        (secrets / "zjtx_database_url").write_text(postgres.url(), encoding="utf-8")
        (secrets / "zjtx_limits_url").write_text(redis.url, encoding="utf-8")
        if index is not None:
            shutil.copytree(index, index_dir)
        Assistant.open(Settings(data_dir=folder, index_dir=index_dir, _env_file=None)).ready()  # type: ignore[call-arg]
        shipped = {name.removeprefix(_PREFIX).lower(): value for name, value in dotenv_values(_ENVIRONMENT).items()}
        given = {name: value for name, value in {**shipped, "workers": 1, "secrets_dir": secrets, **settings}.items() if name != "port"}
        answering = tuple(Machine(free_port(), folder / f"machine-{number}", index_dir, given) for number in range(1, machines + 1))
        for machine in answering:
            stack.callback(machine.end)
        with ThreadPoolExecutor() as pool:
            list(pool.map(Machine.start, answering))
        (folder / "nginx").mkdir()
        nginx = Nginx(free_port(), folder / "nginx")
        stack.callback(nginx.stop)
        cluster = Cluster(nginx, answering, redis, postgres, index_dir)
        nginx.start(cluster.ports())
        yield cluster
