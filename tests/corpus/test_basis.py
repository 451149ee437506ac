"""“Which standard, which year” of the contract, sentence by sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.basis import MEASURES_2022, MEASURES_2026, Basis
from corpus.errors import UnknownRoundError
from corpus.library import load_library
from corpus.terms import Tier, Track
from tests.strategies import days

LIBRARY = load_library()
NEW, REVIEW = Track.NEW, Track.REVIEW
LITTLE_GIANT, SPECIALIZED, INNOVATIVE = Tier.LITTLE_GIANT, Tier.SPECIALIZED, Tier.INNOVATIVE


def basis(tier: Tier, track: Track, day: str, round: int | None = None, **more: bool) -> Basis:
    return LIBRARY.basis(tier, track, date.fromisoformat(day), round, **more)


@given(days(), st.sampled_from(Track), st.sampled_from([None, 4]))
def test_innovative_always_rests_on_annex_1_of_2022(day: date, track: Track, round: int | None) -> None:
    found = LIBRARY.basis(INNOVATIVE, track, max(day, date(2022, 6, 15)), round)
    assert found.standard == MEASURES_2022
    assert LIBRARY.applies("measures-2022-63/annex-1/1", found, day)


@pytest.mark.parametrize(
    ("round", "track", "standard", "year"),
    [
        (4, NEW, MEASURES_2022, 2022),
        (4, REVIEW, MEASURES_2022, 2022),
        (7, NEW, MEASURES_2022, 2025),
        (8, NEW, MEASURES_2026, 2026),
        (8, REVIEW, MEASURES_2022, 2026),
    ],
)
def test_a_round_named_decides(round: int, track: Track, standard: str, year: int) -> None:
    found = basis(LITTLE_GIANT, track, "2026-11-24", round)
    assert (found.round, found.standard, found.year) == (round, standard, year)


def test_the_round_of_2022_uses_the_measures_before_they_came_into_force() -> None:
    found = basis(LITTLE_GIANT, NEW, "2022-06-20", 4)
    assert found.standard == MEASURES_2022
    assert found.in_force_from == date(2022, 8, 1)


@pytest.mark.parametrize(("round", "day"), [(3, "2026-11-24"), (9, "2026-11-24"), (0, "2026-11-24"), (5, "2023-02-19")])
def test_a_round_without_a_row_or_announced_later_is_an_error_naming_round(round: int, day: str) -> None:
    with pytest.raises(UnknownRoundError) as caught:
        basis(LITTLE_GIANT, NEW, day, round)
    assert caught.value.field == "round"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("held", "day", "round"),
    [
        (5, "2026-05-01", 8),
        (5, "2026-04-24", None),
        (2, "2026-05-01", 8),
        (2, "2023-03-01", 5),
        (1, "2022-06-20", 4),
        (1, "2025-05-14", 7),
        (4, "2025-05-13", None),
        (6, "2026-11-24", None),
        (8, "2026-11-24", None),
    ],
)
def test_a_batch_held_leads_to_the_newest_round_that_reviews_it(held: int, day: str, round: int | None) -> None:
    row = LIBRARY.review_round(held, date.fromisoformat(day))
    assert (row.batch if row else None) == round


def test_a_held_batch_whose_review_is_not_announced_has_no_round() -> None:
    found = basis(LITTLE_GIANT, REVIEW, "2026-05-01", standing=False)
    assert (found.round, found.standard, found.year) == (None, MEASURES_2022, 2026)


@pytest.mark.parametrize(
    ("day", "round"),
    [
        ("2022-06-14", None),
        ("2022-06-15", 4),  # announced, not open yet: its window has not ended
        ("2022-06-28", 4),
        ("2022-06-29", None),
        ("2023-02-20", 5),
        ("2023-04-10", 5),
        ("2023-04-11", None),
        ("2024-05-01", None),  # round 6: an unknown window counts as ended
        ("2025-05-14", 7),
        ("2025-06-05", 7),
        ("2025-06-06", None),
        ("2026-04-24", None),
        ("2026-04-25", 8),
        ("2026-05-25", 8),
        ("2026-05-26", None),
    ],
)
def test_otherwise_the_newest_round_whose_known_window_has_not_ended(day: str, round: int | None) -> None:
    assert basis(LITTLE_GIANT, NEW, day).round == round
    assert basis(LITTLE_GIANT, REVIEW, day).round == round


@given(days(), st.sampled_from([INNOVATIVE, SPECIALIZED]), st.sampled_from(Track))
def test_a_standing_round_is_for_little_giant_only(day: date, tier: Tier, track: Track) -> None:
    found = LIBRARY.basis(tier, track, day)
    assert (found.round, found.year) == (None, day.year)


@pytest.mark.parametrize(
    ("tier", "track", "day", "standard"),
    [
        (LITTLE_GIANT, NEW, "2021-01-01", MEASURES_2022),
        (LITTLE_GIANT, NEW, "2026-03-31", MEASURES_2022),
        (LITTLE_GIANT, NEW, "2026-04-01", MEASURES_2026),
        (SPECIALIZED, NEW, "2026-03-31", MEASURES_2022),
        (SPECIALIZED, NEW, "2026-04-01", MEASURES_2026),
        (SPECIALIZED, REVIEW, "2026-03-31", MEASURES_2022),
        (SPECIALIZED, REVIEW, "2026-04-01", MEASURES_2026),
        (LITTLE_GIANT, REVIEW, "2026-04-01", MEASURES_2022),
        (LITTLE_GIANT, REVIEW, "2026-12-31", MEASURES_2022),
        (LITTLE_GIANT, REVIEW, "2027-01-01", MEASURES_2026),
    ],
)
def test_otherwise_the_day_decides(tier: Tier, track: Track, day: str, standard: str) -> None:
    found = basis(tier, track, day)
    assert (found.round, found.standard) == (None, standard)


def test_the_open_round_of_2026_parts_new_and_review() -> None:
    assert basis(LITTLE_GIANT, NEW, "2026-05-01").standard == MEASURES_2026
    assert basis(LITTLE_GIANT, REVIEW, "2026-05-01").standard == MEASURES_2022


def test_a_rows_review_standard_is_little_giants() -> None:
    assert basis(SPECIALIZED, REVIEW, "2026-05-01", 8).standard == MEASURES_2026


@pytest.mark.parametrize(
    ("day", "round"), [("2022-06-14", None), ("2022-07-30", 4), ("2024-12-31", 6), ("2026-11-24", 8)]
)
def test_for_deadlines_the_newest_announced_open_or_closed(day: str, round: int | None) -> None:
    row = LIBRARY.newest_round(date.fromisoformat(day))
    assert (row.batch if row else None) == round


@given(days(), st.sampled_from(Tier), st.sampled_from(Track))
def test_no_basis_rests_on_what_is_announced_or_published_later(day: date, tier: Tier, track: Track) -> None:
    found = LIBRARY.basis(tier, track, day)
    if found.round is not None:
        assert LIBRARY.round(found.round).announced <= day
    if day >= date(2022, 6, 1):
        assert LIBRARY.document(found.standard).meta.issued <= day


