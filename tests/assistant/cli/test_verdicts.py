"""A check in a terminal: what matters first, with its document, its reasons and what a change would do."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.cli.verdicts import changes_text, check_text
from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import load_standards
from assistant.rules.whatif import apply_what_if, changes
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()
FACTS: dict[str, Any] = {
    "total_assets": 5000,
    "total_liabilities": 3600,
    "revenue": {"2021": 8000, "2020": 7000},
    "rd_expense": {"2021": 400, "2020": 350},
}


def _checked(profile: Profile, tier: Tier = Tier.LITTLE_GIANT, round_: int | None = 4) -> CheckResult:
    return check(profile, tier, round_, Track.NEW, date(2022, 6, 20), LIBRARY, load_standards())


def test_the_head_names_document_round_year_and_counts() -> None:
    head = check_text(_checked(Profile.parse(FACTS)), LIBRARY).split("\n")[:3]
    assert head[0] == "专精特新“小巨人”企业（新申报）：不符合"
    assert "工信部企业〔2022〕63号" in head[1] and "第四批" in head[1] and "2021年" in head[1]
    assert "不符合1项" in head[2]


def test_what_failed_stands_first_and_its_advice_beneath() -> None:
    lines = check_text(_checked(Profile.parse(FACTS)), LIBRARY).split("\n")
    assert lines[3].startswith("  不符合  资产负债率（不高于70%）：3600/5000 = 72%，高于70%")
    advice = [line for line in lines if line.startswith("  建议：")]
    assert any("约需减少100万元负债总额" in line for line in advice)
    assert not any("请补充" in line for line in advice)  # told once, in the list of what is missing


def test_ways_of_a_route_and_indicators_of_a_score_are_told() -> None:
    assert "创新直通" in check_text(_checked(Profile.parse(FACTS)), LIBRARY)
    text = check_text(_checked(Profile.parse(FACTS), Tier.SPECIALIZED, None), LIBRARY)
    assert "评价得分：" in text and "附件2 二（二）8" in text


def test_a_score_of_the_enterprises_own_is_called_so() -> None:
    text = check_text(_checked(Profile.parse({"score_total": 65}), Tier.SPECIALIZED, None), LIBRARY)
    assert "评价得分：65（自评，满分 100）" in text
    assert "自评得分65分" in text


def test_a_change_that_does_not_turn_a_verdict_still_shows_its_sum() -> None:
    profile = Profile.parse(FACTS)
    before = _checked(profile)
    after = _checked(apply_what_if(profile, ["rd_expense.2021=600"]))
    text = changes_text(before, after, changes(before, after), LIBRARY)
    changed = text.split("假设之后：")[1]
    assert "2021年：600/8000 = 7.5%" in changed
    assert changed.count("专精特新“小巨人”企业（新申报）") == 1
