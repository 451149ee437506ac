"""What matters to the asker: a clause that decides for the basis goes up, one about another tier goes down.

Ranking goes by what applies, not by what is in force: in 2026 a review still rests on the standard of 2022.

>>> basis = library.basis(Tier.LITTLE_GIANT, Track.NEW, date(2022, 6, 20))  # doctest: +SKIP
>>> retriever.search("负债率", prefer=preference(library, basis, date(2022, 6, 20)))  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Final

from corpus.basis import Basis
from corpus.library import Library
from corpus.rounds import ROUNDS_ID
from index.units import Unit

APPLIES: Final = 1.0
ROW_BESIDE_ITS_NOTICE: Final = 0.0
OTHER_TIER: Final = -1.0
OTHER_TIER_UNNAMED: Final = -0.5


@lru_cache(maxsize=256)
def preference(
    library: Library,
    basis: Basis,
    as_of: date,
    *,
    tier_named: bool = True,
    standards: Collection[str] = (),
) -> Callable[[Unit], float]:
    """How much each clause matters, from -1 to 1, for `Retriever.search(prefer=…)`.

    Args:
        basis: what the answer will rest on.
        tier_named: whether the question (or the conversation) names the tier; where it doesn't, clauses about
            another one give way less.
        standards: document ids of standards that the question itself names (按新办法); among the standards, these
            then come first in place of the one that decides. A tuple, as calls are remembered.
    """
    other_tier = OTHER_TIER if tier_named else OTHER_TIER_UNNAMED
    measures = {document for row in library.rounds() for document in (row.standard, row.review_standard)}
    remembered: dict[str, float] = {}

    def prefer(unit: Unit) -> float:
        if unit.clause_id not in remembered:
            remembered[unit.clause_id] = _applies(unit) + (other_tier if unit.tier not in ("", basis.tier) else 0.0)
        return remembered[unit.clause_id]

    def _applies(unit: Unit) -> float:
        if standards and unit.document_id in measures:
            return APPLIES if unit.document_id in standards else 0.0
        if not library.applies(unit.clause_id, basis, as_of):
            return 0.0
        if unit.document_id == ROUNDS_ID:
            row = library.round(int(unit.clause_id.rpartition("/")[2]))
            return ROW_BESIDE_ITS_NOTICE if library.notice_of(row) else APPLIES
        return APPLIES

    return prefer
