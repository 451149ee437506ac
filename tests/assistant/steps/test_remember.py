"""What the next turn of a conversation may lean on."""

from __future__ import annotations

from collections.abc import Callable

from assistant.pipeline import Context
from corpus.terms import Tier

Take = Callable[..., Context]


def test_a_question_that_stands_alone_leaves_nothing(take: Take) -> None:
    assert take("小巨人资产负债率要求多少", "remember").conversation is None


def test_profile_tier_round_and_topic_are_kept(take: Take) -> None:
    kept = take("我们资产负债率72%，第四批小巨人这条行不行", "remember", conversation_id="new").conversation
    assert kept is not None
    assert kept.profile.to_json() == {"debt_ratio": 72}
    assert (kept.tier, kept.round, kept.last_topic) == (Tier.LITTLE_GIANT, 4, "debt_ratio")
    assert kept.last_field == "debt_ratio"


def test_what_a_later_turn_does_not_say_stays(take: Take) -> None:
    first = take("我们资产负债率72%，专精特新这条行不行", "remember", conversation_id="new").conversation
    assert first is not None
    second = take("有效期几年", "remember", conversation_id=first.id).conversation
    assert second is not None
    assert second.id == first.id
    assert second.profile.to_json() == {"debt_ratio": 72}
    assert (second.tier, second.last_topic) == (Tier.SPECIALIZED, "valid_period")


def test_an_open_round_is_not_taken_for_one_that_was_named(take: Take) -> None:
    kept = take("小巨人资产负债率要求多少", "remember", conversation_id="new").conversation
    assert kept is not None
    assert kept.round is None


def test_what_is_cleared_is_gone(take: Take) -> None:
    first = take("我们资产负债率72%，小巨人这条行不行", "remember", conversation_id="new").conversation
    assert first is not None
    second = take("把我刚才说的都清空", "remember", conversation_id=first.id).conversation
    assert second is not None
    assert second.profile.to_json() == {}
    assert second.last_field is None
