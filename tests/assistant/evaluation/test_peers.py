from __future__ import annotations

from datetime import date

import pytest

from assistant.evaluation.cases import Case
from assistant.evaluation.peers import LangChainPeer, covered_clauses
from corpus.library import load_library

LIBRARY = load_library()
DOCUMENT = LIBRARY.document("measures-2022-63")
CLAUSES = tuple(DOCUMENT.clauses.values())


def test_a_chunk_stands_for_a_clause_of_which_it_holds_more_than_half():
    clause = LIBRARY.clause("measures-2022-63/annex-3/2")
    middle = (clause.start + clause.end) // 2
    assert clause.id in covered_clauses(CLAUSES, clause.start, middle + 1)
    assert clause.id not in covered_clauses(CLAUSES, clause.start, middle - 1)
    assert covered_clauses(CLAUSES, clause.start, clause.start) == []


def test_a_score_table_is_measured_with_its_options_and_a_parent_by_its_own_lines():
    table = LIBRARY.clause("measures-2022-63/annex-2/2/2/5")
    parent = LIBRARY.clause("measures-2022-63/annex-3/4")
    assert table.id not in covered_clauses(CLAUSES, table.start, table.own_end)
    assert parent.id in covered_clauses(CLAUSES, parent.start, parent.own_end)


def test_the_whole_text_stands_for_every_clause_of_its_own():
    whole = set(covered_clauses(CLAUSES, 0, len(DOCUMENT.text)))
    assert whole >= {clause.id for clause in CLAUSES if clause.own_end > clause.start}


@pytest.fixture(scope="module")
def peer() -> LangChainPeer:
    from langchain_core.embeddings import DeterministicFakeEmbedding

    return LangChainPeer("naive", DeterministicFakeEmbedding(size=16), LIBRARY)


def asked(day: date, question: str = "负债率") -> Case:
    fields = {"id": "c", "part": "tuned", "topic": "t", "question": question, "as_of": day.isoformat()}
    return Case.model_validate(fields | {"kind": "eligibility", "status": "answered"})


def test_the_peer_sees_only_texts_of_the_day(peer):
    for day in (date(2022, 6, 20), date(2026, 2, 1)):
        found = {clause_id for ids in peer.rank(asked(day), 100) for clause_id in ids}
        assert found
        assert all(LIBRARY.published(clause_id) <= day for clause_id in found)


def test_every_clause_that_is_asked_for_stands_in_some_chunk(peer):
    reachable = {clause_id for ids in peer.rank(asked(date(2026, 11, 24)), 1000) for clause_id in ids}
    assert {"measures-2022-63/annex-3/2", "rounds/8", "notice-2022-133/3/4"} <= reachable


def test_nothing_asked_ranks_nothing(peer):
    assert peer.rank(asked(date(2022, 6, 20), "  "), 5) == []
    assert peer.said(asked(date(2022, 6, 20), "  ")) == "" and peer.said(asked(date(2022, 6, 20)))
