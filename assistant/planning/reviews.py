"""“我们是第四批小巨人，今年要复核吗”: which round reviews a batch, and whether that is this year."""

from __future__ import annotations

from typing import Final

from assistant.models import Kind, Status
from assistant.planning.choosing import choice_for
from assistant.planning.counted_days import say_until_when
from assistant.planning.due import THREE_YEARS, VALIDITY, say_due
from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_statement
from assistant.planning.timing import plan_window
from assistant.reading.understood import Part
from assistant.topics.forms import Form
from assistant.topics.topic import Topic
from corpus.terms import Title

_ROUND_ASKED: Final = frozenset({Form.WHICH, Form.LIST, Form.WHO, Form.WHEN, Form.NAME, Form.HOW_MANY})
"""Forms in which, of no batch held, those that a round reviews are asked for."""


def plan_review_round(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The round that reviews the batch held, by its row, or the batches that a round reviews; then what the texts say of it."""
    held, row = _held(settled), settled.round
    plan.kind, plan.status = Kind.PROCESS, Status.ANSWERED
    if held is not None and part.form is Form.HOW_MANY and _say_how_often(plan, settled, held):
        return True
    if held is not None:
        _say_of_batch(plan, settled, held)
    elif row is not None and row.review_of and part.form in _ROUND_ASKED:
        source = settled.cite_line(row, "review_of")
        reviewed = [round_name(batch) for batch in row.review_of]
        names = Words("、".join(name.zh for name in reviewed), ", ".join(name.en for name in reviewed))
        plan.say(BlockType.STATEMENT, "review_of_round", batch=round_name(row.batch), year=row.year, reviewed=names, mark=Marks.of(source))
        plan.quote(source)
    else:
        return plan_statement(plan, settled, part, topic)
    point = choice_for(settled, topic).point
    if point is not None and answers_of(settled, part, point):
        plan_statement(plan, settled, part, topic)
    return True


def plan_review_failed(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """What follows a review that was failed or missed; until when the title ran, and whether this year's review has closed."""
    if not plan_statement(plan, settled, part, topic):
        return False
    say_until_when(plan, settled, part)
    if settled.round is not None and settled.round.year == settled.as_of.year:
        plan_window(plan, settled)
    return True


def _say_how_often(plan: Plan, settled: Settled, held: int) -> bool:
    """第一批复核过几次: by the rounds at hand that review it."""
    rows = [row for row in settled.library.rounds(settled.as_of) if held in (row.review_of or ())]
    if not rows:
        return False
    sources = [settled.cite_line(row, "review_of") for row in rows]
    names = [(row.year, round_name(row.batch)) for row in rows]
    rounds = Words("、".join(f"{year}年（{name.zh}）" for year, name in names), ", ".join(f"{year} ({name.en})" for year, name in names))
    plan.counts.add(len(rows))
    plan.say(BlockType.STATEMENT, "reviewed_how_often", held=round_name(held), count=len(rows), rounds=rounds, marks=Marks.of(*sources))
    plan.quote(*sources)
    return True


def _say_of_batch(plan: Plan, settled: Settled, held: int) -> None:
    row = settled.library.review_round(held, settled.as_of)
    if row is None:
        plan.say(BlockType.SILENCE, "review_not_announced", held=round_name(held), as_of=settled.as_of)
        say_due(plan, settled, held)
        return
    source = settled.cite_line(row, "review_of")
    this_year = row.year == settled.as_of.year
    plan.say(BlockType.STATEMENT, "review_this_year" if this_year else "review_that_year", held=round_name(held), batch=round_name(row.batch), year=row.year, mark=Marks.of(source))
    plan.quote(source)
    if this_year:
        plan_window(plan, settled)
    if row.enterprise_upload is not None and row.enterprise_upload[1] < settled.as_of:
        validity = settled.cite_clause(VALIDITY, THREE_YEARS)
        plan.say(BlockType.SILENCE, "review_after", year=row.year, mark=Marks.of(validity))
        say_due(plan, settled, held)


def _held(settled: Settled) -> int | None:
    """The batch of the title, named as held or known from before."""
    named = settled.question.scope.round
    if named is not None and named.held and named.number:
        return named.number
    rounds = [title.round for title in settled.profile.titles if title.tier is Title.LITTLE_GIANT and title.round]
    return max(rounds, default=None)
