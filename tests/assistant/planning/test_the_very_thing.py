"""The very thing asked is said first, from the text that says it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.settings import Settings

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def assistant(data_dir: Path) -> Assistant:
    return Assistant.open(Settings(data_dir=data_dir, database_url="sqlite://", _env_file=None))


def _ask(assistant: Assistant, *turns: str) -> Answer:
    label = "new" if len(turns) > 1 else None
    answer = None
    for question in turns:
        answer = assistant.ask(AskRequest(question=question, as_of=DAY, conversation_id=label))
        label = answer.conversation_id or label
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("和小巨人是上下游，算控股关系吗", "不算，供货、采购等业务往来不是持股"),
        ("绵阳市认定的专精特新算不算省级", "不算，省级指"),
        ("大连市评的专精特新算省级的吗", "算，"),
        ("第五批的通知文号是多少", "工信厅企业函〔2023〕23号。"),
        ("2024年那次小巨人通知的文号", "工信厅企业函〔2024〕142号。"),
        ("新办法哪一条写了不准收费", "写在2026年办法第十二条"),
        ("专精特新复核没通过会怎样", "没有写专精特新、创新型中小企业复核不通过"),
        ("小巨人的研发费用看两年合计还是每年", "是两年合计"),
        ("2022年那个办法里，专精特新负债率有要求吗", "您问的是《优质中小企业梯度培育管理暂行办法》"),
        ("小巨人负债率不能超70%，对不对", "不是这个数，要求是不超过75%"),
        ("我们3月8日更名，没有上报，会怎样", "最晚在2026年6月8日报告"),
        ("国资公司能申报专精特新吗", "可以，条文没有排除国有企业"),
        ("基金会可以报创新型吗", "不可以，参评的应是工商注册登记的企业"),
        ("典当行能评专精特新吗", "条文没有点名金融类企业"),
        ("眼下能申报小巨人吗", "第八批企业在线填报、上传申报材料：2026年4月25日至5月25日"),
        ("第一批小巨人复核过几次", "第一批的复核，批次表收录了2次"),
    ],
)
def test_the_first_line_answers(question: str, first: str, assistant: Assistant) -> None:
    lines = [line for line in _ask(assistant, question).answer.split("\n") if line and not line.startswith(("已记下", "#"))]
    assert lines[0].startswith(first)


def test_a_kind_of_enterprise_told_with_figures_is_judged_by_these(assistant: Assistant) -> None:
    assert "营业收入：**符合**" in _ask(assistant, "我们是国企，去年营收6000万，能报小巨人吗").answer


def test_a_title_of_another_city_is_not_kept_as_one_of_the_province(assistant: Assistant) -> None:
    assert "recognitions" not in _ask(assistant, "我们的专精特新是无锡高新区给的，能报小巨人吗").profile
    assert "recognitions" in _ask(assistant, "我们是江苏省专精特新，能报小巨人吗").profile


def test_the_year_of_a_title_names_no_version(assistant: Assistant) -> None:
    answer = _ask(assistant, "2023年5月拿的省级专精特新，有效期到什么时候").answer
    assert "2026年5月" in answer and "您问的是" not in answer


def test_a_passed_review_extends_the_title(assistant: Assistant) -> None:
    answer = _ask(assistant, "2021年9月评的省级专精特新，2024年9月复核通过，有效期到什么时候").answer
    assert "2024-09 + 3年 = 2027年9月" in answer


def test_the_next_review_of_a_title_told_before_is_three_years_from_the_last(assistant: Assistant) -> None:
    answer = _ask(assistant, "我们是第二批小巨人，2023年复核通过了，今年要复核吗", "下次复核是哪年").answer
    assert "2023 + 3年 = 2026年" in answer


def test_a_fact_told_behind_a_whole_verdict_asks_for_it_again(assistant: Assistant) -> None:
    answer = _ask(assistant, "去年营收6200万，能报小巨人吗", "资产负债率52%").answer
    assert "已知的2项符合" in answer and "营业收入" in answer and "资产负债率" in answer


def test_a_version_named_behind_a_question_is_asked_of_the_same_thing(assistant: Assistant) -> None:
    assert "有效期为三年" in _ask(assistant, "小巨人有效期几年", "2022年的办法里怎么写的").answer


def test_the_size_class_alone_tells_no_other_condition(assistant: Assistant) -> None:
    assert "您说的其他情况" not in _ask(assistant, "制造业企业，300名员工，去年营收3亿元，算中小企业吗").answer


def test_a_number_of_the_clause_asked_about_is_not_called_unused(assistant: Assistant) -> None:
    assert "没有用到" not in _ask(assistant, "小巨人两年研发1200万是合计还是每年").answer
