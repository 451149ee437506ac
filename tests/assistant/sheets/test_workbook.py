"""The result is a workbook that any program opens and saves again: every string, style and relation is used and there."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from assistant.rules.evaluate import check
from assistant.sheets import read_table
from assistant.sheets.checking import CheckedTable, check_entries
from assistant.sheets.workbook import write_results
from corpus.files.office import office_program
from corpus.library import load_library
from corpus.terms import Tier, Track
from tests.assistant.sheets.making import text
from tests.office import saved_as

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "企业名称,营业收入（万元）,市场占有率,资产负债率,联系人\n甲,9000,12%,72%,张\n乙,很多,0.12,60%,李\n=丙,6200,约10%,60%,\n合计,15200,,,\n"


def checked(tier: Tier = Tier.LITTLE_GIANT) -> CheckedTable:
    table = read_table(text(TABLE).content, "a.csv", year=2025)
    return check_entries(table, "a.csv", lambda profile: check(profile, tier, None, Track.NEW, date(2025, 6, 1), load_library()))


@pytest.fixture(scope="module")
def parts() -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(write_results(checked(Tier.SPECIALIZED)))) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def sheets(parts: dict[str, ElementTree.Element]) -> list[ElementTree.Element]:
    return [root for name, root in parts.items() if name.startswith("xl/worksheets/sheet")]


def cells(parts: dict[str, ElementTree.Element]) -> list[ElementTree.Element]:
    return [cell for sheet in sheets(parts) for cell in sheet.iter(f"{MAIN}c")]


def test_every_shared_string_is_there_and_used(parts: dict[str, ElementTree.Element]) -> None:
    used = {int(cell.findtext(f"{MAIN}v") or 0) for cell in cells(parts) if cell.get("t") == "s"}
    shared = parts.get("xl/sharedStrings.xml")
    assert used == set(range(len(shared.findall(f"{MAIN}si")) if shared is not None else 0))


def test_every_style_is_there_and_used(parts: dict[str, ElementTree.Element]) -> None:
    styles = parts["xl/styles.xml"]
    used = {int(cell.get("s") or 0) for cell in cells(parts)}
    formats = list(styles.find(f"{MAIN}cellXfs") or ())
    assert used == set(range(len(formats)))
    fonts = list(styles.find(f"{MAIN}fonts") or ())
    assert {int(each.get("fontId") or 0) for each in formats} == set(range(len(fonts)))
    rules = {int(rule.get("dxfId") or 0) for sheet in sheets(parts) for rule in sheet.iter(f"{MAIN}cfRule")}
    assert rules == set(range(len(styles.find(f"{MAIN}dxfs") or ())))


def test_every_relation_is_there_and_used(parts: dict[str, ElementTree.Element]) -> None:
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rsplit("/", 1)[0] if "/" in name.replace("_rels/", "") else ""
        for relation in root:
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            assert path in parts, (name, target)
    workbook = parts["xl/workbook.xml"]
    asked = {sheet.get(RELATION) for sheet in workbook.iter(f"{MAIN}sheet")}
    assert asked <= {relation.get("Id") for relation in parts["xl/_rels/workbook.xml.rels"]}
    declared = {override.get("PartName", "").lstrip("/") for override in parts["[Content_Types].xml"] if override.get("PartName")}
    assert declared <= set(parts)


def test_numbers_are_numbers_and_links_lead_to_clauses() -> None:
    book = load_workbook(io.BytesIO(write_results(checked(Tier.SPECIALIZED))))
    strings = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [value for value in strings if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?%?", value)] == []
    results, conditions = book["结果"], book["条件与依据"]
    links = [cell.hyperlink.location for row in results.iter_rows() for cell in row if cell.hyperlink]
    assert links
    for link in links:
        assert conditions[link.split("!")[1]].value


def test_results_are_frozen_and_filtered_and_come_again_when_saved_again() -> None:
    first = load_workbook(io.BytesIO(write_results(checked())))
    out = io.BytesIO()
    first.save(out)
    second = load_workbook(out)
    for one, other in zip(first.worksheets, second.worksheets, strict=True):
        assert one.freeze_panes == other.freeze_panes is not None
        assert one.auto_filter.ref == other.auto_filter.ref
        assert [[(cell.value, cell.data_type) for cell in row] for row in one.iter_rows()] == [[(cell.value, cell.data_type) for cell in row] for row in other.iter_rows()]


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_it_again_with_the_same_cells_types_filters_and_links() -> None:
    """Frozen heads are a matter of the window, which LibreOffice without one drops from any workbook."""
    content = write_results(checked(Tier.SPECIALIZED))
    first, second = (load_workbook(io.BytesIO(each)) for each in (content, saved_as(content, ".xlsx", "xlsx")))
    assert first.sheetnames == second.sheetnames
    for one, other in zip(first.worksheets, second.worksheets, strict=True):
        assert one.auto_filter.ref == other.auto_filter.ref
        assert one.dimensions == other.dimensions
        same = [(one[cell.coordinate], cell) for row in other.iter_rows() for cell in row]
        assert [(a.value, a.data_type) for a, _ in same] == [(b.value, b.data_type) for _, b in same]
        assert [a.hyperlink and a.hyperlink.location for a, _ in same] == [b.hyperlink and b.hyperlink.location for _, b in same]


def test_each_row_says_verdict_what_is_missing_what_would_mend_it_and_what_was_not_read() -> None:
    book = load_workbook(io.BytesIO(write_results(checked())))
    rows = [[cell.value for cell in row] for row in book["结果"].iter_rows()]
    head = rows[0]
    first = dict(zip(head, rows[1], strict=True))
    assert (first["企业名称"], first["结论"], first["不符合的条件"]) == ("甲", "不符合", "资产负债率")
    assert "降低负债" in first["怎样补救"]
    assert "附件" in first["依据条款"] and first["待补充的信息"]
    second = dict(zip(head, rows[2], strict=True))
    assert second["未读格数"] == 2
    unread = [[cell.value for cell in row] for row in book["未读的格"].iter_rows()]
    assert ["第3行B列", "乙", "营业收入（万元）", "很多"] in [row[:4] for row in unread]
    assert ["第3行C列", "乙", "市场占有率", 0.12] in [row[:4] for row in unread]
    assert any(row[3] and "合计" in str(row[3]) for row in unread)
    assert ["E列", "联系人", "不用（规则不问）"] in [[cell.value for cell in row][:3] for row in book["读作什么"].iter_rows()]


def test_a_rough_value_near_a_limit_decides_nothing_and_is_asked() -> None:
    third = checked().rows[2]
    assert third.statuses["market_share"] == "unknown"
    assert any("约10%" in each and "离界线太近" in each for each in third.ask)
