"""What the next turn of a conversation may lean on."""

from __future__ import annotations

from collections.abc import Callable

from assistant.pipeline import Context
from assistant.store.conversations import Conversation
from corpus.terms import Tier

Take = Callable[..., Context]


def _kept(context: Context) -> Conversation:
    assert context.conversation is not None
    return context.conversation


def test_a_question_that_stands_alone_leaves_nothing(take: Take) -> None:
    assert take("小巨人资产负债率要求多少", "remember").conversation is None


def test_profile_tier_round_and_topic_are_kept(take: Take) -> None:
    kept = _kept(take("我们资产负债率72%，第四批小巨人这条行不行", "remember", conversation_id="new"))
    assert kept.profile.to_json() == {"debt_ratio": 72}
    assert (kept.tier, kept.round, kept.asked[0].topic) == (Tier.LITTLE_GIANT, 4, "debt_ratio")
    assert kept.last_fields[0] == "debt_ratio"


def test_what_a_later_turn_does_not_say_stays(take: Take) -> None:
    first = _kept(take("我们资产负债率72%，专精特新这条行不行", "remember", conversation_id="new"))
    second = _kept(take("有效期几年", "remember", conversation_id=first.id))
    assert second.id == first.id
    assert second.profile.to_json() == {"debt_ratio": 72}
    assert (second.tier, second.asked[0].topic) == (Tier.SPECIALIZED, "valid_period")


def test_an_open_round_is_not_taken_for_one_that_was_named(take: Take) -> None:
    assert _kept(take("小巨人资产负债率要求多少", "remember", conversation_id="new")).round is None


def test_what_is_cleared_is_gone(take: Take) -> None:
    first = _kept(take("我们资产负债率72%，小巨人这条行不行", "remember", conversation_id="new"))
    second = _kept(take("把我刚才说的都清空", "remember", conversation_id=first.id))
    assert second.profile.to_json() == {}
    assert not second.last_fields


def test_an_enterprise_only_supposed_leaves_no_facts(take: Take) -> None:
    kept = _kept(take("假如有一家企业资产负债率72%，能报小巨人吗", "remember", conversation_id="new"))
    assert kept.profile.to_json() == {}


def test_what_the_request_sends_with_small_talk_is_kept(take: Take) -> None:
    kept = _kept(take("你好", "remember", conversation_id="new", profile={"debt_ratio": 62}))
    assert kept.profile.to_json() == {"debt_ratio": 62}
