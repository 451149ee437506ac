"""An article asked for by its number is quoted word for word, or said to be missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer, Status
from corpus.basis import MEASURES_2026
from corpus.clauses import ClauseKind
from corpus.library import load_library
from corpus.numbering import to_chinese

DAY = "2026-05-10"
ARTICLES = {clause.number: clause for clause in load_library().document(MEASURES_2026).clauses.values() if clause.kind is ClauseKind.ARTICLE}


@pytest.mark.parametrize("number", range(1, 25))
def test_an_article_is_quoted_or_said_to_be_missing(ask: Callable[..., Answer], number: int) -> None:
    answer = ask(f"新办法第{to_chinese(number)}条的原文发我", DAY)
    if number in ARTICLES:
        assert answer.status is Status.ANSWERED
        assert [citation.quote for citation in answer.citations] == [ARTICLES[number].text]
    else:
        assert answer.status is Status.NOT_IN_CORPUS
        assert "没有收录" in answer.answer
        assert not answer.citations


def test_a_document_that_is_not_at_hand_is_said_to_be_missing(ask: Callable[..., Answer]) -> None:
    answer = ask("请把117号文第二条的原文给我", DAY)
    assert answer.status is Status.NOT_IN_CORPUS
    assert "没有收录" in answer.answer


def test_two_articles_have_each_their_answer(ask: Callable[..., Answer]) -> None:
    answer = ask("新办法第十二条、第十四条原文发我", DAY)
    assert answer.status is Status.ANSWERED
    assert ARTICLES[12].text in answer.answer
    assert "第十四条的原文没有收录" in answer.answer
