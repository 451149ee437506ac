"""The verdict by another version of the measures: one that is named, or one published and not yet in force."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from assistant.planning.asked import asked_conditions
from assistant.planning.choosing import PointChoice
from assistant.planning.condition_lines import say_condition, weighs
from assistant.planning.naming import condition_name, in_both, number_of, tier_name, titled, track_name
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.rules.logic import all_of
from corpus.basis import MEASURES_2022, MEASURES_2026, NEW_STANDARD_FROM
from corpus.terms import Tier

_MOST_BY_OTHER: Final = 8


def say_by_versions(plan: Plan, settled: Settled, parts: Sequence[Part], choice: PointChoice) -> None:
    """Where a figure fails today and another version asks for less: what it makes of it, behind what it says."""
    for other in choice.others:
        if other.document_id not in (MEASURES_2022, MEASURES_2026) or settled.basis.tier is Tier.INNOVATIVE:
            continue
        check = settled.check_by(other.document_id)
        failed = {c.id for c in asked_conditions(settled, parts) if c.status is Verdict.FAIL}
        asked = [c for c in asked_conditions(settled, parts, check) if c.id in failed and c.status is Verdict.PASS and not c.waived]
        plan.tier_checks += [check] if asked else []
        for condition in asked:
            meta = settled.library.document(other.document_id).meta
            plan.say(BlockType.COMPARISON, "verdict_by_version", number=number_of(meta.number), name=condition_name(condition), verdict=both(f"verdict_{condition.status}"), explain=settled.sentence(condition.explain))


def say_by_named_standard(plan: Plan, settled: Settled, ids: Collection[str], *, of_asked: bool) -> bool:
    """Before today's verdict, the one by the version that the question names; whether it names one.

    Args:
        ids: of the conditions that are shown.
        of_asked: whether only these are asked about.
    """
    if settled.other_standard is None or settled.is_between_standards:
        return False
    say_by_other_standard(plan, settled, ids, of_asked=of_asked)
    basis = settled.basis
    plan.say(BlockType.COMPARISON, "verdict_decides", **titled(settled, basis.standard), as_of=settled.as_of, tier=tier_name(basis.tier), track=track_name(basis.track))
    return True


def say_by_other_standard(plan: Plan, settled: Settled, ids: Collection[str], *, of_asked: bool = False) -> None:
    """By the version that is named, or between the publication of new measures and the day they decide: the verdict by it, too.

    Args:
        ids: of the conditions that are shown, beside those that fail.
        of_asked: whether only these are asked about, so that their verdict heads what is said, not the whole's.
    """
    other, standard = settled.other_check, settled.other_standard
    if other is None or standard is None:
        return
    meta = settled.library.document(standard).meta
    own = [c for c in other.conditions if c.id in ids]
    status = all_of(c.status for c in own) if of_asked and own else other.status
    plan.say(
        BlockType.COMPARISON,
        "verdict_by_other" if settled.is_between_standards else "verdict_by_named",
        title=in_both(meta.title),
        number=number_of(meta.number),
        day=NEW_STANDARD_FROM,
        verdict=both(f"verdict_{status}"),
    )
    shown = [c for c in other.conditions if c.id in ids or (c.status is Verdict.FAIL and (c.necessary or weighs(c)))]
    for condition in shown[:_MOST_BY_OTHER]:
        say_condition(plan, settled, condition, "verdict_item")
