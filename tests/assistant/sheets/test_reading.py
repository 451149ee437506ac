from __future__ import annotations

import io
import json
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.sheets import Format, TableError, read_profile, read_table, write_template
from corpus.errors import YamlError

FIELDS = ("name", "industry", "revenue", "rd_ratio", "own_brand", "recognitions", "product_field")


def facts(text: str, name: str = "a.csv") -> list[dict[str, Any]]:
    entries = read_table(text.encode(), name, year=2022).entries
    assert [entry.error for entry in entries] == [None] * len(entries)
    return [entry.profile.to_json() for entry in entries if entry.profile]


def test_chinese_heads_english_keys_and_both_in_two_lines_say_the_same() -> None:
    wanted = [{"name": "甲公司", "revenue": {"2021": 9000}, "debt_ratio": 62.5}]
    assert facts("企业名称,2021年营业收入（万元）,资产负债率（%）\n甲公司,9000,62.5\n") == wanted
    assert facts("name,revenue.2021,debt_ratio\n甲公司,9000,62.5\n") == wanted
    assert facts("公司,营业额（元）,负债率\nname,revenue.2021,debt_ratio\n甲公司,90000000,62.5%\n") == wanted


def test_what_no_form_asks_for_is_read_all_the_same() -> None:
    wanted = [{"rd_expense_sum2": 1310, "equity_financing_sum3": 20000, "revenue_cagr2": -5.5, "score_total": 62}]
    heads = "近两年研发费用合计（万元）,近三年新增股权融资合计（亿元）,近两年营业收入复合增长率（%）,自评总分"
    assert facts(f"{heads}\n1310,2,-5.5,62分\n") == wanted
    assert facts("rd_expense_sum2,equity_financing_sum3,revenue_cagr2,score_total\n1310,20000,-5.5%,62\n") == wanted
    text = "近两年研发费用合计（元）: 13100000\nequity_financing_sum3: 20000\nrevenue_cagr2: -5.5\n自评总分: 62\n"
    assert facts(text, "a.yaml") == wanted
    (entry,) = read_table("企业名称,创新能力自评得分\n甲,41\n".encode(), "a.csv", year=2022).entries
    assert [cell.place for cell in entry.unread] == ["第2行B列"]
    assert "不能大于40" in entry.unread[0].why


def test_a_unit_above_the_table_holds_for_columns_without_one() -> None:
    text = "申报企业汇总表,,单位：元\n企业名称,2021年营业收入,2020年营业收入（万元）\n甲公司,90000000,8000\n"
    assert facts(text) == [{"name": "甲公司", "revenue": {"2020": 8000, "2021": 9000}}]


def test_a_cell_that_is_not_understood_is_named_and_the_enterprise_goes_on() -> None:
    text = "企业名称,营业收入2021,主导产品细分市场占有率\n甲,9000,10\n乙,很多,10\n\n丙,9000,120\n丁,8000,11\n"
    entries = read_table(text.encode(), "a.csv", year=2022).entries
    assert [(entry.place, entry.name, [cell.place for cell in entry.unread]) for entry in entries] == [
        ("第2行", "甲", []),
        ("第3行", "乙", ["第3行B列"]),
        ("第5行", "丙", ["第5行C列"]),
        ("第6行", "丁", []),
    ]
    assert "很多" in entries[1].unread[0].why
    assert "120" in entries[2].unread[0].why
    assert entries[1].profile == Profile.parse({"name": "乙", "market_share": 10})


def test_unused_columns_and_assumed_years_are_named() -> None:
    table = read_table("企业名称,联系人,营业收入\n甲,张三,9000\n".encode(), "a.csv", year=2023)
    assert any("联系人" in warning for warning in table.warnings)
    assert any("2022年" in warning for warning in table.warnings)
    assert table.entries[0].profile is not None
    assert table.entries[0].profile.to_json()["revenue"] == {"2022": 9000}


def test_two_columns_of_one_field_count_where_they_agree() -> None:
    text = "企业名称,营收2021,2021年营业收入\n甲,1,2\n乙,3,3\n丙,,4\n"
    first, second, third = read_table(text.encode(), "a.csv", year=2022).entries
    assert [cell.place for cell in first.unread] == ["第2行B列", "第2行C列"]
    assert first.profile == Profile.parse({"name": "甲"})
    assert second.profile == Profile.parse({"name": "乙", "revenue": {"2021": 3}})
    assert third.profile == Profile.parse({"name": "丙", "revenue": {"2021": 4}})


def test_a_table_without_heads_is_refused() -> None:
    with pytest.raises(TableError):
        read_table("甲,乙\n1,2\n".encode(), "a.csv", year=2022)


def test_yuan_in_a_wan_column_is_asked_in_that_row() -> None:
    table = read_table("企业名称,2021年营业收入（万元）\n甲,90000000\n乙,9000\n丙,200001\n".encode(), "a.csv", year=2022)
    assert [len(entry.unread) for entry in table.entries] == [1, 0, 0]
    assert [bool(entry.warnings) for entry in table.entries] == [False, False, True]


def test_yaml_and_json_with_keys_or_names() -> None:
    wanted = [{"name": "甲", "revenue": {"2020": 8000, "2021": 9000}, "own_brand": True}]
    assert facts("name: 甲\nrevenue: {2021: 9000, 2020: 8000}\nown_brand: true\n", "a.yaml") == wanted
    assert facts("企业名称: 甲\n营业收入（元）: {2021: 90000000, 2020: 80000000}\n自主品牌: 是\n", "a.yaml") == wanted
    assert (
        facts(
            json.dumps([{"企业名称": "甲", "2021年营业收入": 9000, "2020年营业收入": "0.8亿", "own_brand": True}]),
            "a.json",
        )
        == wanted
    )


