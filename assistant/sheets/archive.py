"""A workbook is an archive of XML parts: look through them before anything is built from them.

Each part is unpacked in pieces and dropped again; what is counted is what is really there, not what the archive says.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from assistant.sheets.errors import TableError
from corpus.messages import Messages

_PIECE: Final = 1 << 20
_DECLARATIONS: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
"""A declaration of entities stands behind comments of any length, in any part and in UTF-16 as well."""
_ROW: Final = b"<row "
_OVERLAP: Final = max(map(len, _DECLARATIONS)) - 1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@dataclass(frozen=True)
class Limits:
    """What a file may hold: a workbook, and for `values` one of YAML or JSON.

    Attributes:
        parts: files in the archive.
        unpacked: bytes of all parts together.
        tags: opening and closing tags of all parts together; a cell has four.
        rows: rows of all sheets together, empty ones that are written included.
        values: values, lists and mappings counted.
    """

    parts: int = 2_000
    unpacked: int = 300 * 1024 * 1024
    tags: int = 8_000_000
    rows: int = 300_000
    values: int = 1_000_000


ONE_ENTERPRISE: Final = Limits(parts=300, unpacked=32 * 1024 * 1024, tags=400_000, rows=20_000, values=5_000)
"""For a form that one person filled in."""


def check_archive(content: bytes, name: str, limits: Limits, messages: Messages) -> None:
    """Refuse a workbook that is broken, holds more than `limits`, or declares entities.

    Raises:
        TableError: with the words for a person.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.parts:
                raise TableError(messages("file_unpacked", name=name), "file")
            _look_through(archive, parts, name, limits, messages)
    except _BROKEN as error:
        raise TableError(messages("file_broken", name=name), "file") from error


def _look_through(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str, limits: Limits, messages: Messages
) -> None:
    unpacked = tags = rows = 0
    for part in parts:
        tail = b""
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                unpacked += len(piece)
                tags += piece.count(b"<")
                rows += piece.count(_ROW)
                if unpacked > limits.unpacked or tags > limits.tags or rows > limits.rows:
                    raise TableError(messages("file_unpacked", name=name), "file")
                window = tail + piece
                if any(declaration in window for declaration in _DECLARATIONS):
                    raise TableError(messages("file_broken", name=name), "file")
                tail = window[-_OVERLAP:]
