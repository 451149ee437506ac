"""What to ask next: at most three questions that are really answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.choosing import choose
from assistant.planning.naming import named, tier_name
from assistant.planning.outside import examples
from assistant.planning.papers import has_list
from assistant.planning.plan import Plan, Words
from assistant.planning.settled import Settled
from assistant.rendering.text import both
from assistant.topics.all_topics import topics
from assistant.topics.topic import OF_ROUNDS, WHOLE_TOPIC, Recipe, Topic
from corpus.terms import Tier

MAX_FOLLOW_UPS: Final = 3


def follow_ups(settled: Settled, asked_ids: Sequence[str], plan: Plan) -> list[Words]:
    """What the parts of the answer propose, the other tiers where none was named, then what is near."""
    found, asked = list(plan.follow_ups), [topics()[topic_id] for topic_id in asked_ids]
    if settled.tier_assumed and asked and depends_on_tier(settled, asked[0]) and asked[0].recipe not in OF_ROUNDS:
        found += [_for_tier(asked[0], tier) for tier in (Tier.SPECIALIZED, Tier.INNOVATIVE) if answerable(settled, asked[0], tier)]
    if plan.status is Status.NEEDS_INPUT:
        found.insert(0, named(topics()[WHOLE_TOPIC].ask))
    related = dict.fromkeys(near for topic in asked for near in topic.related if near not in asked_ids)
    found += [named(topics()[topic_id].ask) for topic_id in related if answerable(settled, topics()[topic_id])]
    if not found and plan.status is not Status.ANSWERED:
        found = examples()
    return list(dict.fromkeys(found))[:MAX_FOLLOW_UPS]


def depends_on_tier(settled: Settled, topic: Topic) -> bool:
    """Whether another tier would get another answer."""
    if topic.recipe in (Recipe.CONDITIONS, *OF_ROUNDS):
        return True
    if topic.recipe in (Recipe.SME_SIZE, Recipe.EXCLUSIONS) or topic.kind is Kind.DEFINITION:
        return False
    return len({_said(settled, topic, tier) for tier in Tier}) > 1


def answerable(settled: Settled, topic: Topic, tier: Tier | None = None) -> bool:
    """Whether a question on `topic` would be answered from the texts at hand, asked alone or on with this one."""
    tier = tier or settled.basis.tier
    basis = settled.library.basis(tier, settled.basis.track, settled.as_of)
    row = settled.library.newest_round(settled.as_of)
    if topic.recipe in OF_ROUNDS and settled.unannounced is not None:
        return False
    if topic.recipe in (Recipe.DEADLINE, Recipe.PROVINCE_DEADLINE):
        return tier is Tier.LITTLE_GIANT and row is not None
    if topic.recipe is Recipe.MATERIALS:
        return tier is Tier.LITTLE_GIANT and row is not None and has_list(settled.with_basis(basis), row)
    if topic.recipe is Recipe.QUOTE:
        bases = (basis, settled.basis) if tier is settled.basis.tier else (basis,)
        return all(choose(topic, each, settled.as_of, settled.library).point is not None for each in bases)
    return True


def _for_tier(topic: Topic, tier: Tier) -> Words:
    name = tier_name(tier)
    return Words(both("follow_tier", tier=name.zh, ask=topic.ask.zh).zh, both("follow_tier", tier=name.en, ask=topic.ask.en).en)


def _said(settled: Settled, topic: Topic, tier: Tier) -> str | None:
    basis = settled.basis if tier is settled.basis.tier else settled.library.basis(tier, settled.basis.track, settled.as_of)
    point = choose(topic, basis, settled.as_of, settled.library).point
    return point.say if point else None
