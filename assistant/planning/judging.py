"""A verdict on facts of which some are only known between limits: 超过10%, 约70%, 2019年成立.

Each such fact is tried at both its ends. Where every condition comes out alike, the fact stands; where one does not,
the fact is left open, named and asked for. A limit may meet or fail a condition only where all it allows does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from assistant.reading.facts import Fact
from assistant.rules.display import plain
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue, field_of
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult

Check = Callable[[Profile], CheckResult]

_HIGHEST: Final = {
    FieldType.PERCENT: Decimal(100), FieldType.AMOUNT: Decimal(10) ** 9, FieldType.COUNT: Decimal(10) ** 6, FieldType.YEARS: Decimal(500),
    FieldType.RANK: Decimal(9999), FieldType.SCORE: Decimal(100), FieldType.LEVEL: Decimal(4),
}  # fmt: skip
_STEP: Final = Decimal("0.01")
"""To which an end is rounded into its range to be shown: 不到2年 is 1.99."""
_LOWEST: Final = Decimal(0)
_WHOLE: Final = frozenset({FieldType.COUNT, FieldType.RANK, FieldType.LEVEL})


@dataclass(frozen=True)
class Judgement:
    """A verdict and what it rests on.

    Attributes:
        check: the verdict on `profile`.
        touched: ids of the conditions on which this message's facts bear.
        limits: facts known only by a limit, on which the verdict rests.
        unsettled: facts so rough that a verdict would hang on where in their range the truth lies.
        stand_ins: numbers that nobody told, taken for a limit (4999.99万元), with the words of that limit.
    """

    check: CheckResult
    profile: Profile
    touched: frozenset[str] = frozenset()
    limits: tuple[Fact, ...] = ()
    unsettled: tuple[Fact, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)


def judge(profile: Profile, told: Mapping[str, Fact], supposed: Mapping[str, Fact], check: Check) -> Judgement:
    """The verdict on a profile.

    Args:
        told: by path, the facts of this message among it; `supposed` those that are to be taken for it.
        check: the rules.
    """
    said = {**told, **supposed}
    whole = profile
    for path, fact in supposed.items():
        whole = _put(whole, path, fact.point) or whole
    limits: list[Fact] = []
    stand_ins: dict[str, str] = {}
    unsettled: list[Fact] = []
    for path, fact in said.items():
        if not fact.is_open or path.partition(".")[0] not in catalogue() or not isinstance(fact.value, Decimal | type(None)):
            continue
        taken = _taken(whole.without(path), path, fact, check)
        if taken is None:
            unsettled.append(fact)
            whole = whole.without(path)
        else:
            whole = taken
            if fact.bound is not None or fact.value is None:
                limits.append(fact)
                stand_ins |= _stand_in(whole, path, fact)
    result, untold = check(whole), profile.without(*said)
    before = {each.id: (each.status, each.explain) for each in (result if untold == whole else check(untold)).conditions}
    touched = frozenset(each.id for each in result.conditions if before.get(each.id) != (each.status, each.explain))
    return Judgement(result, whole, touched | _bearing(unsettled, untold, check), tuple(limits), tuple(unsettled), stand_ins)


def _stand_in(taken: Profile, path: str, fact: Fact) -> dict[str, str]:
    """The number taken for a limit, as it is shown, where it is none that was told."""
    key, _, year = path.partition(".")
    value = taken.to_json().get(key)
    number = value.get(year) if isinstance(value, dict) else value
    unit = field_of(path).unit
    if number is None or unit is None or fact.value is not None and Decimal(str(number)) == fact.value:
        return {}
    return {f"{plain(Decimal(str(number)))}{unit}": fact.words}


def _taken(rest: Profile, path: str, fact: Fact, check: Check) -> Profile | None:
    """The profile with the fact at its value or nearest end, where all that it allows comes out alike."""
    low, high = _ends(path, fact)
    tried = [(_put(rest, path, value)) for value in (low, high)]
    profiles = [each for each in tried if each is not None]
    if len(profiles) < len(tried):
        return None
    verdicts = {tuple(each.status for each in check(profile).conditions) for profile in profiles}
    if len(verdicts) > 1:
        return None
    told = fact.value if isinstance(fact.value, Decimal) else fact.low if fact.high is None else fact.high
    within = [told] if told is not None and low <= told <= high else []  # 不到70% is never shown as 70%
    ends = (low.quantize(_STEP, ROUND_CEILING), high.quantize(_STEP, ROUND_FLOOR))
    for value in (*within, *sorted(ends, key=lambda end: abs(end - told) if told is not None else 0)):
        if (taken := _put(rest, path, value)) is not None and tuple(each.status for each in check(taken).conditions) in verdicts:
            return taken
    return profiles[0]


def _bearing(unsettled: list[Fact], rest: Profile, check: Check) -> frozenset[str]:
    """The conditions on which facts left open bear."""
    found: set[str] = set()
    for fact in unsettled:
        if (with_it := _put(rest, fact.path, fact.point if fact.value is not None else fact.high)) is not None:
            before = {each.id: each.status for each in check(rest).conditions}
            found |= {each.id for each in check(with_it).conditions if before.get(each.id) != each.status}
    return frozenset(found)


def _ends(path: str, fact: Fact) -> tuple[Decimal, Decimal]:
    kind = field_of(path).type
    low = _LOWEST if fact.low is None else fact.low
    high = _HIGHEST.get(kind, Decimal(10) ** 9) if fact.high is None else fact.high
    if kind is FieldType.PERCENT and fact.high is not None:
        high = fact.high
    if kind in _WHOLE:
        low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    return low, high


def _put(profile: Profile, path: str, value: object) -> Profile | None:
    """The profile with another value of a path; None where the field can't take it."""
    if value is None:
        return None
    key, _, year = path.partition(".")
    plain: object = [dict(item) if isinstance(item, tuple) else item for item in value] if isinstance(value, tuple) else value
    if isinstance(plain, Decimal) and field_of(path).type in _WHOLE:
        plain = plain.to_integral_value()
    try:
        return profile.merge(Profile.parse({key: {year: plain} if year else plain}))
    except ProfileError:
        return None
