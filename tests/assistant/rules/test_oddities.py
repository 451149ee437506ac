"""Oddities across fields are warnings, never errors and never verdicts."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.rules.logic import Status
from tests.assistant.rules.companies import company, run, run_at

L22 = "little_giant-2022"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"debt_ratio": 45}, "资产负债率填报为45%，按金额计算为4000/10000 = 40%"),
        ({"rd_ratio": {"2021": 5}}, "2021年研发费用占比填报为5%，按金额计算为720/12000 = 6%"),
        ({"main_revenue_ratio": 80}, "主营业务收入占比填报为80%"),
        ({"main_revenue_growth_avg2": 50}, "近2年主营业务收入平均增长率填报为50%"),
        ({"main_revenue_growth": {"2021": 50}}, "2021年主营业务收入增长率填报为50%"),
        ({"main_revenue": {"2021": 13000, "2020": 10400, "2019": 9400}}, "2021年主营业务收入大于2021年营业收入"),
        ({"revenue": {"2021": 86543210, "2020": 9000}}, "2021年营业收入是86543210万元（8654.321亿元），像是按元填的"),
        ({"total_assets": 200001}, "资产总额是200001万元"),
        ({"class1_ip_self_developed": 9}, "自主研发的Ⅰ类知识产权大于Ⅰ类知识产权"),
        ({"class1_ip_transferred_in": 9}, "其中受让的Ⅰ类知识产权大于Ⅰ类知识产权"),
        ({"recognitions": [{"tier": "specialized"}, {"tier": "innovative", "on": "2019"}]}, "早于这一称号设立的时间"),
        ({"recognitions": [{"tier": "specialized"}, {"tier": "little_giant", "on": "2015"}]}, "早于这一称号设立的时间"),
        ({"recognitions": [{"tier": "specialized", "on": "2019-06-20"}]}, "有效期三年"),
        ({"recognitions": [{"tier": "specialized", "on": "2030"}]}, "之后，不计为已获称号"),
        ({"main_revenue": None, "main_revenue_ratio": 50}, "主营业务收入占比不超过50%"),
        ({"key_chain_role": "none"}, "请准备能证明产品领域的材料"),
        ({"equity_financing": {"2010": 5}}, "不在考察的年份内"),
    ],
)
def test_an_oddity_is_told(facts: dict[str, Any], words: str) -> None:
    result = run(L22, company(L22, **facts))
    assert any(words in warning for warning in result.warnings), result.warnings


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"debt_ratio": 40.1},
        {"main_revenue_ratio": 95},
        {"recognitions": [{"tier": "specialized", "on": "2019-06-21"}]},
        {"recognitions": [{"tier": "specialized", "on": "2019"}]},
    ],
)
def test_what_goes_together_is_not_told(facts: dict[str, Any]) -> None:
    assert run(L22, company(L22, **facts)).warnings == ()


def test_a_recognition_earlier_than_its_batch_is_told() -> None:
    held = [{"tier": "specialized"}, {"tier": "little_giant", "round": 5, "on": "2022-11"}]
    result = run_at({"recognitions": held}, "little_giant", 8, "review", "2026-05-01")
    assert any("第5批" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("tier", "track", "day", "words"),
    [
        ("little_giant", "new", "2022-06-10", "2022年6月15日以前的标准未收录"),
        ("specialized", "review", "2026-07-01", "过渡规定"),
        ("little_giant", "review", "2027-01-02", "没有已收录的通知可以印证"),
    ],
)
def test_what_the_corpus_cannot_confirm_is_told(tier: str, track: str, day: str, words: str) -> None:
    assert any(words in warning for warning in run_at({}, tier, None, track, day).warnings)


def test_warnings_never_change_a_verdict() -> None:
    assert run(L22, company(L22, main_revenue_ratio=10, rd_ratio={"2021": 1})).status is Status.PASS


def test_a_review_of_another_batch_is_told() -> None:
    for held, told in ((3, True), (5, False), (2, False)):
        data = {"recognitions": [{"tier": "little_giant", "round": held}]}
        warnings = run_at(data, "little_giant", 8, "review", "2026-05-01").warnings
        assert any("复核对象是第5、2批" in warning for warning in warnings) is told
