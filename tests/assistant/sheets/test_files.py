from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook

from assistant.sheets import files
from assistant.sheets.errors import TableError
from assistant.sheets.files import decode, read_lines
from assistant.sheets.reading import read_table
from assistant.sheets.values import Percent, Uncomputed

TEXT = "企业名称,营业收入\n甲公司,9000\n"


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_usual_encodings_read_alike(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.csv") == TEXT


def test_binary_is_refused_as_text() -> None:
    with pytest.raises(TableError, match="编码"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters(delimiter: str) -> None:
    lines = read_lines(TEXT.replace(",", delimiter).encode(), "a.csv")
    assert [line.cells for line in lines] == [("企业名称", "营业收入"), ("甲公司", "9000")]


def test_line_numbers_are_those_of_the_file_also_after_a_cell_with_line_breaks() -> None:
    lines = read_lines(b'a,b\n"x\ny",1\n\nz,2\n', "a.csv")
    assert [line.number for line in lines] == [1, 2, 5]


def test_numbers_of_a_workbook_come_without_binary_noise() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append([0.1 + 0.2, 9000, True, None, "  字 "])
        sheet["F1"] = 0.07
        sheet["F1"].number_format = "0.0%"

    (line,) = read_lines(workbook(fill), "a.xlsx")
    assert line.cells == (Decimal("0.3"), Decimal(9000), True, None, "字", Percent(Decimal("7.00")))


def test_a_formula_is_never_computed() -> None:
    def fill(book: Workbook) -> None:
        book.worksheets[0].append(["=1+1", 5])

    (line,) = read_lines(workbook(fill), "a.xlsx")
    assert line.cells == (Uncomputed(), Decimal(5))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", TEXT.encode()])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(TableError, match="xlsx"):
        read_lines(content, "a.xlsx")


def test_a_damaged_workbook_is_refused() -> None:
    whole = workbook(lambda book: book.worksheets[0].append(["企业名称"] * 50))
    for cut in (len(whole) // 3, len(whole) - 30):
        with pytest.raises(TableError):
            read_lines(whole[:cut], "a.xlsx")


@pytest.mark.parametrize(
    ("limit", "content"),
    [
        ("MAX_BYTES", TEXT),
        ("MAX_LINES", TEXT),
        ("MAX_COLUMNS", TEXT),
        ("MAX_CELL_CHARACTERS", TEXT),
    ],
)
def test_each_limit_holds(monkeypatch: pytest.MonkeyPatch, limit: str, content: str) -> None:
    read_lines(content.encode(), "a.csv")
    monkeypatch.setattr(files, limit, 1)
    with pytest.raises(TableError):
        read_lines(content.encode(), "a.csv")


@pytest.mark.parametrize("name", ["a.docx", "a", "a.xlsm", "a.pdf"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(TableError, match="csv"):
        read_lines(TEXT.encode(), name)


@pytest.mark.parametrize("content", [b"", b"\n,,\n \n"])
def test_an_empty_table_is_refused(content: bytes) -> None:
    with pytest.raises(TableError, match="没有内容"):
        read_lines(content, "a.csv")


@pytest.mark.parametrize("content", [b"#x", b"#x\n#y\n"])
def test_a_table_of_nothing_but_comments_is_empty(content: bytes) -> None:
    with pytest.raises(TableError, match="没有内容"):
        read_table(content, "a.csv", year=2026)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_error_value_alone_names_no_column(name: str) -> None:
    content = b"#REF!" if name.endswith("csv") else workbook(lambda book: book.worksheets[0].append(["#REF!"]))
    with pytest.raises(TableError):
        read_table(content, name, year=2026)
