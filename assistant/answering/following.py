"""What to ask next: at most three questions that are really answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.choose import choose
from assistant.answering.draft import Draft
from assistant.answering.outside import examples
from assistant.answering.papers import has_list
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from assistant.topics.catalogue import topics
from assistant.topics.schema import OF_ROUNDS, WHOLE_TOPIC, Handler, Topic
from corpus.terms import Tier

MAX_FOLLOW_UPS = 3


def follow_ups(scene: Scene, asked_ids: Sequence[str], draft: Draft) -> list[str]:
    """What the parts of the answer propose, the other tiers where none was named, then what is near."""
    found, asked = list(draft.follow_ups), [topics()[topic_id] for topic_id in asked_ids]
    if scene.tier_assumed and asked and depends_on_tier(scene, asked[0]) and asked[0].handler not in OF_ROUNDS:
        found += [
            replies()("follow_tier", tier=tier_name(tier), ask=asked[0].ask)
            for tier in (Tier.SPECIALIZED, Tier.INNOVATIVE)
            if answerable(scene, asked[0], tier)
        ]
    if draft.status is Status.NEEDS_INPUT:
        found.insert(0, topics()[WHOLE_TOPIC].ask)
    related = dict.fromkeys(near for topic in asked for near in topic.related if near not in asked_ids)
    found += [topics()[topic_id].ask for topic_id in related if answerable(scene, topics()[topic_id])]
    if not found and draft.status is not Status.ANSWERED:
        found = [example for example in examples() if scene.concerned or example != replies()("example_2")]
    return list(dict.fromkeys(found))[:MAX_FOLLOW_UPS]


def depends_on_tier(scene: Scene, topic: Topic) -> bool:
    """Whether another tier would get another answer."""
    if topic.handler in (Handler.CONDITIONS, *OF_ROUNDS):
        return True
    if topic.handler in (Handler.SME_SIZE, Handler.EXCLUSIONS) or topic.kind is Kind.DEFINITION:
        return False
    said = {_said(scene, topic, tier) for tier in Tier}
    return len(said) > 1


def _said(scene: Scene, topic: Topic, tier: Tier) -> str | None:
    basis = scene.library.basis(tier, scene.basis.track, scene.as_of)
    point = choose(topic, scene.basis if tier is scene.basis.tier else basis, scene.as_of, scene.library).point
    return point.say if point else None


def answerable(scene: Scene, topic: Topic, tier: Tier | None = None) -> bool:
    """Whether a question on `topic` would be answered from the texts at hand, asked without a round or on with this one."""
    tier = tier or scene.basis.tier
    basis = scene.library.basis(tier, scene.basis.track, scene.as_of)
    if topic.handler in OF_ROUNDS and scene.unannounced is not None:
        return False
    if topic.handler in (Handler.DEADLINE, Handler.PROVINCE_DEADLINE):
        return tier is Tier.LITTLE_GIANT and scene.library.newest_round(scene.as_of) is not None
    if topic.handler is Handler.MATERIALS:
        row = scene.library.newest_round(scene.as_of)
        alone = replace(scene, basis=basis)
        return tier is Tier.LITTLE_GIANT and row is not None and has_list(alone, row)
    if topic.handler is Handler.QUOTE:
        bases = (basis, scene.basis) if tier is scene.basis.tier else (basis,)
        return all(choose(topic, each, scene.as_of, scene.library).point is not None for each in bases)
    return True
