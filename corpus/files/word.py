"""DOCX -> lines: every word that a reader of the page sees, in its order, or the paragraph that can't be read.

Tracked insertions, smart tags, fields, content controls, text boxes, tables in tables, footnotes and symbols are read as
Word shows them; deleted and hidden words, comments and page heads are left out and listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.files.layout import raised
from corpus.files.limits import Limits
from corpus.files.package import Package
from corpus.files.read import Reading, begins, refusal
from corpus.files.texts import text_for
from corpus.files.word_nodes import box_sign, by_id, chosen, is_mark_deleted, is_on, is_within, tag_of, words_in
from corpus.files.word_numbers import UnknownNumberError, W, WordNumbers
from corpus.files.word_table import table_lines
from corpus.yamlfile import load_yaml

if TYPE_CHECKING:
    from lxml.etree import _Element

BODY: Final = "word/document.xml"
NOTES: Final = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
_COMMENTS: Final = "word/comments.xml"
_THROUGH: Final = frozenset(["ins", "moveTo", "smartTag", "customXml", "sdtContent", "body"])
_LEFT_OUT: Final = frozenset(["del", "moveFrom", "rt"])
_FOREIGN: Final = frozenset(["altChunk", "subDoc"])
UNKNOWN_SIGN: Final = "\ufffd"
_BREAKS: Final = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_READABLE_GRAPHICS: Final = ("/picture", "/wordprocessingShape", "/wordprocessingGroup", "/wordprocessingCanvas")


def read_word(path: Path, limits: Limits) -> Reading:
    """Read a DOCX file.

    Raises:
        DocumentImportError: damaged, locked, oversized, or no Word document.
    """
    with Package(path, limits) as package:
        if BODY not in package.names:
            raise refusal("import_ofd" if "OFD.xml" in package.names else "import_format", name=path.name)
        root = package.part(BODY)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise refusal("import_damaged", name=path.name)
        reader = WordReader(package, limits)
        reader.read(body)
    return reader.reading


class WordReader:
    """Reads one document; `reading` is what comes of it."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.reading = Reading()
        self._package, self._limits = package, limits
        self._numbers = WordNumbers(package.part("word/numbering.xml"), package.part("word/styles.xml"))
        self._notes = {name: by_id(package.part(part)) for name, part in NOTES.items()}
        self._noted: set[tuple[str, str]] = set()
        self._below: list[_Element] = []
        self._paragraph = 0
        self._dropped_last: tuple[str, int] | None = None
        self._code: list[bool] = []

    def read(self, body: _Element) -> None:
        characters = 0
        for line in self.blocks(body):
            characters += len(line)
            if characters > self._limits.characters:
                raise refusal("import_too_long", name="", limit=self._limits.characters)
            self.reading.lines.append(line)
        comments = self._package.part(_COMMENTS)
        for comment in comments if comments is not None else ():
            self._drop("dropped_comment", words_in(comment))
        for name in sorted(self._package.names):
            kind = next((kind for kind in ("header", "footer") if name.startswith(f"word/{kind}") and name.endswith(".xml")), None)
            page = self._package.part(name) if kind else None
            if page is not None:
                self._drop(f"dropped_{kind}", words_in(page))

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of all paragraphs and tables in `parent`."""
        goes_on = ""
        for child in parent.iterchildren("*"):
            tag = tag_of(child)
            if tag == "p":
                first, *others = self._paragraph_lines(child)
                lines = [goes_on + first, *others]
                goes_on = lines.pop() if is_mark_deleted(child) else ""
                yield from lines
                yield from self._lines_below()
            elif tag == "tbl":
                yield from self.table(child)
            elif tag == "sdt":
                yield from self._inside(child, "sdtContent")
            elif tag == "AlternateContent":
                yield from self.blocks(chosen(child))
            elif tag in _THROUGH:
                yield from self.blocks(child)
            elif tag in _LEFT_OUT:
                self._drop("dropped_deleted", words_in(child))
            elif tag in _FOREIGN:
                self._refuse("word_foreign")
        if goes_on:
            yield goes_on

    def table(self, table: _Element) -> Iterator[str]:
        """A table's lines."""
        yield from table_lines(table, self.blocks, self._drop)

    def _inside(self, parent: _Element, name: str) -> Iterator[str]:
        for child in parent.iterchildren(f"{W}{name}"):
            yield from self.blocks(child)

    def _paragraph_lines(self, paragraph: _Element) -> list[str]:
        self._paragraph += 1
        try:
            label = self._numbers.label(paragraph)
        except UnknownNumberError as error:
            label = ""
            self._refuse("word_number", begins(words_in(paragraph)), form=str(error))
        words = "".join(self._inline(paragraph))
        return (label + words if words.strip() else words).split("\n")

    def _lines_below(self) -> Iterator[str]:
        """Text boxes and notes of a paragraph, beneath it."""
        while self._below:
            yield from self.blocks(self._below.pop(0))

    def _inline(self, parent: _Element) -> Iterator[str]:
        for child in parent.iterchildren("*"):
            tag = tag_of(child)
            read = self._ways.get(tag)
            if read is not None:
                yield from read(self, child)
            elif tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag in _LEFT_OUT:
                self._drop("dropped_deleted" if tag != "rt" else "dropped_ruby", words_in(child))
            elif not tag.endswith("Pr") and tag not in ("instrText", "softHyphen", "delText"):
                yield from self._inline(child)

    def _text(self, node: _Element) -> Iterator[str]:
        if any(self._code):
            self._drop("dropped_code", node.text or "")
        else:
            yield (node.text or "").replace("\n", " ")

    def _run(self, run: _Element) -> Iterator[str]:
        key = next((key for key, signs in _NOT_SAID.items() if any(is_on(run.find(f"{W}rPr/{W}{sign}")) for sign in signs)), None)
        if key is not None:
            self._drop(key, words_in(run))
            return
        above = run.find(f"{W}rPr/{W}vertAlign")
        is_note = any(tag_of(child) in _NOTE_MARKS for child in run)
        is_raised = above is not None and above.get(f"{W}val") == "superscript" and not is_note
        for words in self._inline(run):
            yield raised(words) if is_raised else words

    def _field(self, node: _Element) -> Iterator[str]:
        """Between `begin` and `separate` stands a field's code, after it what the page shows."""
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._code.append(True)
            yield box_sign(node.find(f"{W}ffData/{W}checkBox"))
        elif kind == "separate" and self._code:
            self._code[-1] = False
        elif kind == "end" and self._code:
            self._code.pop()

    def _symbol(self, node: _Element) -> Iterator[str]:
        font, code = node.get(f"{W}font") or "", (node.get(f"{W}char") or "").upper()
        sign = _symbols().get(font, {}).get(code[-2:])
        if sign is None and not code.startswith("F0") and code:
            sign = chr(int(code, 16))
        if sign is None:
            self._refuse("word_symbol", font=font, code=code)
        yield sign or UNKNOWN_SIGN

    def _note(self, node: _Element) -> Iterator[str]:
        kind, number = tag_of(node), node.get(f"{W}id") or ""
        note = self._notes[kind].get(number)
        if note is None:
            self._refuse("word_note")
            return
        if (kind, number) not in self._noted:
            self._noted.add((kind, number))
            self._below.append(note)
        yield text_for("word_note_mark", number=len(self._noted))
        # the note's own paragraph opens with the same mark
        note.set(_MARK, str(len(self._noted)))

    def _note_mark(self, node: _Element) -> Iterator[str]:
        note = next((each for each in node.iterancestors() if each.get(_MARK)), None)
        yield text_for("word_note_mark", number=note.get(_MARK)) if note is not None else ""

    def _graphic(self, node: _Element) -> Iterator[str]:
        """Words in text boxes go beneath the paragraph; a picture is pointed out; other drawings with words are refused."""
        boxes = [box for box in node.iter(f"{W}txbxContent") if not is_within(box, node, "Fallback") and not is_within(box, node, "txbxContent")]
        self._below.extend(boxes)
        kinds = [data.get("uri") or "" for data in node.iter("{*}graphicData")]
        if any(not uri.endswith(_READABLE_GRAPHICS) for uri in kinds) or tag_of(node) == "object":
            self._refuse("word_drawing" if tag_of(node) != "object" else "word_object")
        elif any(tag_of(each) in ("pic", "imagedata") for each in node.iter("{*}pic", "{*}imagedata")):
            self.reading.remarks.append(text_for("word_picture", number=self._paragraph))
        yield "".join(each.get("string") or "" for each in node.iter("{*}textpath"))
        yield "".join(each.text or "" for each in node.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"))

    def _alternate(self, node: _Element) -> Iterator[str]:
        yield from self._inline(chosen(node))

    def _fraction(self, node: _Element) -> Iterator[str]:
        over, under = (["".join(self._inline(part)) for part in node.iterchildren(f"{{*}}{name}")] for name in ("num", "den"))
        yield f"{''.join(over)}/{''.join(under)}"

    _ways: Final[Mapping[str, Callable[[WordReader, _Element], Iterator[str]]]] = {
        "t": _text,
        "r": _run,
        "fldChar": _field,
        "sym": _symbol,
        "footnoteReference": _note,
        "endnoteReference": _note,
        "footnoteRef": _note_mark,
        "endnoteRef": _note_mark,
        "drawing": _graphic,
        "pict": _graphic,
        "object": _graphic,
        "AlternateContent": _alternate,
        "f": _fraction,
    }

    def _drop(self, key: str, words: str) -> None:
        """Leave words out; a tracked deletion that stands in several runs is told as one."""
        if not words.strip():
            return
        words = " ".join(words.split())
        if (key, self._paragraph) == self._dropped_last == ("dropped_deleted", self._paragraph):
            self.reading.dropped[-1] += words
        else:
            self.reading.drop(text_for(key, words=words))
        self._dropped_last = (key, self._paragraph)

    def _refuse(self, key: str, words: str = "", **values: str) -> None:
        self.reading.trouble.append(text_for(key, number=self._paragraph, words=words, **values))


_MARK: Final = "zjtx-note"
_NOTE_MARKS: Final = frozenset(["footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"])
_NOT_SAID: Final = {"dropped_hidden": ("vanish",), "dropped_struck": ("strike", "dstrike")}
"""Signs of a run whose words stand there and are not said."""


@lru_cache(maxsize=1)
def _symbols() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = load_yaml(Path(__file__).with_name("symbols.yaml"))
    return loaded
