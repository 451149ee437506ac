"""A share that stands alone takes the name asked about next, or the market's behind a place in it; one of something else none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.reading.reader import WordsReader

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("message", "profile"),
    [
        ("去年是2.9%，小巨人研发占比够吗", {"rd_ratio": {"2025": 2.9}}),
        ("我们72%，小巨人负债率过吗", {"debt_ratio": 72}),
        ("才88%，主营占比这条行不行", {"main_revenue_ratio": 88}),
        ("国内排第2，但只有7%，小巨人市场占有率过吗", {"market_rank": 2, "market_share": 7}),
        ("全国第4，占11%，小巨人行吗", {"market_rank": 4, "market_share": 11}),
        ("也就9%，市占率那项达标不", {"market_share": 9}),
        ("增长了12%，小巨人负债率要求多少", {}),
        ("外销占72%，主营占比够吗", {}),
        ("毛利率72%，小巨人负债率要求多少", {}),
        ("省内第1，占30%，小巨人市占率够吗", {}),
        ("我们72%，小巨人什么时候报", {}),
        ("我们72%，负债率不超过75%对吗", {}),
    ],
)
def test_a_share_alone(message: str, profile: dict[str, Any]) -> None:
    assert WordsReader(None).read_facts(message, DAY).assembled().points.to_json() == profile
