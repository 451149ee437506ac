"""The objects at the border: strict about days, complete about citations."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.models import AskRequest, BasisOut, CitationOut, SearchHit
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()
DAY = date(2022, 6, 20)
BASIS = LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, DAY)
CITATION = LIBRARY.cite("measures-2022-63/annex-3/2", basis=BASIS, as_of=DAY)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_from_its_iso_form(day: date) -> None:
    request = AskRequest.model_validate({"question": "?", "as_of": day.isoformat()})
    assert request.as_of == day
    assert request.model_dump(mode="json")["as_of"] == day.isoformat()


@pytest.mark.parametrize("value", ["2022-13-01", "2022-02-30", "20220620", "2022-6-1", 1655683200, 1.5, True, datetime(2022, 6, 20)])
def test_nothing_else_is_taken_for_a_day(value: object) -> None:
    with pytest.raises(ValidationError):
        AskRequest.model_validate({"question": "?", "as_of": value})


@pytest.mark.parametrize("extra", [{"round": "4"}, {"round": 4.5}, {"tier": "giant"}, {"lang": "fr"}, {"unknown": 1}])
def test_what_does_not_fit_a_request_is_refused(extra: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AskRequest.model_validate({"question": "?", **extra})


def test_a_citation_goes_out_whole_under_its_mark() -> None:
    out = CitationOut.of(3, CITATION).model_dump(mode="json")
    assert out == {"mark": 3, **CITATION.to_json()}


def test_a_hit_quotes_its_clause_whole() -> None:
    hit = SearchHit.of(1, 0.5, CITATION)
    assert hit.text == LIBRARY.clause("measures-2022-63/annex-3/2").text
    assert (hit.rank, hit.score, hit.clause_id, hit.applies) == (1, 0.5, CITATION.clause_id, True)


def test_a_basis_goes_out_as_it_is() -> None:
    out = BasisOut.of(BASIS)
    assert (out.tier, out.track, out.round, out.standard) == (BASIS.tier, BASIS.track, BASIS.round, BASIS.standard)
    assert (out.in_force_from, out.in_force_to) == (BASIS.in_force_from, BASIS.in_force_to)
