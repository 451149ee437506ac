"""Advice: how far each failed condition is, what closes it, by when, and the nearest tier that passes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.rules.evaluate import check
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from corpus.library import load_library
from corpus.terms import Tier, Track
from tests.assistant.rules.companies import company, run

L22 = "little_giant-2022"


def advice(**facts: Any) -> str:
    return "\n".join(run(L22, company(L22, **facts), advice=True).advice)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"rd_expense": {"2021": 264, "2020": 600}}, "还差0.8个百分点，约96万元研发费用"),
        ({"total_liabilities": 7200}, "资产负债率：超出2个百分点，约需减少200万元负债总额"),
        ({"main_revenue": {"2021": 8040, "2020": 7000, "2019": 6000}}, "还差3个百分点，约360万元主营业务收入"),
        ({"class1_ip": 1}, "Ⅰ类知识产权：还差1项"),
        ({"niche_years": 1}, "从事特定细分市场时间：还差2年。持续专注同一细分市场。需要时间积累，最早在2024年的申报中达到。"),
        ({"own_brand": False}, "自主品牌：注册自主品牌商标"),
        ({"own_brand": False}, "下一批申报前可以补上。"),
        ({"total_liabilities": 7200}, "2021年度的数据已经确定，要看2022年度的数据，最早在2023年的申报中改变。"),
        ({"well_known": None}, "较高知名度和影响力：请补充较高知名度和影响力"),
        ({"in_abnormal_list": None}, "请补充是否列入经营异常名录，补充后才能判断"),
        ({"recognitions": [{"tier": "innovative"}]}, "取得这一称号后，最早在2023年申报。"),
        ({"total_liabilities": 7200}, "约需减少200万元负债总额（资产总额不变时）"),
    ],
)  # fmt: skip
def test_what_would_mend_it(facts: dict[str, Any], words: str) -> None:
    assert words in advice(**facts)


def test_the_gap_that_is_told_closes_the_gap() -> None:
    facts = {"rd_expense": {"2021": 350.01, "2020": 600}, "revenue": {"2021": 11999, "2020": 11000, "2019": 10000}}
    told = advice(**facts)
    assert "约10万元研发费用" in told
    mended = {"2021": 350.01 + 10, "2020": 600}
    assert run(L22, company(L22, **{**facts, "rd_expense": mended})).condition("rd_intensity").status is Status.PASS


def test_a_pass_needs_no_advice() -> None:
    assert advice() == ""


def test_nearest_tier() -> None:
    held = {"recognitions": [{"tier": "innovative"}]}
    assert "目前符合专精特新中小企业的条件，可以先申报" in advice(**held)
    assert "已获专精特新中小企业称号" in advice(own_brand=False)
    nothing = run(L22, {"own_brand": False}, advice=True).advice
    assert any("专精特新中小企业的条件里，已知的目前都达到要求" in line for line in nothing)


def test_a_score_that_falls_short_names_the_weakest_indicators() -> None:
    poor = {
        "rd_institution": "none",
        "class1_ip": 0,
        "class1_ip_self_developed": 0,
        "class2_ip": 0,
        "rd_staff_ratio": 0,
    }
    weak = {"net_profit": {"2021": 0}, "total_liabilities": 9000, "local_feature_score": 0}
    result = run("specialized-2022", company("specialized-2022", **poor, **weak), advice=True)
    line = next(line for line in result.advice if "评价得分至少还差" in line)
    assert result.score is not None and result.score.total is not None
    assert f"至少还差{60 - result.score.total}分" in line


def test_a_closed_year_fails_as_long_as_the_rule_looks_at_it() -> None:
    last = advice(rd_expense={"2021": 264, "2020": 600})
    assert "2021年还差0.8个百分点" in last
    assert "2023年的申报仍要看2021年度，最早在2024年的申报中改变" in last
    before = advice(rd_expense={"2021": 600, "2020": 30})
    assert "2020年还差" in before and "最早在2023年的申报中改变" in before
    both = advice(rd_expense={"2021": 264, "2020": 30})
    assert "2021年还差0.8个百分点，约96万元研发费用；2020年还差" in both


def test_every_number_that_fails_is_told_with_its_name() -> None:
    small = {
        "revenue": {"2021": 4000, "2020": 3500, "2019": 3000},
        "main_revenue": {"2021": 3600, "2020": 3200, "2019": 2800},
        "equity_financing": {"2021": 5000, "2020": 2000},
        "rd_expense": {"2021": 2500, "2020": 500},
        "rd_staff_ratio": 45,
    }
    told = advice(**small)
    assert "近两年新增股权融资还差1000万元；研发费用还差500万元；研发人员占比还差5个百分点" in told


def test_alternatives_are_told_as_such() -> None:
    facts = company("specialized-2026", revenue={"2025": 1200, "2024": 1100, "2023": 1000}, equity_financing={"2025": 0, "2024": 0})
    told = "\n".join(run("specialized-2026", facts, advice=True).advice)
    assert "营业收入还差300万元，或近两年新增股权融资还差2000万元" in told


def test_what_combines_others_leaves_the_time_to_them() -> None:
    line = next(line for line in advice(class1_ip=1).splitlines() if line.startswith("创新能力"))
    assert line == "创新能力：补齐一般性条件中不符合的各项，或争取满足创新直通条件。"


def test_the_score_of_the_year_is_closed_with_it() -> None:
    facts = company("little_giant-2026", development_score={"2026": 55})
    told = "\n".join(run("little_giant-2026", facts, advice=True).advice)
    assert "还差5分" in told and "2027年的申报看2027年度的得分。" in told


def test_the_floors_of_the_groups_are_told() -> None:
    nothing = {"class1_ip": 0, "class1_ip_self_developed": 0, "class2_ip": 0, "rd_institution": "none"}
    facts = company("innovative-2022", **nothing, rd_expense={"2021": 0}, total_liabilities=9000)
    told = "\n".join(run("innovative-2022", facts, advice=True).advice)
    assert "（其中创新能力还差20分" in told


def test_what_a_round_asks_is_told_with_its_distance() -> None:
    facts = Profile.parse({"revenue": {"2024": 4800, "2023": 4500}})
    result = check(facts, Tier.LITTLE_GIANT, 7, Track.NEW, date(2025, 5, 20), load_library(), advice=True)
    assert "营业收入（本批次）：还差200万元。" in "\n".join(result.advice)


def test_a_sum_tells_what_the_coming_year_has_to_bring() -> None:
    """By the next round the oldest year has left the window: the present gap alone would not do."""
    l26 = "little_giant-2026"
    lines = run(l26, company(l26, rd_expense={"2025": 100, "2024": 1000}), advice=True).advice
    (line,) = [line for line in lines if line.startswith("近两年研发费用合计：")]
    assert "还差100万元" in line
    assert "2027年申报看2025年至2026年，2026年的研发费用至少要1100万元。" in line
