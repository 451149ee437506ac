"""Values of one field at which conditions that fail are met, all else unchanged: found by trying, whatever the formula.

>>> from datetime import date
>>> from assistant.rules.evaluate import check
>>> from corpus.library import load_library
>>> from corpus.terms import Tier, Track
>>> def judge(profile): return check(profile, Tier.LITTLE_GIANT, None, Track.NEW, date(2026, 5, 1), load_library(), advice=False)
>>> [(each.value, each.names) for each in mending_values(Profile.parse({"debt_ratio": 82}), "debt_ratio", judge)]
[(Decimal('75.0'), ('资产负债率',))]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, field_of
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.whatif import apply_what_if

_MOST: Final = 3
_FURTHEST: Final = Decimal(1_000_000)
_STEPS: Final = {FieldType.PERCENT: Decimal("0.1"), FieldType.SCORE: Decimal("0.5")}
_ONE: Final = Decimal(1)

Judge = Callable[[Profile], CheckResult]


@dataclass(frozen=True)
class MendingValue:
    """A value of the field, and the names of the conditions that it mends."""

    value: Decimal
    names: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"value": float(self.value), "names": list(self.names)}


def mending_values(profile: Profile, path: str, judge: Judge) -> tuple[MendingValue, ...]:
    """The nearest values at which failing conditions are met, at most three, the nearest first.

    Args:
        path: of a number that is known, such as `revenue.2025`; for another one nothing is found.
        judge: the check of a profile.

    Raises:
        WhatIfError: no such field.
    """
    trial = _Trial(profile, path, judge)
    return tuple(sorted(trial.found(), key=lambda each: abs(each.value - (trial.start or 0)))[:_MOST])


class _Trial:
    """One field of one profile, tried at multiples of a step."""

    def __init__(self, profile: Profile, path: str, judge: Judge) -> None:
        key, _, year = path.partition(".")
        apply_what_if(profile, [f"{path}="])  # names a field that there is not
        self._profile, self._path, self._judge = profile, path, judge
        self._step = _STEPS.get(field_of(path).type, _ONE)
        told = getattr(profile, key)
        given = told.get(year) if isinstance(told, dict) else told
        self.start = Decimal(str(given)) if isinstance(given, (int, float, Decimal)) and not isinstance(given, bool) else None
        self._failing = {row.id for row in judge(profile).conditions if row.status is Status.FAIL}

    def found(self) -> Iterator[MendingValue]:
        if self.start is None:
            return
        for sign in (1, -1):
            near = int((self.start / self._step).to_integral_value(ROUND_FLOOR if sign > 0 else ROUND_CEILING))
            yield from self._towards(sign, near)

    def _towards(self, sign: int, near: int) -> Iterator[MendingValue]:
        """Walk away from the value in strides that double; where something more is mended, look for the exact place."""
        mended: frozenset[str] = frozenset()
        last, stride = near, max(1, abs(near) // 16)
        while abs((last + sign * stride) * self._step) <= _FURTHEST:
            now = last + sign * stride
            more = self._mended(now)
            if more is None:
                if stride == 1:
                    return
                stride = max(1, stride // 2)  # the field takes no such value: as far as it does
                continue
            while more - mended:
                first = self._first(last, now, mended)
                names = self._names(first)
                new = self._mended(first) or frozenset()
                yield MendingValue(first * self._step, tuple(names[each] for each in names if each in new - mended))
                mended |= new
                last = first
            last, stride = now, stride * 2

    def _first(self, without: int, with_: int, mended: frozenset[str]) -> int:
        """The place nearest to `without` that mends more than `mended`."""
        while abs(with_ - without) > 1:
            middle = (without + with_) // 2
            if (self._mended(middle) or frozenset()) - mended:
                with_ = middle
            else:
                without = middle
        return with_

    def _mended(self, place: int) -> frozenset[str] | None:
        """The ids of the conditions that fail now and are met there; None where the field takes no such value."""
        result = self._at(place)
        return None if result is None else frozenset(row.id for row in result.conditions if row.id in self._failing and row.status is Status.PASS)

    def _names(self, place: int) -> dict[str, str]:
        result = self._at(place)
        return {row.id: row.name for row in result.conditions} if result is not None else {}

    def _at(self, place: int) -> CheckResult | None:
        try:
            return self._judge(apply_what_if(self._profile, [f"{self._path}={place * self._step}"]))
        except ProfileError:
            return None


__all__ = ["Judge", "MendingValue", "mending_values"]
