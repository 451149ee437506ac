"""An endpoint that failed several times in a row is left alone for a while, so that nobody waits for it each time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, LanguageModel, ModelRequest

FAILURES: Final = 5
PAUSE: Final = 30.0
_COUNTED: Final = frozenset({ModelFault.DOWN, ModelFault.SLOW})
"""What speaks against the endpoint; the rest speaks against one request."""


class BrokenCircuitModel:
    """A model that is not asked while it is left alone; after that one call tries it, and its outcome decides.

    Args:
        clock: seconds, for tests.
    """

    def __init__(self, model: LanguageModel, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = model.name
        self._model = model
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._paused_until = 0.0

    def complete(self, request: ModelRequest) -> Completion:
        """As the model's.

        Raises:
            ModelError: PAUSED, and what the model raises.
        """
        with self._watched():
            return self._model.complete(request)

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """As the model's; raises as `complete`."""
        with self._watched():
            yield from self._model.stream(request)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        self._enter()
        try:
            yield
        except ModelError as error:
            if error.fault in _COUNTED:
                self._failed()
            else:
                self._answered()
            raise
        self._answered()

    def _enter(self) -> None:
        with self._lock:
            left = self._paused_until - self._clock()
            if left > 0:
                raise ModelError(ModelFault.PAUSED, f"{left:.0f} s")
            if self._failures >= FAILURES:
                # This call tries it; the others stay away until it is back.
                self._paused_until = self._clock() + PAUSE

    def _answered(self) -> None:
        with self._lock:
            self._failures, self._paused_until = 0, 0.0

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._paused_until = self._clock() + PAUSE
