"""Who a round does not recommend as a new application, by its notice or its row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.naming import round_name, tier_name
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.planning.statements import plan_statement
from assistant.reading.understood import Part
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import ConditionResult
from assistant.topics.forms import Form
from assistant.topics.topic import Topic
from corpus.citation import HOLDING_CLAUSE, Citation
from corpus.rounds import Exclusion, Round
from corpus.terms import Tier, Track

EXCLUSION_IDS: Final = frozenset(str(exclusion) for exclusion in Exclusion)
"""Ids of the conditions that stand for them."""
_NOT_RECOMMENDED: Final = ("不予推荐", "不再推荐")


def plan_exclusions(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The list, each kind once; what the round's text does not name is said too."""
    row = settled.concerned
    if row is None:
        return False
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    if settled.basis.tier is not Tier.LITTLE_GIANT:
        plan.say(BlockType.SILENCE, "exclusions_other_tier", tier=tier_name(settled.basis.tier))
    elif part.form is not Form.LIST:
        plan_statement(plan, settled, part, topic)
    sources = exclusion_sources(settled, row)
    plan.say(BlockType.STATEMENT, "exclusions_list", batch=round_name(row.batch), marks=Marks.of(*sources))
    for exclusion in row.excluded:
        plan.say(BlockType.ITEM, "list_item_cited", words=both(f"exclusion_{exclusion}"), marks=Marks.of(*exclusion_sources(settled, row, exclusion)))
    for exclusion in Exclusion:
        if exclusion not in row.excluded:
            plan.say(BlockType.SILENCE, "exclusion_not_named", batch=round_name(row.batch), what=both(f"exclusion_what_{exclusion}"))
    plan.quote(*sources)
    if settled.basis.tier is Tier.LITTLE_GIANT and settled.basis.track is Track.REVIEW:
        plan.say(BlockType.CAVEAT, "exclusions_not_for_review")
    return True


def say_holding(plan: Plan, settled: Settled, conditions: Iterable[ConditionResult]) -> None:
    """Whether a share told is 控股 at all, where that is decided."""
    for condition in conditions:
        if condition.id == Exclusion.LITTLE_GIANT_HOLDING and condition.status is not Verdict.UNKNOWN:
            plan.say(BlockType.STATEMENT, f"holding_{condition.status}", marks=Marks.of(_what_holding_is(settled)))


def exclusion_sources(settled: Settled, row: Round, only: Exclusion | None = None) -> list[Citation]:
    """The notice's clause where it is at hand, else the row's own note; and what 控股 means, where that matters.

    Args:
        only: the one exclusion that is spoken of; all of the row's otherwise.
    """
    holding = Exclusion.LITTLE_GIANT_HOLDING
    ids = [i for i in row.clauses if any(words in settled.library.clause(i).text for words in _NOT_RECOMMENDED)]
    found = [settled.cite_clause(clause_id) for clause_id in ids]
    if not found:
        notes = [note for note in row.notes if any(words in note for words in _NOT_RECOMMENDED)]
        found = [settled.cite_clause(row.id, row.note_line(note)) for note in notes]
    if not found:
        found = [settled.cite_line(row, "excluded")]
    if holding in row.excluded and only in (None, holding) and HOLDING_CLAUSE not in ids:
        found.append(_what_holding_is(settled))
    return found


def _what_holding_is(settled: Settled) -> Citation:
    """Only the part on 控股: what that clause says of others holds for its own round."""
    parts = settled.library.clause(HOLDING_CLAUSE).text.split("；")
    return settled.cite_clause(HOLDING_CLAUSE, next(part for part in parts if "%" in part))
