"""The topic files: every quote verbatim, every number grounded, every id there; and finding topics by cues."""

from __future__ import annotations

import re

import pytest

from assistant.rules.standards import load_standards
from assistant.topics.catalogue import topics
from assistant.topics.schema import Handler
from corpus.library import load_library

NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


@pytest.mark.parametrize("topic_id", list(topics()))
def test_every_point_stands_on_its_quotes(topic_id: str) -> None:
    library = load_library()
    for point in topics()[topic_id].points:
        quotes = []
        for ref in point.quotes:
            text = library.clause(ref.clause).text
            assert ref.text is None or ref.text in text
            quotes.append(ref.text or text)
        known = _numbers("\n".join(quotes))
        assert _numbers(point.say) <= known, point.say


def _numbers(text: str) -> set[str]:
    """The numbers of a text; in a date, 06 is said as 6."""
    return {number.lstrip("0") or "0" for number in NUMBER.findall(text)}


@pytest.mark.parametrize("topic_id", list(topics()))
def test_every_related_topic_and_clause_exists(topic_id: str) -> None:
    library = load_library()
    topic = topics()[topic_id]
    assert set(topic.related) <= set(topics())
    assert topic_id not in topic.related
    for clause_id in topic.clauses:
        assert library.clause(clause_id)


def test_every_condition_a_topic_names_is_in_some_standard() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in _standard_files())
    for topic_id in topics():
        for condition in topics()[topic_id].conditions:
            assert re.search(rf"\bid: {condition}\b", text) or condition == "round_revenue", (topic_id, condition)


def _standard_files():  # type: ignore[no-untyped-def]
    from assistant.rules.standards import BUILT_IN

    assert load_standards().files
    return sorted(BUILT_IN.glob("*.yaml"))


def test_every_handler_is_used() -> None:
    used = {topics()[topic_id].handler for topic_id in topics()}
    assert used == set(Handler)


@pytest.mark.parametrize(
    ("text", "topic_id"),
    [
        ("资产负债率", "debt_ratio"),
        ("R&D expense", "rd"),
        ("fuzhailv", "debt_ratio"),
        ("单项冠军", "exclusions"),
    ],
)
def test_cues_find_the_topic(text: str, topic_id: str) -> None:
    assert topics().matches(text)[0].topic_id == topic_id


def test_a_longer_cue_beats_a_shorter_one() -> None:
    assert topics().matches("知识产权优势企业")[0].topic_id == "valid_honours"


def test_a_clause_leads_to_the_topics_that_quote_it() -> None:
    found = set(topics().of_clause("measures-2022-63/annex-3/2"))
    assert {"debt_ratio", "quality", "digital_core"} <= found
    assert "rd" not in found


def test_what_the_texts_do_not_answer_is_known() -> None:
    hit = topics().unanswerable("评上小巨人给多少钱奖励")
    assert hit is not None
    assert hit.topic_id == "money"
    assert topics().unanswerable("资产负债率要求多少") is None
