"""Timing two things in pairs, so that what the machine does meanwhile touches both alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.evaluation.metrics import percentile

T = TypeVar("T")


@dataclass
class Pairs:
    """Seconds of ours and of the peer's, pair by pair."""

    ours: list[float] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Median of ours over median of the peer's.

        Raises:
            ValueError: nothing was measured.
        """
        return median(self.ours) / median(self.peer)


def timed(action: Callable[[], T]) -> tuple[float, T]:
    """Seconds that `action` took, and what it returned."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def alternate(pairs: Sequence[tuple[Callable[[], object], Callable[[], object]]]) -> Pairs:
    """Time each pair of (ours, peer), ours first in every other one."""
    measured = Pairs()
    for number, (ours, peer) in enumerate(pairs):
        if number % 2:
            measured.peer.append(timed(peer)[0])
            measured.ours.append(timed(ours)[0])
        else:
            measured.ours.append(timed(ours)[0])
            measured.peer.append(timed(peer)[0])
    return measured


def median(values: Sequence[float]) -> float:
    """The middle value that was measured.

    Raises:
        ValueError: nothing was measured.
    """
    middle = percentile(values, 50)
    if middle is None:
        raise ValueError("nothing was measured")
    return middle
