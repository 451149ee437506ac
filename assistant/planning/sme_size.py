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

_MOST = 4


def plan_sme_size(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The line of the industry told or named; without one, the general clause, and what to tell."""
    choice = choice_for(settled, topic)
    answered = choice.point is not None and bool(answers_of(settled, part, choice.point)) and plan_statement(plan, settled, part, topic)
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    industries = part.industries or ((str(settled.profile.industry),) if settled.profile.industry else ())
    for industry in industries[:_MOST]:
        line = industry_line(settled, industry)
        if not any(line in block.citations for block in plan.blocks):
            plan.say(BlockType.STATEMENT, "sme_line", industry=industry, line=_limits(line), mark=Marks.of(line))
        plan.quote(line)
    if industries:
        return True
    if not answered:
        plan_statement(plan, settled, part, topic)
        plan.kind = Kind.ELIGIBILITY
    plan.say(BlockType.MISSING, "sme_ask_industry")
    return True


def _limits(line: Citation) -> str:
    """From which size an enterprise is small or medium: the first sentence behind the name of the industry."""
    return f"{line.quote.split('。')[1]}。"


def industry_line(settled: Settled, industry: str) -> Citation:
    """What 划型标准 says of an industry."""
    clause = next(c for c in settled.library.clause(f"{CLASSIFICATION}/4").children if c.title == industry)
    return settled.cite_clause(clause.id)
