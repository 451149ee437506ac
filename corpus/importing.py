"""An official document's file -> plain text: TXT, HTML, DOCX, PDF, each by a well-kept reader.

What can't be read soundly is refused in words: a scanned PDF, the old DOC format, a locked, damaged or
oversized file. Nothing is recognised or guessed; spaces are tidied, words are not touched.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.errors import DocumentImportError
from corpus.headings import opening_of
from corpus.messages import text_for

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from lxml.html import HtmlElement


@dataclass(frozen=True)
class Limits:
    """What a file may cost at most; sizes in bytes."""

    file: int = 20 * 1024 * 1024
    unpacked: int = 80 * 1024 * 1024
    entries: int = 2000
    pages: int = 500
    characters: int = 1_000_000


@dataclass(frozen=True)
class ImportedText:
    """The text read, and what the reader has to say of it."""

    text: str
    format: str
    remarks: tuple[str, ...] = field(default=())


CELL: Final = "　"
"""Between the cells of a table's row."""

_SCANNED_BELOW: Final = 20  # characters on a page
_INVISIBLE: Final = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f]+")
_PAGE_NUMBER: Final = re.compile(r"[-—–－―\s]*\d{1,3}[-—–－―\s]*")
_SENTENCE_ENDS: Final = "。；：！？"
_SKIPPED_TAGS: Final = frozenset(["aside", "button", "footer", "form", "head", "header", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg", "template"])
_BLOCK_TAGS: Final = frozenset(
    ["address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"]
)


def read_document(path: Path, limits: Limits | None = None) -> ImportedText:
    """Read a file by what it is, not by what it is called.

    Raises:
        DocumentImportError: missing, empty, oversized, damaged, locked, scanned, or of a format not read.
    """
    limits = limits or Limits()
    try:
        size = path.stat().st_size
        if size > limits.file:
            raise _error("import_too_large", name=path.name, limit=limits.file // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise _error("import_unreadable", name=path.name) from error
    kind, read = _reader_of(data, path)
    text, remarks = read(path, data, limits)
    if len(text) > limits.characters:
        raise _error("import_too_long", name=path.name, limit=limits.characters)
    if not text.strip():
        raise _error("import_empty", name=path.name)
    return ImportedText(text, kind, tuple(remarks))


_Read = tuple[str, list[str]]
_Reader = Callable[[Path, bytes, Limits], _Read]


def _reader_of(data: bytes, path: Path) -> tuple[str, _Reader]:
    if data.startswith(b"%PDF-"):
        return "pdf", _read_pdf
    if data.startswith(b"PK\x03\x04"):
        return "docx", _read_docx
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _error("import_old_office", name=path.name)
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data and not utf16:
        raise _error("import_binary", name=path.name)
    head = data[:2048].lstrip().lower()
    if path.suffix.lower() in (".html", ".htm", ".shtml") or head.startswith((b"<!doctype html", b"<html")):
        return "html", _read_html
    return "txt", _read_txt


def _read_txt(path: Path, data: bytes, _limits: Limits) -> _Read:
    return tidy(_decode(data, path)), []


def _decode(data: bytes, path: Path, declared: str | None = None) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    if declared:
        encodings.insert(0, "gb18030" if declared.lower() in ("gb2312", "gbk") else declared)
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise _error("import_encoding", name=path.name)


def _read_html(path: Path, data: bytes, _limits: Limits) -> _Read:
    from lxml import etree, html

    charset = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", data[:4096], re.IGNORECASE)
    source = _decode(data, path, charset[1].decode("ascii") if charset else None)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _error("import_damaged", name=path.name) from error
    return re.sub(r"\n+", "\n", tidy("".join(_html_parts(root)))), []


def _html_parts(element: HtmlElement) -> Iterator[str]:
    """The element's text; blocks and rows on lines of their own, cells side by side."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and tag not in _SKIPPED_TAGS:
        edge = "\n" if tag in _BLOCK_TAGS else ""
        yield edge
        if tag in ("td", "th"):
            yield CELL + " ".join("".join(_html_inner(element)).split())
        else:
            yield from _html_inner(element)
        yield edge
    yield re.sub(r"\s+", " ", element.tail or "")


def _html_inner(element: HtmlElement) -> Iterator[str]:
    yield element.text or "" if element.tag == "pre" else re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _html_parts(child)


def _read_docx(path: Path, _data: bytes, limits: Limits) -> _Read:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from lxml import etree

    _check_zip(path, limits)
    try:
        document = docx.Document(str(path))
        lines, unnumbered = [], 0
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                unnumbered += _has_automatic_number(block)
                lines.append(block.text)
            elif isinstance(block, Table):
                lines.extend(_rows(block))
    except (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise _error("import_damaged", name=path.name) from error
    remarks = [text_for("import_automatic_numbers", count=unnumbered)] if unnumbered else []
    return tidy("\n".join(lines)), remarks


def _check_zip(path: Path, limits: Limits) -> None:
    """Refuse what would unpack to more than `limits` allow, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _error("import_damaged", name=path.name) from error
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise _error("import_bomb", name=path.name, limit=limits.unpacked // 2**20)
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise _error("import_format", name=path.name)


def _has_automatic_number(paragraph: Paragraph) -> bool:
    """Whether Word writes the paragraph's number itself, so that the file's text lacks it."""
    own = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    style = paragraph.style.element if paragraph.style is not None else None
    by_style = style is not None and bool(style.xpath("./w:pPr/w:numPr"))
    return bool(paragraph.text.strip()) and (own or by_style)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # a merged cell is given once for every column it spans
                seen.add(id(cell._tc))
                cells.append(" ".join(cell.text.split()))
        yield CELL.join(cell for cell in cells if cell)


def _read_pdf(path: Path, data: bytes, limits: Limits) -> _Read:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        key = "import_locked" if "password" in str(error).lower() else "import_damaged"
        raise _error(key, name=path.name) from error
    try:
        if len(document) > limits.pages:
            raise _error("import_pages", name=path.name, limit=limits.pages)
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise _error("import_damaged", name=path.name) from error
    finally:
        document.close()
    bare = [i for i, text in enumerate(pages, 1) if len("".join(text.split())) < _SCANNED_BELOW]
    if 2 * len(bare) >= len(pages):
        raise _error("import_scanned", name=path.name)
    remarks = [text_for("import_bare_pages", pages="、".join(map(str, bare)))] if bare else []
    return join_wrapped(tidy("\n".join(pages))), remarks


def tidy(text: str) -> str:
    """One kind of line end and of space, no indents, no invisible characters, at most one empty line.

    >>> tidy("　　第一条\\u00a0 甲 \\r\\n\\r\\n\\r\\n乙\\ufeff")
    '第一条 甲\\n\\n乙\\n'
    """
    lines = [_SPACES.sub(" ", line).strip(" 　") for line in text.translate(_INVISIBLE).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def join_wrapped(text: str) -> str:
    """Join the lines that a page's width broke; drop page numbers.

    A line goes on when it is as full as lines get here, ends no sentence, and the next one opens no clause.
    """
    lines = [line for line in text.split("\n") if not _PAGE_NUMBER.fullmatch(line) or not line]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(len(lengths) * 0.9)] - 3 if lengths else 0
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line and opening_of(line) is None:
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = len(line) >= max(full, 12) and line[-1] not in _SENTENCE_ENDS
    return "\n".join(joined)


def _error(key: str, **values: Any) -> DocumentImportError:
    return DocumentImportError(text_for(key, **values), "file")
