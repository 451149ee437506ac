"""A topic answered from its clause."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Answer

Ask = Callable[..., Answer]


def test_what_holds_for_both_tiers_is_said_once(ask: Ask) -> None:
    answer = ask("小巨人与专精特新的差别")
    assert answer.answer.count("依次是基础力量、中坚力量和核心力量") == 1


def test_the_same_requirement_of_two_versions_is_no_difference(ask: Ask) -> None:
    answer = ask("小巨人要满足哪些条件", "2026-05-10")
    _, differences = answer.answer.split("与上面不同的主要是")
    assert "资产负债率" in differences
    assert "从事特定细分市场的年限" not in differences


def test_management_rules_of_the_old_text_are_not_called_those_of_today(ask: Ask) -> None:
    answer = ask("小巨人有效期到期不复核会怎样", "2026-05-10")
    assert "复核适用的是《优质中小企业梯度培育管理暂行办法》" not in answer.answer
    assert "每次到期前由认定部门组织复核" in answer.answer.split("\n", 1)[0]


def test_the_review_of_specialized_enterprises_rests_on_the_standard_of_the_day(ask: Ask) -> None:
    answer = ask("专精特新复核看什么标准", "2026-05-10")
    assert "近两年任意一年达50分以上" in answer.answer.split("\n", 1)[0]
    assert "现有文本没有规定" in answer.answer


def test_the_review_of_little_giants_from_2027(ask: Ask) -> None:
    answer = ask("2027年小巨人复核按什么标准", "2027-03-01")
    assert answer.basis is not None
    assert answer.basis.standard == "measures-2026-2"
    assert "2026年度" not in answer.answer.split("\n", 1)[0]
    assert "没有通知可以确认" in answer.answer


def test_a_notice_is_not_called_the_standard_beside_the_measures_that_are_named(ask: Ask) -> None:
    answer = ask("工信部企业〔2026〕2号是什么文件", "2026-02-01")
    assert "2026年4月1日起施行" in answer.answer.split("\n", 1)[0]
    assert "适用的是《工业和信息化部办公厅" not in answer.answer


def test_what_only_another_tier_is_asked_for_rests_on_no_basis_of_this_one(ask: Ask) -> None:
    answer = ask("特色化指标怎么打分", "2022-09-01")
    assert "15分" in answer.answer
    assert "依据：" not in answer.answer
