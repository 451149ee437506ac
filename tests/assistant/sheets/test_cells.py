from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.fields import FieldType, catalogue
from assistant.sheets.cells import read_cell
from assistant.sheets.headers import WAN_PER_UNIT, Header
from assistant.sheets.values import Cell, Percent, Uncomputed


def head(key: str, unit: str | None = None, year: str | None = None) -> Header:
    return Header(key, key, year, unit)


def value(cell: Cell, header: Header) -> Any:
    """What is taken from a cell; None where nothing is said."""
    reading = read_cell(cell, header, 2022)
    assert reading.why == ""
    return reading.values.get(header.path)


def why(cell: Cell, header: Header) -> str:
    """Why nothing is taken."""
    reading = read_cell(cell, header, 2022)
    assert not reading.values and not reading.facts
    return reading.why


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
    ],
)
def test_amounts_come_out_in_wan(cell: Cell, unit: str | None, wan: str) -> None:
    assert value(cell, head("net_profit", unit, "2021")) == Decimal(wan)


@given(st.integers(0, 10**9), st.sampled_from(sorted(WAN_PER_UNIT)))
def test_an_amount_is_exact_in_every_unit(number: int, unit: str) -> None:
    written = f"{number:,}{unit}"
    assert value(written, head("revenue", None, "2021")) / WAN_PER_UNIT[unit] == number


def test_yuan_under_a_head_in_wan_is_questioned_and_beyond_all_not_taken() -> None:
    assert "9000 亿元" in why("90000000", head("revenue", "万元", "2021"))
    assert "9350 亿元" in why(Decimal(9350), head("revenue", "亿元", "2021"))
    assert read_cell("90000000", head("revenue", "元", "2021"), 2022).questions == ()
    assert read_cell("200000", head("revenue", "万元", "2021"), 2022).questions == ()
    assert read_cell("200000.01", head("revenue", "万元", "2021"), 2022).questions
    assert value("200亿元", head("revenue", "万元", "2021")) == 2_000_000


def test_wan_under_a_head_in_yuan_is_not_taken() -> None:
    assert "像是按万元填的" in why("8654.32", head("revenue", "元", "2021"))
    assert value("8654.32", head("net_profit", "元", "2021")) == Decimal("0.865432")


def test_an_amount_that_must_be_yuan_is_asked_where_nobody_names_the_unit() -> None:
    assert "像是按元填的" in why(Decimal(86543210), head("revenue", None, "2021"))
    assert value("86543210元", head("revenue", None, "2021")) == Decimal("8654.321")


@pytest.mark.parametrize("key", [key for key, info in catalogue().items() if info.type is FieldType.PERCENT])
def test_a_share_written_as_a_fraction_is_asked_for_every_percentage(key: str) -> None:
    year = "2021" if catalogue()[key].by_year else None
    assert "12%" in why(Decimal("0.12"), head(key, None, year))
    assert "12%" in why("0.12", head(key, None, year))
    assert value("12", head(key, None, year)) == 12
    assert value("0.85%", head(key, None, year)) == Decimal("0.85")
    assert value(Percent(Decimal("85.0")), head(key, None, year)) == 85
    assert value(Decimal("0.12"), replace(head(key, None, year), fraction=True)) == 12
    assert value(Decimal("0.12"), replace(head(key, None, year), fraction=False)) == Decimal("0.12")


