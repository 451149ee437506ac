"""Strong Kleene logic by its truth tables and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.logic import Status, all_of, any_of, every_case

P, F, U = Status.PASS, Status.FAIL, Status.UNKNOWN
statuses = st.lists(st.sampled_from(Status), min_size=1, max_size=5)
_OPPOSITE = {P: F, F: P, U: U}


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [(P, P, P, P), (P, F, F, P), (P, U, U, P), (F, F, F, F), (F, U, F, U), (U, U, U, U)],
)
def test_truth_tables(left: Status, right: Status, both: Status, either: Status) -> None:
    assert all_of([left, right]) is all_of([right, left]) is both
    assert any_of([left, right]) is any_of([right, left]) is either


def test_nothing_is_asked_and_nothing_is_offered() -> None:
    assert all_of([]) is P
    assert any_of([]) is F


def test_status_of_a_truth() -> None:
    assert [Status.of(truth) for truth in (True, False, None)] == [P, F, U]


@given(statuses)
def test_de_morgan(found: list[Status]) -> None:
    assert all_of(found) is _OPPOSITE[any_of(_OPPOSITE[status] for status in found)]


@given(statuses, st.sampled_from([P, F]))
def test_knowing_more_never_undoes_what_was_settled(found: list[Status], known: Status) -> None:
    settled = [known if status is U else status for status in found]
    for join in (all_of, any_of):
        assert join(found) in (U, join(settled))


def test_a_case_is_settled_only_where_all_agree() -> None:
    assert every_case([P, P]) is P
    assert every_case([F, F]) is F
    assert every_case([P, F]) is U
    assert every_case([P, U]) is U
