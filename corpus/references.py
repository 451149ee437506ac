"""Cross-references in official texts, and what they mean: 附件4, 《办法》附件4, 第三条, 本办法.

>>> from corpus.library import load_library
>>> library = load_library()
>>> [(r.text, r.target) for r in references(library, library.clause("notice-2022-133/3/1/2"))]
[('《办法》', 'measures-2022-63'), ('《办法》附件4', 'measures-2022-63/annex-4')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.clauses import Clause, ClauseKind
from corpus.library import Document, Library
from corpus.numbering import NUMERAL, parse_numeral

_PART: Final = rf"附件{NUMERAL}|第{NUMERAL}[条章]"
_FOREIGN_NUMBER: Final = r"(?<=[（(》，、：])[\u4e00-\u9fff]{2,12}〔\d{4}〕\d{1,5}号"
_ALIAS: Final = re.compile(r"以下简称《([^《》\n]{1,30})》")
_HEADINGS: Final = {ClauseKind.CHAPTER, ClauseKind.ARTICLE, ClauseKind.ANNEX}


@dataclass(frozen=True)
class Reference:
    """Words that point to another clause or document.

    Attributes:
        start, end: offsets in code points within the document's text.
        target: id of the clause or document meant; None where the corpus doesn't hold it.
    """

    source: str
    text: str
    start: int
    end: int
    target: str | None


def references(library: Library, clause: Clause) -> tuple[Reference, ...]:
    """The references in the clause's text, all that lies under it included, in the text's order."""
    found = _document_references(library, clause.document_id)
    return tuple(reference for reference in found if clause.start <= reference.start < clause.end)


@lru_cache(maxsize=64)
def _document_references(library: Library, document_id: str) -> tuple[Reference, ...]:
    document = library.document(document_id)
    return tuple(_Reader(library, document).read())


class _Reader:
    """Reads one document's references, with its own short names (以下简称《办法》)."""

    def __init__(self, library: Library, document: Document) -> None:
        self.document = document
        self.by_title = {entry.meta.title: entry for entry in library.documents()}
        self.by_number = {entry.meta.number: entry for entry in library.documents()}
        self.pattern = _pattern(self.by_number)
        self.aliases = dict(self._aliases())

    def read(self) -> Iterator[Reference]:
        clauses = [clause for clause in self.document.root.walk() if clause.kind is not ClauseKind.DOCUMENT]
        for clause in clauses:
            if clause.kind is ClauseKind.TITLE:
                continue
            for match in self.pattern.finditer(clause.source, clause.start, clause.own_end):
                if not self._is_heading(clause, match):
                    yield self._reference(clause, match)

    def _reference(self, clause: Clause, match: re.Match[str]) -> Reference:
        named = match["document"]
        document = self._named(named) if named else self.document
        part = match["of"] or match["own"]
        target = document.id if document else None
        if document and part:
            target = _part_of(document, part)
        return Reference(clause.id, match[0], match.start(), match.end(), target)

    def _named(self, name: str) -> Document | None:
        if name.startswith("本"):
            return self.document
        if name.startswith("《"):
            title = name[1:-1]
            return self.aliases.get(title) or self._titled(title)
        return self.by_number.get(name)

    def _titled(self, title: str) -> Document | None:
        """The document of that title, also inside 《…关于印发〈title〉的通知》."""
        inner = re.search(r"〈([^〈〉]+)〉", title)
        return self.by_title.get(inner[1] if inner else title)

    def _aliases(self) -> Iterator[tuple[str, Document]]:
        text = self.document.text
        for match in _ALIAS.finditer(text):
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            for named in reversed(list(self.pattern.finditer(before))):
                full = named["document"] or ""
                target = self._titled(full[1:-1]) if full.startswith("《") else self.by_number.get(full)
                if target:
                    yield match[1], target
                    break

    @staticmethod
    def _is_heading(clause: Clause, match: re.Match[str]) -> bool:
        """The clause's own number at its start is no reference."""
        before = clause.source[clause.start : match.start()]
        return clause.kind in _HEADINGS and not before.strip()


def _pattern(numbers: Iterable[str]) -> re.Pattern[str]:
    """A known number is found wherever it stands, another one only where it is clear where it begins."""
    known = "|".join(re.escape(number) for number in sorted(numbers, key=len, reverse=True))
    named = rf"《[^《》\n]{{2,80}}》|{known}|{_FOREIGN_NUMBER}|本办法|本规定|本通知"
    return re.compile(rf"(?P<document>{named})(?P<of>{_PART})?|(?P<own>{_PART})")


def _part_of(document: Document, part: str) -> str | None:
    """The id of 附件N, 第N条 or 第N章 of a document; in a notice 附件N is an entry of its list of annexes."""
    if part.startswith("附件"):
        kind, numeral = ClauseKind.ANNEX, part[2:]
    else:
        kind, numeral = (ClauseKind.ARTICLE if part.endswith("条") else ClauseKind.CHAPTER), part[1:-1]
    try:
        number = parse_numeral(numeral)
    except ValueError:
        return None
    for clause in document.clauses.values():
        if clause.kind is kind and clause.number == number:
            return clause.id
    listed = f"{document.id}/附件/{number}"
    return listed if kind is ClauseKind.ANNEX and listed in document.clauses else None