@pytest.mark.parametrize("cell", [Decimal(2012), "2012年", "2012", date(2012, 5, 1)])
def test_a_year_is_no_number_of_years(cell: Cell) -> None:
    assert why(cell, head("niche_years"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [("是", True), ("√", True), (Decimal(1), True), ("否", False), ("N", False), ("☑", True), ("■是□否", True), ("□是 ☑否", False), ("已注册", True)],
)
def test_yes_and_no(cell: Cell, said: bool) -> None:
    assert value(cell, head("own_brand")) is said


@pytest.mark.parametrize("cell", [None, "", "  ", "不详", "—", "/", "N/A"])
@pytest.mark.parametrize("key", ["own_brand", "revenue", "industry", "recognitions", "name"])
def test_unknown_stays_unknown(cell: Cell, key: str) -> None:
    assert value(cell, head(key)) is None


def test_choices_by_chinese_name_key_or_common_word() -> None:
    assert value("农、林、牧、渔业", head("industry")) == "农、林、牧、渔业"
    assert value("制造业", head("industry")) == "工业"
    assert value("fills_gap", head("key_chain_role")) == "fills_gap"
    assert value("补短板、锻长板、填空白", head("key_chain_role")) == "fills_gap"
    assert value("工业“六基”；战略性新兴产业", head("product_field")) == [
        "six_bases",
        "strategic_emerging",
    ]
    assert value("无", head("valid_honours")) == []


def test_recognitions_with_date_and_batch() -> None:
    text = "专精特新中小企业 2021-5-1；“小巨人”企业（2022年8月，第四批）; 创新型 2021、tech_sme"
    assert value(text, head("recognitions")) == [
        {"tier": "specialized", "on": "2021-05-01"},
        {"tier": "little_giant", "on": "2022-08", "round": 4},
        {"tier": "innovative", "on": "2021"},
        {"tier": "tech_sme"},
    ]
    assert value("小巨人第十一批", head("recognitions")) == [{"tier": "little_giant", "round": 11}]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("无", "debt_ratio"),
        ("无", "employees"),
        ("也许", "own_brand"),
        ("□是□否", "own_brand"),
        ("■是■否", "own_brand"),
        ("正常", "in_abnormal_list"),
        ("正在申请", "own_brand"),
        ("工业和农业", "industry"),
        ("金融业", "industry"),
        ("专精特新之星", "recognitions"),
        ("有", "rd_institution"),
        ("200人", "total_assets"),
        ("6.3%", "total_assets"),
        ("200万元", "employees"),
        ("省内12%", "market_share"),
        ("预计12%", "market_share"),
        ("5200/4800", "total_assets"),
        (date(2021, 1, 1), "total_assets"),
        (Uncomputed(), "total_assets"),
        (Decimal(150), "market_share"),
    ],
)
def test_what_can_not_be_read_is_unknown_and_says_why(cell: Cell, key: str) -> None:
    assert why(cell, head(key))


@pytest.mark.parametrize(
    ("cell", "key", "said"),
    [
        ("约12%", "market_share", {"market_share": 12}),
        ("12%以上", "market_share", {"market_share": 12}),
        ("40%左右", "rd_staff_ratio", {"rd_staff_ratio": 40}),
        ("40.00%（合并）", "debt_ratio", {"debt_ratio": 40}),
        ("约200", "employees", {"employees": 200}),
        ("210余人", "employees", {"employees": 210}),
        ("10年以上", "niche_years", {"niche_years": 10}),
        ("6（其中受让2项）", "class1_ip", {"class1_ip": 6, "class1_ip_transferred_in": 2}),
        ("ISO9001", "management_certified", {"management_certified": True}),
        ("省企业技术中心", "rd_institution", {"rd_institution": "province"}),
        ("曾列入，已移出", "in_abnormal_list", {"in_abnormal_list": False}),
        ("2023年认定省专精特新中小企业", "recognitions", {"recognitions": [{"tier": "specialized", "on": "2023"}]}),
    ],
)
def test_what_people_write_is_read_as_the_chat_reads_it_and_said_back(cell: str, key: str, said: dict[str, Any]) -> None:
    read = read_cell(cell, head(key), 2025)
    assert (read.values, read.why) == (said, "")
    assert cell in read.questions[0]


def test_what_is_said_roughly_is_known_between_limits() -> None:
    assert read_cell("约12%", head("market_share"), 2025).facts["market_share"].low == Decimal("11.4")
    assert read_cell("12%以上", head("market_share"), 2025).facts["market_share"].high is None


def test_a_head_that_denies_turns_yes_around_and_leaves_no_open() -> None:
    denied = Header("未列入经营异常名录", "in_abnormal_list", negated=True)
    assert value("是", denied) is False
    assert why("否", denied)


@pytest.mark.parametrize(
    ("cell", "line"),
    [("C34", "工业"), (Decimal(3411), "工业"), ("通用设备制造业", "工业"), ("软件", "软件和信息技术服务业"), ("I65", "软件和信息技术服务业"), ("C34 通用设备制造业", "工业")],
)
def test_an_industry_is_read_by_its_name_or_code(cell: Cell, line: str) -> None:
    assert value(cell, head("industry")) == line
