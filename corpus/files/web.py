"""A saved web page -> lines: blocks and rows on lines of their own; the page's own furniture left out and listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from corpus.files.checking import Piece
from corpus.files.layout import INVISIBLE, raised
from corpus.files.read import Reading, refusal
from corpus.files.texts import text_for
from corpus.files.web_furniture import LINK_CLOSES, LINK_OPENS, without_furniture
from corpus.files.word_table import Cell, row_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NO_WORDS: Final = frozenset(["head", "script", "style", "noscript", "template", "svg", "iframe", "object", "input"])
_FURNITURE: Final = frozenset(["aside", "button", "footer", "nav", "select", "textarea"])
_BLOCKS: Final = frozenset(
    ["address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "ul"]
)
_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|zip|rar|odt|rtf|txt)(?:[?#].*)?$", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SAVED_FROM: Final = re.compile(r"<!-- saved from url=\(\d{1,6}\)(\S{1,500}?)\s*-->")
_MANY_LINES: Final = 5
_DEEPEST: Final = 300
_WIDEST: Final = 63
_STRUCK: Final = frozenset(["del", "s", "strike"])


def page_of_archive(data: bytes) -> tuple[bytes, str | None, str | None]:
    """The page in an MHTML file: its bytes, its encoding, where it was saved from."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            return payload if isinstance(payload, bytes) else b"", part.get_content_charset(), str(address) if address else None
    return b"", None, None


def read_page(source: str, name: str) -> Reading:
    """Read a page's source.

    Raises:
        DocumentImportError: no page, or one nested beyond all measure.
    """
    from lxml import etree, html

    saved = _SAVED_FROM.search(source[:2000])
    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source)
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refusal("import_damaged", name=name) from error
    page = _Page()
    try:
        page.walk(root, 0)
    except RecursionError as error:
        raise refusal("import_nested", name=name) from error
    page.end_line()
    page.reading.address = saved[1] if saved else None
    kept, dropped = without_furniture(page.lines)
    page.reading.lines = kept
    for words in dropped:
        page.reading.drop(text_for("dropped_page", words=words))
    return page.reading


