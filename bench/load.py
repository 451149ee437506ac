"""`python -m bench.load [--people N] [--seconds S] [--every S] [--workers N] [--json FILE]`: many people at once on one server, on loopback."""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from assistant.clock import now
from assistant.evaluation.runner import commit, machine
from assistant.service import Assistant
from bench.serving import Served, serving
from bench.texts import texts

PEOPLE, SECONDS, EVERY, MAILS = 1000, 120.0, 10.0, 20
_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Load:
    """What people met. Times are of questions asked alone and in conversations, in milliseconds.

    Attributes:
        busy: requests told to come back later.
        healthz_p95: of `/healthz` meanwhile, in milliseconds.
        mib: the most memory the server had, all its processes together.
        workers: processes that answered.
    """

    people: int
    seconds: float
    every: float
    answered: int
    failed: int
    busy: int
    p50: float
    p95: float
    p99: float
    mail_p95: float | None
    sheet_p95: float | None
    healthz_p95: float
    mib: float
    errors: tuple[str, ...]
    workers: int = 1


@dataclass(frozen=True)
class Met:
    """What people met, as they tell it.

    Attributes:
        times: of questions, in milliseconds, with how often each was met.
        talks: turns that were answered, by conversation.
    """

    people: int
    seconds: float
    answered: int
    failed: int
    busy: int
    times: list[tuple[float, int]]
    mail_p95: float | None
    sheet_p95: float | None
    talks: dict[str, int]
    errors: tuple[str, ...]

    def percentile(self, share: float) -> float:
        """Of the times of questions."""
        return _percentile(self.times, share)


class Watch:
    """Looks at a server from outside, in a thread of its own, while others use it."""

    def __init__(self, served: Served) -> None:
        self._served, self._over = served, threading.Event()
        self.probes: list[float] = []
        self.missed = 0
        self.bytes = 0
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        process = psutil.Process(self._served.process.pid)
        while not self._over.wait(_LOOK_SECONDS):
            with suppress(psutil.NoSuchProcess):  # one of its own that has just ended
                every = (process, *process.children(recursive=True))
                self.bytes = max(self.bytes, sum(each.memory_info().rss for each in every))
            try:
                self.probes.append(self._served.probe())
            except (OSError, http.client.HTTPException):
                self.missed += 1


def measure(assistant: Assistant, people: int = PEOPLE, seconds: float = SECONDS, every: float = EVERY, mails: int = MAILS, workers: int = 1) -> Load:
    """Start a server, and let people use it.

    Args:
        assistant: whose index it uses.

    Raises:
        RuntimeError: the server, or the people's process, ended.
    """
    assistant.ready()
    limits = {"limit_address": 0, "limit_reads": 0}  # everybody comes from one address here
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), assistant.settings.index_path, workers=workers, **limits) as served,
        Watch(served) as watch,
    ):
        met = people_at(served.port, people, seconds, every, mails)
    return Load(
        people=met.people,
        seconds=seconds,
        every=every,
        answered=met.answered,
        failed=met.failed + watch.missed,
        busy=met.busy,
        p50=met.percentile(50),
        p95=met.percentile(95),
        p99=met.percentile(99),
        mail_p95=met.mail_p95,
        sheet_p95=met.sheet_p95,
        healthz_p95=_percentile([(probe * 1000, 1) for probe in sorted(watch.probes)], 95),
        mib=watch.bytes / 2**20,
        errors=met.errors,
        workers=workers,
    )


def people_at(port: int, people: int, seconds: float, every: float, mails: int) -> Met:
    """Let people use a server that runs.

    Raises:
        RuntimeError: the people's process ended.
    """
    command = [sys.executable, "-m", "bench.people", str(port), str(people), str(every), str(seconds), str(mails)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told = json.loads(done.stdout.splitlines()[-1])
    return Met(**{**told, "times": [(float(milliseconds), int(count)) for milliseconds, count in told["times"]], "errors": tuple(told["errors"])})


def as_lines(load: Load) -> str:
    """The figures in words."""
    figures = {name: f"{value:.0f}" if isinstance(value, float) else value for name, value in asdict(load).items()}
    return texts()("load", **{**figures, "rate": f"{load.answered / load.seconds:.1f}"})


def main() -> None:
    """Parse the options, measure, print."""
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--every", type=float, default=EVERY)
    parser.add_argument("--mails", type=int, default=MAILS)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    load = measure(Assistant.open(), options.people, options.seconds, options.every, options.mails, options.workers)
    print(texts()("title_machine", machine=machine(), commit=commit(), time=now().isoformat(timespec="minutes")))
    print(as_lines(load))
    for error in load.errors:
        print(error, file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps(asdict(load), ensure_ascii=False, indent=1), encoding="utf-8")


def _percentile(counted: list[tuple[float, int]], share: float) -> float:
    """Of values with how often each was met, from the smallest."""
    left = sum(count for _, count in counted) * share / 100
    for value, count in counted:
        left -= count
        if left <= 0:
            return value
    return float("nan")


if __name__ == "__main__":
    main()
