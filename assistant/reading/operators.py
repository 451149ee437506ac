"""Words that say how a number is meant: 占, 增长, 合计, 其中, 省内 … (`words/operators.yaml`)."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Final

from assistant.reading.lexicon import Hit, Lexicon, words_of


class Operator(StrEnum):
    """The keys of `words/operators.yaml`."""

    SHARE = "share"
    GROWTH = "growth"
    FALL = "fall"
    ARRIVE = "arrive"
    COMPOUND = "compound"
    SUM = "sum"
    MEAN = "mean"
    EACH = "each"
    RESPECTIVELY = "respectively"
    AMONG = "among"
    COMPARE = "compare"
    FROM = "from"
    LACK = "lack"
    CHANGE = "change"
    EACH_OF = "each_of"
    REGION = "region"
    WORLD = "world"
    NATION = "nation"
    PARTIAL = "partial"
    UNTAXED = "untaxed"
    TAXED = "taxed"


_KNOWN: Final = frozenset(operator.value for operator in Operator)


def find_operators(text: str) -> list[tuple[Hit, Operator]]:
    """The operators of a normalised text, in order."""
    return [(hit, Operator(hit.id)) for hit in _lexicon().find(text) if hit.id in _KNOWN]


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    lists = {**words_of("operators"), **words_of("vocabulary")}
    return Lexicon({key: words for key, words in lists.items() if key in _KNOWN or key == "plain"})
