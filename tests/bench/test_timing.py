from __future__ import annotations

import pytest

from bench.timing import Pairs, alternate, median, timed


def test_ours_and_the_peer_take_turns_in_going_first():
    order: list[str] = []
    measured = alternate([(lambda: order.append("ours"), lambda: order.append("peer"))] * 3)
    assert order == ["ours", "peer", "peer", "ours", "ours", "peer"]
    assert len(measured.ours) == len(measured.peer) == 3


def test_the_ratio_is_that_of_the_medians():
    assert Pairs(ours=[3.0, 9.0, 6.0], peer=[2.0, 2.0, 100.0]).ratio == 3.0


def test_nothing_measured_has_no_ratio():
    with pytest.raises(ValueError, match="nothing was measured"):
        _ = Pairs().ratio


def test_timed_returns_what_the_action_returned():
    seconds, result = timed(lambda: 42)
    assert result == 42 and seconds >= 0


def test_the_median_is_a_value_that_was_measured():
    assert median([4.0, 1.0, 3.0, 2.0]) == 2.0
