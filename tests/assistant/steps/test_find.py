"""A search is made only where the words leave the topic open."""

from __future__ import annotations

from collections.abc import Callable

from assistant.pipeline import Context
from assistant.topics.catalogue import topics

Take = Callable[..., Context]


def test_a_topic_that_is_sure_needs_no_search(take: Take) -> None:
    context = take("Ⅰ类知识产权包括哪些", "find")
    assert not context.found
    assert context.asks[0].topic_id == "class1_ip_meaning"
    assert any("不需要检索" in note for note in context.notes)


COLLOQUIAL = "借来的钱占家底的比例，小巨人最多多少"


def test_a_topic_left_open_is_one_that_the_clauses_found_speak_of(take: Take) -> None:
    context = take(COLLOQUIAL, "find")
    hits = context.found[COLLOQUIAL].hits
    spoken_of = {topic_id for hit in hits for topic_id in topics().of_clause(hit.clause_id)}
    assert context.asks[0].topic_id in spoken_of
    assert any(hits[0].clause_id in note for note in context.notes)


def test_what_was_published_later_is_not_searched(take: Take) -> None:
    result = take(COLLOQUIAL, "find", "2025-12-31").found[COLLOQUIAL]
    assert not any(hit.clause_id.startswith("measures-2026") for hit in result.hits)
