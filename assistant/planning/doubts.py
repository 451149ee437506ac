"""What is not confirmed of the basis, and that a version asked for is not at hand."""

from __future__ import annotations

from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from corpus.basis import MEASURES_2026
from corpus.terms import Tier, Track


def plan_doubts(plan: Plan, settled: Settled) -> None:
    """Say what no text confirms of the standard that decides."""
    basis = settled.basis
    if settled.unannounced is not None:
        plan.say(BlockType.SILENCE, "review_not_announced", held=round_name(settled.unannounced), as_of=settled.as_of)
    if basis.track is Track.REVIEW and basis.round is None:
        if basis.tier is Tier.SPECIALIZED:
            plan.say(BlockType.SILENCE, "review_unconfirmed_specialized")
        elif basis.tier is Tier.LITTLE_GIANT and basis.standard == MEASURES_2026:
            plan.say(BlockType.SILENCE, "review_unconfirmed_lg")
    first_round = min((row.announced for row in settled.library.rounds()), default=settled.as_of)
    if settled.as_of < first_round:
        plan.say(BlockType.SILENCE, "no_earlier_standard")
    elif settled.version_missing:
        plan.say(BlockType.SILENCE, "named_not_at_hand")
