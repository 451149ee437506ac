"""Counts in Redis by the clock of Redis: machines whose clocks differ count alike."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any, Final

from limits.storage import RedisStorage

SCHEMES: Final = ("redis", "rediss", "redis+unix", "valkey", "valkeys", "valkey+unix")
_COMPARE_SECONDS: Final = 30.0


class ServerTimedRedis(RedisStorage):
    """limits' own store, but for the moment that an entry is put down with."""

    STORAGE_SCHEME = None  # type: ignore[assignment]  # it is named, not found by its scheme

    def __init__(self, uri: str, *, wrap_exceptions: bool, socket_connect_timeout: float, socket_timeout: float) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, socket_connect_timeout=socket_connect_timeout, socket_timeout=socket_timeout)
        self._ahead, self._compared, self._comparing = 0.0, -_COMPARE_SECONDS, Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return bool(self.lua_acquire_moving_window([self.prefixed_key(key)], [self._moment(), limit, expiry, amount]))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """As limits' own; the start of the window is told by this machine's clock."""
        moment = self._moment()
        window = self.lua_moving_window([self.prefixed_key(key)], [moment - expiry, limit])
        start, count = (float(window[0]), int(window[1])) if window else (moment, 0)
        return start - self._ahead, count

    def _moment(self) -> float:
        """Now, by the clock of Redis; how far it is ahead of this machine's is looked at every half minute."""
        with self._comparing:
            if time.monotonic() - self._compared > _COMPARE_SECONDS:
                connection: Any = self.get_connection()
                seconds, millionths = connection.time()
                self._ahead, self._compared = seconds + millionths / 1e6 - time.time(), time.monotonic()
        return time.time() + self._ahead
