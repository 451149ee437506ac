"""Facts are said back as they were understood."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.facts import changed, understood
from assistant.rules.profile import Profile
from assistant.understanding.extract import extract

AS_OF = date(2022, 6, 20)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我们资产负债率65%", "资产负债率65%"),
        ("公司去年营收1.3亿，研发费用600万", "2021年营业收入13000万元、2021年研发费用600万元"),
        ("我们有5项发明专利", "Ⅰ类知识产权5项"),
        ("我是第五批小巨人", "称号：第五批专精特新“小巨人”企业"),
        ("我们没有被列入经营异常名录", "列入经营异常名录：否"),
    ],
)
def test_said_back(text: str, said: str) -> None:
    assert said in understood(extract(text, AS_OF))


def test_what_is_said_roughly_keeps_its_words() -> None:
    assert "9000" in understood(extract("我司营收约9000余万元", AS_OF))
    assert "约9000余万元" in understood(extract("我司营收约9000余万元", AS_OF))


def test_what_changed() -> None:
    assert changed(Profile.parse({"debt_ratio": 62}), "debt_ratio") == "资产负债率与之前说的不一致，已改为62%。"
    assert "2021年营业收入" in changed(Profile.parse({"revenue": {"2021": 9000}}), "revenue.2021")
