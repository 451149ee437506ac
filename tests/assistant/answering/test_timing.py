"""Answers with dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer, Kind, Status

Ask = Callable[..., Answer]


def test_a_round_still_open_to_provinces_is_not_called_closed(ask: Ask) -> None:
    last_day, after = ask("省里什么时候推荐", "2023-05-10"), ask("省里什么时候推荐", "2023-05-11")
    assert "今天截止" in last_day.answer
    assert "第五批，企业上传已经截止" in last_day.answer
    assert "第五批，已经截止" in after.answer


@pytest.mark.parametrize(
    ("question", "as_of", "round", "day"),
    [
        ("2022年认定的小巨人什么时候复核", "2025-05-20", 7, "6月5日"),
        ("我们是2023年认定的小巨人，什么时候复核", "2026-05-10", 8, "5月25日"),
        ("2021年认定的小巨人什么时候复核", "2024-05-20", 6, "6月15日"),
        ("2019年认定的小巨人什么时候复核", "2025-05-20", 7, "6月5日"),
    ],
)
def test_the_year_of_a_title_names_the_batch_held(ask: Ask, question: str, as_of: str, round: int, day: str) -> None:
    answer = ask(question, as_of)
    assert answer.basis is not None
    assert (answer.basis.round, answer.basis.track.value) == (round, "review")
    assert day in answer.answer


def test_a_title_whose_review_no_notice_has_announced(ask: Ask) -> None:
    answer = ask("2024年认定的小巨人什么时候复核", "2026-05-10")
    assert answer.status is Status.NOT_IN_CORPUS
    assert answer.answer.startswith("第六批的复核在2026年5月10日尚未有通知")


@pytest.mark.parametrize("question", ["明年小巨人什么时候申报", "明年申报小巨人要交什么材料"])
def test_next_year_is_not_in_the_corpus(ask: Ask, question: str) -> None:
    answer = ask(question, "2026-11-24")
    assert answer.status is Status.NOT_IN_CORPUS
    assert "第四批至第八批" in answer.answer
    assert not answer.citations


def test_conditions_asked_for_next_year_are_those_of_the_day(ask: Ask) -> None:
    answer = ask("明年申报小巨人要什么条件", "2026-11-24")
    assert answer.status is Status.ANSWERED
    assert answer.basis is not None
    assert answer.basis.standard == "measures-2026-2"


def test_whether_one_may_apply_now_begins_with_the_window(ask: Ask) -> None:
    answer = ask("现在可以申报小巨人吗", "2026-05-26")
    assert answer.kind.value == "eligibility"
    assert "已于2026年5月25日截止" in answer.answer.split("\n", 1)[0]
    assert "请先告诉我" in answer.answer


def test_the_standard_of_this_year_before_its_notice(ask: Ask) -> None:
    conditions, dates = ask("2026年小巨人要什么条件", "2026-04-10"), ask("2026年小巨人什么时候申报", "2026-04-10")
    assert conditions.basis is not None
    assert (conditions.basis.round, conditions.basis.standard) == (None, "measures-2026-2")
    assert dates.status is Status.NOT_IN_CORPUS


def test_two_rounds_named_are_told_one_by_one(ask: Ask) -> None:
    answer = ask("第四批和第五批的上传时间分别是什么时候", "2023-03-20")
    assert answer.answer.index("6月28日") < answer.answer.index("### 第五批") < answer.answer.index("4月10日")
    assert {c.clause_id for c in answer.citations} == {"notice-2022-133/3/4", "notice-2023-23/材料上传"}


def test_before_any_round_is_known(ask: Ask) -> None:
    answer = ask("小巨人什么时候申报", "2022-06-10")
    assert answer.status is Status.NOT_IN_CORPUS
    assert answer.answer.startswith("在2022年6月10日，还没有收录任何一批的通知")


def test_whether_papers_may_be_handed_in_on_a_day_is_a_matter_of_the_window(ask: Ask) -> None:
    late, last = ask("第四批的材料7月1日交还行吗"), ask("材料6月28日晚上还能交吗")
    assert "7月1日已经过了上传期限" in late.answer
    assert "6月28日是期限的最后一日" in last.answer


def test_no_dates_or_papers_are_offered_of_a_review_not_announced(ask: Ask) -> None:
    answer = ask("我是第六批小巨人，什么时候复核", "2026-11-24")
    assert answer.status is Status.NOT_IN_CORPUS
    assert answer.follow_ups
    assert not [each for each in answer.follow_ups if "什么时候" in each or "材料" in each]


@pytest.mark.parametrize(
    ("question", "as_of"),
    [
        ("今年小巨人还赶得上吗", "2025-06-10"),
        ("现在报小巨人晚了吗", "2025-06-10"),
        ("第七批是不是错过了", "2025-06-10"),
        ("我们刚准备好材料，赶得上吗", "2025-06-10"),
        ("今年小巨人还有机会报吗", "2025-06-10"),
        ("第七批我还能报上不", "2025-06-10"),
    ],
)
def test_being_in_time_is_a_matter_of_dates(ask: Ask, question: str, as_of: str) -> None:
    answer = ask(question, as_of=as_of)
    assert answer.kind is Kind.DEADLINE
    assert "已于2025年6月5日截止" in answer.answer


def test_what_is_due_on_a_day_of_the_province(ask: Ask) -> None:
    answer = ask("7月12日之前要做什么", as_of="2022-06-20").answer
    assert "省级主管部门在2022年7月12日前" in answer


def test_about_when_next_year(ask: Ask) -> None:
    answer = ask("明年大概几月份会组织认定小巨人", as_of="2023-08-15")
    assert answer.answer.startswith("明年的通知还没有收录")
    assert "第二季度" in answer.answer
