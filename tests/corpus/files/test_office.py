"""DOC, WPS, RTF and ODT as LibreOffice itself writes them, read by way of it; skipped where it is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files.importing import read_document
from corpus.files.office import office_program
from tests.corpus.files.making import numbered, numbering, p, r, tbl, whole_word
from tests.office import saved_as

pytestmark = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")

DATES = "<w:ins w:id='1' w:author='a' w:date='2026-01-01T00:00:00Z'>" + r("5月20日") + "</w:ins>"
OLD_DATES = "<w:del w:id='2' w:author='a' w:date='2026-01-01T00:00:00Z'><w:r><w:delText>4月1日</w:delText></w:r></w:del>"
BODY = (
    p("某省工业和信息化厅文件")
    + numbered("条件")
    + numbered("营业收入不低于5000万元。", 1)
    + numbered("时间")
    + p("截止时间为2026年", DATES, OLD_DATES, "。")
    + tbl(["指标", "一档", "二档", "三档"], ["研发占比", "", "", "3%以上"])
    + p("某省工业和信息化厅")
)
LEVELS = numbering(("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
TEXT = "某省工业和信息化厅文件\n一、条件\n（一）营业收入不低于5000万元。\n二、时间\n截止时间为2026年5月20日。\n指标｜一档｜二档｜三档\n研发占比｜｜｜3%以上\n某省工业和信息化厅\n"


@pytest.mark.parametrize(("suffix", "name"), [("doc", "通知.doc"), ("doc", "通知.wps"), ("odt", "通知.odt")])
def test_every_word_comes_in_by_way_of_libreoffice(tmp_path: Path, suffix: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(saved_as(whole_word(BODY, numbering=LEVELS), ".docx", suffix))
    found = read_document(path)
    assert (found.text, found.format, found.differences) == (TEXT, suffix, ())
    assert any("4" in words for words in found.dropped)


def test_a_rich_text_file_as_word_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "通知.rtf"
    words = "".join(f"\\u{ord(sign)}?" for sign in "一、截止时间为5月20日。")
    path.write_text("{\\rtf1\\ansi\\ansicpg936\\uc1\\pard " + words + "\\par}", encoding="ascii")
    found = read_document(path)
    assert (found.text, found.format, found.differences) == ("一、截止时间为5月20日。\n", "rtf", ())
