"""A long text waits for its turn, a short one never does."""

from __future__ import annotations

import threading

import pytest

from assistant import bounded
from assistant.errors import BusyError, OverBudgetError
from assistant.lanes import LONG, Lanes


def test_short_texts_pass_where_long_ones_wait() -> None:
    lanes, passed = Lanes(at_once=1), threading.Event()

    def second() -> None:
        with lanes.lane_of("长" * LONG):
            passed.set()

    with lanes.lane_of("长" * LONG):
        waiting = threading.Thread(target=second)
        waiting.start()
        with lanes.lane_of("短" * (LONG - 1)):
            assert not passed.wait(0.05)
    waiting.join(10)
    assert passed.is_set()


def test_a_lane_is_free_again_after_an_error() -> None:
    lanes = Lanes(at_once=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), lanes.lane_of("长" * LONG):
            raise ZeroDivisionError


@pytest.mark.parametrize(("worked", "told"), [(0.001, BusyError), (0.049, OverBudgetError)])
def test_who_was_kept_waiting_is_told_to_come_back_and_not_that_his_text_is_too_much(
    worked: float, told: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([7.0, 7.0 + worked])
    monkeypatch.setattr(bounded.time, "thread_time", lambda: next(clock))
    with pytest.raises(told), bounded.within(0.05):
        threading.Event().wait(0.1)
        bounded.spend()
