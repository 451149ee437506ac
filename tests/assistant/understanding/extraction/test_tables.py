"""Figures pasted as a table."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.extract import extract
from assistant.understanding.extraction.tables import tables

DAY = date(2022, 6, 20)


def read(text: str) -> dict[str, str]:
    return {fact.field: str(fact.value) for fact in tables(text, DAY).facts}


@pytest.mark.parametrize("split", ["\t", " | ", ","])
def test_years_across_or_down_give_the_same(split: str) -> None:
    across = [["指标（万元）", "2021年", "2020年"], ["营业收入", "12000", "9800"], ["研发费用", "480", "392"]]
    down = [["年份", "营业收入（万元）", "研发费用（万元）"], ["2021", "12000", "480"], ["2020", "9800", "392"]]
    wanted = {"revenue.2021": "12000", "revenue.2020": "9800", "rd_expense.2021": "480", "rd_expense.2020": "392"}
    for rows in (across, down):
        assert read("\n".join(split.join(row) for row in rows)) == wanted


def test_an_amount_without_a_unit_is_none() -> None:
    assert read("指标\t2021年\n营业收入\t12000\n资产负债率\t48") == {"debt_ratio": "48"}
    assert read("单位：元\n指标\t2021年\n营业收入\t120000000") == {"revenue.2021": "12000.0000"}


def test_a_column_of_requirements_or_of_others_states_nothing() -> None:
    assert extract("指标\t要求\t本公司\n资产负债率\t70%\t55%", DAY).data == {"debt_ratio": 55}
    assert extract("指标\t小巨人标准\n资产负债率\t70%\n营业收入\t5000万元", DAY).data == {}
    assert extract("年份\t营业收入（万元）\n2022预测\t9000\n2021\t7000", DAY).data == {"revenue": {"2021": 7000}}
    assert extract("企业\t营业收入（万元）\n甲公司\t9000\n乙公司\t7000", DAY).data == {}


def test_a_cell_says_where_it_stands() -> None:
    text = "指标（万元）\t2021年\n营业收入\t１２０００"
    [evidence] = extract(text, DAY).evidence
    assert (evidence.field, evidence.words) == ("revenue.2021", "１２０００")
    assert text[evidence.start : evidence.end] == evidence.words


@given(st.lists(st.lists(st.sampled_from(["营业收入（万元）", "2021年", "12000", "要求", "", "负债率", "3%"]), max_size=4)))
def test_any_grid_keeps_the_length_of_the_text(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    assert len(tables(text, DAY).text) == len(text)
