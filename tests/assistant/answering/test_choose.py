"""Which version of the texts answers, and which stand beside it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.choose import choose, named_document, newer_text_missing
from assistant.topics.catalogue import topics
from assistant.understanding.intent import Named
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()
DEBT = topics()["debt_ratio"]
days = st.dates(date(2022, 6, 15), date(2027, 1, 1))


def _chosen(as_of: date, track: Track = Track.NEW, named: str | None = None, tier: Tier = Tier.LITTLE_GIANT):  # type: ignore[no-untyped-def]
    return choose(DEBT, LIBRARY.basis(tier, track, as_of), as_of, LIBRARY, named)


@pytest.mark.parametrize(
    ("as_of", "track", "first", "others"),
    [
        (date(2022, 6, 20), Track.NEW, MEASURES_2022, []),
        (date(2025, 12, 31), Track.NEW, MEASURES_2022, []),
        (date(2026, 11, 24), Track.NEW, MEASURES_2026, [MEASURES_2022]),
        (date(2026, 5, 1), Track.REVIEW, MEASURES_2022, [MEASURES_2026]),
    ],
)
def test_the_standard_that_decides_comes_first(as_of: date, track: Track, first: str, others: list[str]) -> None:
    choice = _chosen(as_of, track)
    assert choice.point is not None
    assert choice.point.document_id == first
    assert [point.document_id for point in choice.others] == others
    assert choice.deciding


@given(days, st.sampled_from(sorted(topics())), st.sampled_from(list(Tier)), st.sampled_from(list(Track)))
def test_nothing_published_later_is_said(as_of: date, topic_id: str, tier: Tier, track: Track) -> None:
    choice = choose(topics()[topic_id], LIBRARY.basis(tier, track, as_of), as_of, LIBRARY)
    for point in (choice.point, *choice.others):
        if point is not None:
            assert all(LIBRARY.published(ref.clause) <= as_of for ref in point.quotes)


@given(days, st.sampled_from(sorted(topics())), st.sampled_from(list(Tier)))
def test_other_versions_are_of_other_documents_and_say_something_else(as_of: date, topic_id: str, tier: Tier) -> None:
    choice = choose(topics()[topic_id], LIBRARY.basis(tier, Track.NEW, as_of), as_of, LIBRARY)
    documents = [point.document_id for point in (choice.point, *choice.others) if point is not None]
    assert len(documents) == len(set(documents))
    assert all(choice.point is not None and other.say != choice.point.say for other in choice.others)


def test_a_version_named_is_known_as_such() -> None:
    choice = _chosen(date(2026, 11, 24), named=MEASURES_2022)
    assert choice.named is not None
    assert choice.named.document_id == MEASURES_2022
    assert _chosen(date(2026, 11, 24), named=MEASURES_2026).named is None


@pytest.mark.parametrize(
    ("named", "as_of", "document"),
    [
        (None, date(2026, 11, 24), None),
        (Named.INTERIM, date(2026, 11, 24), MEASURES_2022),
        (Named.REVISED, date(2026, 11, 24), MEASURES_2026),
        (Named.REVISED, date(2025, 1, 1), None),
        (Named.NEWEST, date(2026, 11, 24), MEASURES_2026),
        (Named.NEWEST, date(2025, 1, 1), MEASURES_2022),
        (Named.PREVIOUS, date(2026, 11, 24), MEASURES_2022),
        (Named.PREVIOUS, date(2025, 1, 1), None),
    ],
)
def test_the_measures_that_a_question_means(named: Named | None, as_of: date, document: str | None) -> None:
    assert named_document(named, as_of, LIBRARY) == document


def test_old_rules_without_a_newer_counterpart_are_marked_from_the_day_the_new_text_is_in_force() -> None:
    point = next(point for point in topics()["change_report"].points if point.document_id == MEASURES_2022)
    assert not newer_text_missing(point, date(2026, 3, 31))
    assert newer_text_missing(point, date(2026, 4, 1))
