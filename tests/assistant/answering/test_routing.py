"""Cues and clauses weighed together; what no clause answers; and what neither is sure of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.routing import CLEAR, LEAST, needs_search, route
from assistant.topics.catalogue import topics
from assistant.understanding.asks import Ask
from assistant.understanding.asks import Mode as Asking
from corpus.library import load_library
from index.result import Asked, Hit, Mode, Outside, SearchResult
from index.units import clause_units

UNITS = {unit.clause_id: unit for unit in clause_units(load_library())}
DEBT = "measures-2022-63/annex-3/2"


def _hit(clause_id: str, fused: float = 5.0, asked: Asked | None = None) -> Hit:
    return Hit(1, UNITS[clause_id], 0.9, fused, 0.9, 10.0, 1.0, asked)


def _found(*hits: Hit, outside: Outside | None = None) -> SearchResult:
    return SearchResult("?", Mode.HYBRID, hits, (), outside)


def _ask(text: str = "这个要求是多少", **fields: object) -> Ask:
    return Ask(text, frozenset(), **fields)  # type: ignore[arg-type]


def test_a_topic_without_rivals_needs_no_search() -> None:
    assert not needs_search(_ask(topic_id="debt_ratio"))
    assert not needs_search(_ask(topic_id="debt_ratio", strength=CLEAR, candidates=(("debt_ratio", CLEAR),)))


@pytest.mark.parametrize(
    "ask",
    [
        _ask(),
        _ask(outside="money"),
        _ask(topic_id="debt_ratio", strength=CLEAR - 1, candidates=(("debt_ratio", CLEAR - 1),)),
        _ask(topic_id="debt_ratio", strength=CLEAR, candidates=(("debt_ratio", CLEAR), ("rd", CLEAR - 1))),
    ],
)
def test_what_is_open_or_nearly_so_is_searched(ask: Ask) -> None:
    assert needs_search(ask)


def test_without_a_cue_the_nearest_clause_leads_to_a_topic_that_speaks_of_it() -> None:
    asked = Asked("资产负债率最高多少", 0.97)
    assert route(_ask(), _found(_hit(DEBT, asked=asked))).topic_id in topics().of_clause(DEBT)


def test_a_way_of_asking_that_is_not_alike_leads_nowhere() -> None:
    assert route(_ask(), _found(_hit(DEBT, asked=Asked("资产负债率最高多少", 0.6)))).topic_id is None


def test_a_clause_that_does_not_stand_out_leads_nowhere() -> None:
    assert route(_ask(), _found(_hit(DEBT, fused=0.5, asked=Asked("资产负债率最高多少", 0.97)))).topic_id is None


def test_a_weak_cue_alone_is_not_taken() -> None:
    weak = _ask(topic_id="debt_ratio", strength=LEAST / 2, candidates=(("debt_ratio", LEAST / 2),))
    assert route(weak, _found()).topic_id is None


def test_the_stronger_of_two_cues_is_taken_where_the_clauses_say_nothing_else() -> None:
    ask = _ask(topic_id="rd", strength=8.0, candidates=(("debt_ratio", 8.0), ("rd", 4.0)))
    assert route(ask, _found()).topic_id == "debt_ratio"


@pytest.mark.parametrize(
    ("ask", "margin", "matter"),
    [
        (_ask("能给多少钱"), 0.05, "money"),
        (_ask("能给多少钱"), -0.05, None),
        (_ask("能给多少钱", outside="money"), -0.01, "money"),
        (_ask("能给多少钱", outside="money"), -0.1, None),
        (_ask("负债率多少", candidates=(("debt_ratio", 6.0),)), 0.01, None),
        (_ask("how much money"), 0.03, None),
        (_ask("how much money"), 0.06, "money"),
    ],
)
def test_a_matter_outside_the_texts(ask: Ask, margin: float, matter: str | None) -> None:
    assert route(ask, _found(outside=Outside("money", Asked("奖补多少钱", 0.9), margin))).outside == matter


def test_a_list_of_all_conditions_stands_against_the_clause_of_one() -> None:
    ask = Ask("要满足哪些条件", frozenset({Asking.LIST}), topic_id="conditions", candidates=(("conditions", 1.5),))
    found = _found(_hit("measures-2022-63/annex-4/4/2"))
    assert route(ask, found).topic_id == "conditions"
    assert route(replace(ask, modes=frozenset()), found).topic_id != "conditions"
