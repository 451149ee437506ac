"""Whether a share or a place in the market is the whole country's, a region's or the world's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from assistant.reading.lexicon import lexicon
from assistant.reading.operators import Operator
from assistant.reading.scan import Scan, Token

_PLACES: Final = frozenset({Operator.REGION, Operator.WORLD, Operator.NATION})


def is_regional(scan: Scan, token: Token) -> bool | None:
    """Whether a number is said to be of a region or of the world; None where nothing is said of it.

    Of several words the nearest before it in its sentence decides, else what its clause says behind it (第3是省里的排名).
    """
    clause = scan.clause_of(token)
    before = reversed(scan.tokens_between(scan.sentence(clause)[0].start, token.start))
    nearest = next(places(scan, before), None)
    if nearest is None and lexicon("corrections", "is_of").has(scan.text[token.end : clause.end]):
        nearest = next(places(scan, scan.tokens_between(token.end, clause.end)), None)
    return None if nearest is None else nearest.value is not Operator.NATION


def places(scan: Scan, tokens: Iterable[Token]) -> Iterator[Token]:
    """The words for a region, the country or the world that are not denied: 不是国内是省内 names the province alone."""
    for token in tokens:
        if token.value not in _PLACES:
            continue
        before = scan.before(scan.clause_of(token), token.start)
        if not any(hit.end == len(before) for hit in lexicon("corrections", "not_of").find(before)):
            yield token
