"""Missing inputs, ranked by how much each would decide."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.rules.fields import catalogue
from assistant.rules.logic import Status
from assistant.rules.result import ConditionResult


def ranked(conditions: Iterable[ConditionResult]) -> tuple[str, ...]:
    """The inputs that open conditions lack, those first that settle most; equals in the form's order.

    An input counts 1 for each necessary condition that it settles alone, and less where others are wanted too.
    """
    weights: dict[str, float] = {}
    for condition in conditions:
        if condition.necessary and condition.status is Status.UNKNOWN:
            for path, weight in condition.missing.items():
                weights[path] = weights.get(path, 0.0) + weight
    order = {key: i for i, key in enumerate(catalogue())}

    def rank(path: str) -> tuple[float, int, str]:
        key, _, year = path.partition(".")
        return (-round(weights[path], 9), order[key], str(9999 - int(year or 0)))

    return tuple(sorted(weights, key=rank))
