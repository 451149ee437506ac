"""Every number that a condition can read, by name: the profile's numeric fields, and what is computed from them."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.rules.fields import catalogue
from corpus.yamlfile import load_yaml


class Measure(StrEnum):
    """The names; `derive.py` computes the values, `measures.yaml` says what they mean."""

    EMPLOYEES = "employees"
    TOTAL_ASSETS = "total_assets"
    LITTLE_GIANT_HOLDING_PCT = "little_giant_holding_pct"
    NICHE_YEARS = "niche_years"
    REVENUE = "revenue"
    RD_EXPENSE = "rd_expense"
    RD_STAFF_RATIO = "rd_staff_ratio"
    CLASS1_IP = "class1_ip"
    CLASS1_IP_SELF_DEVELOPED = "class1_ip_self_developed"
    CLASS1_IP_HIGH_VALUE = "class1_ip_high_value"
    CLASS2_IP = "class2_ip"
    MARKET_SHARE = "market_share"
    MARKET_RANK = "market_rank"
    DIGITAL_LEVEL = "digital_level"
    NATIONAL_AWARD_RANK = "national_award_rank"
    PROVINCIAL_AWARD_RANK = "provincial_award_rank"
    MAKER_CHINA_RANK = "maker_china_rank"
    LOCAL_FEATURE_SCORE = "local_feature_score"
    DEVELOPMENT_SCORE = "development_score"
    MAIN_REVENUE_RATIO = "main_revenue_ratio"
    MAIN_REVENUE_GROWTH = "main_revenue_growth"
    MAIN_REVENUE_GROWTH_AVG2 = "main_revenue_growth_avg2"
    REVENUE_CAGR2 = "revenue_cagr2"
    DEBT_RATIO = "debt_ratio"
    NET_PROFIT_RATIO = "net_profit_ratio"
    RD_RATIO = "rd_ratio"
    RD_SUM2 = "rd_sum2"
    RD_MEAN2 = "rd_mean2"
    EQUITY_SUM2 = "equity_sum2"
    EQUITY_SUM3 = "equity_sum3"
    OWN_CLASS1_IP = "own_class1_ip"


class MeasureInfo(BaseModel):
    """A measure's name and unit, its formula in words, the fields it reads, and the one that moves it.

    Attributes:
        back: the years it reads of an input by year, counted back from its own; that year alone where not told.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    unit: str
    formula: str | None = None
    lever: str
    inputs: tuple[str, ...]
    back: dict[str, tuple[int, ...]] = {}
    clause: str | None = None
    by_year: bool = False


@lru_cache(maxsize=1)
def measures() -> dict[Measure, MeasureInfo]:
    """Every measure: a plain field as the catalogue has it, a computed one as `measures.yaml` has it."""
    computed = load_yaml(Path(__file__).with_name("measures.yaml"))
    infos = {}
    for measure in Measure:
        entry = computed.get(measure)
        field = catalogue().get(measure)
        by_year = field is not None and field.by_year
        if entry is not None:
            infos[measure] = MeasureInfo(**entry, by_year=by_year)
        else:
            assert field is not None
            infos[measure] = MeasureInfo(
                zh=field.zh,
                en=field.en,
                unit=field.unit or "",
                lever=measure,
                inputs=(str(measure),),
                by_year=by_year,
                clause=field.clause,
            )
    return infos
