"""Shares and ranks of a region."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.regions import is_regional


@pytest.mark.parametrize(
    ("text", "regional"),
    [
        ("产品在华东地区占有率35%", True),
        ("在浙江市场的占有率35%", True),
        ("市占率35%（全省）", True),
        ("市占率35%，这是省内的", True),
        ("产品主要在华东，市占率35%", True),
        ("国内市占率35%", False),
        ("省内排第一，全国市占率35%", False),
        ("我们在江苏，市占率35%", False),
        ("华东的企业市占率35%", False),
    ],
)
def test_of_region_and_nation_the_nearer_one_decides(text: str, regional: bool) -> None:
    start = text.index("35%")
    assert is_regional(Reading(text, date(2024, 6, 20)), start, start + 3) is regional
