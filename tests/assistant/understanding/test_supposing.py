"""Values asked about are judged, and are no facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.understanding.extract import extract
from assistant.understanding.supposing import supposed

AS_OF = date(2022, 6, 20)


def _supposed(text: str) -> dict[str, Any]:
    return supposed(extract(text, AS_OF), text, AS_OF).profile.to_json()


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("负债率69.96%算不算不高于70%", {"debt_ratio": 69.96}),
        ("资产负债率70%可以吗", {"debt_ratio": 70}),
        ("如果负债率是72%能报吗", {"debt_ratio": 72}),
        ("市占率9%行吗", {"market_share": 9}),
        ("专精特新的研发占比3%够吗", {"rd_ratio": {"2021": 3}}),
        ("创新型评价标准，研发占比2.5%得几分", {"rd_ratio": {"2021": 2.5}}),
        ("列入经营异常名录还能报吗", {"in_abnormal_list": True}),
        ("是单项冠军还能报小巨人吗", {"manufacturing_champion": True}),
        ("产品属于淘汰类能报吗", {"restricted_product": True}),
    ],
)
def test_a_value_asked_about(text: str, profile: dict[str, Any]) -> None:
    assert _supposed(text) == profile
    assert extract(text, AS_OF).profile.to_json() == {}


@pytest.mark.parametrize(
    "text",
    [
        "小巨人负债率是70%吗",
        "要求不高于70%对吗",
        "负债率不高于70%是不是",
        "营收5000万元以上的企业研发占比要6%吗",
        "我们负债率65%，行不行",
        "小巨人要求2项发明专利对吗",
        "没有被列入经营异常名录就能报吗",
        "未被列入经营异常名录怎么证明",
    ],
)
def test_a_limit_asked_about_is_no_value(text: str) -> None:
    assert _supposed(text) == {}


def test_a_value_judged_beside_facts_is_supposed_too() -> None:
    assert _supposed("工业企业从业人员1000人营收4亿算中小企业吗") == {"revenue": {"2021": 40000}}
