"""A share or a place told before as the country's and now said to be a region's is told no more: 搞错了，第3是省里的排名.

A region's figure beside the country's (省内第一) takes nothing back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.quantities import Quantity
from assistant.reading.numbers.ranks import Rank
from assistant.reading.operators import Operator
from assistant.reading.regions import is_regional, places
from assistant.reading.scan import Token
from assistant.reading.told import Told

_FIELDS: Final = ("market_rank", "market_share")


def taken_back(told: Told, kept: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields kept of which a message says that they were of a region only.

    Args:
        kept: what is known of the enterprise from before.
    """
    known = [field for field in _FIELDS if field in kept and not any(fact.field == field for fact in told.facts)]
    return tuple(field for field in known if _is_taken_back(told, field, kept[field], known))


def _is_taken_back(told: Told, field: str, value: object, known: Collection[str]) -> bool:
    numbers = [token for token in told.scan.tokens if _is_of(told, token, field)]
    if not numbers:
        return _points_at(told, field, known)
    regional = [token for token in numbers if is_regional(told.scan, token)]
    return len(regional) == len(numbers) and (told.corrections.any or any(_value(token) == Decimal(str(value)) for token in regional))


def _points_at(told: Told, field: str, known: Collection[str]) -> bool:
    """那是我们市里的排名: what was told before, with no number said again."""
    text = told.scan.text
    if any(isinstance(token.value, Quantity | Rank) for token in told.scan.tokens) or not (told.corrections.any or lexicon("corrections", "that_is").has(text)):
        return False
    named = {each for each in _FIELDS if lexicon("corrections", each).has(text)}
    said = list(places(told.scan, told.scan.tokens))
    return field in (named & set(known) or known) and bool(said) and all(token.value is not Operator.NATION for token in said)


def _is_of(told: Told, token: Token, field: str) -> bool:
    """Whether a number is a place, or was read as a share."""
    if isinstance(token.value, Rank):
        return field == "market_rank"
    judged = told.judged.get(token.start)
    return judged is not None and judged.field == field


def _value(token: Token) -> Decimal | None:
    if isinstance(token.value, Rank):
        return Decimal(token.value.place)
    return token.value.value if isinstance(token.value, Quantity) else None
