"""Profile: what is known of one enterprise. Every field is optional; what is absent is unknown.

Money is in 万元, shares are in percent (8.5 means 8.5%), people are counts. Numbers are kept as Decimal, so that
they compare exactly. What each field means, in words for people, stands in `fields.yaml`.

>>> profile = Profile.parse({"revenue": {"2021": 9000.5}, "employees": 120})
>>> profile.revenue["2021"]
Decimal('9000.5')
>>> profile.to_json()
{'employees': 120, 'revenue': {'2021': 9000.5}}
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from assistant.rules.errors import ProfileError
from assistant.rules.values import (
    DAY,
    Count,
    Day,
    Growth,
    Honour,
    Industry,
    KeyChainRole,
    Level,
    LocalScore,
    NotNegative,
    Number,
    ProductField,
    Rank,
    RdInstitution,
    ScoreOf30,
    ScoreOf40,
    ScoreOf100,
    Share,
    Text,
    Year,
    Yes,
    read_list,
)
from corpus.terms import Title

DENIED: Final = "titles_denied"
"""In JSON, the titles said not to be held; `recognitions` lists those that are."""


class Recognition(BaseModel):
    """A title held, with the date of its certificate and its batch where known; or one that is said not to be held."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tier: Title
    on: Day | None = None
    round: Rank | None = None
    held: bool = True

    @property
    def earliest(self) -> date | None:
        """The first day that `on` may mean."""
        parts = self._parts()
        return date(parts[0], parts[1] or 1, parts[2] or 1) if parts else None

    @property
    def latest(self) -> date | None:
        """The last day that `on` may mean."""
        parts = self._parts()
        if parts is None:
            return None
        year, month = parts[0], parts[1] or 12
        return date(year, month, parts[2] or calendar.monthrange(year, month)[1])

    def _parts(self) -> tuple[int, int, int] | None:
        match = DAY.fullmatch(self.on or "")
        return (int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None


class Profile(BaseModel):
    """One enterprise. Use `Profile.parse`, which reports errors with a path and in words for people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text | None = None
    province: Text | None = None
    registered_in_china: Yes | None = None
    independent_legal_person: Yes | None = None
    industry: Industry | None = None
    employees: Count | None = None
    total_assets: NotNegative | None = None
    total_liabilities: NotNegative | None = None
    debt_ratio: NotNegative | None = None
    in_abnormal_list: Yes | None = None
    in_dishonest_list: Yes | None = None
    restricted_product: Yes | None = None
    major_incident_3y: Yes | None = None
    recognitions: Annotated[tuple[Recognition, ...], BeforeValidator(read_list)] | None = None
    manufacturing_champion: Yes | None = None
    little_giant_holding_pct: Share | None = None
    same_group_similar_product: Yes | None = None
    niche_years: NotNegative | None = None
    revenue: dict[Year, NotNegative] | None = None
    main_revenue: dict[Year, NotNegative] | None = None
    rd_expense: dict[Year, NotNegative] | None = None
    net_profit: dict[Year, Number] | None = None
    main_revenue_ratio: Share | None = None
    main_revenue_growth: dict[Year, Growth] | None = None
    rd_ratio: dict[Year, NotNegative] | None = None
    main_revenue_growth_avg2: Growth | None = None
    equity_financing: dict[Year, NotNegative] | None = None
    rd_staff_ratio: Share | None = None
    net_profit_ratio: Number | None = None
    rd_institution: RdInstitution | None = None
    class1_ip: Count | None = None
    class1_ip_self_developed: Count | None = None
    class1_ip_high_value: Count | None = None
    class2_ip: Count | None = None
    class1_ip_transferred_in: Count | None = None
    class1_ip_in_use: Yes | None = None
    market_share: Share | None = None
    market_rank: Rank | None = None
    well_known: Yes | None = None
    own_brand: Yes | None = None
    digital_core_process: Yes | None = None
    management_certified: Yes | None = None
    standards_drafting: Yes | None = None
    provincial_quality_award: Yes | None = None
    digital_level: Level | None = None
    key_chain_role: KeyChainRole | None = None
    product_field: Annotated[tuple[ProductField, ...], BeforeValidator(read_list)] | None = None
    national_award_rank: Count | None = None
    provincial_award_rank: Count | None = None
    maker_china_rank: Count | None = None
    valid_honours: Annotated[tuple[Honour, ...], BeforeValidator(read_list)] | None = None
    local_feature_score: LocalScore | None = None
    development_score: dict[Year, NotNegative] | None = None
    rd_expense_sum2: NotNegative | None = None
    rd_expense_mean2: NotNegative | None = None
    equity_financing_sum2: NotNegative | None = None
    equity_financing_sum3: NotNegative | None = None
    revenue_cagr2: Growth | None = None
    score_total: ScoreOf100 | None = None
    score_innovation: ScoreOf40 | None = None
    score_growth: ScoreOf30 | None = None
    score_specialisation: ScoreOf30 | None = None

    @staticmethod
    def parse(data: Mapping[str, Any]) -> Profile:
        """Read a profile from plain JSON values; null means unknown.

        Raises:
            ProfileError: an unknown field, a wrong type, an impossible value; `field` is its path.
        """
        from assistant.rules.fields import describe_error

        if not isinstance(data, Mapping):
            raise ProfileError(describe_error("mapping", "profile", data), "profile")
        try:
            return Profile.model_validate(_with_denied(_without_nulls(data)))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            path = ".".join(str(part) for part in first["loc"] if part != "[key]")
            message = describe_error(first["type"], path, first.get("input"), first.get("ctx"))
            raise ProfileError(message, path or "profile") from error

    @property
    def titles(self) -> tuple[Recognition, ...]:
        """The titles held."""
        return tuple(title for title in self.recognitions or () if title.held)

    def to_json(self) -> dict[str, Any]:
        """The fields that are set, as plain JSON values; titles said not to be held stand apart, under `titles_denied`."""
        known = {key: _plain(value) for key, value in self._known()}
        denied = [str(title.tier) for title in self.recognitions or () if not title.held]
        if denied:
            known |= {"recognitions": _plain(self.titles), DENIED: denied}
        return known

    def merge(self, other: Profile) -> Profile:
        """This profile with `other`'s facts laid over it.

        Years are merged one by one, lists are joined (a recognition replaces the one of its tier); an empty list
        or an empty year table in `other` clears what was there.
        """
        merged = dict(self._known())
        for key, new in other._known():
            merged[key] = _joined(merged.get(key), new)
        return Profile.model_construct(_fields_set=set(merged), **merged)

    def differences(self, other: Profile) -> list[str]:
        """Paths at which `other` says something else than this profile does."""
        mine = dict(self._known())
        found: list[str] = []
        for key, theirs in other._known():
            ours = mine.get(key)
            if isinstance(ours, dict) and isinstance(theirs, dict):
                found += [f"{key}.{year}" for year in theirs if year in ours and ours[year] != theirs[year]]
            elif ours is not None and not isinstance(ours, tuple) and ours != theirs:
                found.append(key)
        return found

    def without(self, *paths: str) -> Profile:
        """This profile with fields, or single years such as `revenue.2021`, made unknown."""
        kept = dict(self._known())
        for path in paths:
            key, _, year = path.partition(".")
            if year and isinstance(kept.get(key), dict):
                kept[key] = {y: value for y, value in kept[key].items() if y != year}
            if not year or not kept.get(key):
                kept.pop(key, None)
        return Profile.model_construct(_fields_set=set(kept), **kept)

    def knows(self, path: str) -> bool:
        """Whether a field, or a single year such as `revenue.2021`, is set."""
        key, _, year = path.partition(".")
        value = getattr(self, key)
        return value is not None and (not year or year in value)

    def _known(self) -> Iterator[tuple[str, Any]]:
        return ((key, value) for key in Profile.model_fields if (value := getattr(self, key)) is not None)


def _without_nulls(data: Mapping[str, Any]) -> dict[str, Any]:
    """Null stands for unknown, in a year's place too."""
    return {
        key: {k: v for k, v in value.items() if v is not None} if isinstance(value, Mapping) else value
        for key, value in data.items()
        if value is not None
    }


def _with_denied(data: dict[str, Any]) -> dict[str, Any]:
    """The titles under `titles_denied` among the others, as not held.

    Raises:
        ProfileError: it is no list of titles.
    """
    from assistant.rules.fields import describe_error

    denied, held = data.pop(DENIED, None), data.get("recognitions", [])
    if denied is not None and not isinstance(denied, list | tuple):
        raise ProfileError(describe_error("list", DENIED, denied), DENIED)
    if not denied or not isinstance(held, list | tuple):
        return data
    for place, tier in enumerate(denied):
        if tier not in list(Title):
            raise ProfileError(describe_error("choice", "recognitions", tier), f"{DENIED}.{place}")
    return {**data, "recognitions": [*held, *({"tier": tier, "held": False} for tier in denied)]}


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict) and new:
        return {**old, **new}
    if isinstance(old, tuple) and isinstance(new, tuple) and new:
        if isinstance(new[0], Recognition):
            replaced = {item.tier for item in new}
            return (*(item for item in old if item.tier not in replaced), *new)
        return (*old, *(item for item in new if item not in old))
    return new


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, dict):
        return {year: _plain(item) for year, item in sorted(value.items())}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Recognition):
        return {k: _plain(v) for k, v in (("tier", value.tier), ("on", value.on), ("round", value.round)) if v}
    return str(value) if isinstance(value, StrEnum) else value


def json_number(value: Decimal) -> int | float:
    """A plain JSON number: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
