"""“我们是第四批小巨人，今年要复核吗”: which round reviews a batch, and whether that is this year."""

from __future__ import annotations

from assistant.models import Kind, Status
from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.planning.statements import plan_statement
from assistant.reading.understood import Part
from assistant.topics.topic import Topic
from corpus.terms import Title


def plan_review_round(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The round that reviews the batch held, by its row, then how long a title holds; without one only that."""
    held = _held(settled)
    if held is None:
        return plan_statement(plan, settled, part, topic)
    plan.kind, plan.status = Kind.PROCESS, Status.ANSWERED
    row = settled.library.review_round(held, settled.as_of)
    if row is None:
        plan.say(BlockType.SILENCE, "review_not_announced", held=round_name(held), as_of=settled.as_of)
    else:
        source = settled.cite_line(row, "review_of")
        key = "review_this_year" if row.year == settled.as_of.year else "review_that_year"
        plan.say(BlockType.STATEMENT, key, held=round_name(held), batch=round_name(row.batch), year=row.year, mark=Marks.of(source))
    return plan_statement(plan, settled, part, topic)


def _held(settled: Settled) -> int | None:
    """The batch of the title, named as held or known from before."""
    named = settled.question.scope.round
    if named is not None and named.held and named.number:
        return named.number
    rounds = [title.round for title in settled.profile.recognitions or () if title.tier is Title.LITTLE_GIANT and title.round]
    return max(rounds, default=None)
