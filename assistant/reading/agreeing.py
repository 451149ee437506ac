"""All that is told of one field as one fact: the value agreed on, the sum of its parts, the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.reading.facts import Assumed, Fact


def agreed(told: Sequence[Fact]) -> Fact | None:
    """The one value told: a correction goes last; an exact number before a rough one that holds it."""
    corrected = [fact for fact in told if fact.corrects]
    told = corrected[-1:] or told
    exact = [fact for fact in told if fact.is_exact or not isinstance(fact.value, Decimal)]
    values = {fact.value for fact in exact if fact.value is not None}
    if len(values) > 1:
        return _finest(exact)
    if exact and exact[0].value is not None:
        return exact[0] if all(_holds(fact, exact[0].value) for fact in told) else None
    return _narrowed(told)


def _finest(told: Sequence[Fact]) -> Fact | None:
    """70.04% beside 70.0%, which is the same rounded."""
    numbers = [fact.value for fact in told if isinstance(fact.value, Decimal)]
    if len(numbers) < len(told):
        return None
    finest = max(numbers, key=lambda number: -int(number.normalize().as_tuple().exponent))
    if any(finest.quantize(number) != number for number in numbers):
        return None
    return next(fact for fact in told if fact.value == finest)


def _holds(fact: Fact, value: Any) -> bool:
    if not isinstance(value, Decimal):
        return bool(fact.value == value)
    return (fact.low is None or fact.low <= value) and (fact.high is None or value <= fact.high)


def _narrowed(told: Sequence[Fact]) -> Fact | None:
    """Rough values and limits of one number that agree: between the narrowest of the limits."""
    low = max((fact.low for fact in told if fact.low is not None), default=None)
    high = min((fact.high for fact in told if fact.high is not None), default=None)
    if low is not None and high is not None and low > high:
        return None
    valued = [fact for fact in told if fact.value is not None]
    if len({fact.value for fact in valued}) > 1:
        return None
    return replace((valued or list(told))[0], low=low, high=high)


def summed_up(parts: Sequence[Fact]) -> Fact:
    """Facts of different parts as one."""
    if len(parts) == 1:
        return parts[0]
    values = [fact.value for fact in parts]
    lows, highs = [fact.low for fact in parts], [fact.high for fact in parts]
    known = [value for value in values if isinstance(value, Decimal)]
    value = sum(known, Decimal(0)) if len(known) == len(values) else None
    assumed = tuple(dict.fromkeys(each for fact in parts for each in fact.assumed if each is not Assumed.KIND))
    return replace(
        parts[0],
        value=value,
        low=sum((low for low in lows if low is not None), Decimal(0)),
        high=None if any(high is None for high in highs) else sum((high for high in highs if high is not None), Decimal(0)),
        start=min(fact.start for fact in parts),
        end=max(fact.end for fact in parts),
        approximate=any(fact.approximate for fact in parts),
        bound=next((fact.bound for fact in parts if fact.bound), None),
        assumed=assumed,
        part=None,
        formula="+".join(f"{number:f}" for number in known),
    )


def at_least(total: Fact, summed: Fact) -> bool:
    """Whether a total is no less than the sum of its parts."""
    if not isinstance(total.value, Decimal) or not isinstance(summed.value, Decimal):
        return True
    return total.value >= summed.value


def listed(told: Sequence[Fact]) -> Fact:
    """Titles one a tier, the fuller one kept; other lists as told."""
    values: dict[Any, Any] = {}
    for fact in told:
        key = fact.part or fact.value
        if fact.value is None:
            continue
        if key not in values or not isinstance(fact.value, tuple) or len(fact.value) >= len(values[key]):
            values[key] = fact.value
    merged: Any = tuple(values.values())
    return replace(told[0], value=merged, start=min(f.start for f in told), end=max(f.end for f in told))
