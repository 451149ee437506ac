from __future__ import annotations

import pytest

from assistant.rules.fields import catalogue
from assistant.sheets.headers import parse_header
from assistant.sheets.template import rows_of


@pytest.mark.parametrize(
    ("text", "path", "unit"),
    [
        ("2021年营业收入（万元）", "revenue.2021", "万元"),
        ("营业收入（2020年度，元）", "revenue.2020", "元"),
        ("营收(亿元) 2020", "revenue.2020", "亿元"),
        ("上年度研发费用总额", "rd_expense.2021", None),
        ("上上年度营业收入", "revenue.2020", None),
        ("大前年营业收入", "revenue.2019", None),
        ("本年度中小企业专精特新发展评价得分", "development_score.2022", None),
        ("资产负债率（%）", "debt_ratio", None),
        ("上年末资产总额（亿元）", "total_assets", "亿元"),
        ("I类知识产权", "class1_ip", None),
        ("近2年主营业务收入平均增长率", "main_revenue_growth_avg2", None),
        ("近两年研发费用合计（亿元）", "rd_expense_sum2", "亿元"),
        ("近2年研发费用均值", "rd_expense_mean2", None),
        ("近三年新增股权融资总额（万元）", "equity_financing_sum3", "万元"),
        ("近两年营收复合增长率", "revenue_cagr2", None),
        ("评价得分", "score_total", None),
        ("创新能力指标得分", "score_innovation", None),
        ("rd_expense_sum2", "rd_expense_sum2", None),
        ("revenue.2021", "revenue.2021", None),
        ("revenue_2021", "revenue.2021", None),
        ("class1_ip_in_use", "class1_ip_in_use", None),
        ("Main business revenue 2021 (10k yuan)", "main_revenue.2021", None),
    ],
)
def test_a_head_names_field_year_and_unit(text: str, path: str, unit: str | None) -> None:
    header = parse_header(text, 2022)
    assert header is not None
    assert (header.path, header.unit) == (path, unit)


@pytest.mark.parametrize("text", ["序号", "联系人", "main revenue 2021", "备注", "2021", "营业收入同比说明"])
def test_what_names_no_field_is_not_guessed_at(text: str) -> None:
    assert parse_header(text, 2022) is None


def test_a_head_without_a_year_means_last_year_and_says_that_it_was_assumed() -> None:
    header = parse_header("营业收入", 2022)
    assert header is not None
    assert (header.path, header.year_assumed) == ("revenue.2021", True)


@pytest.mark.parametrize("path", [row.path for row in rows_of(catalogue(), 2022)])
def test_every_head_of_the_template_is_read_back(path: str) -> None:
    (row,) = rows_of([path], 2022)
    header = parse_header(row.head, 2022)
    assert header is not None
    assert header.path == path
