"""Whole answers, as the person who asked reads them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.models import Answer, Kind, Status
from assistant.sites import BUILT_IN
from corpus.terms import Tier, Track
from corpus.yamlfile import load_yaml

Ask = Callable[..., Answer]


def _first(answer: Answer) -> str:
    return answer.answer.split("\n", 1)[0]


def _sentences(answer: Answer) -> list[str]:
    plain = re.sub(r"\[\d+\]", "", answer.answer)
    return [part for line in plain.split("\n") if not line.startswith(">") for part in line.split("。") if len(part) > 8]


# verdicts


@pytest.mark.parametrize(
    ("question", "verdict", "words"),
    [
        ("负债率69.96%算不算不高于70%", "**符合**", "69.96%"),
        ("资产负债率70%可以吗", "**符合**", "70%"),
        ("如果负债率是72%能报吗", "**不符合**", "72%"),
        ("市占率9.9%行吗", "**不符合**", "10%"),
    ],
)
def test_a_value_asked_about_gets_its_verdict_first(ask: Ask, question: str, verdict: str, words: str) -> None:
    answer = ask(question)
    assert verdict in _first(answer)
    assert words in _first(answer)
    assert answer.profile == {}
    assert answer.check is not None


def test_a_profile_sent_along_is_judged_by_topic(ask: Ask) -> None:
    profile = {"revenue": {"2021": 12000}, "rd_ratio": {"2021": 4, "2020": 2.9}}
    answer = ask("研发这条行不行", profile=profile)
    assert "**不符合**" in _first(answer)
    assert answer.check is not None


def test_a_bracket_is_named_where_the_requirement_is_asked(ask: Ask) -> None:
    answer = ask("营收1.5个亿，研发要投多少比例")
    assert answer.status is Status.ANSWERED
    assert "3%" in _first(answer)
    assert "1亿元以上" in answer.answer


def test_what_is_met_by_a_direct_route_cites_the_route(ask: Ask) -> None:
    answer = ask("我们高新技术企业证书还在有效期，创新型是不是直接满足", "2023-05-05")
    assert "measures-2022-63/annex-1/1/2" in [citation.clause_id for citation in answer.citations]


def test_a_part_that_fails_names_the_route_that_passes_over_it(ask: Ask) -> None:
    answer = ask("我们有3项发明专利，够不够小巨人", "2026-05-10")
    assert answer.status is Status.NEEDS_INPUT
    assert "3项，低于4项" in answer.answer
    assert "国家级科技奖励" in answer.answer


@pytest.mark.parametrize("question", ["我们能报小巨人吗", "能报小巨人吗"])
def test_few_questions_each_with_its_clause(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NEEDS_INPUT
    items = [line for line in answer.answer.split("\n") if line.startswith("- ")]
    assert 2 <= len(items) <= 4
    assert all(re.search(r"\[\d+\]", item) for item in items)
    assert "称号" in items[0]
    assert "注册登记" not in answer.answer
    assert answer.missing[0] == "recognitions"


def test_nothing_is_said_twice_beside_a_verdict(ask: Ask) -> None:
    answer = ask("我们负债率70.01%能报小巨人吗")
    sentences = _sentences(answer)
    assert len(sentences) == len(set(sentences))
    assert len([c for c in answer.citations if c.clause_id == "measures-2022-63/annex-3/2"]) == 1


def test_an_exclusion_quotes_the_notice_not_the_table(ask: Ask) -> None:
    answer = ask("我们是单项冠军，还能报小巨人吗")
    assert "不再推荐" in answer.answer
    assert "excluded" not in answer.answer


# facts


def test_facts_without_a_question_are_said_back(ask: Ask) -> None:
    answer = ask("主营占比92%，市占率12%")
    assert _first(answer) == "已记下：主营业务收入占比92%、主导产品细分市场占有率12%。"
    assert answer.answer.count("**符合**") == 2
    assert answer.check is not None


def test_a_title_told_is_no_question_about_exclusions(ask: Ask) -> None:
    answer = ask("我是第五批小巨人", "2026-05-10")
    assert _first(answer) == "已记下：称号：第五批专精特新“小巨人”企业。"
    assert answer.basis is not None
    assert (answer.basis.track, answer.basis.round) == (Track.REVIEW, 8)


def test_a_value_corrected_is_said(ask: Ask) -> None:
    answer = ask("其实负债率是72%，能报吗", profile={"debt_ratio": 60})
    assert answer.profile["debt_ratio"] == 72
    assert any("72%" in warning for warning in answer.warnings)
    assert "已改为72%" in answer.answer


def test_last_year_is_named_where_the_round_looks_at_another(ask: Ask) -> None:
    answer = ask("我们去年营收1.2亿，第四批小巨人的研发要求是多少", "2026-11-24")
    assert "“去年”是2025年" in answer.answer
    assert "上年度是2021年" in answer.answer


# lists


def test_the_list_of_conditions_is_short_and_whole(ask: Ask) -> None:
    answer = ask("小巨人要什么条件")
    items = [line for line in answer.answer.split("\n") if line.startswith("- ")]
    assert len([item for item in items if item.startswith("- 基本条件：")]) == 1
    assert len(items) <= 17
    for words in ("不低于70%", "不高于70%", "不低于10%", "1亿元以上", "不低于2项", "单项冠军"):
        assert words in answer.answer
    clauses = [citation.clause_id for citation in answer.citations]
    assert len(clauses) == len(set(clauses))


def test_the_other_version_is_listed_where_it_differs(ask: Ask) -> None:
    answer = ask("小巨人要什么条件", "2026-05-10")
    assert answer.answer.index("不低于90%") < answer.answer.index("另一版本")
    assert "不低于70%" in answer.answer.split("另一版本")[1]


def test_several_tiers_are_each_answered(ask: Ask) -> None:
    answer = ask("小巨人和专精特新的研发要求对比", "2023-05-05")
    assert "专精特新中小企业：上年度研发费用总额不低于100万元" in answer.answer
    parts = ask("创新型多少分，专精特新营收多少，小巨人负债率多少", "2023-05-05").answer
    assert "60分" in parts
    assert "1000万元" in parts
    assert "70%" in parts


# versions and rounds


def test_a_version_that_is_not_at_hand(ask: Ask) -> None:
    assert "更早的标准不在现有文本中" in ask("以前的标准里小巨人知识产权要几项", "2025-12-01").answer
    answer = ask("2026年新办法小巨人负债率是多少", "2022-09-01").answer
    assert "不在现有文本中" in answer
    assert "〔2026〕" not in answer


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("我们是第八批的，复核什么时候申报", Status.NOT_IN_CORPUS),
        ("我们第八批称号的，复核要交什么材料", Status.NOT_IN_CORPUS),
        ("我是第八批小巨人，复核的资产负债率要求多少", Status.ANSWERED),
    ],
)
def test_a_review_that_no_notice_announces(ask: Ask, question: str, status: Status) -> None:
    answer = ask(question, "2026-11-24")
    assert answer.status is status
    assert answer.basis is not None
    assert (answer.basis.track, answer.basis.round) == (Track.REVIEW, None)
    assert "第八批的复核在2026年11月24日尚未有通知" in answer.answer
    assert bool(answer.citations) is (status is Status.ANSWERED)


def test_the_round_of_dates_is_not_that_of_other_matters(ask: Ask) -> None:
    update, dates = ask("企业信息每年什么时候更新", "2022-10-01"), ask("小巨人什么时候申报", "2022-10-01")
    assert update.basis is not None and update.basis.round is None
    assert dates.basis is not None and dates.basis.round == 4


def test_management_rules_name_their_own_source(ask: Ask) -> None:
    answer = ask("企业更名多久要报告", "2026-04-01").answer
    assert "出自《优质中小企业梯度培育管理暂行办法》" in answer
    assert "新申报适用" not in answer
    assert "新办法对应条文未收录，请向省级主管部门核实" in answer


@pytest.mark.parametrize(
    ("question", "as_of", "words"),
    [
        ("我们2023年7月14日被认定为小巨人，有效期到什么时候", "2024-12-01", "2023-07-14 + 3年 − 1天 = 2026年7月13日"),
        ("2022年8月认定的小巨人哪天到期", "2024-12-01", "2022-08-01 + 3年 − 1天 = 2025年7月31日"),
        ("2024年11月30日更名，最晚什么时候报告", "2024-12-01", "2024-11-30 + 3个月 = 2025年2月28日"),
        ("创新型中小企业每年什么时候更新信息", "2026-05-31", "今天截止"),
    ],
)
def test_computed_days_leave_with_their_sum(ask: Ask, question: str, as_of: str, words: str) -> None:
    assert words in ask(question, as_of).answer


# dates and papers


def test_what_has_no_date_cites_nothing_for_it(ask: Ask) -> None:
    answer = ask("第六批小巨人什么时候上传材料", "2024-06-01")
    assert "不能给出" in _first(answer)
    assert not re.search(r"\[\d+\]", _first(answer))
    assert "以当地通知为准" not in ask("第六批省里什么时候报送", "2024-06-01").answer


def test_an_enterprise_window_shown_to_a_province_has_the_word_on_earlier_dates(ask: Ask) -> None:
    assert "以当地通知为准" in ask("第七批省里什么时候报送", "2025-05-20").answer


def test_the_editors_words_are_left_out(ask: Ask) -> None:
    answer = ask("第六批小巨人哪些企业不予推荐", "2024-06-01")
    assert "前文未收录" not in answer.answer
    assert all("前文未收录" not in citation.quote for citation in answer.citations)


def test_lines_of_the_table_are_marked_not_shown(ask: Ask) -> None:
    answer = ask("小巨人什么时候申报", "2026-05-10")
    assert "enterprise_upload" not in answer.answer
    assert answer.citations[0].quote == "  enterprise_upload: [2026-04-25, 2026-05-25]"


def test_papers_read_as_sentences(ask: Ask) -> None:
    answer = ask("第四批小巨人要交什么材料").answer
    assert "））" not in answer
    assert "加盖公章。加盖公章" not in ask("第四批省里要报送什么材料").answer


# whom to ask


def test_the_site_says_whom_to_ask(ask: Ask) -> None:
    answer = ask("小巨人奖补多少钱", site="example")
    assert answer.status is Status.NOT_IN_CORPUS
    whom = load_yaml(BUILT_IN / "example" / "site.yaml")["where_to_ask"]["zh"]
    assert f"建议向{whom}咨询" in answer.answer


def test_before_the_first_round_a_question_of_dates_stays_one(ask: Ask) -> None:
    answer = ask("小巨人什么时候申报", "2022-06-14")
    assert (answer.kind, answer.status) == (Kind.DEADLINE, Status.NOT_IN_CORPUS)
    assert not answer.citations


def test_the_tier_is_said_only_where_it_matters(ask: Ask) -> None:
    assert "您没有说明" in ask("资产负债率要求多少").answer
    assert "您没有说明" in ask("我们能报吗").answer
    assert "您没有说明" not in ask("什么是主导产品").answer
    assert "您没有说明" not in ask("资产负债率要求多少", tier=Tier.LITTLE_GIANT).answer


def test_a_round_carried_over_is_named_and_so_is_what_applies_today(ask: Ask) -> None:
    first = ask("第四批小巨人什么时候上传材料", "2026-11-24", conversation_id="new")
    answer = ask("我们资产负债率72%，能报小巨人吗", "2026-11-24", conversation_id=first.conversation_id)
    assert answer.basis is not None and answer.basis.round == 4
    assert "（第四批）**不符合**" in _first(answer)
    assert "2026年11月24日新申报适用的是《优质中小企业梯度培育管理办法》" in answer.answer
    assert "资产负债率不超过75%" in answer.answer
