"""Real files of each kind, written here by other libraries than those that read them where there is one."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.clauses import parse_clauses
from corpus.errors import DocumentImportError
from corpus.files.importing import Limits, read_document
from corpus.files.layout import join_wrapped, tidy
from corpus.library import CORPUS_DIR

NOTICE = (CORPUS_DIR / "texts" / "notice-2022-133.txt").read_text(encoding="utf-8")
MEASURES = (CORPUS_DIR / "texts" / "measures-2022-63.txt").read_text(encoding="utf-8")


def ids(text: str) -> list[str]:
    return [clause.id for clause in parse_clauses(text, "d").walk()]


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    found = read_document(saved(tmp_path, "通知.txt", NOTICE.encode(encoding)))
    assert (found.text, found.format, found.remarks) == (NOTICE, "txt", ())


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", None])
def test_a_web_page(tmp_path: Path, charset: str | None) -> None:
    paragraphs = "".join(f"<p>　　{line}</p>\n" if line else "" for line in NOTICE.split("\n"))
    meta = f'<meta charset="{charset}">' if charset else ""
    page = (
        f"<!DOCTYPE html><html><head>{meta}<title>网站</title><style>p{{}}</style></head><body>"
        f"<nav>首页</nav><script>var a='第一条 假';</script><!-- 第二条 假 -->{paragraphs}"
        "<footer>版权</footer></body></html>"
    )
    found = read_document(saved(tmp_path, "a.html", page.encode("utf-8" if charset in (None, "utf-8") else "gb18030")))
    assert found.format == "html"
    assert found.text == NOTICE.replace("\n\n", "\n")
    assert "首页" not in found.text


def test_inline_marks_and_tables_of_a_web_page(tmp_path: Path) -> None:
    page = (
        "<html><body><p>第一条&nbsp;<b>企业</b>应<br>1.<i>如实</i>填报。</p>"
        "<table><tr><td>行业</td><td> 从业\n人员 </td></tr>"
        "<tr><td>工业</td><td>1000人</td></tr></table></body></html>"
    )
    found = read_document(saved(tmp_path, "a.html", page.encode()))
    assert found.text == "第一条 企业应\n1.如实填报。\n行业｜从业 人员\n工业｜1000人\n"


def test_a_deep_web_page_does_not_crash(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 5000 + "第一条 甲" + "</div>" * 5000 + "</body></html>"
    with suppress(DocumentImportError):
        assert "甲" in read_document(saved(tmp_path, "a.html", page.encode())).text


def _docx(*paragraphs: str, rows: list[list[str]] | None = None) -> docx.document.Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    return document


def test_a_word_document_with_its_tables_in_place(tmp_path: Path) -> None:
    document = _docx(*MEASURES.split("\n"), rows=[["指标", "分值"], ["资产负债率", "5分"]])
    document.add_paragraph("附件5 其他")
    document.save(str(tmp_path / "a.docx"))
    found = read_document(tmp_path / "a.docx")
    assert found.format == "docx"
    assert found.text == MEASURES.rstrip("\n") + "\n\n指标｜分值\n资产负债率｜5分\n附件5 其他\n"


def test_merged_cells_are_read_once(tmp_path: Path) -> None:
    document = _docx("题", rows=[["甲", "", "乙"]])
    row = document.tables[0].rows[0]
    row.cells[0].merge(row.cells[1])
    document.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text.count("甲") == 1


def test_numbers_that_word_writes_itself_are_read(tmp_path: Path) -> None:
    document = _docx("题")
    for words in ("企业应当如实填报", "不得虚报"):
        document.add_paragraph(words, style="List Number")
    document.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text == "题\n1.企业应当如实填报\n2.不得虚报\n"


def _pdf(text: str, folder: Path) -> Path:
    from weasyprint import HTML

    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    style = "@page{@bottom-center{content:'— ' counter(page) ' —'}} p{margin:0}"
    path = folder / "a.pdf"
    HTML(string=f"<style>{style}</style>{body}").write_pdf(str(path))
    return path


@pytest.fixture(scope="module")
def notice_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _pdf(NOTICE, tmp_path_factory.mktemp("pdf"))


def test_a_pdf_is_read_with_its_clauses(notice_pdf: Path) -> None:
    found = read_document(notice_pdf)
    assert found.format == "pdf"
    squeezed = "".join(found.text.split())
    assert squeezed == "".join(NOTICE.split())
    numbered = [identifier for identifier in ids(NOTICE) if identifier not in ("d/title", "d/lead")]
    assert [identifier for identifier in ids(found.text) if identifier not in ("d/title", "d/lead")] == numbered
    clause = next(c for c in parse_clauses(found.text, "d").walk() if c.id == "d/3/4")
    assert "自2022年6月21日至6月28日期间上传" in clause.text


def test_a_scanned_pdf_is_refused_with_a_way_out(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 800), "white").save(tmp_path / "scan.pdf")
    with pytest.raises(DocumentImportError, match="扫描件"):
        read_document(tmp_path / "scan.pdf")


def test_a_locked_pdf_is_refused(notice_pdf: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(notice_pdf))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(DocumentImportError, match="密码"):
        read_document(tmp_path / "locked.pdf")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "没有读到文字"),
        ("a.txt", "  \n　\n".encode(), "没有读到文字"),
        ("a.txt", b"\x7fELF\x00\x01\x02", "不是文本文件"),
        ("a.txt", b"\xff\xfe\x00", "编码"),
        ("a.txt", b"\x81\x20\xff\xff", "编码"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "LibreOffice"),
        ("a.docx", b"PK\x03\x04" + b"x" * 50, "损坏"),
        ("a.pdf", b"%PDF-1.7\nxxxx", "损坏"),
    ],
)
def test_what_can_not_be_read_is_refused_in_words(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(DocumentImportError, match=words) as caught:
        read_document(saved(tmp_path, name, data))
    assert (caught.value.exit_code, caught.value.field) == (2, "file")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentImportError, match="无法打开"):
        read_document(tmp_path / "none.txt")


def _archive(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = _archive({"word/document.xml": b"0" * 90_000_000})
    assert len(bomb) < 200_000
    with pytest.raises(DocumentImportError, match="80MB"):
        read_document(saved(tmp_path, "a.docx", bomb))


def test_another_zip_is_no_word_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentImportError, match="不是 Word 文档"):
        read_document(saved(tmp_path, "a.docx", _archive({"xl/workbook.xml": b"<a/>"})))
    with pytest.raises(DocumentImportError, match="损坏"):
        read_document(saved(tmp_path, "b.docx", _archive({"word/document.xml": b"<a/>"})))


def test_sizes_are_limited(tmp_path: Path, notice_pdf: Path) -> None:
    path = saved(tmp_path, "a.txt", NOTICE.encode())
    with pytest.raises(DocumentImportError, match="MB"):
        read_document(path, Limits(file=100))
    with pytest.raises(DocumentImportError, match="超过100字"):
        read_document(path, Limits(characters=100))
    with pytest.raises(DocumentImportError, match="超过1页"):
        read_document(notice_pdf, Limits(pages=1))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), cut=st.floats(0.05, 0.95))
def test_a_truncated_or_broken_file_ends_in_one_error(
    notice_pdf: Path, tmp_path: Path, data: st.DataObject, cut: float
) -> None:
    document = _docx(*NOTICE.split("\n"))
    buffer = io.BytesIO()
    document.save(buffer)
    whole = data.draw(st.sampled_from([notice_pdf.read_bytes(), buffer.getvalue(), NOTICE.encode("gb18030")]))
    path = saved(tmp_path, "broken", whole[: int(len(whole) * cut)])
    try:
        assert read_document(path).text
    except DocumentImportError as error:
        assert error.message


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once


@given(st.sampled_from([NOTICE, MEASURES]), st.integers(18, 60))
def test_lines_that_a_width_broke_are_joined(text: str, width: int) -> None:
    wrapped = "\n".join("\n".join(line[i : i + width] for i in range(0, len(line), width)) for line in text.split("\n"))
    joined = join_wrapped(wrapped)
    assert "".join(joined.split()) == "".join(text.split())
    assert len(joined.split("\n")) <= len(wrapped.split("\n"))


def test_page_numbers_are_dropped() -> None:
    assert join_wrapped("甲。\n— 3 —\n乙。\n- 12 -\n丙。\n7\n") == "甲。\n乙。\n丙。\n"
