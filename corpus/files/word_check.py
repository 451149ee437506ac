"""The words of a DOCX file by a second path: its raw XML, tag by tag, without the reader's knowledge of Word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from corpus.files.checking import Piece
from corpus.files.limits import Limits
from corpus.files.package import Package
from corpus.files.read import refusal
from corpus.files.texts import text_for
from corpus.files.word import BODY, NOTES

_NO_WORDS: Final = frozenset(
    ["instrText", "delInstrText", "fldData", "posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "align", "binData", "docPartObj", "LinkType", "LockedField", "FieldCodes"]
)
_STANDS_APART: Final = frozenset(
    ["sym", "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "fldChar", "noBreakHyphen", "del", "delText", "moveFrom", "vanish", "strike", "dstrike", "txbxContent", "pict", "drawing", "ruby", "rt", "num", "den", "p", "Fallback"]
)

_NOT_SAID: Final = frozenset(["vanish", "strike", "dstrike"])


class _Words:
    """Gathers the words of one part, split where other words may stand between them on the page."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._open: list[str] = []
        self._words: list[str] = []
        self._paragraphs = 0
        self._run_apart = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag in _STANDS_APART:
            self.close()
        self._open.append(tag)
        self._run_apart = self._run_apart or tag in _NOT_SAID
        if tag == "p":
            self._paragraphs += 1

    def end(self, _name: str) -> None:
        tag = self._open[-1]
        if tag in _STANDS_APART or (tag == "r" and self._run_apart):
            self.close()
            self._run_apart = tag != "r" and self._run_apart
        self._open.pop()

    def data(self, words: str) -> None:
        if words.strip() and self._open[-1] not in _NO_WORDS:
            self._words.append(words)

    def close(self) -> None:
        if self._words:
            where = text_for("check_paragraph", number=self._paragraphs)
            self.pieces.append(Piece(where, "".join(self._words), again="Fallback" in self._open))
            self._words = []


def words_in_word(path: Path, limits: Limits) -> Iterator[Piece]:
    """Each run of words with the paragraph it stands in; body first, then the notes."""
    with Package(path, limits) as package:
        for name in (BODY, *NOTES.values()):
            if name in package.names:
                yield from _of_part(package.raw(name), path)


def _of_part(data: bytes, path: Path) -> list[Piece]:
    words, parser = _Words(), ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = words.start, words.end, words.data
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise refusal("import_damaged", name=path.name) from error
    words.close()
    return words.pieces
