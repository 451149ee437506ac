"""Counting, in this process and by Redis: all limits or none, a day of Shanghai, many threads and processes, and Redis that goes and comes back."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from assistant.clock import SHANGHAI
from assistant.errors import OverLimitError, SettingError
from assistant.logging import configure_logging
from assistant.ratelimits import MEMORY, RateCounter, RateLimit
from assistant.reach import LONGEST
from assistant.redis_counts import ServerTimedRedis
from tools.cluster.redis import Redis, running_redis

NIGHT = datetime(2026, 11, 26, 23, 59, 30, tzinfo=SHANGHAI)
Make = Callable[..., RateCounter]
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with running_redis() as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
def counter(request: pytest.FixtureRequest) -> Make:
    """Makes counters that count anew in every test, on each kind of store."""
    url = MEMORY if request.param == "memory" else f"{request.getfixturevalue('redis').url[:-1]}{next(_NUMBERS) % 16}"
    if request.param == "redis":
        RateCounter(url)._storage.reset()  # type: ignore[no-untyped-call]
    return lambda **given: RateCounter(url, **given)


def _allowed(limits: RateCounter, *wanted: RateLimit) -> bool:
    try:
        limits.spend(wanted)
    except OverLimitError:
        return False
    return True


def test_what_goes_over_is_refused_and_says_when_to_come_back(counter: Make) -> None:
    limits = counter()
    for _ in range(3):
        limits.spend([RateLimit("m", "a", 3)])
    with pytest.raises(OverLimitError) as raised:
        limits.spend([RateLimit("m", "a", 3)])
    assert raised.value.limit == "m" and 1 <= raised.value.retry_after <= 60
    assert "1 分钟" in raised.value.message
    assert _allowed(limits, RateLimit("m", "b", 3))


def test_where_one_is_used_up_none_is_counted(counter: Make) -> None:
    limits = counter()
    small, large = RateLimit("small", "a", 1), RateLimit("large", "a", 2)
    assert _allowed(limits, large, small)
    assert not _allowed(limits, large, small)
    assert _allowed(limits, large)
    assert not _allowed(limits, large)


def test_a_day_ends_at_midnight_in_shanghai(counter: Make) -> None:
    now = NIGHT
    limits = counter(now=lambda: now)
    day = RateLimit("d", "a", 1, daily=True)
    assert _allowed(limits, day)
    with pytest.raises(OverLimitError) as raised:
        limits.spend([day])
    assert raised.value.retry_after == 30
    now = NIGHT + timedelta(seconds=31)
    assert _allowed(limits, day)


@pytest.mark.parametrize("before_midnight", [timedelta(hours=15), timedelta(minutes=60), timedelta(minutes=14), timedelta(0)])
def test_a_day_used_up_is_told_as_such_at_any_hour(counter: Make, before_midnight: timedelta) -> None:
    limits = counter(now=lambda: NIGHT - before_midnight)
    limits.spend([RateLimit("d", "a", 1, daily=True)])
    with pytest.raises(OverLimitError, match="今天的提问次数已用完"):
        limits.spend([RateLimit("d", "a", 1, daily=True)])


def test_many_threads_get_no_more_than_the_limit(counter: Make) -> None:
    limits = counter()
    with ThreadPoolExecutor(16) as pool:
        allowed = sum(pool.map(lambda _: _allowed(limits, RateLimit("m", "a", 50)), range(200)))
    assert allowed == 50


def test_counters_on_one_redis_count_together(redis: Redis) -> None:
    workers = [RateCounter(redis.url) for _ in range(3)]
    with ThreadPoolExecutor(12) as pool:
        allowed = sum(pool.map(lambda number: _allowed(workers[number % 3], RateLimit("together", "a", 40)), range(120)))
    assert allowed == 40 and all(worker.is_shared for worker in workers)


@pytest.mark.parametrize("url", ["nowhere", "ftp://a", "redis+nothing://a", "async+memory://"])
def test_an_address_of_no_store_is_a_setting_that_does_not_fit(url: str) -> None:
    with pytest.raises(SettingError) as raised:
        RateCounter(url)
    assert raised.value.field == "ZJTX_LIMITS_URL"


def test_without_its_redis_a_process_counts_by_itself() -> None:
    limits = RateCounter("redis://127.0.0.1:1/0")
    assert _allowed(limits, RateLimit("m", "a", 1))
    assert not _allowed(limits, RateLimit("m", "a", 1))
    assert not limits.reaches_shared() and RateCounter().reaches_shared()


def test_a_redis_that_goes_is_said_once_and_counted_with_again_once_it_is_back(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    limit = RateLimit("m", "a", 5)
    with running_redis() as server:
        one, other = RateCounter(server.url), RateCounter(server.url)
        assert _allowed(one, limit) and one.reaches_shared()
        server.stop()
        assert [_allowed(one, limit) for _ in range(6)] == [True] * 5 + [False]
        assert not one.reaches_shared()
        server.start()
        time.sleep(0.2)
        assert [_allowed(each, limit) for each in (one, other, one, other, one, other)] == [True] * 5 + [False]
        assert one.reaches_shared()
    said = capsys.readouterr().err
    assert said.count("limits_not_shared") == 1 and said.count("limits_shared_again") == 1


def test_nobody_waits_for_a_redis_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing: the first who asks waits for it, the others don't."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        limits = RateCounter(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert _allowed(limits, RateLimit("m", "a", 100))
        started = time.monotonic()
        assert all(_allowed(limits, RateLimit("m", "a", 100)) for _ in range(50))
        assert time.monotonic() - started < LONGEST / 2


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_machine_whose_clock_is_an_hour_off_counts_like_the_others(redis: Redis, monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    right, wrong, limit = RateCounter(redis.url), RateCounter(redis.url), RateLimit("clock", f"{hours}", 6)
    real = time.time

    def off(counter: RateCounter) -> bool:
        with monkeypatch.context() as patch:
            patch.setattr(time, "time", lambda: real() + hours * 3600)
            return _allowed(counter, limit)

    assert all(off(wrong) if turn % 2 else _allowed(right, limit) for turn in range(6))
    assert not off(wrong) and not _allowed(right, limit)
    with monkeypatch.context() as patch, pytest.raises(OverLimitError) as raised:
        patch.setattr(time, "time", lambda: real() + hours * 3600)
        wrong.spend([limit])
    assert 50 <= raised.value.retry_after <= 60
    later = RateCounter(redis.url)
    with monkeypatch.context() as patch:  # a minute on, everybody's count is over
        patch.setattr(ServerTimedRedis, "_moment", lambda _: real() + 61)
        assert _allowed(later, limit)
