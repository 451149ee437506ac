"""When a batch of little giants is due for its next review: three years from its recognition or its last passed review."""

from __future__ import annotations

from typing import Final

from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.reading.events import EventKind

VALID_YEARS: Final = 3
"""Years that a title holds, and that a passed review extends it by: measures-2022-63/ch-3/有效期与复核."""
VALIDITY: Final = "measures-2022-63/ch-3/有效期与复核"
THREE_YEARS: Final = "经认定的专精特新中小企业、专精特新“小巨人”企业有效期为三年，每次到期后由认定部门组织复核（含实地抽查），复核通过的，有效期延长三年。"


def say_due(plan: Plan, settled: Settled, held: int) -> None:
    """Three years from the review that was told as passed, from the last one announced, else from the recognition."""
    rows = settled.library.rounds(settled.as_of)
    passed = settled.told_event(EventKind.REVIEWED)
    reviewed = max((row.year for row in rows if held in (row.review_of or ()) and row.year <= settled.as_of.year), default=None)
    given = next((row.year for row in rows if row.batch == held), None)
    over = reviewed is not None and reviewed < settled.as_of.year
    year = passed.year if passed is not None and not over else reviewed or given
    if year is None:
        return
    key = "review_due" if passed is None and reviewed is None else "review_renewed"
    source = settled.cite_clause(VALIDITY, THREE_YEARS)
    plan.say(BlockType.STATEMENT, key, held=round_name(held), given=year, due=year + VALID_YEARS, mark=Marks.of(source))
    plan.quote(source)
