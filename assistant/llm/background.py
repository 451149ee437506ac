"""A stream that is read in the background, so that whoever waits for it stops waiting in time.

A socket that stays silent, or that sends keep-alive comments for ever, blocks whoever reads it; here that is a task on
an event loop of its own, which is cancelled when the time is over.
"""

from __future__ import annotations

import asyncio
import queue
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread
from typing import Final, TypeVar

T = TypeVar("T")
_END: Final = object()


@dataclass
class CallDeadline:
    """When a call has to have begun to speak, and when it has to be done; in `time.monotonic()`."""

    begin_by: float
    end_by: float
    begun: bool = False

    @classmethod
    def after(cls, first: float, whole: float) -> CallDeadline:
        """Seconds from now; what has to begin after it ends has to begin before."""
        now = time.monotonic()
        return cls(now + min(first, whole), now + whole)

    @property
    def left(self) -> float:
        """Seconds until the next of the two; negative where it is over."""
        return (self.end_by if self.begun else self.begin_by) - time.monotonic()


def in_background(source: Callable[[], AsyncIterator[T]], deadline: CallDeadline) -> Iterator[T]:
    """What `source()` yields, as it comes.

    Raises:
        TimeoutError: the next item did not come before the deadline; the source is then cancelled.
    """
    items: queue.SimpleQueue[T | object] = queue.SimpleQueue()

    async def pump() -> None:
        try:
            async for item in source():
                items.put(item)
        finally:
            items.put(_END)

    task = asyncio.run_coroutine_threadsafe(pump(), _loop())
    try:
        while True:
            try:
                item = items.get(timeout=max(deadline.left, 0))
            except queue.Empty:
                raise TimeoutError from None
            if item is _END:
                task.result(timeout=1)
                return
            yield item  # type: ignore[misc]
    finally:
        task.cancel()


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
