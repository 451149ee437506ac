"""Files made to cost: refused or read within bounds of time and memory."""

from __future__ import annotations

import resource
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from corpus.errors import DocumentImportError
from corpus.files.importing import Limits, read_document
from tests.corpus.files.making import archive, p, page, part, r, tbl, tc, word

_SECONDS = 20.0
_MEGABYTES = 900


@contextmanager
def bounded() -> Iterator[None]:
    """Fails where more time or memory goes than one file may cost."""
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - start < _SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < _MEGABYTES


def read_or_refuse(folder: Path, data: bytes, name: str = "a.docx") -> str:
    path = folder / name
    path.write_bytes(data)
    with bounded():
        try:
            return read_document(path).text
        except DocumentImportError as error:
            assert error.message
            return ""


def _lying(data: bytes) -> bytes:
    """A package that says that its part is small."""
    made = bytearray(data)
    with zipfile.ZipFile(BytesIO(data)) as opened:
        size = opened.getinfo("word/document.xml").file_size
    told, small = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return bytes(made).replace(told, small)


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈" * 10}">' for n in range(9))
BOMBS: dict[str, bytes] = {
    "a part that unpacks to much": archive({"word/document.xml": b"0" * 90_000_000}),
    "a part over its own limit": archive({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}),
    "a package that lies about sizes": _lying(word(p("甲" * 2_000_000))),
    "thousands of parts": archive({"word/document.xml": b"<a/>", **{f"x{n}": b"" for n in range(2100)}}),
    "entities of entities": archive({"word/document.xml": f'<?xml version="1.0"?><!DOCTYPE a [{LAUGHS}]><a>&e8;</a>'.encode()}),
    "an entity that reads a file": archive({"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
    "a type declared after a long comment": archive({"word/document.xml": b'<?xml version="1.0"?><!--' + b"x" * 9000 + b'--><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
    "another encoding to hide in": archive({"word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16")}),
    "tags in tags": word("<w:ins>" * 5000 + p("甲") + "</w:ins>" * 5000),
    "notes that note themselves": word(
        p("甲", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=part("footnotes", f'<w:footnote w:id="2">{p("乙", "<w:r><w:footnoteReference w:id=" + chr(34) + "2" + chr(34) + "/></w:r>")}</w:footnote>'),
    ),
    "styles based on each other": word(
        p("甲", properties='<w:pStyle w:val="A"/>'),
        styles=part("styles", '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'),
    ),
    "a cell over a billion columns": word(tbl([tc("甲", span=10**9), "乙"])),
    "a number beyond all": word(f'<w:tbl><w:tr>{tc("甲")}</w:tr></w:tbl>{p("<w:r><w:sym w:font=" + chr(34) + "x" + chr(34) + " w:char=" + chr(34) + "ZZZZ" + chr(34) + "/></w:r>")}'),
    "tens of thousands of rows": word(tbl(*[["甲", "乙"]] * 20_000)),
    "too many words": word(p("甲" * 600_000) + p("乙" * 600_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_package_costs_little(tmp_path: Path, name: str) -> None:
    assert "root:" not in read_or_refuse(tmp_path, BOMBS[name])


def test_tables_in_tables_in_tables(tmp_path: Path) -> None:
    inner = p("甲")
    for _ in range(60):
        inner = tbl([tc(inner + "<w:p/>")])
    read_or_refuse(tmp_path, word(inner))


@pytest.mark.parametrize("tag", ["div", "table", "span", "li"])
def test_a_page_nested_beyond_measure(tmp_path: Path, tag: str) -> None:
    rows = ("<table><tr><td>", "</td></tr></table>") if tag == "table" else (f"<{tag}>", f"</{tag}>")
    read_or_refuse(tmp_path, page(rows[0] * 20_000 + "一、甲" + rows[1] * 20_000), "a.html")


def test_a_page_of_many_links_and_a_text_of_many_numbers(tmp_path: Path) -> None:
    read_or_refuse(tmp_path, page("<a href='x'>首页</a>" * 50_000), "a.html")
    read_or_refuse(tmp_path, ("附件：" + "1." * 100_000).encode(), "a.txt")
    read_or_refuse(tmp_path, (" " * 200_000 + "第一条" * 50_000).encode(), "b.txt")


def test_runs_in_thousands_are_compared_in_time(tmp_path: Path) -> None:
    body = "".join(p(*[r(f"第{n}项") for n in range(40)]) for _ in range(1500))
    assert read_or_refuse(tmp_path, word(body))


def test_office_formats_without_libreoffice_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, data in (("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("a.rtf", b"{\\rtf1 x}")):
        path = tmp_path / name
        path.write_bytes(data + b"\x00" * 64)
        with pytest.raises(DocumentImportError, match="安装 LibreOffice"):
            read_document(path)
    path = tmp_path / "a.odt"
    path.write_bytes(archive({"mimetype": b"application/vnd.oasis.opendocument.text"}))
    with pytest.raises(DocumentImportError, match="LibreOffice"):
        read_document(path)


def _office(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_what_libreoffice_makes_is_read_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands for LibreOffice: it is called as LibreOffice is, and writes what that would write."""
    (tmp_path / "made.docx").write_bytes(word(p("一、甲")))
    (tmp_path / "made.txt").write_text("一、 甲", encoding="utf-8")
    script = 'while [ "$1" != --convert-to ]; do shift; done; to=${2%%:*}; while [ "$1" != --outdir ]; do shift; done'
    _office(tmp_path, f'{script}; mkdir -p "$2"; cp {tmp_path}/made.$to "$2/document.$to"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    found = read_document(path)
    assert (found.text, found.format, found.remarks) == ("一、甲\n", "doc", ("由 LibreOffice 转换后读取，请与原文件核对。",))
    assert found.differences == ()
    (tmp_path / "made.txt").write_text("一、甲，截止5月20日", encoding="utf-8")
    assert any("5" in words for words in read_document(path).differences)


def test_a_locked_office_file_is_said_to_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _office(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(DocumentImportError, match="设有密码"):
        read_document(path)


@pytest.mark.parametrize(("script", "words"), [("sleep 60 & sleep 60", "没有转换完"), ("exit 1", "没有读出")])
def test_a_conversion_that_hangs_or_fails_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str) -> None:
    _office(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    start = time.monotonic()
    with pytest.raises(DocumentImportError, match=words):
        read_document(path, Limits(conversion_seconds=0.5))
    assert time.monotonic() - start < 10


def test_a_page_full_of_lines_costs_little(tmp_path: Path) -> None:
    """Hundreds of lines that all cross, and thousands that are none of a table."""
    from tests.corpus.files.making import pdf

    lines = "".join(f'<path d="M0 {n} H500 M{n} 0 V500" stroke="black"/>' for n in range(0, 500, 7))
    dots = "".join(f'<path d="M{n % 90} {n // 90} h0.4" stroke="black"/>' for n in range(1500))
    for drawn in (lines, lines + dots):
        read_or_refuse(tmp_path, pdf(f"<p>一、指标如下表，各项均按上年度数据计算，企业应当如实填报。</p><svg width='500' height='500'>{drawn}</svg>"), "a.pdf")
