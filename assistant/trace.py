"""The way an answer came about: each step, how long it took, and what it found or left out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.messages import Messages

KEPT = 2000
"""Traces kept in memory; older ones are gone."""


@dataclass(frozen=True)
class TraceStep:
    """One step: its name, its milliseconds, and what it noted, already in words."""

    name: str
    ms: float
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One sentence for a person."""
        texts = _texts()
        title = texts(f"step_{self.name}")
        return f"{title}：{'；'.join(self.notes)}" if self.notes else title


@dataclass
class Trace:
    """The steps of one answer, in order."""

    id: str
    steps: list[TraceStep] = field(default_factory=list)


class Traces:
    """The newest traces by id. Safe from several threads."""

    def __init__(self) -> None:
        self._traces: OrderedDict[str, Trace] = OrderedDict()
        self._lock = Lock()

    def keep(self, trace: Trace) -> None:
        with self._lock:
            self._traces[trace.id] = trace
            while len(self._traces) > KEPT:
                self._traces.popitem(last=False)

    def get(self, trace_id: str) -> Trace | None:
        with self._lock:
            return self._traces.get(trace_id)


def note(key: str, **values: Any) -> str:
    """A note of a step, in words."""
    return _texts()(key, **values)


def _texts() -> Messages:
    return Messages.of(Path(__file__).with_name("trace.yaml"))
