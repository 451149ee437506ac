"""What a sentence may stand on: the clauses it cites with all beneath them, their headings, document and number.

>>> from corpus.library import load_library
>>> evidence = Evidence.of(load_library(), ["measures-2022-63/annex-3/2"])
>>> evidence.pieces[-1].text, sorted(evidence.tiers)
('截至上年末，企业资产负债率不高于70%', ['tier.little_giant'])
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from assistant import bounded
from assistant.verifying.flat import flat, grams, lower
from assistant.verifying.row_words import row_statements
from assistant.verifying.statement import Stated
from assistant.verifying.texts import texts
from corpus.clauses import Clause
from corpus.library import Library
from corpus.rounds import ROUNDS_ID

_LOOSE: Final = bounded.compile(r"[\s“”‘’「」\"']")
_SENTENCES: Final = bounded.compile(r"[。\n]")
_PIECES: Final = bounded.compile(r"[。；;\n]")


_EDITORIAL: Final = bounded.compile(r"〔前文未收录〕")
_ANNEX: Final = "附件"


def bare(text: str) -> str:
    """A text without white space, quotation marks and the stops at its end."""
    return _LOOSE.sub("", text).rstrip("。；;：:")


@dataclass(frozen=True)
class Piece:
    """A sentence, or a part of one between semicolons, of a cited clause.

    Attributes:
        lead: what stands before it in its line and binds it too (a lead-in, the part before the semicolon).
        headings: the chain of headings above it.
        line: the whole line that it stands in.
    """

    clause_id: str
    text: str
    lead: str
    headings: str
    line: str = ""

    @property
    def read(self) -> Stated:
        return Stated.of(self.text)

    @cached_property
    def context(self) -> Stated:
        """Its headings and lead-in."""
        return Stated.of(f"{self.headings}\n{self.lead}")

    @cached_property
    def grams(self) -> frozenset[str]:
        """The pairs of characters of its own words."""
        return grams(self.text)

    @cached_property
    def grams_around(self) -> frozenset[str]:
        """Those of its headings and lead-in."""
        return grams(f"{self.headings}{self.lead}")

    @cached_property
    def tiers(self) -> frozenset[str]:
        """The tiers that it speaks of, by its own words or else by what stands above it."""
        own = self.read.of_kind("tier")
        return own or Stated.of(self.lead).of_kind("tier") or Stated.of(self.headings).of_kind("tier")


@dataclass(frozen=True)
class Evidence:
    """The cited clauses, read."""

    clause_ids: tuple[str, ...]
    pieces: tuple[Piece, ...]
    verbatim: tuple[str, ...]
    head: str

    @staticmethod
    def of(library: Library, clause_ids: Sequence[str]) -> Evidence:
        """The evidence of the clauses of these ids; the same object for the same clauses."""
        return _evidence(library, tuple(dict.fromkeys(clause_ids)))

    @cached_property
    def text(self) -> str:
        """All words that stand in it, headings included."""
        headings = dict.fromkeys(piece.headings for piece in self.pieces)
        return flat("\n".join([self.head, *headings, *self.verbatim, *(piece.text for piece in self.pieces)]))

    @cached_property
    def lower(self) -> str:
        """The same with small Latin letters."""
        return lower(self.text)

    @cached_property
    def bare(self) -> str:
        """The same without white space and quotation marks."""
        return bare(self.text)

    @cached_property
    def sentences(self) -> frozenset[str]:
        """The clauses' own sentences, bare."""
        found = {bare(sentence) for text in self.verbatim for sentence in _SENTENCES.split(flat(text))}
        return frozenset(found | {bare(line) for text in self.verbatim for line in flat(text).split("\n")}) - {""}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The concepts that stand in it."""
        found = Stated.of(self.head).ids
        for piece in self.pieces:
            found |= piece.read.ids | piece.context.ids
        return found

    @cached_property
    def tiers(self) -> frozenset[str]:
        return frozenset[str]().union(*(piece.tiers for piece in self.pieces))

    @cached_property
    def documents(self) -> frozenset[str]:
        """Ids of the documents cited."""
        return frozenset(each.split("/", 1)[0] for each in self.clause_ids)


@lru_cache(maxsize=512)
def _evidence(library: Library, clause_ids: tuple[str, ...]) -> Evidence:
    pieces: list[Piece] = []
    verbatim: list[str] = []
    heads: list[str] = []
    for clause_id in clause_ids:
        clause = library.clause(clause_id)
        verbatim.append(clause.text)
        if clause.document_id == ROUNDS_ID:
            if clause.number is not None:
                row = library.round(clause.number)
                statements = list(row_statements(row, library))
                pieces += [Piece(clause.id, flat(f"{row.name}{text}"), "", flat(statements[0])) for whole in statements for text in _PIECES.split(whole) if text.strip()]
            continue
        meta = library.document(clause.document_id).meta
        heads.append(texts()("document_head", title=meta.title, number=meta.number, year=meta.issued.year, issuer=meta.issuer))
        for each in clause.walk():
            pieces += _pieces_of(each, library)
    return Evidence(clause_ids, tuple(pieces), tuple(verbatim), flat("\n".join(dict.fromkeys(heads))))


def _pieces_of(clause: Clause, library: Library) -> Iterator[Piece]:
    headings = flat(" ".join(_above(clause, library)))
    for line in _lines(clause):
        lead: list[str] = []
        for text in _PIECES.split(flat(line)):
            if text.strip():
                yield Piece(clause.id, text.strip(), "；".join(lead), headings, flat(line))
                lead.append(text.strip())


def _lines(clause: Clause) -> list[str]:
    """Its own lines; an entry of a notice's list of annexes is called by its number there."""
    lines = _EDITORIAL.sub("", clause.own_text).split("\n")
    if clause.chain and clause.chain[-1].endswith(_ANNEX) and clause.number is not None:
        lines[0] = bounded.sub(r"^\d+[.．、]\s?", f"{_ANNEX}{clause.number} ", lines[0])
    return lines


def _above(clause: Clause, library: Library) -> list[str]:
    """The own words of the clauses above, and its label."""
    root = library.document(clause.document_id).root
    above: list[str] = []
    current = root
    while current.id != clause.id:
        current = next(child for child in current.children if clause.id == child.id or clause.id.startswith(f"{child.id}/"))
        if current.id != clause.id:
            above.append(current.own_text.split("\n", 1)[0] if len(current.own_text) > 200 else current.own_text)
    return [*above, f"[{clause.label}]"]
