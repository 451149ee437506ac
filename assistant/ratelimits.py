"""How often something may be done: one counter for the quotas of sites, for limits on addresses and sessions, and for a day's tokens.

Counts are kept in this process, or by Redis where several processes share them. While Redis can't be reached each
process counts by itself, `/readyz` and the log say so, and few wait for it (`assistant.reach`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar
from urllib.parse import urlsplit

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, RateLimiter

from assistant import clock
from assistant.errors import OverLimitError, SettingError
from assistant.logging import get_logger
from assistant.reach import Reach
from assistant.redis_counts import SCHEMES, ServerTimedRedis

MEMORY: Final = "memory://"
MINUTE: Final = 60
_CONNECT_SECONDS: Final = 1

T = TypeVar("T")


@dataclass(frozen=True)
class RateLimit:
    """At most `amount` times.

    Attributes:
        name: of what is limited, such as `site.per_minute`.
        who: whose count it is, such as a site or an address.
        daily: in a day of Shanghai, else within any sixty seconds.
    """

    name: str
    who: str
    amount: int
    daily: bool = False


class RateCounter:
    """Counts, and refuses what goes over. Safe to use from several threads.

    Args:
        url: `memory://`, or `redis://host:port/0`; that needs the package `redis`.
        now: the present moment; the days of the counts are its days.

    Raises:
        SettingError: the address is none that can be used; it is not said, it may hold a password.
    """

    def __init__(self, url: str = MEMORY, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now
        own = MemoryStorage()
        try:
            self._storage: Storage = own if url == MEMORY else _storage(url)
        except (ConfigurationError, ValueError, ImportError) as error:
            raise SettingError("setting_limits", "ZJTX_LIMITS_URL") from error
        self._own = _Counters.on(own)
        self._shared = self._own if self._storage is own else _Counters.on(self._storage)
        self._reach = Reach()

    @property
    def is_shared(self) -> bool:
        """Whether other processes count with this one, so that counting may have to wait."""
        return self._shared is not self._own

    def spend(self, limits: Sequence[RateLimit], lang: str = "zh") -> None:
        """Count one time under each of `limits`, or under none of them.

        Raises:
            OverLimitError: one of them is used up; it says when to come back, in `lang`.
        """
        over = self._asked(lambda counters: counters.spend(limits, self._now()))
        if over is not None:
            raise OverLimitError(over.limit.name, over.seconds, lang, daily=over.limit.daily)

    def reaches_shared(self) -> bool:
        """Whether other processes are counted with now; True where there are none to count with."""
        if not self.is_shared:
            return True
        began = self._reach.begin()
        if began is None:
            return False
        try:
            reached = self._storage.check()
        except StorageError:
            reached = False
        self._tell(began, reached=reached)
        return reached

    def used(self, limit: RateLimit) -> int:
        """How often something was done today, up to the daily `limit`."""
        return self._asked(lambda counters: counters.used(limit, self._now()))

    def add(self, limit: RateLimit, times: int) -> None:
        """Count several times under a daily limit, beyond it too."""
        self._asked(lambda counters: counters.add(limit, times, self._now()))

    def _asked(self, ask: Callable[[_Counters], T]) -> T:
        """What the shared counts say; those of this process where they can't be reached."""
        began = self._reach.begin()
        if began is not None:
            try:
                said = ask(self._shared)
                self._tell(began, reached=True)
                return said
            except StorageError:
                self._tell(began, reached=False)
        return ask(self._own)

    def _tell(self, began: float, *, reached: bool) -> None:
        """The log is told where the shared counts go, and where they are back."""
        if not self._reach.end(began, reached=reached):
            return
        if reached:
            get_logger(__name__).warning("limits_shared_again")
        else:
            get_logger(__name__).error("limits_not_shared")


@dataclass(frozen=True)
class _Over:
    limit: RateLimit
    seconds: int


@dataclass(frozen=True)
class _Counters:
    """One store's two ways of counting."""

    by_day: RateLimiter
    by_minute: RateLimiter

    @classmethod
    def on(cls, storage: Storage) -> _Counters:
        return cls(FixedWindowRateLimiter(storage), MovingWindowRateLimiter(storage))

    def spend(self, limits: Sequence[RateLimit], now: datetime) -> _Over | None:
        for limit in limits:
            if not self._of(limit).test(_item(limit), *_key(limit, now)):
                return _Over(limit, self._wait(limit, now))
        for limit in limits:
            if not self._of(limit).hit(_item(limit), *_key(limit, now)):  # another took the last place in between
                return _Over(limit, self._wait(limit, now))
        return None

    def used(self, limit: RateLimit, now: datetime) -> int:
        return limit.amount - self.by_day.get_window_stats(_item(limit), *_key(limit, now)).remaining

    def add(self, limit: RateLimit, times: int, now: datetime) -> None:
        self.by_day.hit(_item(limit), *_key(limit, now), cost=times)

    def _of(self, limit: RateLimit) -> RateLimiter:
        return self.by_day if limit.daily else self.by_minute

    def _wait(self, limit: RateLimit, now: datetime) -> int:
        if limit.daily:
            midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
            return math.ceil((midnight - now).total_seconds())
        resets = self.by_minute.get_window_stats(_item(limit), *_key(limit, now)).reset_time
        return max(1, min(MINUTE, math.ceil(resets - time.time())))


def _item(limit: RateLimit) -> RateLimitItem:
    return RateLimitItemPerDay(limit.amount) if limit.daily else RateLimitItemPerMinute(limit.amount)


def _key(limit: RateLimit, now: datetime) -> tuple[str, ...]:
    return (limit.name, limit.who, now.date().isoformat()) if limit.daily else (limit.name, limit.who)


def _storage(url: str) -> Storage:
    made = ServerTimedRedis if urlsplit(url).scheme in SCHEMES else storage_from_string
    storage = made(url, wrap_exceptions=True, socket_connect_timeout=_CONNECT_SECONDS, socket_timeout=_CONNECT_SECONDS)
    if not isinstance(storage, Storage):
        raise ConfigurationError("asynchronous")
    return storage
