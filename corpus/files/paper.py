"""PDF -> lines, by pdfium; page heads and feet that repeat are left out and listed. A scanned one is refused."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from corpus.files.checking import as_written, differing_signs
from corpus.files.layout import is_page_number, join_wrapped, squeezed, tidy
from corpus.files.limits import Limits
from corpus.files.read import Reading, refusal
from corpus.files.texts import text_for

_SCANNED_BELOW: Final = 20  # characters on a page
_EDGE: Final = 2
_BROKEN_WORD: Final = re.compile("(?<=[A-Za-z])[\ufffe\x02](?=\\s*[a-z])")
_LINE_END_HYPHEN: Final = re.compile("[\ufffe\x02]")
"""pdfium's signs for a hyphen at the end of a line."""
_MOST_PAGES_TOLD: Final = 6
_RULED: Final = 5
"""Lines and frames drawn on a page from which it is taken to have a table."""


def read_paper(path: Path, data: bytes, limits: Limits) -> Reading:
    """Read a PDF that has text.

    Raises:
        DocumentImportError: locked, damaged, scanned, or with too many pages.
    """
    ruled: list[int] = []
    pages = [as_written(page) for page in _pages(path, data, limits, ruled)]
    bare = [number for number, text in enumerate(pages, 1) if len(squeezed(text)) < _SCANNED_BELOW]
    if 2 * len(bare) >= len(pages):
        raise refusal("import_scanned", name=path.name)
    reading = Reading()
    if bare:
        reading.remarks.append(text_for("import_bare_pages", pages="、".join(map(str, bare))))
    if ruled:
        reading.remarks.append(text_for("import_pdf_tables", pages="、".join(map(str, ruled))))
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
    return page.replace("-", "")


def _pages(path: Path, data: bytes, limits: Limits, ruled: list[int] | None = None) -> list[str]:
    """The text of each page; the numbers of those with drawn tables go into `ruled`."""
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise refusal("import_locked" if locked else "import_damaged", name=path.name) from error
    try:
        if len(document) > limits.pages:
            raise refusal("import_pages", name=path.name, limit=limits.pages)
        pages, characters = [], 0
        for page in document:
            words = _BROKEN_WORD.sub("", page.get_textpage().get_text_bounded())
            pages.append(_LINE_END_HYPHEN.sub("-", words))
            characters += len(pages[-1])
            drawn = islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2), _RULED) if ruled is not None else ()
            if ruled is not None and len(list(drawn)) == _RULED:
                ruled.append(len(pages))
            if characters > limits.characters:
                raise refusal("import_too_long", name=path.name, limit=limits.characters)
        return pages
    except pypdfium2.PdfiumError as error:
        raise refusal("import_damaged", name=path.name) from error
    finally:
        document.close()


def _without_heads(pages: Sequence[Sequence[str]], reading: Reading) -> list[str]:
    """The lines of all pages, without those that most pages begin or end with, and without page numbers."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line})
    often = max(2, (len(pages) + 1) // 2)
    lines: list[str] = []
    dropped: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for place, line in enumerate(page):
            at_edge = place < _EDGE or place >= len(page) - _EDGE
            head = at_edge and line and (is_page_number(line) or repeated[_key(line)] >= often)
            if head:
                dropped.setdefault(line if not is_page_number(line) else text_for("page_numbers"), []).append(number)
            else:
                lines.append(line)
    for line, numbers in dropped.items():
        reading.drop(text_for("dropped_head", words=line, pages="、".join(map(str, numbers))))
    return lines


def _key(line: str) -> str:
    """A line with its numbers alike: 第 3 页 and 第 4 页 are one head."""
    return re.sub(r"\d+", "#", squeezed(line))
