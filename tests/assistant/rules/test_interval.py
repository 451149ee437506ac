"""Comparison of what is known of a number: 以上 and 以下 include the number, 超过 and 不足 don't."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.interval import COMPARE, Interval, Operator, exactly, total
from assistant.rules.logic import Status

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        (Operator.AT_LEAST, False, True, True),
        (Operator.AT_MOST, True, True, False),
        (Operator.MORE_THAN, False, False, True),
        (Operator.LESS_THAN, True, False, False),
    ],
)
def test_at_the_threshold_and_beside_it(operator: Operator, below: bool, equal: bool, above: bool) -> None:
    threshold, step = Fraction(70), Fraction(1, 10**12)
    found = [COMPARE[operator](exactly(threshold + d), threshold) for d in (-step, Fraction(0), step)]
    assert found == [Status.of(below), Status.of(equal), Status.of(above)]


@given(st.sampled_from(Operator), numbers, numbers, numbers, numbers)
def test_an_interval_is_settled_only_as_every_number_in_it_is(
    operator: Operator, one: Fraction, two: Fraction, inside: Fraction, threshold: Fraction
) -> None:
    low, high = min(one, two), max(one, two)
    point = min(max(inside, low), high)
    status = COMPARE[operator](Interval(low, high), threshold)
    if status is not Status.UNKNOWN:
        assert COMPARE[operator](exactly(point), threshold) is status
    else:
        ends = {COMPARE[operator](exactly(end), threshold) for end in (low, high)}
        assert ends == {Status.PASS, Status.FAIL}


@pytest.mark.parametrize("operator", Operator)
def test_nothing_known_settles_nothing(operator: Operator) -> None:
    assert COMPARE[operator](Interval(), Fraction(5)) is Status.UNKNOWN


def test_a_sum_with_an_open_part_is_at_least_the_known_parts() -> None:
    assert total([exactly(Fraction(3)), Interval(Fraction(0))]) == Interval(Fraction(3), None)
    assert total([Interval(), Interval(Fraction(0))]) == Interval()
    assert total([]).point == 0
