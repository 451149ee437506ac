"""Long texts in a lane of their own: a mail costs as much as forty questions, and must not hold them all up."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LONG: Final = 400
"""Characters; what has fewer never waits."""


class Lanes:
    """Lets `at_once` long texts be worked on at the same time, by default one a core; the others wait for their turn.

    Args:
        processes: that share the cores.

    >>> lanes = Lanes(at_once=1)
    >>> with lanes.lane_of("长" * 2000), lanes.lane_of("短"):
    ...     pass
    """

    def __init__(self, at_once: int | None = None, *, processes: int = 1) -> None:
        self._long = threading.BoundedSemaphore(at_once or -(-max(os.cpu_count() or 1, 2) // processes))

    @contextmanager
    def lane_of(self, text: str) -> Iterator[None]:
        """Work on `text` inside."""
        if len(text) < LONG:
            yield
            return
        with self._long:
            yield
