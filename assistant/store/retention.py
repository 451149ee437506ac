"""What has run out is deleted by the server itself, from its start on and once an hour."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from assistant.errors import StorageError
from assistant.logging import get_logger

if TYPE_CHECKING:
    from assistant.store import Store

HOUR: Final = 3600.0


class Retention:
    """Purges a store in a thread of its own. Where the database refuses, the log says so and the next hour tries again.

    Args:
        store: hands the store out.
        every: seconds from one time to the next.
    """

    def __init__(self, store: Callable[[], Store], every: float = HOUR) -> None:
        self._store, self._every = store, every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End it; one that is at work is waited for."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                removed = self._store().records.purge(compact=False)
                if removed.total:
                    get_logger(__name__).info("purged", removed=removed.total)
            except StorageError as error:
                get_logger(__name__).warning("not_purged", reason=error.message)
            if self._stopped.wait(self._every):
                return
