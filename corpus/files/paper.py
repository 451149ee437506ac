"""PDF -> lines, by pdfium; page heads and feet that repeat are left out and listed. A scanned one is refused."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from corpus.files.checking import as_written, differing_signs
from corpus.files.layout import CELL, is_page_number, join_wrapped, squeezed, tidy
from corpus.files.limits import Limits
from corpus.files.paper_tables import grids_of, page_text
from corpus.files.read import Reading, refusal
from corpus.files.texts import text_for

_SCANNED_BELOW: Final = 20  # characters on a page
_EDGE: Final = 2
_BROKEN_WORD: Final = re.compile("(?<=[A-Za-z])[\ufffe\x02](?=\\s*[a-z])")
_LINE_END_HYPHEN: Final = re.compile("[\ufffe\x02]")
"""pdfium's signs for a hyphen at the end of a line."""
_MOST_PAGES_TOLD: Final = 6
_OF_PAGES: Final = re.compile(r"\d页|页码|[Pp]age|\d/\d|[-—–·]\d+[-—–·]")
_RULED: Final = 5
"""Lines and frames drawn on a page from which it is taken to have a table."""


def read_paper(path: Path, data: bytes, limits: Limits) -> Reading:
    """Read a PDF that has text.

    Raises:
        DocumentImportError: locked, damaged, scanned, or with too many pages.
    """
    drawn = _Drawn()
    pages = [as_written(page) for page in _pages(path, data, limits, drawn)]
    bare = [number for number, text in enumerate(pages, 1) if len(squeezed(text)) < _SCANNED_BELOW]
    if 2 * len(bare) >= len(pages):
        raise refusal("import_scanned", name=path.name)
    reading = Reading()
    if bare:
        reading.remarks.append(text_for("import_bare_pages", pages="、".join(map(str, bare))))
    for key, numbers in (("import_pdf_tables", drawn.ruled), ("import_pdf_grids", drawn.gridded)):
        if numbers:
            reading.remarks.append(text_for(key, pages="、".join(map(str, numbers))))
    lines = _without_heads([tidy(page).strip("\n").split("\n") for page in pages], reading)
    reading.lines = join_wrapped("\n".join(lines)).split("\n")
    return reading


def check_paper(data: bytes, path: Path, limits: Limits) -> list[str]:
    """What another PDF reader reads otherwise, page by page."""
    import pypdf
    from pypdf.errors import PyPdfError

    first = [as_written(page) for page in _pages(path, data, limits)]
    try:
        second = [as_written(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        return [text_for("check_second_failed", why=type(error).__name__)]
    found: list[str] = []
    for number, (one, other) in enumerate(zip(first, second, strict=False), 1):
        found += differing_signs(_comparable(one), _comparable(other), text_for("check_page", number=number))
    return found[:_MOST_PAGES_TOLD]


def _comparable(page: str) -> str:
    return page.replace("-", "").replace(CELL, "")


@dataclass
class _Drawn:
    """The pages on which tables are drawn: `gridded` where every cell could be told, `ruled` where it could not."""

    ruled: list[int] = field(default_factory=list)
    gridded: list[int] = field(default_factory=list)


def _pages(path: Path, data: bytes, limits: Limits, drawn: _Drawn | None = None) -> list[str]:
    """The text of each page; with `drawn`, tables as rows of cells, and their pages noted."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise refusal("import_locked" if locked else "import_damaged", name=path.name) from error
    try:
        if len(document) > limits.pages:
            raise refusal("import_pages", name=path.name, limit=limits.pages)
        pages: list[str] = []
        characters = 0
        for page in document:
            textpage = page.get_textpage()
            words = textpage.get_text_bounded()
            if drawn is not None:
                words = _in_lines(page, textpage, words, len(pages) + 1, drawn)
            words = _BROKEN_WORD.sub("", words)
            pages.append(_LINE_END_HYPHEN.sub("-", words))
            characters += len(pages[-1])
            if characters > limits.characters:
                raise refusal("import_too_long", name=path.name, limit=limits.characters)
        return pages
    except pypdfium2.PdfiumError as error:
        raise refusal("import_damaged", name=path.name) from error
    finally:
        document.close()


def _in_lines(page: Any, textpage: Any, words: str, number: int, drawn: _Drawn) -> str:
    """The page's text in its own lines, its tables cell by cell; as pdfium gives it where that would lose a sign."""
    from pypdfium2 import raw

    is_ruled = len(list(islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2), _RULED))) == _RULED
    grids = grids_of(page) if is_ruled else []
    own = page_text(textpage, grids)
    whole = Counter(squeezed(own.replace(CELL, ""))) == Counter(squeezed(words.replace(CELL, "")))
    if is_ruled:
        (drawn.gridded if grids and whole else drawn.ruled).append(number)
    return own if whole else words


def _without_heads(pages: Sequence[Sequence[str]], reading: Reading) -> list[str]:
    """The lines of all pages, without those that most pages begin or end with, and without page numbers."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line})
    often = max(2, (len(pages) + 1) // 2)
    lines: list[str] = []
    dropped: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for place, line in enumerate(page):
            at_edge = place < _EDGE or place >= len(page) - _EDGE
            head = at_edge and line and CELL not in line and (is_page_number(line) or repeated[_key(line)] >= often)
            if head:
                dropped.setdefault(line if not is_page_number(line) else text_for("page_numbers"), []).append(number)
            else:
                lines.append(line)
    for line, numbers in dropped.items():
        reading.drop(text_for("dropped_head", words=line, pages="、".join(map(str, numbers))))
    return lines


def _key(line: str) -> str:
    """A line as it is repeated: 第 3 页 and 第 4 页 are one head, 附件1 and 附件2 are two."""
    words = squeezed(line)
    return re.sub(r"\d+", "#", words) if _OF_PAGES.search(words) else words
