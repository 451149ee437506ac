"""Counting: all limits or none, a day of Shanghai, many threads, and Redis that is not there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from assistant.clock import SHANGHAI
from assistant.errors import OverLimitError, SettingError
from assistant.ratelimits import RateCounter, RateLimit

NIGHT = datetime(2026, 11, 26, 23, 59, 30, tzinfo=SHANGHAI)


def _allowed(limits: RateCounter, *wanted: RateLimit) -> bool:
    try:
        limits.spend(wanted)
    except OverLimitError:
        return False
    return True


def test_what_goes_over_is_refused_and_says_when_to_come_back() -> None:
    limits = RateCounter()
    for _ in range(3):
        limits.spend([RateLimit("m", "a", 3)])
    with pytest.raises(OverLimitError) as raised:
        limits.spend([RateLimit("m", "a", 3)])
    assert raised.value.limit == "m" and 1 <= raised.value.retry_after <= 60
    assert "1 分钟" in raised.value.message
    assert _allowed(limits, RateLimit("m", "b", 3))


def test_where_one_is_used_up_none_is_counted() -> None:
    limits = RateCounter()
    small, large = RateLimit("small", "a", 1), RateLimit("large", "a", 2)
    assert _allowed(limits, large, small)
    assert not _allowed(limits, large, small)
    assert _allowed(limits, large)
    assert not _allowed(limits, large)


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    now = NIGHT
    limits = RateCounter(now=lambda: now)
    day = RateLimit("d", "a", 1, daily=True)
    assert _allowed(limits, day)
    with pytest.raises(OverLimitError) as raised:
        limits.spend([day])
    assert raised.value.retry_after == 30
    now = NIGHT + timedelta(seconds=31)
    assert _allowed(limits, day)


@pytest.mark.parametrize("before_midnight", [timedelta(hours=15), timedelta(minutes=60), timedelta(minutes=14), timedelta(0)])
def test_a_day_used_up_is_told_as_such_at_any_hour(before_midnight: timedelta) -> None:
    limits = RateCounter(now=lambda: NIGHT - before_midnight)
    limits.spend([RateLimit("d", "a", 1, daily=True)])
    with pytest.raises(OverLimitError, match="今天的提问次数已用完"):
        limits.spend([RateLimit("d", "a", 1, daily=True)])


def test_many_threads_get_no_more_than_the_limit() -> None:
    limits = RateCounter()
    with ThreadPoolExecutor(16) as pool:
        allowed = sum(pool.map(lambda _: _allowed(limits, RateLimit("m", "a", 50)), range(200)))
    assert allowed == 50


@pytest.mark.parametrize("url", ["nowhere", "ftp://a", "redis+nothing://a", "async+memory://"])
def test_an_address_of_no_store_is_a_setting_that_does_not_fit(url: str) -> None:
    with pytest.raises(SettingError) as raised:
        RateCounter(url)
    assert raised.value.field == "ZJTX_LIMITS_URL"


def test_without_its_redis_a_process_counts_by_itself() -> None:
    limits = RateCounter("redis://127.0.0.1:1/0")
    assert _allowed(limits, RateLimit("m", "a", 1))
    assert not _allowed(limits, RateLimit("m", "a", 1))
