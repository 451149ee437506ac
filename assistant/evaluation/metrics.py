"""The figures, as plain functions over ranks and booleans. Nothing to measure gives None, never 0.

A ranking is a list of ranks, each holding the ids found there: one for a clause, several for a chunk of text that
covers several clauses.

>>> ranking = [{"b"}, {"a", "c"}, {"d"}]
>>> reciprocal_rank(ranking, {"a"}), recall_at(ranking, [{"a"}, {"x"}], 5)
(0.5, 0.5)
>>> print(mean([]))
None
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

Ranking = Sequence[Collection[str]]


def first_rank(ranking: Ranking, relevant: Collection[str]) -> int | None:
    """1 for the first place, None where nothing relevant was found."""
    for rank, found in enumerate(ranking, start=1):
        if any(item in relevant for item in found):
            return rank
    return None


def hit_at(ranking: Ranking, relevant: Collection[str], k: int) -> bool:
    """Whether something relevant stands among the first `k` ranks."""
    rank = first_rank(ranking[:k], relevant)
    return rank is not None


def reciprocal_rank(ranking: Ranking, relevant: Collection[str]) -> float:
    """1 / rank of the first relevant item; 0 where there is none."""
    rank = first_rank(ranking, relevant)
    return 1 / rank if rank else 0.0


def recall_at(ranking: Ranking, groups: Sequence[Collection[str]], k: int) -> float | None:
    """Share of `groups` of which something stands among the first `k` ranks; None without groups."""
    return share(hit_at(ranking, group, k) for group in groups)


def ndcg_at(ranking: Ranking, groups: Sequence[Collection[str]], k: int) -> float | None:
    """Normalised discounted gain: each group gains 1 at the rank where it is first found.

    A rank that finds several groups at once (a chunk of text) gains for each, and the total is capped at the ideal of
    one group a rank, so a chunk is never held against the one who returned it.
    """
    if not groups:
        return None
    gain = 0.0
    for group in groups:
        rank = first_rank(ranking[:k], group)
        if rank is not None:
            gain += 1 / math.log2(rank + 1)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(groups), k) + 1))
    return min(gain / ideal, 1.0) if ideal else None


def share(outcomes: Iterable[bool]) -> float | None:
    """Share of true outcomes; None where there are none."""
    return mean([1.0 if outcome else 0.0 for outcome in outcomes])


def mean(values: Iterable[float | None]) -> float | None:
    """Mean of the values that are there; None where none is."""
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def percentile(values: Sequence[float], q: float) -> float | None:
    """The nearest-rank percentile, `q` from 0 to 100; None without values.

    >>> percentile([4, 1, 3, 2], 50), percentile([1, 2, 3, 4], 99)
    (2, 4)

    Raises:
        ValueError: `q` is not between 0 and 100.
    """
    if not 0 <= q <= 100:
        raise ValueError(f"q must be from 0 to 100, not {q}")
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(math.ceil(q / 100 * len(ordered)), 1) - 1]