def test_a_fact_under_two_names_is_an_error_of_that_enterprise() -> None:
    text = "- {营收: {2021: 1}, 2021年营业收入: 2}\n- {name: 乙}\n"
    entries = read_table(text.encode(), "a.yaml", year=2022).entries
    assert [entry.field for entry in entries] == ["revenue.2021", None]
    assert entries[0].place == "第1家"


@pytest.mark.parametrize("text", ["- 1\n", "[]", "5", "revenue: [1", "a: 1\na: 2\n"])
def test_what_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises((TableError, YamlError)):
        read_table(text.encode(), "a.yaml", year=2022)


def test_one_enterprise_is_wanted_where_one_is_wanted() -> None:
    profile, warnings = read_profile("企业名称,联系人\n甲,张\n".encode(), "a.csv", year=2022)
    assert (profile.name, len(warnings)) == ("甲", 1)
    with pytest.raises(TableError, match="2 家"):
        read_profile("企业名称\n甲\n乙\n".encode(), "a.csv", year=2022)
    profile, warnings = read_profile("企业名称,市场占有率\n甲,150\n".encode(), "a.csv", year=2022)
    assert profile == Profile.parse({"name": "甲"})
    assert "150" in warnings[0] and "第2行B列" in warnings[0]


# what the templates write can be read back

FILLED = {
    "name": "=甲公司",
    "industry": "工业",
    "revenue.2021": 9000,
    "revenue.2020": 8000.5,
    "rd_ratio.2021": "3.5%",
    "own_brand": "是",
    "recognitions": "专精特新中小企业 2021-05；小巨人 第一批",
    "product_field": "工业“六基”",
}
READ = {
    "name": "=甲公司",
    "industry": "工业",
    "revenue": {"2020": 8000.5, "2021": 9000},
    "rd_ratio": {"2021": 3.5},
    "own_brand": True,
    "recognitions": [{"tier": "specialized", "on": "2021-05"}, {"tier": "little_giant", "round": 1}],
    "product_field": ["six_bases"],
}


def test_the_workbook_form_filled_in_is_read_back() -> None:
    book = load_workbook(io.BytesIO(write_template(FIELDS, 2022, Format.XLSX, "小巨人")))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=3):
        row[3].value = FILLED.get(row[2].value)
        if row[2].value == "name":
            row[3].data_type = "s"
    content = io.BytesIO()
    book.save(content)
    (entry,) = read_table(content.getvalue(), "a.xlsx", year=2022).entries
    assert (entry.error, entry.place) == (None, "D列")
    assert entry.profile is not None
    assert entry.profile.to_json() == READ


def test_the_csv_form_filled_in_is_read_back() -> None:
    text = write_template(FIELDS, 2022, Format.CSV, "小巨人").decode("utf-8-sig")
    keys = text.splitlines()[1].split(",")
    text += ",".join(str(FILLED.get(key, "")) for key in keys) + "\r\n"
    (entry,) = read_table(text.encode("gb18030"), "a.csv", year=2022).entries
    assert (entry.error, entry.place) == (None, "第4行")
    assert entry.profile is not None
    assert entry.profile.to_json() == READ


def test_the_yaml_form_filled_in_is_read_back() -> None:
    text = write_template(FIELDS, 2022, Format.YAML, "小巨人").decode()
    text = text.replace("  2021:\n  2020:\n  2019:", "  2021: 9000\n  2020: 8000.5", 1).replace(
        "own_brand:", "own_brand: true"
    )
    (entry,) = read_table(text.encode(), "a.yaml", year=2022).entries
    assert entry.profile is not None
    known = entry.profile.to_json()
    assert (known["revenue"], known["own_brand"]) == ({"2020": 8000.5, "2021": 9000}, True)


@pytest.mark.parametrize("format", list(Format))
def test_an_empty_form_of_every_field_is_read_without_complaint(format: Format) -> None:
    content = write_template(catalogue(), 2022, format, "小巨人")
    profile, warnings = read_profile(content, f"a.{format}", year=2022)
    assert (profile.to_json(), warnings) == (Profile().to_json(), ())
    if format is Format.CSV:
        content += "甲公司\r\n".encode()
    table = read_table(content, f"a.{format}", year=2022)
    assert table.warnings == ()
    for entry in table.entries:
        assert (entry.error, entry.warnings, entry.unread) == (None, (), ())


def test_the_yaml_form_says_how_to_write_each_value() -> None:
    text = write_template(catalogue(), 2022, Format.YAML, "小巨人").decode()
    notes = {line.partition(":")[0]: above for above, line in pairwise(text.splitlines())}
    assert "填 true（是）或 false（否）" in notes["own_brand"]
    for key, info in catalogue().items():
        for choice in info.choices or ():
            assert choice in notes[key], (key, choice)


def test_a_form_with_several_columns_holds_several_enterprises() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["项目", "甲", "乙"],
        ["企业名称", "甲", "乙"],
        ["2021年营业收入（万元）", 9000, 8000],
        ["自主品牌", "是", "否"],
    ):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    entries = read_table(content.getvalue(), "a.xlsx", year=2022).entries
    assert [(entry.place, entry.name) for entry in entries] == [("B列", "甲"), ("C列", "乙")]
    assert [entry.profile and entry.profile.own_brand for entry in entries] == [True, False]


def test_a_row_longer_than_the_heads_is_refused_since_its_columns_may_be_shifted() -> None:
    table = read_table("企业名称,资产负债率\n甲,一公司,60\n乙,61\n丙,62,\n".encode(), "a.csv", year=2022)
    assert [entry.profile is None for entry in table.entries] == [True, False, False]
    assert "各列可能错位" in (table.entries[0].error or "")
