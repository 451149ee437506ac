"""“我们是第四批小巨人，今年要复核吗”: which round reviews a batch, and whether that is this year."""

from __future__ import annotations

from typing import Final

from assistant.models import Kind, Status
from assistant.planning.choosing import choice_for
from assistant.planning.counted import VALID_YEARS, told_on
from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_statement
from assistant.reading.understood import Part
from assistant.topics.forms import Form
from assistant.topics.topic import Topic
from corpus.terms import Title

_VALIDITY: Final = "measures-2022-63/ch-3/有效期与复核"
_THREE_YEARS: Final = "经认定的专精特新中小企业、专精特新“小巨人”企业有效期为三年，每次到期后由认定部门组织复核（含实地抽查），复核通过的，有效期延长三年。"
_ROUND_ASKED: Final = frozenset({Form.WHICH, Form.LIST, Form.WHO, Form.WHEN, Form.NAME, Form.HOW_MANY})
"""Forms in which, of no batch held, those that a round reviews are asked for."""


def plan_review_round(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The round that reviews the batch held, by its row, or the batches that a round reviews; then what the texts say of it."""
    held, row = held_batch(settled), settled.round
    plan.kind, plan.status = Kind.PROCESS, Status.ANSWERED
    if held is not None:
        say_review_of(plan, settled, held)
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


def say_review_of(plan: Plan, settled: Settled, held: int) -> None:
    """The round that reviews a batch, and when the next review falls due."""
    row = settled.library.review_round(held, settled.as_of)
    if row is None:
        plan.say(BlockType.SILENCE, "review_not_announced", held=round_name(held), as_of=settled.as_of)
        given = next((each.year for each in settled.library.rounds(settled.as_of) if each.batch == held), None)
        if given is not None:
            source = settled.cite_clause(_VALIDITY, _THREE_YEARS)
            plan.say(BlockType.STATEMENT, "review_due", held=round_name(held), given=given, due=given + VALID_YEARS, mark=Marks.of(source))
            plan.quote(source)
        return
    source = settled.cite_line(row, "review_of")
    key = "review_this_year" if row.year == settled.as_of.year else "review_that_year"
    plan.say(BlockType.STATEMENT, key, held=round_name(held), batch=round_name(row.batch), year=row.year, mark=Marks.of(source))
    plan.quote(source)
    passed = told_on(settled, "reviewed")
    if passed is not None and passed.year >= row.year:
        validity = settled.cite_clause(_VALIDITY, _THREE_YEARS)
        plan.say(BlockType.STATEMENT, "review_passed", year=passed.year, due=passed.year + VALID_YEARS, mark=Marks.of(validity))
        plan.quote(validity)
    elif row.enterprise_upload is not None and row.enterprise_upload[1] < settled.as_of:
        validity = settled.cite_clause(_VALIDITY, _THREE_YEARS)
        plan.say(BlockType.SILENCE, "review_after", year=row.year, mark=Marks.of(validity))
        plan.quote(validity)


def held_batch(settled: Settled) -> int | None:
    """The batch of the title, named as held or known from before."""
    named = settled.question.scope.round
    if named is not None and named.held and named.number:
        return named.number
    rounds = [title.round for title in settled.profile.titles if title.tier is Title.LITTLE_GIANT and title.round]
    return max(rounds, default=None)
