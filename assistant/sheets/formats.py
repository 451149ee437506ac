"""What kind of file it is, by what it holds; formats that are not read here go through LibreOffice first."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from assistant.sheets.errors import TableError
from assistant.sheets.texts import messages
from corpus.files.office import OfficeError, OfficeTrouble, converted

SECONDS: Final = 60.0
"""How long LibreOffice may take for one file."""
_TEXT: Final = frozenset({".csv", ".tsv", ".txt", ".xls", ".et"})
"""Tables as text are often saved under the name of a workbook."""
_PAGE: Final = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<style", b"<head")
_XML_TABLE: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_OPEN_SHEET: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_OPEN_TEXT: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORDS: Final = "WordDocument".encode("utf-16-le")
_NOT_CONVERTED: Final = {
    OfficeTrouble.MISSING: "file_other_spreadsheet",
    OfficeTrouble.LOCKED: "file_locked",
    OfficeTrouble.SLOW: "file_slow",
    OfficeTrouble.FAILED: "file_not_converted",
}


class FileKind(StrEnum):
    """How a file is read."""

    WORKBOOK = "xlsx"
    WORD = "docx"
    PAGE = "html"
    TEXT = "txt"


def readable(content: bytes, name: str, seconds: float | None = None) -> tuple[bytes, FileKind]:
    """The file as it can be read, and how: a workbook, a Word document or a page as it is, older formats as LibreOffice makes them.

    Args:
        seconds: how long LibreOffice may take; `SECONDS` by default.

    Raises:
        TableError: no such kind of file, or LibreOffice is needed and absent, too slow, or can't read it.
    """
    seconds = SECONDS if seconds is None else seconds
    suffix = Path(name).suffix.lower()
    if content.startswith(b"PK\x03\x04"):
        return _packed(content, name, seconds)
    if content.startswith(_OLD_OFFICE):
        is_words = suffix in (".doc", ".wps") or _WORDS in content
        return _through_office(content, name, ".doc" if is_words else ".xls", FileKind.WORD if is_words else FileKind.WORKBOOK, seconds)
    if content.startswith(b"{\\rtf"):
        return _through_office(content, name, ".rtf", FileKind.WORD, seconds)
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _XML_TABLE in head:
        return _through_office(content, name, ".xml", FileKind.WORKBOOK, seconds)
    if head.lower().startswith(_PAGE):
        return content, FileKind.PAGE
    if suffix in _TEXT:
        return content, FileKind.TEXT
    raise TableError(messages("file_broken" if suffix == ".xlsx" else "file_kind", name=name), "file")


def _packed(content: bytes, name: str, seconds: float) -> tuple[bytes, FileKind]:
    if _OPEN_SHEET in content[:120]:
        return _through_office(content, name, ".ods", FileKind.WORKBOOK, seconds)
    if _OPEN_TEXT in content[:120]:
        return _through_office(content, name, ".odt", FileKind.WORD, seconds)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(messages(_broken(name), name=name), "file") from error
    if "xl/workbook.bin" in parts:
        return _through_office(content, name, ".xlsb", FileKind.WORKBOOK, seconds)
    if "word/document.xml" in parts:
        return content, FileKind.WORD
    if any(part.startswith("xl/") for part in parts):
        return content, FileKind.WORKBOOK
    raise TableError(messages(_broken(name), name=name), "file")


def _broken(name: str) -> str:
    return "file_broken" if name.lower().endswith(".xlsx") else "file_damaged"


def _through_office(content: bytes, name: str, suffix: str, kind: FileKind, seconds: float) -> tuple[bytes, FileKind]:
    try:
        return converted(content, suffix, kind, seconds), kind
    except OfficeError as error:
        raise TableError(messages(_NOT_CONVERTED[error.trouble], name=name, seconds=int(seconds)), "file") from error
