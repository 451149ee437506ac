"""What matters to the asker follows from what applies, and from the tier asked about."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.library import Library
from corpus.terms import Tier, Track
from index.preference import OTHER_TIER, OTHER_TIER_UNNAMED, preference
from index.units import Unit, clause_units

ROUND_4 = date(2022, 6, 20)
SPRING_2026 = date(2026, 5, 1)


@pytest.fixture(scope="module")
def units(library: Library) -> dict[str, Unit]:
    return {unit.clause_id: unit for unit in clause_units(library)}


def test_what_decides_goes_up_and_what_does_not_stays(library: Library, units: dict[str, Unit]) -> None:
    prefer = preference(library, library.basis(Tier.LITTLE_GIANT, Track.NEW, SPRING_2026), SPRING_2026)
    assert prefer(units["measures-2026-2/annex-2/2"]) == 1.0
    assert prefer(units["measures-2022-63/annex-3/2"]) == 0.0
    assert prefer(units["notice-2022-133/3/4"]) == 0.0


def test_a_review_of_2026_prefers_the_standard_of_2022(library: Library, units: dict[str, Unit]) -> None:
    prefer = preference(library, library.basis(Tier.LITTLE_GIANT, Track.REVIEW, SPRING_2026), SPRING_2026)
    assert prefer(units["measures-2022-63/annex-3/2"]) > prefer(units["measures-2026-2/annex-2/2"])


def test_clauses_about_another_tier_give_way_less_where_none_was_named(
    library: Library, units: dict[str, Unit]
) -> None:
    basis = library.basis(Tier.LITTLE_GIANT, Track.NEW, ROUND_4)
    unit = units["measures-2022-63/annex-2/1/2"]
    named, unnamed = (preference(library, basis, ROUND_4, tier_named=named)(unit) for named in (True, False))
    assert (named, unnamed) == (1.0 + OTHER_TIER, 1.0 + OTHER_TIER_UNNAMED)


def test_a_row_gives_way_to_its_notice_and_stands_in_for_a_missing_one(
    library: Library, units: dict[str, Unit]
) -> None:
    fourth = preference(library, library.basis(Tier.LITTLE_GIANT, Track.NEW, ROUND_4), ROUND_4)
    assert fourth(units["notice-2022-133/3/4"]) > fourth(units["rounds/4"])
    eighth = preference(library, library.basis(Tier.LITTLE_GIANT, Track.NEW, SPRING_2026), SPRING_2026)
    assert eighth(units["rounds/8"]) == 1.0


def test_a_standard_that_the_question_names_comes_before_the_one_that_decides(
    library: Library, units: dict[str, Unit]
) -> None:
    day = date(2026, 2, 1)
    basis = library.basis(Tier.LITTLE_GIANT, Track.NEW, day)
    assert basis.standard == "measures-2022-63"
    prefer = preference(library, basis, day, standards=("measures-2026-2",))
    assert prefer(units["measures-2026-2/annex-2/2"]) > prefer(units["measures-2022-63/annex-3/2"])
