"""The parts of a message, and what each asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Kind
from assistant.topics.catalogue import topics
from assistant.understanding.asks import MAX_ASKS, Ask, Mode, fit, read_asks


def _ids(text: str) -> list[str | None]:
    return [ask.topic_id for ask in read_asks(text)]


@pytest.mark.parametrize(
    ("text", "topic_ids"),
    [
        ("小巨人资产负债率要求多少？有效期几年？", ["debt_ratio", "valid_period"]),
        ("研发费用、知识产权分别要求多少", ["rd", "class1_ip"]),
        ("我们现在能报小巨人吗", ["conditions"]),
    ],
)
def test_each_part_has_its_topic(text: str, topic_ids: list[str]) -> None:
    assert _ids(text) == topic_ids


def test_the_same_thing_asked_twice_is_one() -> None:
    assert _ids("资产负债率要求多少？资产负债率最高多少？") == ["debt_ratio"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("什么时候截止", Mode.WHEN),
        ("什么是主导产品", Mode.DEFINE),
        ("要交什么材料", Mode.MATERIALS),
        ("我们能报小巨人吗", Mode.CAN),
    ],
)
def test_how_a_thing_is_asked_after(text: str, mode: Mode) -> None:
    assert mode in read_asks(text)[0].modes


def test_a_matter_outside_the_texts_is_named() -> None:
    (ask,) = read_asks("小巨人奖补多少钱")
    assert ask.outside == "money"
    assert ask.kind is Kind.OUT_OF_SCOPE


@given(st.sampled_from(sorted(topics())))
def test_the_question_by_which_a_topic_is_offered_is_about_it(topic_id: str) -> None:
    asks = read_asks(topics()[topic_id].ask)
    assert topic_id in {found for ask in asks for found in (ask.topic_id, *(name for name, _ in ask.candidates))}


@given(st.text(max_size=200))
def test_any_message_has_at_least_one_part_and_few(text: str) -> None:
    asks = read_asks(text)
    assert 1 <= len(asks) <= MAX_ASKS
    known = [ask.topic_id or ask.outside for ask in asks if ask.topic_id or ask.outside]
    assert len(known) == len(set(known))


def test_a_date_fits_a_question_of_when() -> None:
    when = frozenset({Mode.WHEN})
    assert fit("deadline", when) > fit("deadline", frozenset())
    assert fit("deadline", when) > fit("debt_ratio", when)


def test_a_part_without_a_topic_is_out_of_scope() -> None:
    assert Ask("?", frozenset()).kind is Kind.OUT_OF_SCOPE
