"""What-if: a profile with some facts changed, and what that changes in a check.

>>> profile = Profile.parse({"rd_expense": {"2021": 500}})
>>> apply_what_if(profile, ["rd_expense.2021=600", "own_brand=true"]).to_json()
{'rd_expense': {'2021': 600}, 'own_brand': True}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.rules.errors import WhatIfError
from assistant.rules.fields import catalogue, profile_message
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from corpus.errors import YamlError
from corpus.yamlfile import load_yaml

_AMOUNTS_OF: dict[str, tuple[str, str]] = {
    "rd_ratio": ("rd_expense", "revenue"),
    "debt_ratio": ("total_liabilities", "total_assets"),
}
"""Ratios that amounts decide: to change such a ratio is to change its numerator."""


def apply_what_if(profile: Profile, changes: Iterable[str]) -> Profile:
    """The profile with facts changed, one `field=value` or `field.year=value` each; an empty value makes it unknown.

    Where amounts decide over a ratio, changing the ratio changes its numerator.

    Raises:
        WhatIfError: no such field, or no `=`; `field` is what stands before it.
        ProfileError: a value the field can't take.
    """
    for change in changes:
        path, sign, words = change.partition("=")
        path = path.strip()
        key, _, year = path.partition(".")
        info = catalogue().get(key)
        if not sign or info is None or bool(year) != info.by_year:
            raise WhatIfError(profile_message("what_if", change=change), path)
        profile = _with(profile, path, _value(path, words))
    return profile


def _value(path: str, words: str) -> Any:
    try:
        return load_yaml(words.strip())
    except YamlError as error:
        raise WhatIfError(profile_message("what_if_value", path=path, value=words), path) from error


def _with(profile: Profile, path: str, value: Any) -> Profile:
    if value is None:
        return profile.without(path)
    key, _, year = path.partition(".")
    changed = Profile.parse({key: {year: value} if year else value})
    if key in _AMOUNTS_OF:
        top, bottom = _AMOUNTS_OF[key]
        amount, base = _amount(profile, top, year), _amount(profile, bottom, year)
        if amount is not None and base:
            numerator = Decimal(str(value)) * base / 100
            changed = changed.merge(Profile.parse({top: {year: numerator} if year else numerator}))
    cleared = profile if _by_year(key) else profile.without(key)
    return cleared.merge(changed)


def _by_year(key: str) -> bool:
    """Whether a field goes by year, so that one year is changed and the others stay."""
    return catalogue()[key].by_year


def _amount(profile: Profile, key: str, year: str) -> Decimal | None:
    value = getattr(profile, key)
    return value.get(year) if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class Change:
    """A condition (or the whole, id `status`) whose verdict or value differs between two checks."""

    id: str
    name: str
    before: Status
    after: Status
    explain_before: str
    explain_after: str

    def to_json(self) -> dict[str, str]:
        return {
            "id": self.id,
            "name": self.name,
            "before": str(self.before),
            "after": str(self.after),
            "explain_before": self.explain_before,
            "explain_after": self.explain_after,
        }


def changes(before: CheckResult, after: CheckResult) -> tuple[Change, ...]:
    """The conditions that come out differently, in the standard's order, those with a new value included."""
    earlier = {condition.id: condition for condition in before.conditions}
    return tuple(
        Change(row.id, row.name, was.status, row.status, was.explain, row.explain)
        for row in after.conditions
        if (was := earlier.get(row.id)) is not None
        and (was.status, was.value, was.explain) != (row.status, row.value, row.explain)
    )
