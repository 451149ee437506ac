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
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from assistant.rules.errors import ProfileError
from corpus.terms import Title

LARGEST = Decimal(10) ** 12
"""In 万元 this is a hundred times the world's yearly product: beyond it a number is a slip."""


class Industry(StrEnum):
    """The 16 lines of 划型标准 by their Chinese names (classification-2011-300/4)."""

    AGRICULTURE = "农、林、牧、渔业"
    MANUFACTURING = "工业"
    CONSTRUCTION = "建筑业"
    WHOLESALE = "批发业"
    RETAIL = "零售业"
    TRANSPORT = "交通运输业"
    STORAGE = "仓储业"
    POSTAL = "邮政业"
    ACCOMMODATION = "住宿业"
    CATERING = "餐饮业"
    INFORMATION = "信息传输业"
    SOFTWARE = "软件和信息技术服务业"
    REAL_ESTATE = "房地产开发经营"
    PROPERTY_MANAGEMENT = "物业管理"
    LEASING = "租赁和商务服务业"
    OTHER = "其他未列明行业"


class RdInstitution(StrEnum):
    """Level of 研发机构 (measures-2022-63/annex-2/2/4/13)."""

    NONE = "none"
    BELOW_CITY = "below_city"
    CITY = "city"
    PROVINCE = "province"
    NATIONAL = "national"


class KeyChainRole(StrEnum):
    """产业链配套: serves a leading enterprise (服务龙头企业), or fills a gap (补短板、锻长板、填空白)."""

    NONE = "none"
    SERVES_LEADER = "serves_leader"
    FILLS_GAP = "fills_gap"


class ProductField(StrEnum):
    """Fields that a leading product (主导产品) may belong to."""

    SIX_BASES = "six_bases"
    TEN_FIELDS = "ten_fields"
    NETWORK_POWER = "network_power"
    STRATEGIC_EMERGING = "strategic_emerging"
    OLD_BRAND = "old_brand"
    FUTURE_INDUSTRY = "future_industry"
    TRADITIONAL_UPGRADE = "traditional_upgrade"


class Honour(StrEnum):
    """Honours within their validity (measures-2022-63/annex-1/1/2)."""

    HIGH_TECH_ENTERPRISE = "high_tech_enterprise"
    INNOVATION_DEMO = "innovation_demo"
    IP_ADVANTAGE = "ip_advantage"
    IP_DEMO = "ip_demo"


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("number", "a number is wanted")
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        raise PydanticCustomError("too_large", "not a finite number")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if abs(number) > LARGEST:
        raise PydanticCustomError("too_large", "beyond any enterprise")
    return number


def _whole(value: object) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise PydanticCustomError("whole", "a whole number is wanted")
    return int(number)


def _year(value: object) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise PydanticCustomError("year", "a year is wanted")
    return text


_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _day(value: object) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise PydanticCustomError("date", "a date is wanted")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise PydanticCustomError("date", "no such day") from None
    return match[0]


def _list(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("list", "a list is wanted")
    return [item for i, item in enumerate(value) if item not in value[:i]]


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise PydanticCustomError("bool", "true or false is wanted")
    return value


Yes = Annotated[bool, BeforeValidator(_boolean)]
Text = Annotated[str, Field(strict=True, max_length=200)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
NotNegative = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0)]
Share = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=100)]
Growth = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=-100)]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Rank = Annotated[int, BeforeValidator(_whole), Field(ge=1)]
Level = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=4)]
LocalScore = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=15)]
Year = Annotated[str, BeforeValidator(_year)]


class Recognition(BaseModel):
    """A title held, with the date of its certificate and its batch where known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tier: Title
    on: Annotated[str, BeforeValidator(_day)] | None = None
    round: Rank | None = None

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
        match = _DAY.fullmatch(self.on or "")
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
    recognitions: Annotated[tuple[Recognition, ...], BeforeValidator(_list)] | None = None
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
    product_field: Annotated[tuple[ProductField, ...], BeforeValidator(_list)] | None = None
    national_award_rank: Count | None = None
    provincial_award_rank: Count | None = None
    maker_china_rank: Count | None = None
    valid_honours: Annotated[tuple[Honour, ...], BeforeValidator(_list)] | None = None
    local_feature_score: LocalScore | None = None
    development_score: dict[Year, NotNegative] | None = None

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
            return Profile.model_validate(_without_nulls(data))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            path = ".".join(str(part) for part in first["loc"] if part != "[key]")
            message = describe_error(first["type"], path, first.get("input"), first.get("ctx"))
            raise ProfileError(message, path or "profile") from error

    def to_json(self) -> dict[str, Any]:
        """The fields that are set, as plain JSON values."""
        return {key: _plain(value) for key, value in self._known()}

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
            else:
                kept.pop(key, None)
        return Profile.model_construct(_fields_set=set(kept), **kept)

    def _known(self) -> Iterator[tuple[str, Any]]:
        return ((key, value) for key in Profile.model_fields if (value := getattr(self, key)) is not None)


def _without_nulls(data: Mapping[str, Any]) -> dict[str, Any]:
    """Null stands for unknown, in a year's place too."""
    return {
        key: {k: v for k, v in value.items() if v is not None} if isinstance(value, Mapping) else value
        for key, value in data.items()
        if value is not None
    }


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


__all__ = [
    "Honour",
    "Industry",
    "KeyChainRole",
    "ProductField",
    "Profile",
    "RdInstitution",
    "Recognition",
    "json_number",
]
