"""The values that a profile's fields take: choices by their names, numbers, days and years, read strictly.

Each reader takes a plain JSON value and raises `PydanticCustomError`, whose type is the key of a message for people.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

LARGEST: Final = Decimal(10) ** 12
"""In 万元 this is a hundred times the world's yearly product: beyond it a number is a slip."""
_NUMBERS: Final = (int, float, Decimal)
_MAYBE_NOT_FINITE: Final = (float, Decimal)
DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
"""A date of which month and day may be missing."""


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


def read_number(value: object) -> Decimal:
    """A number, exact; none beyond `LARGEST`."""
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        raise PydanticCustomError("number", "a number is wanted")
    if isinstance(value, _MAYBE_NOT_FINITE) and not math.isfinite(value):
        raise PydanticCustomError("too_large", "not a finite number")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if abs(number) > LARGEST:
        raise PydanticCustomError("too_large", "beyond any enterprise")
    return number


def read_whole(value: object) -> int:
    """A whole number."""
    number = read_number(value)
    if number != number.to_integral_value():
        raise PydanticCustomError("whole", "a whole number is wanted")
    return int(number)


def read_year(value: object) -> str:
    """A year from 1900 to 2099."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise PydanticCustomError("year", "a year is wanted")
    return text


def read_day(value: object) -> str:
    """A date, or its year or month alone."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    match = DAY.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise PydanticCustomError("date", "a date is wanted")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise PydanticCustomError("date", "no such day") from None
    return match[0]


def read_list(value: object) -> list[object]:
    """A list, each entry once."""
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("list", "a list is wanted")
    return [item for i, item in enumerate(value) if item not in value[:i]]


def read_boolean(value: object) -> bool:
    """true or false, and nothing taken for one."""
    if not isinstance(value, bool):
        raise PydanticCustomError("bool", "true or false is wanted")
    return value


Yes = Annotated[bool, BeforeValidator(read_boolean)]
Text = Annotated[str, Field(strict=True, max_length=200)]
Number = Annotated[Decimal, BeforeValidator(read_number)]
NotNegative = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0)]
Share = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0, le=100)]
Growth = Annotated[Decimal, BeforeValidator(read_number), Field(ge=-100)]
Count = Annotated[int, BeforeValidator(read_whole), Field(ge=0)]
Rank = Annotated[int, BeforeValidator(read_whole), Field(ge=1)]
Level = Annotated[int, BeforeValidator(read_whole), Field(ge=0, le=4)]
LocalScore = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0, le=15)]
ScoreOf30 = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0, le=30)]
ScoreOf40 = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0, le=40)]
ScoreOf100 = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0, le=100)]
Year = Annotated[str, BeforeValidator(read_year)]
Day = Annotated[str, BeforeValidator(read_day)]
