"""The line of an industry in 划型标准, and the verdict where figures are told."""

from __future__ import annotations

from assistant.models import Kind, Status
from assistant.planning.choosing import choice_for
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_statement
from assistant.reading.understood import Part
from assistant.topics.topic import Topic
from corpus.basis import CLASSIFICATION
from corpus.citation import Citation


def plan_sme_size(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The line of the industry told or named; without one, the general clause, and what to tell."""
    choice = choice_for(settled, topic)
    answered = choice.point is not None and bool(answers_of(settled, part, choice.point)) and plan_statement(plan, settled, part, topic)
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    industry = settled.profile.industry or part.industry
    if industry:
        line = industry_line(settled, industry)
        plan.say(BlockType.STATEMENT, "sme_line", industry=str(industry), mark=Marks.of(line))
        plan.quote(line)
        return True
    if not answered:
        plan_statement(plan, settled, part, topic)
        plan.kind = Kind.ELIGIBILITY
    plan.say(BlockType.MISSING, "sme_ask_industry")
    return True


def industry_line(settled: Settled, industry: str) -> Citation:
    """What 划型标准 says of an industry."""
    clause = next(c for c in settled.library.clause(f"{CLASSIFICATION}/4").children if c.title == industry)
    return settled.cite_clause(clause.id)
