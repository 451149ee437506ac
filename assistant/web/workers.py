"""Several processes that answer on one socket: a parent that answers nothing itself starts them, replaces one that ends or hangs, and stops them all.

What they have in common lies outside of them: the store, Redis, the files. A worker whose parent is gone stops, too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Final

from prometheus_client.multiprocess import mark_process_dead

from assistant.errors import SettingError, StorageError
from assistant.logging import configure_logging, get_logger
from assistant.ratelimits import MEMORY
from assistant.settings import Settings
from assistant.store import Store
from assistant.web.metrics import SHARED_FOLDER
from assistant.web.patience import STOP_SECONDS
from corpus.errors import ZjtxError

_LOOK_SECONDS: Final = 0.5
_GRACE_SECONDS: Final = STOP_SECONDS + 5
"""What a worker that was told to stop gets before it is killed."""
_PAUSES: Final = (0.0, 1.0, 5.0, 30.0)
"""Seconds before the next try for a worker that ended before it answered, by how often it did."""
SILENT_SECONDS: Final = 60.0
"""A worker of which nothing was heard for so long hangs."""
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

_spawn = multiprocessing.get_context("spawn")


@dataclass
class _Worker:
    """A place among the workers, and the process that fills it."""

    number: int
    process: SpawnProcess | None = None
    heard: Connection | None = None
    answers: bool = False
    heard_at: float = 0.0
    failed: int = 0
    not_before: float = 0.0


class Workers:
    """`settings.workers` processes on one socket.

    Args:
        answers: told once the first of them answers, and again and again from then on.

    Raises:
        SettingError: they would have no database in common.
    """

    def __init__(self, settings: Settings, listener: socket.socket, answers: Callable[[], None]) -> None:
        self._settings, self._listener, self._answers = settings, listener, answers
        self._workers = [_Worker(number) for number in range(1, settings.workers + 1)]
        self._told_to_stop = False
        self._answered = False

    def run(self) -> int:
        """Keep them running until a signal says stop; the exit code, not 0 where they could not be started."""
        _must_have_a_store_in_common(self._settings)
        if self._settings.limits_url == MEMORY:
            get_logger(__name__).warning("limits_by_worker", setting="ZJTX_LIMITS_URL")
        with _figures_in_common(), self._signals():
            while not self._told_to_stop:
                self._start_missing()
                self._listen(_LOOK_SECONDS)
                code = self._look_after_the_dead()
                if code:
                    self._stop()
                    return code
            self._stop()
        return 0

    def _start_missing(self) -> None:
        for worker in self._workers:
            if worker.process is None and time.monotonic() >= worker.not_before:
                worker.heard, says = _spawn.Pipe(duplex=False)
                worker.process = _spawn.Process(target=_work, args=(self._settings, self._listener, worker.number, says), name=f"worker-{worker.number}")
                worker.process.start()
                says.close()

    def _listen(self, seconds: float) -> None:
        """Wait until a worker answers or ends, or the time is over."""
        talking = {worker.heard: worker for worker in self._workers if worker.heard is not None}
        sentinels = [worker.process.sentinel for worker in self._workers if worker.process is not None]
        for found in wait([*talking, *sentinels], seconds):
            if isinstance(found, Connection) and _says_it_answers(found):
                worker = talking[found]
                worker.answers, worker.failed, worker.heard_at = True, 0, time.monotonic()
                self._answered = True
                self._answers()

    def _look_after_the_dead(self) -> int:
        """Make room for others in the places of those that ended; the exit code where none ever answered."""
        for worker in self._workers:
            process = worker.process
            if process is None or process.pid is None:
                continue
            if worker.answers and time.monotonic() - worker.heard_at > SILENT_SECONDS:
                get_logger(__name__).error("worker_silent", worker=worker.number, seconds=SILENT_SECONDS)
                process.kill()
                process.join()
            if process.exitcode is None:
                continue
            mark_process_dead(process.pid)  # type: ignore[no-untyped-call]
            if not worker.answers:
                worker.failed += 1
                if not self._answered:
                    return process.exitcode if process.exitcode > 0 else 1
            get_logger(__name__).error("worker_ended", worker=worker.number, code=process.exitcode, answered=worker.answers)
            worker.not_before = time.monotonic() + _PAUSES[min(worker.failed, len(_PAUSES) - 1)]
            process.close()
            if worker.heard is not None:
                worker.heard.close()
            worker.process, worker.heard, worker.answers = None, None, False
        return 0

    def _stop(self) -> None:
        """Let each finish what it has begun."""
        self._listener.close()
        running = [worker.process for worker in self._workers if worker.process is not None]
        for process in running:
            process.terminate()
        ends = time.monotonic() + _GRACE_SECONDS
        for process in running:
            process.join(max(0.0, ends - time.monotonic()))
            if process.exitcode is None:
                get_logger(__name__).error("worker_killed", process=process.pid)
                process.kill()
                process.join()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            self._told_to_stop = True

        before = {each: signal.signal(each, stop) for each in _SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _says_it_answers(connection: Connection) -> bool:
    try:
        return bool(connection.recv())
    except (EOFError, OSError):  # it has ended
        return False


def _must_have_a_store_in_common(settings: Settings) -> None:
    """Open the database once, which brings it to the present schema; one that is only away now is waited for by the workers."""
    store = Store(settings)
    try:
        if store.database.in_memory:
            raise SettingError("setting_workers_memory", "ZJTX_DATABASE_URL")
    except StorageError:
        return
    finally:
        store.close()


@contextmanager
def _figures_in_common() -> Iterator[None]:
    """A folder in which every worker writes what it counts."""
    if SHARED_FOLDER in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="zjtx-figures-", ignore_cleanup_errors=True) as folder:
        os.environ[SHARED_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[SHARED_FOLDER]


def _work(settings: Settings, listener: socket.socket, number: int, says: Connection) -> None:
    """What a worker does."""
    configure_logging(settings.log_level)
    threading.Thread(target=_stop_with_parent, name="parent", daemon=True).start()
    from assistant.web.server import run_server

    def answers() -> None:
        with suppress(OSError):  # the parent is gone, and this one about to stop
            says.send(True)

    try:
        run_server(settings, listener, answers, purges=number == 1)
    except ZjtxError as error:
        print(error.message, file=sys.stderr, flush=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:  # the terminal's, which the parent has got, too
        sys.exit(0)


def _stop_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
