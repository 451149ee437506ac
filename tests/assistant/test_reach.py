"""A part that is away costs few people time, and is back at once where it refused at once."""

from __future__ import annotations

import pytest

from assistant import reach
from assistant.reach import LONGEST, Reach


class _Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    found = _Clock()
    monkeypatch.setattr(reach, "time", found)
    return found


def _try(found: Reach, clock: _Clock, seconds: float, *, reached: bool) -> bool:
    began = found.begin()
    assert began is not None
    clock.now += seconds
    return found.end(began, reached=reached)


def test_while_it_is_there_everybody_may_ask(clock: _Clock) -> None:
    found = Reach()
    assert [_try(found, clock, 3, reached=True) for _ in range(3)] == [False] * 3
    assert found.begin() is not None and found.begin() is not None and not found.is_away


@pytest.mark.parametrize(("took", "left_alone"), [(0.001, 0.01), (0.1, 1.0), (2.0, LONGEST)])
def test_it_is_left_alone_longer_the_longer_a_try_took(clock: _Clock, took: float, left_alone: float) -> None:
    found = Reach()
    assert _try(found, clock, took, reached=False) and found.is_away
    clock.now += left_alone * 0.9
    assert found.begin() is None
    clock.now += left_alone * 0.2
    assert found.begin() is not None


def test_one_tries_and_the_others_do_not_wait_with_him(clock: _Clock) -> None:
    found = Reach()
    _try(found, clock, 1, reached=False)
    clock.now += LONGEST + 1
    began = found.begin()
    assert began is not None and found.begin() is None
    assert found.end(began, reached=True) and found.begin() is not None


def test_what_stays_as_it_was_is_no_news(clock: _Clock) -> None:
    found = Reach()
    told = []
    for reached in (True, False, False, True, True):
        told.append(_try(found, clock, 1, reached=reached))
        clock.now += LONGEST + 1
    assert told == [False, True, False, True, False]
