"""Files made to cost memory or time, or to run something, cost little and run nothing."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from assistant.rules.evaluate import check
from assistant.sheets import TableError, read_table
from assistant.sheets.archive import ONE_ENTERPRISE
from assistant.sheets.checking import check_entries
from assistant.sheets.mapping import mapping_of
from assistant.sheets.workbook import write_results
from corpus.errors import YamlError
from corpus.files.office import office_program
from corpus.library import load_library
from corpus.terms import Tier, Track
from corpus.yamlfile import _Reader
from tests.assistant.sheets.making import Made, text, xlsx
from tests.corpus.files.making import tbl, tc, whole_word

SECONDS = 20
GIGABYTE = 1 << 30


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    parts = parts_of(xlsx([["企业名称", "营业收入"], ["甲", 6200]]).content)
    return archive({**parts, "xl/worksheets/sheet1.xml": xml})


MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
HEAD_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c></row>'.encode()


def million_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(2, 1_000_001))
    return with_sheet(MAIN + b"<sheetData>" + HEAD_ROW + rows + b"</sheetData></worksheet>")


def deep() -> bytes:
    return with_sheet(MAIN + b"<sheetData>" + b"<row>" * 100_000 + b"</row>" * 100_000 + b"</sheetData></worksheet>")


def bomb() -> bytes:
    return with_sheet(MAIN + b"<sheetData>" + b" " * (400 * 1024 * 1024) + b"</sheetData></worksheet>")


def many_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="A1:XFD%d"/>' % number for number in range(2, 20_002))
    return with_sheet(MAIN + b"<sheetData>" + HEAD_ROW + b"</sheetData><mergeCells>" + merges + b"</mergeCells></worksheet>")


def entities() -> bytes:
    return with_sheet(b'<!DOCTYPE a [<!ENTITY b "c">]>' + MAIN + b"<sheetData/></worksheet>")


@pytest.mark.parametrize("made", [million_rows, deep, bomb, many_merges, entities])
def test_a_file_made_to_cost_is_refused_or_read_at_little_cost(made: Callable[[], bytes]) -> None:
    content = made()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    try:
        read_table(content, "a.xlsx", year=2025)
    except TableError as error:
        assert error.message
    assert time.monotonic() - start < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < GIGABYTE


def long_form() -> bytes:
    """Tens of thousands of rows in a Word table."""
    return whole_word(tbl(*[["企业名称", "甲"]] * 60_000))


def nested_form() -> bytes:
    inner = "<w:p/>"
    for _ in range(80):
        inner = tbl([tc(inner + "<w:p/>"), "甲"])
    return whole_word(inner)


def form_bomb() -> bytes:
    return archive({"word/document.xml": b" " * (400 * 1024 * 1024)})


def page_of_spans() -> bytes:
    cell = "<td rowspan=99999 colspan=99999>企业名称</td>"
    return f"<html><table>{f'<tr>{cell * 20}</tr>' * 500}</table></html>".encode()


def page_of_rows() -> bytes:
    return b"<table>" + b"<tr><td>1</td><td>2</td></tr>" * 200_000 + b"</table>"


@pytest.mark.parametrize(("made", "name"), [(long_form, "a.docx"), (nested_form, "a.docx"), (form_bomb, "a.docx"), (page_of_spans, "a.xls"), (page_of_rows, "a.xls")])
def test_a_form_or_a_page_made_to_cost_is_refused_or_read_at_little_cost(made: Callable[[], bytes], name: str) -> None:
    content = made()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        read_table(content, name, year=2025)
    except TableError as error:
        assert error.message
    assert time.process_time() - start < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < GIGABYTE


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_what_libreoffice_unpacks_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ODS of a million repeated rows, and one that is a bomb."""
    from assistant.sheets import formats

    monkeypatch.setattr(formats, "SECONDS", 8.0)
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>'
    body = f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="a">{row}</table:table></office:spreadsheet></office:body></office:document-content>'
    content = archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": body.encode()})
    stored = b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    start = time.monotonic()
    for hostile in (content, stored):
        with pytest.raises(TableError) as caught:
            read_table(hostile, "a.ods", year=2025)
        assert caught.value.message
    assert time.monotonic() - start < 3 * SECONDS


@pytest.mark.parametrize("content", [b"[" * 200_000, b"{a: " * 100_000, b"&a [*a, *a]\n" * 1000])
def test_deep_and_looping_yaml_is_refused(content: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(Exception) as caught:
        read_table(content, "a.yaml", year=2025)
    assert getattr(caught.value, "message", "")
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("content", [b"a:\n" + b"- b\n" * 150_000, b"[" + b"a," * 150_000 + b"]", b"{" + b"".join(b"k%d: 1," % number for number in range(150_000)) + b"}"])
def test_more_values_than_one_enterprise_has_are_not_read_to_their_end(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    scalar = _Reader.scalar
    monkeypatch.setattr(_Reader, "scalar", lambda *seen: read.append(seen) or scalar(*seen))
    with pytest.raises(YamlError, match="内容太多"):
        read_table(content, "a.yaml", year=2025, limits=ONE_ENTERPRISE)
    assert len(read) <= ONE_ENTERPRISE.values


def test_a_row_formatted_at_the_end_of_the_sheet_costs_nothing() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["企业名称", "营业收入"])
    sheet.append(["甲", 6200])
    sheet["A1048576"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    (entry,) = read_table(out.getvalue(), "a.xlsx", year=2025).entries
    assert entry.profile is not None and entry.profile.to_json() == {"name": "甲", "revenue": {"2024": 6200}}


STARTS = ("=HYPERLINK(\"http://x\",\"y\")", "+86", "-9", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("start", STARTS)
def test_what_begins_like_a_formula_is_text_in_every_sheet_of_the_result(start: str) -> None:
    sheet = Made([["企业名称", start, "营业收入", "市场占有率"], [start, "x", start + "很多", "0.12"], [start, "合计", None, None]], title="表")
    book = Workbook()
    made = book.worksheets[0]
    for row in sheet.rows:
        made.append(list(row))
        for cell in made[made.max_row]:
            if cell.data_type == "f":
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    for file, name in ((out.getvalue(), "a.xlsx"), (text([[c or "" for c in row] for row in sheet.rows]).content, "a.csv")):
        table = read_table(file, name, year=2025)
        checked = check_entries(table, name, lambda profile: check(profile, Tier.LITTLE_GIANT, None, Track.NEW, date(2025, 6, 1), load_library()))
        content = write_results(checked)
        for part, xml in parts_of(content).items():
            assert b"<f>" not in xml and b"<f " not in xml, part
        book = load_workbook(io.BytesIO(content))
        assert all(cell.data_type != "f" for each in book.worksheets for row in each.iter_rows() for cell in row)
        assert mapping_of(table.heads)


def test_a_cell_of_any_length_ends_in_time() -> None:
    for filler in ("约", "1", "1,", "（其中", "％", "是否", "☑", "2024年", "、", "专精特新"):
        start = time.monotonic()
        rows = [["企业名称", "市场占有率", "Ⅰ类知识产权", "已获称号", "自主品牌", "行业"], ["甲", *([filler * (1900 // len(filler))] * 5)]]
        (entry,) = read_table(xlsx(rows).content, "a.xlsx", year=2025).entries
        assert len(entry.unread) >= 1
        assert time.monotonic() - start < SECONDS
