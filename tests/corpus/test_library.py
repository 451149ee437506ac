from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import UnknownClauseError, UnknownDocumentError
from corpus.library import load_library

LIBRARY = load_library()


def test_documents_are_known_from_the_day_they_are_issued() -> None:
    def known(day: str) -> list[str]:
        return [document.id for document in LIBRARY.documents(date.fromisoformat(day))]

    assert known("2011-06-17") == []
    assert known("2022-05-31") == ["classification-2011-300"]
    assert known("2022-06-20") == ["classification-2011-300", "measures-2022-63", "notice-2022-133"]
    assert "measures-2026-2" not in known("2026-01-16")
    assert known("2026-01-17")[-1] == "measures-2026-2"
    assert len(LIBRARY.documents()) == 7


def test_what_replaced_what() -> None:
    assert LIBRARY.replaced_by("measures-2022-63", date(2026, 3, 31)) is None
    assert LIBRARY.replaced_by("measures-2022-63", date(2026, 4, 1)) == "measures-2026-2"
    assert LIBRARY.replaced_by("measures-2026-2", date(2030, 1, 1)) is None


def test_in_force_is_not_replaced() -> None:
    document = LIBRARY.document("measures-2022-63")
    assert not document.in_force_on(date(2022, 7, 31))
    assert document.in_force_on(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("clause_id", "day"),
    [
        ("measures-2022-63/annex-3/2", date(2022, 6, 1)),
        ("measures-2026-2", date(2026, 1, 17)),
        ("rounds/8", date(2026, 4, 25)),
    ],
)
def test_when_a_clause_was_published(clause_id: str, day: date) -> None:
    assert LIBRARY.published(clause_id) == day


def test_unknown_ids_are_named() -> None:
    with pytest.raises(UnknownDocumentError, match="notice-1999-1"):
        LIBRARY.document("notice-1999-1")
    for unknown in ("rounds/9", "rounds/x", "measures-2022-63/annex-3/99", ""):
        with pytest.raises(UnknownClauseError):
            LIBRARY.published(unknown)


def test_clauses_leave_out_the_roots() -> None:
    ids = [clause.id for clause in LIBRARY.clauses]
    assert len(ids) == len(set(ids))
    assert "measures-2022-63" not in ids
    assert "rounds/4" in ids
    assert LIBRARY.clause("measures-2022-63").text.startswith("优质中小企业梯度培育管理暂行办法")


def test_a_library_is_read_once() -> None:
    assert load_library() is load_library()
