"""Several enterprises in one message, each with its own figures: one line for each, and never a figure for another's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.condition_lines import sources_of, weighs
from assistant.planning.naming import condition_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.verdicts import necessary_of, subject_of
from assistant.reading.understood import Firm
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import CheckResult, ConditionResult

_MOST_MET: Final = 6


def plan_firms(plan: Plan, settled: Settled) -> bool:
    """Which of several enterprises will do; False where the message names no several."""
    firms = settled.question.firms
    if not firms:
        return False
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    plan.say(BlockType.VERDICT, "firms_each", subject=subject_of(settled))
    for firm in firms:
        _say_firm(plan, settled, firm)
    plan.say(BlockType.CAVEAT, "authority")
    plan.say(BlockType.MISSING, "firms_one_by_one")
    return True


def _say_firm(plan: Plan, settled: Settled, firm: Firm) -> None:
    name = Words(firm.label, firm.label)
    if not firm.profile.to_json():
        plan.say(BlockType.VERDICT, "firm_nothing", firm=name)
        return
    check = settled.check(firm.profile)
    plan.tier_checks.append(check)
    against, met = _against(check), [c for c in necessary_of(check) if c.status is Verdict.PASS and c.explain][:_MOST_MET]
    short = [c for c in necessary_of(check) if c.status is Verdict.UNKNOWN and weighs(c) and all(each.part_of != c.id for each in against)]
    said = [*_listed(settled, "firm_against", against), *_listed(settled, "firm_short", short), *_listed(settled, "firm_met", met)]
    sources = [source for condition in [*against, *short] or met for source in sources_of(settled, condition)]
    plan.say(
        BlockType.VERDICT,
        "firm_line",
        firm=name,
        verdict=both(f"verdict_{check.status}"),
        why=Words("".join(words.zh for words in said), "".join(words.en for words in said)),
        mark=Marks.of(*sources),
    )
    plan.quote(*dict.fromkeys(source for condition in against for source in sources_of(settled, condition)))


def _against(check: CheckResult) -> list[ConditionResult]:
    """What fails, or has come out short where another way may be open."""
    failed = [c for c in necessary_of(check) if c.status is Verdict.FAIL]
    parts = [c for c in check.conditions if c.status is Verdict.FAIL and c.explain and c not in failed and not any(each.id == c.part_of for each in failed)]
    return [*failed, *(c for c in parts if weighs(c))]


def _listed(settled: Settled, key: str, conditions: Sequence[ConditionResult]) -> list[Words]:
    """营业收入（4800万元，低于5000万元）、资产负债率（…）."""
    if not conditions:
        return []
    items = [(condition_name(c), settled.both(c.explain)) for c in conditions]
    zh = "、".join(f"{name.zh}（{explain.zh}）" for name, explain in items)
    en = ", ".join(f"{name.en} ({explain.en})" for name, explain in items)
    return [Words(both(key, items=zh).zh, both(key, items=en).en)]
