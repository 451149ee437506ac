"""最早哪年能报: the first year in which what fails now could be met, as far as time alone decides it."""

from __future__ import annotations

from typing import Final

from assistant.models import Kind, Status
from assistant.planning.condition_lines import say_conditions
from assistant.planning.naming import condition_name
from assistant.planning.plan import BlockType, Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.verdicts import close_verdict
from assistant.reading.understood import Part
from assistant.rules.fields import OF_A_YEAR, catalogue
from assistant.rules.logic import Status as Verdict
from assistant.rules.profile import Profile
from assistant.rules.result import ConditionResult
from assistant.topics.topic import WHOLE_TOPIC, Recipe, Topic

_NICHE: Final = "niche_years"
_MOST_YEARS: Final = 5
_OF_TIME: Final = frozenset({Recipe.DEADLINE, Recipe.CONDITIONS})


def plan_earliest(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """Say from which year on an enterprise could apply; False where nothing is asked of that, or no condition that fails goes by the year."""
    if not part.earliest or not (topic.conditions or topic.recipe in _OF_TIME):
        return False
    check = settled.judgement.check
    asked = [c for c in check.conditions if c.id in topic.conditions or topic.recipe in _OF_TIME or topic.id == WHOLE_TOPIC]
    years = {c.id: year for c in asked if (year := _first_year(settled, c)) is not None}
    decided = [c for c in asked if c.id in years]
    if not any(c.status is Verdict.FAIL for c in decided):
        return False
    plan.kind, plan.status, plan.check = Kind.ELIGIBILITY, Status.ANSWERED, check
    _say_year(plan, settled, decided, years)
    say_conditions(plan, settled, [c for c in decided if c.status is Verdict.FAIL], quoted=len(decided))
    close_verdict(plan, settled)
    return True


def _say_year(plan: Plan, settled: Settled, decided: list[ConditionResult], years: dict[str, int]) -> None:
    year, last = max(years.values()), settled.basis.year - 1
    waits = [c for c in decided if c.status is Verdict.FAIL and c.id != _NICHE]
    if years.get(_NICHE) == year and year > settled.basis.year:
        plan.say(BlockType.VERDICT, "earliest_niche", year=year, before=last, more=year - 1 - last, last=year - 1)
    else:
        names = Words("、".join(condition_name(c).zh for c in waits), ", ".join(condition_name(c).en for c in waits))
        plan.say(BlockType.VERDICT, "earliest_figures", year=year, last=year - 1, names=names)
    plan.say(BlockType.CAVEAT, "earliest_only")


def _first_year(settled: Settled, condition: ConditionResult) -> int | None:
    """The first year from which on a condition could be met; None where time alone does not say."""
    now = settled.basis.year
    if condition.status is Verdict.PASS and condition.id == _NICHE:
        return now
    if condition.status is not Verdict.FAIL:
        return None
    fields = {path.partition(".")[0] for c in settled.check(Profile()).conditions if c.id == condition.id for path in c.missing}
    if condition.id == _NICHE:
        return next((now + more for more in range(1, _MOST_YEARS) if _is_met(settled, condition, more)), None)
    return now + 1 if any(field in OF_A_YEAR or catalogue()[field].by_year for field in fields) else None


def _is_met(settled: Settled, condition: ConditionResult, more: int) -> bool:
    """Whether so many years later the years in the niche are enough."""
    years = settled.judgement.profile.niche_years
    if years is None:
        return False
    later = settled.check(settled.judgement.profile.merge(Profile.parse({_NICHE: years + more})))
    return any(c.id == condition.id and c.status is Verdict.PASS for c in later.conditions)
