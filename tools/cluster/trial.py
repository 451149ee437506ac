"""`python -m tools.cluster.trial [--people N] [--seconds S] [--every S]`: many people ask, and each part is taken away in turn.

Prints what they met; leaves with 1 where something that was answered is not kept.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psycopg

from bench.load import Met, people_at
from bench.texts import texts
from tools.cluster.cluster import Cluster, running_cluster

PEOPLE, SECONDS, EVERY, MAILS = 1000, 120.0, 10.0, 5


@dataclass(frozen=True)
class Fault:
    """A part that is taken away, and comes back."""

    name: str
    away: Callable[[Cluster], None]
    back: Callable[[Cluster], None]


FAULTS = (
    Fault("machine", lambda cluster: cluster.machines[0].end(signal.SIGKILL), lambda cluster: cluster.machines[0].start()),
    Fault("redis", lambda cluster: cluster.redis.stop(), lambda cluster: cluster.redis.start()),
    Fault("postgres", lambda cluster: cluster.postgres.stop(), lambda cluster: cluster.postgres.start()),
)


@dataclass(frozen=True)
class Trial:
    """How it went.

    Attributes:
        lost: turns that were answered and are not kept.
    """

    met: Met
    lost: int


def tried(cluster: Cluster, people: int, seconds: float, every: float, mails: int = MAILS, faults: Sequence[Fault] = FAULTS) -> Trial:
    """Let people ask for `seconds`, and take the parts away one after the other, each for half of its share of the time.

    Raises:
        RuntimeError: the people's process ended, or a part did not come back.
    """
    met: list[Met] = []
    asking = threading.Thread(target=lambda: met.append(people_at(cluster.port, people, seconds, every, mails)))
    asking.start()
    share = seconds / (len(faults) + 1)
    for fault in faults:
        time.sleep(share / 2)
        fault.away(cluster)
        time.sleep(share / 2)
        fault.back(cluster)
    asking.join()
    if not met:
        raise RuntimeError("bench.people")
    with psycopg.connect(cluster.postgres.url()) as connection:
        kept: dict[str, int] = dict(connection.execute("SELECT id, turns FROM conversations").fetchall())
    return Trial(met[0], sum(max(turns - kept.get(talk, 0), 0) for talk, turns in met[0].talks.items()))


def main() -> int:
    """Parse the options, try, print."""
    parser = argparse.ArgumentParser(prog="tools.cluster.trial", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--every", type=float, default=EVERY)
    options = parser.parse_args()
    with running_cluster(limit_address=0, limit_reads=0, log_level="ERROR") as cluster:
        trial = tried(cluster, options.people, options.seconds, options.every)
    met = trial.met
    figures = {"p50": met.percentile(50), "p95": met.percentile(95), "p99": met.percentile(99)}
    print(texts()("trial", faults="、".join(fault.name for fault in FAULTS), lost=trial.lost, people=met.people, seconds=options.seconds, every=options.every, answered=met.answered, busy=met.busy, failed=met.failed, turns=sum(met.talks.values()), **{name: f"{value:.0f}" for name, value in figures.items()}))
    for error in met.errors:
        print(error, file=sys.stderr)
    return 1 if trial.lost else 0


if __name__ == "__main__":
    sys.exit(main())
