"""Enterprises that meet a standard in every condition, to be spoiled one fact at a time; and a short way to check."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from corpus.library import load_library
from corpus.terms import Tier, Track

Json = dict[str, Any]

_GENERAL: Json = {
    "registered_in_china": True,
    "independent_legal_person": True,
    "industry": "工业",
    "employees": 200,
    "in_abnormal_list": False,
    "in_dishonest_list": False,
    "restricted_product": False,
    "major_incident_3y": False,
    "manufacturing_champion": False,
    "little_giant_holding_pct": 0,
    "same_group_similar_product": False,
    "national_award_rank": 0,
    "provincial_award_rank": 0,
    "maker_china_rank": 0,
    "digital_core_process": True,
    "management_certified": True,
    "well_known": True,
    "own_brand": True,
    "class1_ip_in_use": True,
    "key_chain_role": "fills_gap",
    "product_field": ["six_bases"],
}

STANDARDS: dict[str, tuple[Tier, int | None, Track, date]] = {
    "innovative-2022": (Tier.INNOVATIVE, None, Track.NEW, date(2022, 7, 1)),
    "specialized-2022": (Tier.SPECIALIZED, None, Track.NEW, date(2022, 7, 1)),
    "specialized-2026": (Tier.SPECIALIZED, None, Track.NEW, date(2026, 7, 1)),
    "little_giant-2022": (Tier.LITTLE_GIANT, 4, Track.NEW, date(2022, 6, 20)),
    "little_giant-2026": (Tier.LITTLE_GIANT, 8, Track.NEW, date(2026, 5, 1)),
}
"""By which tier, round, track and day each standard decides."""


def company(standard: str, **facts: Any) -> Json:
    """An enterprise that passes `standard`, with some facts changed; a fact of None is left out."""
    year = STANDARDS[standard][3].year
    last, previous, before = str(year - 1), str(year - 2), str(year - 3)
    data: Json = {
        **_GENERAL,
        "recognitions": [{"tier": "innovative"}, {"tier": "specialized"}],
        "niche_years": 8,
        "revenue": {last: 12000, previous: 11000, before: 10000},
        "main_revenue": {last: 11400, previous: 10400, before: 9400},
        "total_assets": 10000,
        "total_liabilities": 4000,
        "net_profit": {last: 1300},
        "rd_expense": {last: 720, previous: 600},
        "rd_institution": "city",
        "rd_staff_ratio": 25,
        "class1_ip": 5,
        "class1_ip_self_developed": 5,
        "class1_ip_high_value": 0,
        "class2_ip": 3,
        "market_share": 12,
        "market_rank": 5,
        "development_score": {str(year): 70},
        "equity_financing": {last: 0, previous: 0, before: 0},
        "valid_honours": [],
        "digital_level": 3,
        "standards_drafting": True,
        "provincial_quality_award": False,
        "local_feature_score": 10,
    }
    data.update(copy.deepcopy(facts))
    return {key: value for key, value in data.items() if value is not None}


def run(standard: str, data: Json, *, track: Track | None = None, advice: bool = False) -> CheckResult:
    """The check of an enterprise by a standard."""
    tier, round_, default, as_of = STANDARDS[standard]
    return check(Profile.parse(data), tier, round_, track or default, as_of, load_library(), advice=advice)


def run_at(data: Json, tier: str, round_: int | None, track: str, as_of: str, *, advice: bool = False) -> CheckResult:
    """The check for any tier, round, track and day."""
    day = date.fromisoformat(as_of)
    return check(Profile.parse(data), Tier(tier), round_, Track(track), day, load_library(), advice=advice)
