"""A verdict asked of several tiers at once: 能报专精特新还是小巨人, 能报哪个."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.models import Status
from assistant.planning.asked import asked_conditions
from assistant.planning.condition_lines import say_conditions
from assistant.planning.naming import titled
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.planning.verdicts import begun, necessary_of, subject_of
from assistant.reading.understood import Part
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.rules.logic import all_of
from corpus.terms import Tier, Track

_HIGHEST_FIRST: Final = tuple(reversed(tuple(Tier)))
_MOST_LISTED: Final = 8


def tiers_asked(settled: Settled, parts: Sequence[Part]) -> list[Tier]:
    """The tiers beside the one that decides of which parts ask a verdict, the highest first; of “which one”, all."""
    if settled.basis.track is not Track.NEW:
        return []
    named = {tier for part in parts for tier in part.scope.tiers}
    if any(part.scope.any_tier for part in parts) and len(named) < 2:
        named = set(Tier)
    return [tier for tier in _HIGHEST_FIRST if tier in named and tier is not settled.basis.tier] if len(named) > 1 else []


def plan_asked_of_tiers(plan: Plan, settled: Settled, parts: Sequence[Part], tiers: Sequence[Tier]) -> None:
    """小巨人和省级的分别过不过: the conditions asked about, by the standard of each further tier."""
    for tier in tiers:
        own = settled.with_basis(settled.library.basis(tier, Track.NEW, settled.as_of))
        asked = [c for c in asked_conditions(own, parts) if c.explain]
        if not asked:
            continue
        plan.tier_checks.append(own.judgement.check)
        status = all_of(c.status for c in asked)
        plan.say(BlockType.VERDICT, "verdict_of_tier", subject=subject_of(own), verdict=both(f"verdict_{status}"), **titled(own, own.basis.standard))
        say_conditions(plan, own, asked, quoted=1)


def plan_tiers(plan: Plan, settled: Settled, tiers: Sequence[Tier]) -> None:
    """Each further tier with its verdict, what fails and what else the facts told bear on, by its own standard."""
    for tier in tiers:
        own = settled.with_basis(settled.library.basis(tier, Track.NEW, settled.as_of))
        judgement = own.judgement
        check = judgement.check
        plan.tier_checks.append(check)
        plan.say(BlockType.VERDICT, "verdict_of_tier", subject=subject_of(own), verdict=both(f"verdict_{check.status}"), **titled(own, own.basis.standard))
        failed = [c for c in necessary_of(check) if c.status is Verdict.FAIL]
        met = [c for c in necessary_of(check) if c.status is Verdict.PASS and c.id in judgement.touched]
        say_conditions(plan, own, [*failed, *begun(own, failed), *met][:_MOST_LISTED], quoted=0)
        if check.status is not Verdict.UNKNOWN:
            plan.status = Status.ANSWERED
