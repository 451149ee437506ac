"""What a file is shows in what it holds, whatever it is called; what is not read here goes through LibreOffice."""

from __future__ import annotations

import pytest

from assistant.sheets import TableError, read_table
from assistant.sheets.child import main
from corpus.files.office import office_program
from tests.assistant.sheets.making import Made, text, xlsx
from tests.corpus.files.making import p, tbl, tc, whole_word
from tests.office import saved_as

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
PROFILE = {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "market_share": 12}
HEADS = [["企业名称", "营业收入", None, "市场占有率"], [None, "2023年", "2024年", None], ["甲", 4500, 6200, 0.12]]
BOOK = xlsx(Made(HEADS, merges=("A1:A2", "B1:C1"), percent=("D3",)))
PAGE = (
    "<html><head><meta charset=gb2312><style>td{}</style></head><body><table><tr><td rowspan=2>企业名称</td><td colspan=2>营业收入（万元）</td><td rowspan=2>市场占有率</td></tr>"
    "<tr><td>2023年</td><td>2024年</td></tr><tr><td>甲</td><td>4,500</td><td>6,200</td><td>12%</td></tr></table></body></html>"
)


def profiles(content: bytes, name: str) -> list[object]:
    return [entry.profile.to_json() for entry in read_table(content, name, year=2025).entries if entry.profile]


@pytest.mark.parametrize("name", ["企业.xls", "企业.et", "企业", "企业.xlsm"])
def test_a_workbook_is_one_whatever_it_is_called(name: str) -> None:
    assert profiles(BOOK.content, name) == [PROFILE]


def test_a_page_of_a_system_under_the_name_of_a_workbook() -> None:
    assert profiles(PAGE.encode("gb18030"), "导出.xls") == [PROFILE]
    assert profiles(PAGE.encode(), "导出.xls") == [PROFILE]


def test_text_under_the_name_of_a_workbook() -> None:
    content = text("企业名称\t2023年营业收入\t2024年营业收入\t市场占有率\n甲\t4500\t6200\t12%\n", encoding="gb18030").content
    assert profiles(content, "导出.xls") == [PROFILE]


@needs_office
@pytest.mark.parametrize(("suffix", "name"), [("xls", "企业.xls"), ("xls", "企业.et"), ("ods", "企业.ods")])
def test_other_workbooks_are_read_by_way_of_libreoffice(suffix: str, name: str) -> None:
    assert profiles(saved_as(BOOK.content, ".xlsx", suffix), name) == [PROFILE]


@needs_office
def test_a_form_of_the_older_word_is_read_by_way_of_libreoffice(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    form = whole_word(tbl(["企业名称", "甲"], ["从业人员（人）", "200"]) + p("填表人：李四"))
    assert profiles(saved_as(form, ".docx", "doc"), "申请书.doc") == [{"name": "甲", "employees": 200}]


def test_what_needs_libreoffice_says_so_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for name, content in (("a.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600), ("a.xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')):
        with pytest.raises(TableError, match="LibreOffice"):
            read_table(content, name, year=2025)


def test_a_locked_workbook_is_said_to_be_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.files.office.office_program", lambda: "soffice")
    with pytest.raises(TableError, match="设有密码"):
        read_table(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", year=2025)


def test_a_table_of_a_document_keeps_its_merges() -> None:
    form = whole_word(
        p("申请书（2024年度）")
        + tbl([tc("营业收入（万元）", merge="restart"), "2023年", "4500"], [tc("", merge="continue"), "2024年", "6200"], [tc("企业名称", span=2), "甲"], [tc("市场占有率", span=2), "12%"])
        + p("注：如实填写")
    )
    assert profiles(form, "申请书.docx") == [PROFILE]


def test_a_document_without_a_table_is_read_line_by_line() -> None:
    assert profiles(whole_word(p("企业名称：甲") + p("从业人员：200人") + p("资产负债率：45%")), "a.docx") == [{"name": "甲", "employees": 200, "debt_ratio": 45}]


def test_the_unit_of_one_table_is_not_that_of_another() -> None:
    first = p("单位：元") + tbl(["企业名称", "甲"], ["营业收入", "62000000"])
    second = p("单位：万元") + tbl(["项目", "2024年"], ["研发费用", "300"])
    assert profiles(whole_word(first + second + p("")), "a.docx") == [{"name": "甲", "revenue": {"2024": 6200}, "rd_expense": {"2024": 300}}]


def test_a_broken_document_is_refused() -> None:
    with pytest.raises(TableError, match="损坏"):
        read_table(whole_word(p("甲"))[:-200].replace(b"word/document.xml", b"word/document.xmk"), "a.docx", year=2025)


def test_a_file_apart_is_read_as_any_other(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io
    import json
    import sys

    monkeypatch.setattr("assistant.sheets.child._bound", lambda: None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BOOK.content)))
    main("企业.xls", 2025)
    assert json.loads(capsys.readouterr().out)["profile"] == PROFILE
