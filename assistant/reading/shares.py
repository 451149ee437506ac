"""A share that stands alone is of the one figure asked about next (我们72%，负债率过吗), or of the market behind a place in it."""

from __future__ import annotations

from typing import Final

from assistant.reading.groups import Group
from assistant.reading.names import Name, name_for
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.numbers.ranks import Rank
from assistant.reading.operators import Operator
from assistant.reading.parts import asks
from assistant.reading.scan import Scan

_MARKET: Final = "market_share"


def name_of_a_share(scan: Scan, group: Group) -> Name | None:
    """The name of the one nameless share of a group that says nothing else; None where nothing gives it one."""
    if len(group.numbers) != 1 or group.quantity().unit is not Unit.PERCENT:
        return None
    return _asked_next(scan, group) or (name_for(_MARKET) if _stands_behind_a_place(scan, group) else None)


def _asked_next(scan: Scan, group: Group) -> Name | None:
    following = scan.following(group.clause)
    if following is None or not asks(scan, following):
        return None
    values = [token.value for token in scan.tokens_in(following)]
    names = {value for value in values if isinstance(value, Name)}
    if len(names) != 1 or any(isinstance(value, Quantity) for value in values):
        return None
    name = names.pop()
    return name if name.takes(Unit.PERCENT) is not None else None


def _stands_behind_a_place(scan: Scan, group: Group) -> bool:
    """全国第4，占11%."""
    before = scan.clauses[max(group.clause.index - 1, 0) : group.clause.index]
    values = [token.value for each in before if each.sentence == group.clause.sentence for token in scan.tokens_in(each)]
    ranked = any(isinstance(value, Rank) for value in values) and any(value is Operator.NATION for value in values)
    return ranked and not any(isinstance(value, Name) for value in values)
