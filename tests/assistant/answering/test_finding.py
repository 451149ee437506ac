"""When a clause found may stand for an answer, and how much of it is quoted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.draft import Draft
from assistant.answering.finding import (
    CLOSE_SIMILARITY,
    SURE_SIMILARITY,
    SURE_WORDS,
    cite_hit,
    is_close,
    is_quotable,
    is_sure,
    write_found,
)
from assistant.answering.scene import Scene
from assistant.models import Kind, Origin, Status
from assistant.pipeline import Context
from corpus.library import load_library
from index.result import Hit, Mode, SearchResult
from index.units import clause_units

UNITS = {unit.clause_id: unit for unit in clause_units(load_library())}
SHORT, LONG = "measures-2022-63/annex-3/2", "measures-2022-63/annex-3"
HIT = Hit(1, UNITS[SHORT], 0.9, 5.0, SURE_SIMILARITY, SURE_WORDS, 1.0)


@pytest.fixture
def scene(take: Callable[..., Context]) -> Scene:
    found = take("小巨人资产负债率要求多少", "settle").scene
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("changes", "sure"),
    [
        ({}, True),
        ({"dense": SURE_SIMILARITY - 0.01}, False),
        ({"lexical": SURE_WORDS - 0.01}, False),
        ({"dense": None}, False),
        ({"dense": None, "lexical": 2 * SURE_WORDS}, True),
    ],
)
def test_near_by_meaning_and_by_words(changes: dict[str, float | None], sure: bool) -> None:
    assert is_sure(replace(HIT, **changes)) is sure  # type: ignore[arg-type]


def test_what_is_shown_beside_an_answer_also_decides_for_the_asker() -> None:
    close = replace(HIT, dense=CLOSE_SIMILARITY)
    assert is_close(close)
    assert not is_close(replace(close, preference=0.0))
    assert not is_close(HIT)


@pytest.mark.parametrize("clause_id", ["measures-2022-63/title", "rounds/4"])
def test_titles_and_rows_are_not_quoted_as_answers(scene: Scene, clause_id: str) -> None:
    assert not is_quotable(scene, replace(HIT, unit=replace(HIT.unit, clause_id=clause_id)))


def test_a_short_clause_is_quoted_whole_a_long_one_by_its_own_lines(scene: Scene) -> None:
    assert cite_hit(scene, HIT).quote == scene.library.clause(SHORT).text
    long = replace(HIT, unit=replace(HIT.unit, clause_id=LONG))
    assert cite_hit(scene, long).quote == scene.library.clause(LONG).own_text


def test_an_answer_by_retrieval_says_that_it_is_one(scene: Scene) -> None:
    draft = Draft()
    assert write_found(draft, scene, SearchResult("?", Mode.HYBRID, (HIT,), ()))
    assert (draft.kind, draft.status, draft.origin) == (Kind.POLICY, Status.ANSWERED, Origin.RETRIEVAL)
    assert [citation.clause_id for citation in draft.citations] == [SHORT]


def test_nothing_near_is_no_answer(scene: Scene) -> None:
    draft, far = Draft(), replace(HIT, dense=0.5)
    assert not write_found(draft, scene, SearchResult("?", Mode.HYBRID, (far,), ()))
    assert draft.lines == []
