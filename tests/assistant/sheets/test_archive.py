"""Workbooks made to eat the machine are refused before anything is built from them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterable

import pytest
from openpyxl import Workbook

from assistant.sheets.archive import ONE_ENTERPRISE, Limits, check_archive
from assistant.sheets.errors import TableError
from assistant.sheets.files import messages
from assistant.sheets.reading import read_profile

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = b"</sheetData></worksheet>"


def workbook(**parts: Callable[[bytes], Iterable[bytes]]) -> bytes:
    """A small workbook, some of its parts written anew: `sheet`, `strings`, or any other name as an extra part."""
    whole, changed = io.BytesIO(), io.BytesIO()
    book = Workbook()
    for row in (["企业名称", "从业人员（人）"], ["甲公司", 120]):
        book.worksheets[0].append(row)
    book.save(whole)
    names = {"sheet": SHEET, "strings": "xl/sharedStrings.xml"}
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        written = {names.get(key, key): write for key, write in parts.items()}
        for part in old.infolist():
            write = written.pop(part.filename, lambda data: (data,))
            _write(new, part.filename, write(old.read(part)))
        for name, write in written.items():
            _write(new, name, write(b""))
    return changed.getvalue()


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(name, "w") as stream:
        for piece in pieces:
            stream.write(piece)


def _sheet(body: bytes, times: int, end: bytes = b"") -> Callable[[bytes], Iterable[bytes]]:
    thousand = body * 1000

    def write(_: bytes) -> Iterable[bytes]:
        yield HEAD
        for _n in range(times // 1000):
            yield thousand
        yield end
        yield FOOT

    return write


HOSTILE = {
    "three million nested elements": workbook(sheet=_sheet(b"<a>", 3_000_000)),
    "millions of empty rows": workbook(sheet=_sheet(b"<row/>", 4_000_000)),
    "millions of cells in a row": workbook(sheet=_sheet(b"<c/>", 4_000_000, b"</row>")),
    "millions of shared strings": workbook(strings=_sheet(b"<si><t>a</t></si>", 1_000_000)),
    "one enormous cell": workbook(sheet=_sheet(b"a" * 50, 1_000_000)),
    "thousands of parts": workbook(**{f"x/{n}": (lambda data: (b"a",)) for n in range(400)}),
}
DECLARED = '<!DOCTYPE x [<!ENTITY a "b">]>'
DECLARING = {
    "at the head": (SHEET, lambda data: (DECLARED.encode() + data,)),
    "behind a long comment": (SHEET, lambda data: (b"<!--" + b"-" * 5000 + b"-->" + DECLARED.encode() + data,)),
    "at the border of two pieces": ("x.xml", lambda data: (b" " * (2**20 - 4) + DECLARED.encode(),)),
    "in UTF-16": ("x.xml", lambda data: (DECLARED.encode("utf-16"),)),
    "in big-endian UTF-16": ("x.xml", lambda data: (DECLARED.encode("utf-16-be"),)),
    "in a part of another name": ("xl/sheet.bin", lambda data: (DECLARED.encode(),)),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_workbook_that_holds_too_much_is_refused_in_words(content: bytes) -> None:
    assert len(content) < 400_000
    with pytest.raises(TableError, match="过大"):
        read_profile(content, "a.xlsx", year=2026, limits=ONE_ENTERPRISE)


@pytest.mark.parametrize(("part", "write"), DECLARING.values(), ids=DECLARING)
def test_entities_are_refused_wherever_they_are_declared(part: str, write: Callable[[bytes], Iterable[bytes]]) -> None:
    with pytest.raises(TableError, match="完好"):
        check_archive(workbook(**{part: write}), "a.xlsx", Limits(), messages)


def test_an_ordinary_workbook_passes() -> None:
    profile, _ = read_profile(workbook(), "a.xlsx", year=2026, limits=ONE_ENTERPRISE)
    assert profile.to_json() == {"name": "甲公司", "employees": 120}


def test_a_flipped_bit_is_a_broken_workbook_or_none() -> None:
    content, seed = workbook(), random.Random(7)
    for _ in range(250):
        damaged = bytearray(content)
        damaged[seed.randrange(len(damaged))] ^= 1 << seed.randrange(8)
        try:
            read_profile(bytes(damaged), "a.xlsx", year=2026, limits=ONE_ENTERPRISE)
        except TableError as error:
            assert error.message
