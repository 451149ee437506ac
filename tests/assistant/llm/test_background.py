"""Whoever waits for a stream stops waiting in time, and the stream is ended with it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from threading import Event, Thread

import pytest

from assistant.llm.background import CallDeadline, in_background


async def counting(pause: float, ended: Event | None = None) -> AsyncIterator[int]:
    try:
        for number in range(10_000):
            yield number
            await asyncio.sleep(pause)
    finally:
        if ended:
            ended.set()


async def failing() -> AsyncIterator[int]:
    yield 1
    raise LookupError("amid")


async def few() -> AsyncIterator[int]:
    for number in range(3):
        yield number


def test_what_comes_is_given_on() -> None:
    assert list(in_background(few, CallDeadline.after(5, 5))) == [0, 1, 2]


def test_errors_come_through() -> None:
    items = in_background(failing, CallDeadline.after(5, 5))
    assert next(items) == 1
    with pytest.raises(LookupError):
        next(items)


def test_it_ends_in_time_however_much_comes() -> None:
    ended, started = Event(), time.monotonic()
    deadline = CallDeadline.after(5, 0.3)
    deadline.begun = True
    with pytest.raises(TimeoutError):
        list(in_background(lambda: counting(0.01, ended), deadline))
    assert time.monotonic() - started < 1.5
    assert ended.wait(5)


def test_it_has_to_begin_in_time() -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        list(in_background(lambda: counting(0.01), CallDeadline.after(0.2, 30)))
    assert time.monotonic() - started < 1.5


def test_once_begun_it_has_all_its_time() -> None:
    deadline, seen = CallDeadline.after(0.2, 0.8), 0
    with pytest.raises(TimeoutError):
        for _ in in_background(lambda: counting(0.05), deadline):
            deadline.begun = True
            seen += 1
    assert seen > 6


def test_many_at_one_time() -> None:
    found: list[list[int]] = []
    threads = [Thread(target=lambda: found.append(list(in_background(few, CallDeadline.after(10, 10))))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(15)
    assert found == [[0, 1, 2]] * 20
