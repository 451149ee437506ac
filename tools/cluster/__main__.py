"""`python -m tools.cluster [--minutes M]` (`make cluster`): all of it on loopback, stopped by Ctrl+C, at the latest after M minutes."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from tools.cluster.cluster import running_cluster

MINUTES = 60.0


def main() -> None:
    """Start, say where, wait, stop."""
    parser = argparse.ArgumentParser(prog="tools.cluster", description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    minutes = parser.parse_args().minutes
    over = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: over.set())
    with running_cluster() as cluster:
        machines = "、".join(f"http://127.0.0.1:{port}" for port in cluster.ports())
        print(f"nginx：{cluster.url}；后面：{machines}；{minutes:g} 分钟后自行停止（Ctrl+C 立即停止）", file=sys.stderr, flush=True)
        over.wait(minutes * 60)


if __name__ == "__main__":
    main()
