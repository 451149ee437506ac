"""还差什么: the fails with how far they are and by when, then what is not known."""

from __future__ import annotations

from typing import Final

from assistant.models import Kind, Status
from assistant.planning.asking import plan_asking
from assistant.planning.condition_lines import say_conditions
from assistant.planning.other_standard import say_by_other_standard
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.planning.verdicts import begun, close_verdict, necessary_of, subject_of
from assistant.rules.logic import Status as Verdict

_MOST_QUOTED: Final = 4


def plan_missing(plan: Plan, settled: Settled) -> None:
    """What an enterprise still lacks: the fails with how far they are, by when; then what is not known."""
    check = settled.advised
    plan.kind, plan.check = Kind.ELIGIBILITY, check
    failed = [c for c in necessary_of(check) if c.status is Verdict.FAIL]
    plan.status = Status.ANSWERED if failed or check.status is Verdict.PASS else Status.NEEDS_INPUT
    if check.status is Verdict.PASS:
        plan.say(BlockType.VERDICT, "missing_nothing", subject=subject_of(settled))
    elif failed:
        plan.say(BlockType.VERDICT, "missing_these", subject=subject_of(settled))
        say_conditions(plan, settled, failed, quoted=_MOST_QUOTED)
        say_conditions(plan, settled, begun(settled, failed), quoted=0)
        for line in check.mending():
            plan.say(BlockType.ITEM, "list_item", words=settled.words(line))
    else:
        open_yet = begun(settled, failed)
        short = any(c.status is Verdict.FAIL for c in open_yet)
        plan.say(BlockType.VERDICT, "missing_unless" if short else "missing_unknown", subject=subject_of(settled))
        say_conditions(plan, settled, open_yet, quoted=0)
    if check.missing:
        plan_asking(plan, settled, check, check.missing)
    plan.other_check = settled.other_check
    say_by_other_standard(plan, settled, {c.id for c in failed})
    close_verdict(plan, settled)