class _Page:
    """Walks a page; `lines` hold the text, with the words of links between marks."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.lines: list[str] = []
        self._line: list[str] = []

    def walk(self, element: HtmlElement, depth: int) -> None:
        """Read one element and what lies in it, then the text behind it."""
        if depth > _DEEPEST:
            raise RecursionError
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in NO_WORDS:
            if tag in _STRUCK:
                self.reading.drop(text_for("dropped_struck", words=" ".join("".join(_all_text(element)).split())))
            elif tag in _FURNITURE or _is_hidden(element):
                self.reading.drop(text_for("dropped_page", words=" ".join("".join(_all_text(element)).split())))
            else:
                self._element(element, tag, depth)
        elif tag in ("iframe", "object"):
            self.reading.remarks.append(text_for("web_frame"))
        self._say(element.tail)

    def end_line(self) -> None:
        """Close the present line."""
        words = "".join(self._line).strip()
        self._line = []
        if words.strip(f"{LINK_OPENS}{LINK_CLOSES} "):
            self.lines.append(words)

    def _element(self, element: HtmlElement, tag: str, depth: int) -> None:
        block = tag in _BLOCKS or tag in ("br", "table", "tr")
        if block:
            self.end_line()
        if tag == "table":
            self._table(element, depth)
        else:
            link = tag == "a" and element.get("href") and not _FILE.search(element.get("href") or "")
            self._line.append(LINK_OPENS if link else "")
            if tag == "li":
                self._line.append(_number_of(element))
            before = len(self._line)
            self._inside(element, tag, depth)
            if tag == "sup":
                self._line[before:] = [raised(words) for words in self._line[before:]]
            self._line.append(LINK_CLOSES if link else "")
        if block:
            self.end_line()

    def _inside(self, element: HtmlElement, tag: str, depth: int) -> None:
        if tag == "pre":
            for line in (element.text or "").split("\n"):
                self._line.append(line)
                self.end_line()
        else:
            self._say(element.text)
        for child in element:
            self.walk(child, depth + 1)

    def _table(self, table: HtmlElement, depth: int) -> None:
        rows: list[list[Cell]] = []
        reaching: dict[int, tuple[int, int]] = {}
        for row in _rows(table):
            rows.append(_in_place(self._row(row, depth), [_span(each, "rowspan") for each in row.iterchildren("td", "th")], reaching))
        framed = all(len(row) <= 1 for row in rows)
        for row in rows:
            self.lines.extend([line for cell in row for line in cell.lines] if framed else row_lines(row))

    def _row(self, row: HtmlElement, depth: int) -> list[Cell]:
        cells = []
        for each in row.iterchildren("td", "th"):
            within = _Page()
            within.reading = self.reading
            within._inside(each, "td", depth + 3)
            within.end_line()
            nested = each.find(".//table") is not None or len(within.lines) > _MANY_LINES
            cells.append(Cell(within.lines, _span(each, "colspan"), nested))
        return cells

    def _say(self, words: str | None) -> None:
        if words:
            self._line.append(re.sub(r"\s+", " ", words.translate(INVISIBLE)))


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell: HtmlElement, name: str) -> int:
    """Over how many columns or rows a cell goes; hostile counts are cut."""
    told = cell.get(name) or "1"
    return min(int(told), _WIDEST) if told.isdecimal() and len(told) < 6 and int(told) > 0 else 1


def _in_place(cells: Sequence[Cell], heights: Sequence[int], reaching: dict[int, tuple[int, int]]) -> list[Cell]:
    """A row with the places that cells of rows above reach into; `reaching` has them by column, with rows left and columns."""
    row: list[Cell] = []
    below: dict[int, tuple[int, int]] = {}
    own = list(zip(cells, heights, strict=True))
    column = 0
    while own or column in reaching:
        if column in reaching:
            rows_left, span = reaching.pop(column)
            row.append(Cell([], span, goes_on=True))
        else:
            cell, rows_left = own.pop(0)
            span = cell.span
            row.append(cell)
        if rows_left > 1:
            below[column] = (rows_left - 1, span)
        column += span
    below |= {at: (rows_left - 1, span) for at, (rows_left, span) in reaching.items() if rows_left > 1}
    reaching.clear()
    reaching.update(below)
    return row


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _all_text(element: HtmlElement) -> Iterator[str]:
    for each in element.iter():
        if isinstance(each.tag, str) and each.tag not in NO_WORDS:
            yield each.text or ""
        if each is not element:
            yield each.tail or ""


def _number_of(item: HtmlElement) -> str:
    """The number that a browser writes before an entry of a numbered list."""
    ordered = item.getparent()
    if ordered is None or ordered.tag != "ol" or "none" in (ordered.get("style") or ""):
        return ""
    start, own = ordered.get("start") or "1", item.get("value")
    before = sum(1 for each in item.itersiblings("li", preceding=True))
    number = int(own) if own and own.isdecimal() else (int(start) if start.isdecimal() else 1) + before
    kind = ordered.get("type") or "1"
    return f"{chr(ord(kind) + number - 1)}." if kind in ("a", "A") and number <= 26 else f"{number}."


class _Words(HTMLParser):
    """The words of a page by a second path: its source, without its tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NO_WORDS and tag != "input":
            self._silent.append(tag)
        elif tag == "body":
            self._silent = []

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            self.pieces.append(Piece(text_for("check_line", number=self.getpos()[0]), data))


def words_in_page(source: str) -> list[Piece]:
    """Each run of words of a page, with the line of the source where it stands."""
    words = _Words()
    words.feed(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source))
    words.close()
    return words.pieces


__all__ = ["page_of_archive", "read_page", "words_in_page"]
