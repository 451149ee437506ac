"""Numbers that the words and a language model take for different things: not used where a verdict hangs on which."""

from __future__ import annotations

from dataclasses import replace

from assistant.planning.facts import said_of
from assistant.planning.plan import BlockType, Plan, Words
from assistant.planning.settled import Settled
from assistant.reading.facts import Fact
from assistant.reading.names import BY_YEAR
from assistant.reading.understood import Question
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile


def leave_open(settled: Settled, known: Profile) -> Settled:
    """The same ground, without each number of which the two readings come to different verdicts.

    Args:
        known: the profile before this message.
    """
    question = settled.question
    if not question.two_readings:
        return settled
    verdicts = _verdicts(settled)
    hanging = [one for one in question.two_readings if _verdicts(_reread(settled, question.read_otherwise(one), known)) != verdicts]
    return _reread(settled, question.left_open(hanging), known)


def plan_two_readings(plan: Plan, settled: Settled) -> None:
    """Both readings of each number left open, and the question which is meant."""
    for one in settled.question.two_readings:
        plan.say(BlockType.NOT_USED, "two_readings", words=Words(f"“{one.taken.words}”", f"“{one.taken.words}”"), taken=_said(one.taken), other=_said(one.other))


def _reread(settled: Settled, question: Question, known: Profile) -> Settled:
    basis = settled.basis
    told = question.assembled(*(() if basis.year == settled.as_of.year else (basis.year - 1,)))
    profile = known.merge(told.profile)
    return replace(settled, question=question, profile=profile, told=told.settled, changes=tuple(path for path in settled.changes if path in told.settled))


def _verdicts(settled: Settled) -> dict[str, str]:
    return {each.id: each.status.value for each in settled.judgement.check.conditions}


def _said(fact: Fact) -> Words:
    """A fact as it is understood: 资产负债率62%."""
    by_year = fact.field in BY_YEAR
    value = Profile.parse({fact.field: {str(fact.year): fact.value} if by_year else fact.value}).to_json()[fact.field]
    return said_of(catalogue()[fact.field], fact.path if by_year else fact.field, value[str(fact.year)] if by_year else value)
