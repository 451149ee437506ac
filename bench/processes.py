"""Whole processes: a cold `zjtx ask` beside a bare script, and resident memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from bench.figures import Figure
from bench.questions import asked
from bench.timing import alternate, median

HERE = Path(__file__).parent
LIMIT = 2.0


def measure_cold(runs: int) -> list[Figure]:
    """Seconds from start to the printed answer, ours and the bare script in turn, each warmed up once."""
    requests = asked(runs + 1)
    commands = [
        (
            [*_zjtx(), "ask", request.question, "--as-of", str(request.as_of or "2022-06-20")],
            [sys.executable, "-m", "bench.bare_question", request.question],
        )
        for request in requests
    ]
    for command in commands[0]:
        _run(command)
    pairs = alternate([(partial(_run, ours), partial(_run, peer)) for ours, peer in commands[1:]])
    return [Figure("cold", median(pairs.ours), "s", runs, median(pairs.peer), pairs.ratio, LIMIT)]


def measure_memory(questions: int) -> list[Figure]:
    """Resident memory of a process that has answered `questions`, beside one that has only embedded them."""
    lines = "\n".join(request.model_dump_json(exclude_none=True) for request in asked(questions))
    ours, peer = (
        int(_run([sys.executable, "-m", f"bench.{module}"], lines).split()[-1]) / 2**20
        for module in ("memory_probe", "bare_memory_probe")
    )
    return [Figure("memory", ours, "mib", 1, peer, ours / peer, words={"questions": questions})]


def _zjtx() -> list[str]:
    script = shutil.which("zjtx", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "assistant"]


def _run(command: list[str], stdin: str = "") -> str:
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parent,
        env=os.environ.copy(),
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
    return done.stdout
