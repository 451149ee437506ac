from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.tabular.cells import parse_cell
from assistant.rules.tabular.errors import TableError
from assistant.rules.tabular.headers import WAN_PER_UNIT, Header
from assistant.rules.tabular.sheets import Cell, Percent, Uncomputed


def head(key: str, unit: str | None = None, year: str | None = None) -> Header:
    return Header(key, key, year, unit)


@pytest.mark.parametrize(
    ("cell", "unit", "wan"),
    [
        ("9000", None, "9000"),
        ("90,000,000", "元", "9000"),
        ("1.2亿", "万元", "12000"),
        ("１２００万元", "元", "1200"),
        (Decimal("0.9"), "亿元", "9000"),
        ("(300)", "万元", "-300"),
        ("−300.5", "万元", "-300.5"),
        ("1.5E3", "万元", "1500"),
        ("无", "万元", "0"),
    ],
)
def test_amounts_come_out_in_wan(cell: Cell, unit: str | None, wan: str) -> None:
    assert parse_cell(cell, head("net_profit", unit, "2021")).value == Decimal(wan)


@given(st.integers(0, 10**9), st.sampled_from(sorted(WAN_PER_UNIT)))
def test_an_amount_is_exact_in_every_unit(number: int, unit: str) -> None:
    value = parse_cell(f"{number:,}", head("revenue", unit, "2021")).value
    assert value / WAN_PER_UNIT[unit] == number


def test_yuan_in_a_wan_column_is_questioned_and_kept() -> None:
    read = parse_cell("90000000", head("revenue", "万元", "2021"))
    assert read.value == 90_000_000
    assert "9000 亿元" in read.questions[0]
    assert parse_cell("90000000", head("revenue", "元", "2021")).questions == ()
    assert parse_cell("200000", head("revenue", "万元", "2021")).questions == ()
    assert parse_cell("200000.01", head("revenue", "万元", "2021")).questions


def test_a_share_written_as_a_fraction_is_questioned() -> None:
    assert parse_cell("0.85", head("main_revenue_ratio")).questions
    assert parse_cell("85", head("main_revenue_ratio")).questions == ()
    assert parse_cell("0.85%", head("main_revenue_ratio")).questions == ()
    assert parse_cell(Percent(Decimal("85.0")), head("main_revenue_ratio")).value == 85


@pytest.mark.parametrize(
    ("cell", "value"), [("是", True), ("√", True), (Decimal(1), True), ("否", False), ("N", False)]
)
def test_yes_and_no(cell: Cell, value: bool) -> None:
    assert parse_cell(cell, head("own_brand")).value is value


@pytest.mark.parametrize("cell", [None, "", "  ", "不详", "—", "/", "N/A"])
@pytest.mark.parametrize("key", ["own_brand", "revenue", "industry", "recognitions", "name"])
def test_unknown_stays_unknown(cell: Cell, key: str) -> None:
    assert parse_cell(cell, head(key)).value is None


def test_choices_by_chinese_name_key_or_common_word() -> None:
    assert parse_cell("农、林、牧、渔业", head("industry")).value == "农、林、牧、渔业"
    assert parse_cell("制造业", head("industry")).value == "工业"
    assert parse_cell("fills_gap", head("key_chain_role")).value == "fills_gap"
    assert parse_cell("补短板、锻长板、填空白", head("key_chain_role")).value == "fills_gap"
    assert parse_cell("工业“六基”；战略性新兴产业", head("product_field")).value == [
        "six_bases",
        "strategic_emerging",
    ]
    assert parse_cell("无", head("valid_honours")).value == []


def test_recognitions_with_date_and_batch() -> None:
    text = "专精特新中小企业 2021-5-1；“小巨人”企业（2022年8月，第四批）; 创新型 2021、tech_sme"
    assert parse_cell(text, head("recognitions")).value == [
        {"tier": "specialized", "on": "2021-05-01"},
        {"tier": "little_giant", "on": "2022-08", "round": 4},
        {"tier": "innovative", "on": "2021"},
        {"tier": "tech_sme"},
    ]
    assert parse_cell("小巨人第十一批", head("recognitions")).value == [{"tier": "little_giant", "round": 11}]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("约9000", "revenue"),
        ("3-4", "rd_ratio"),
        ("无", "debt_ratio"),
        ("也许", "own_brand"),
        ("工业和农业", "industry"),
        ("专精特新之星", "recognitions"),
        (date(2021, 1, 1), "revenue"),
        (Uncomputed(), "revenue"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_column(cell: Cell, key: str) -> None:
    with pytest.raises(TableError) as error:
        parse_cell(cell, head(key))
    assert error.value.field == key
    assert key in error.value.message
