"""The year of each number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.understanding.extract import extract

DAY = date(2024, 6, 20)


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("2022、2023年营收分别为7600万、8300万，研发占比6.2%、6.4%", {"revenue": {"2022": 7600, "2023": 8300}, "rd_ratio": {"2022": 6.2, "2023": 6.4}}),
        ("2022年营收7600万，2023年8300万。研发占比6.2%、6.4%", {"revenue": {"2022": 7600, "2023": 8300}, "rd_ratio": {"2022": 6.2, "2023": 6.4}}),
        ("2021-2023年营收分别为6000万、7000万、8000万，研发占比5%、6%", {"revenue": {"2021": 6000, "2022": 7000, "2023": 8000}}),
        ("近两年营收8000万和9000万，研发占比4%和4.2%", {}),
        ("近两年（2022、2023年）营收分别为1.1亿、1.2亿", {"revenue": {"2022": 11000, "2023": 12000}}),
        ("研发占比6.8%和6.3%（2023、2022）", {"rd_ratio": {"2022": 6.3, "2023": 6.8}}),
        ("去年和前年研发各投了七百万", {"rd_expense": {"2022": 700, "2023": 700}}),
        ("去年和前年研发共投了七百万", {}),
        ("营收2.08亿(2023)，同比2022年的1.83亿", {"revenue": {"2022": 18300, "2023": 20800}}),
        ("2023年研发占比5.3%，上年5.1%", {"rd_ratio": {"2022": 5.1, "2023": 5.3}}),
        ("R&D expenses: 5.2 million yuan in 2022, 6.1 million yuan in 2023", {"rd_expense": {"2022": 520, "2023": 610}}),
        ("研发占比3.5%……等下，那是2022年的，2023年是4.1%", {"rd_ratio": {"2022": 3.5, "2023": 4.1}}),
        ("上半年营收2300万，研发80万", {}),
        ("成立于2008年，员工233人", {"employees": 233}),
    ],
)
def test_each_number_has_the_year_the_text_gives_it_or_none(text: str, profile: dict[str, Any]) -> None:
    assert extract(text, DAY).profile.to_json() == profile
