"""An official document's file -> plain text: TXT, web page, DOCX, PDF; older office formats where LibreOffice is at hand.

What can't be read soundly is refused in words: a scanned PDF, a locked, damaged or oversized file, a paragraph with words
that are not text. Nothing is recognised or guessed; spaces are tidied, words are not touched, and a second path through the
file says whether every word came in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corpus.files.checking import Piece, as_written, missing_pieces, missing_signs
from corpus.files.layout import lay_out, tidy
from corpus.files.limits import Limits
from corpus.files.office import OfficeError, OfficeTrouble, converted
from corpus.files.paper import check_paper, read_paper
from corpus.files.read import ImportedText, Reading, refusal
from corpus.files.texts import text_for
from corpus.files.web import page_of_archive, read_page, words_in_page
from corpus.files.word import read_word
from corpus.files.word_check import words_in_word

_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ARCHIVED: Final = re.compile(rb"(?:^|\n)MIME-Version:", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
_PAGES: Final = (".html", ".htm", ".shtml", ".xhtml")
_MOST_TROUBLE: Final = 12
_NOT_CONVERTED: Final = {
    OfficeTrouble.MISSING: "import_old_office",
    OfficeTrouble.LOCKED: "import_locked",
    OfficeTrouble.SLOW: "import_conversion_slow",
    OfficeTrouble.FAILED: "import_not_converted",
}


def read_document(path: Path, limits: Limits | None = None) -> ImportedText:
    """Read a file by what it is, not by what it is called.

    Raises:
        DocumentImportError: missing, empty, oversized, damaged, locked, scanned, of a format not read, or with words that
            are not text; the paragraphs are named.
    """
    limits = limits or Limits()
    try:
        size = path.stat().st_size
        if size > limits.file:
            raise refusal("import_too_large", name=path.name, limit=limits.file // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise refusal("import_unreadable", name=path.name) from error
    kind, read = _reader_of(data, path)
    found = read(path, data, limits)
    reading = found.reading
    if reading.trouble:
        told = "\n".join(reading.trouble[:_MOST_TROUBLE])
        raise refusal("import_paragraphs", name=path.name, count=len(reading.trouble), places=told)
    text = lay_out(tidy(as_written("\n".join(reading.lines))))
    if len(text) > limits.characters:
        raise refusal("import_too_long", name=path.name, limit=limits.characters)
    if not text.strip():
        raise refusal("import_empty", name=path.name)
    differences = found.check(text)
    return ImportedText(text, kind, tuple(reading.remarks), tuple(reading.dropped), tuple(differences), reading.address)


@dataclass(frozen=True)
class _Read:
    """A file read, and how the reading is checked against the text that comes of it."""

    reading: Reading
    check: Callable[[str], list[str]]


_Reader = Callable[[Path, bytes, Limits], _Read]


def _reader_of(data: bytes, path: Path) -> tuple[str, _Reader]:
    if data.startswith(b"%PDF-"):
        return "pdf", _paper
    if data.startswith(b"PK\x03\x04"):
        return ("odt", _converted(".odt")) if _OPEN_DOCUMENT in data[:120] else ("docx", _word)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc", _converted(".doc")
    if data.startswith(b"{\\rtf"):
        return "rtf", _converted(".rtf")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data and not utf16:
        raise refusal("import_binary", name=path.name)
    head = data[:2048].lstrip().lower()
    if not head.startswith(b"<") and _ARCHIVED.search(data[:4096]):
        return "mhtml", _archive
    if path.suffix.lower() in _PAGES or head.startswith((b"<!doctype html", b"<html")):
        return "html", _page
    return "txt", _plain


def _plain(path: Path, data: bytes, _limits: Limits) -> _Read:
    words = _decode(data, path)
    reading = Reading(lines=words.splitlines())
    return _checked(reading, lambda: [Piece(text_for("check_line", number=n), line) for n, line in enumerate(words.splitlines(), 1)])


def _page(path: Path, data: bytes, _limits: Limits, declared: str | None = None) -> _Read:
    charset = _CHARSET.search(data[:4096])
    source = _decode(data, path, declared or (charset[1].decode("ascii") if charset else None))
    return _checked(read_page(source, path.name), lambda: words_in_page(source))


def _archive(path: Path, data: bytes, limits: Limits) -> _Read:
    page, charset, address = page_of_archive(data)
    found = _page(path, page, limits, charset)
    found.reading.address = found.reading.address or address
    return found


def _word(path: Path, _data: bytes, limits: Limits) -> _Read:
    try:
        reading, pieces = read_word(path, limits), list(words_in_word(path, limits))
    except (KeyError, ValueError, OverflowError, RecursionError) as error:
        raise refusal("import_damaged", name=path.name) from error
    return _checked(reading, lambda: pieces)


def _converted(suffix: str) -> _Reader:
    """A reader of what LibreOffice makes of a file, checked against the bare text that it makes of it by another way."""

    def read(path: Path, data: bytes, limits: Limits) -> _Read:
        try:
            word, words = (converted(data, suffix, to, limits.conversion_seconds) for to in ("docx", "txt"))
        except OfficeError as error:
            raise refusal(_NOT_CONVERTED[error.trouble], name=path.name, seconds=int(limits.conversion_seconds)) from error
        with TemporaryDirectory() as folder:
            made = Path(folder) / f"{path.stem}.docx"
            made.write_bytes(word)
            reading = _word(made, word, limits).reading
        reading.remarks.append(text_for("import_converted"))
        return _Read(reading, lambda text: missing_signs(words.decode(errors="replace"), text, reading.dropped))

    return read


def _paper(path: Path, data: bytes, limits: Limits) -> _Read:
    return _Read(read_paper(path, data, limits), lambda _text: check_paper(data, path, limits))


def _checked(reading: Reading, pieces: Callable[[], Iterable[Piece]]) -> _Read:
    return _Read(reading, lambda text: missing_pieces(pieces(), text, reading.dropped))


def _decode(data: bytes, path: Path, declared: str | None = None) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    if declared:
        encodings.insert(0, "gb18030" if declared.lower() in ("gb2312", "gbk") else declared)
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise refusal("import_encoding", name=path.name)


__all__ = ["ImportedText", "Limits", "read_document"]
