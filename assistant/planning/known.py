"""The verdict by what is known from before, beside what the texts say."""

from __future__ import annotations

from typing import Final

from assistant.planning.condition_lines import say_conditions
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from assistant.rules.logic import Status as Verdict
from assistant.topics.forms import Form
from assistant.topics.topic import Topic

_TITLE_CONDITIONS: Final = frozenset({"rung"})
"""Met by a title, of which the rules may warn that it has run out."""


def plan_known(plan: Plan, settled: Settled, topic: Topic) -> None:
    """Behind what the texts say of a topic, the verdict on its conditions by what is known from before."""
    check = settled.judgement.check
    decided = [c for c in check.conditions if c.id in topic.conditions and c.status is not Verdict.UNKNOWN and c.explain]
    if plan.check is not None or settled.says_facts or not decided:
        return
    plan.check = check
    plan.say(BlockType.VERDICT, "verdict_known")
    say_conditions(plan, settled, decided, quoted=0)
    for warning in check.warnings if any(c.id in _TITLE_CONDITIONS for c in decided) else ():
        plan.say(BlockType.CAVEAT, "warning", warning=settled.words(warning))


def plan_waived(plan: Plan, settled: Settled, part: Part, topic: Topic) -> None:
    """Before what the texts ask of everyone: whether what is known frees the enterprise of it (还要不要2项发明)."""
    if part.form is not Form.YES_NO or settled.says_facts or not settled.profile.to_json():
        return
    if any(c.waived and c.id in topic.conditions for c in settled.judgement.check.conditions):
        plan.say(BlockType.VERDICT, "verdict_waived")
        plan_known(plan, settled, topic)
