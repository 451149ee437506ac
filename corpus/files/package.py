"""A package of XML parts (DOCX), opened so that a hostile one costs little: no DTD, no entities, sizes told and kept."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from corpus.files.limits import Limits
from corpus.files.read import refusal

if TYPE_CHECKING:
    from lxml.etree import _Element


class Package:
    """The parts of a package.

    Raises:
        DocumentImportError: no ZIP, or one that would unpack to more than `limits` allow.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise refusal("import_damaged", name=path.name) from error
        entries = self._archive.infolist()
        if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
            self._archive.close()
            raise refusal("import_bomb", name=path.name, limit=limits.unpacked // 2**20)
        self.names: Final = frozenset(entry.filename for entry in entries)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()

    def raw(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            DocumentImportError: damaged, locked, too large, or declaring a document type, which no office program writes.
        """
        if self._archive.getinfo(name).file_size > self._limits.part:
            raise refusal("import_bomb", name=self._path.name, limit=self._limits.part // 2**20)
        try:
            data = self._archive.read(name)
        except RuntimeError as error:
            raise refusal("import_locked", name=self._path.name) from error
        except Exception as error:  # noqa: BLE001 - zlib, bz2, lzma and zipfile each raise errors of their own
            raise refusal("import_damaged", name=self._path.name) from error
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise refusal("import_doctype", name=self._path.name)
        return data

    def part(self, name: str) -> _Element | None:
        """A part as a tree; None where the package has none of that name."""
        from lxml import etree

        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.raw(name), parser)
        except etree.XMLSyntaxError as error:
            raise refusal("import_damaged", name=self._path.name) from error
