"""Library: the documents, their clauses and versions, and which standard applies.

>>> library = load_library()
>>> library.clause("measures-2022-63/annex-3/2").label
'附件3 二'
>>> library.basis(Tier.LITTLE_GIANT, Track.NEW, as_of=date(2022, 6, 20)).round
4
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path

from corpus.basis import (
    Basis,
    choose_standard,
    newest_round,
    open_round,
    review_round,
)
from corpus.citation import Citation, applies
from corpus.clauses import Clause, ClauseKind, parse_clauses
from corpus.errors import CorpusError, UnknownClauseError, UnknownDocumentError, UnknownRoundError
from corpus.messages import text_for
from corpus.provenance import DocumentMeta, check_spans, load_provenance, provenance_of
from corpus.rounds import ROUNDS_ID, Round, load_rounds, round_clauses
from corpus.terms import Provenance, Tier, Track

CORPUS_DIR = Path(__file__).parent


@dataclass(frozen=True)
class Document:
    """One official document: its text, its clause tree and what is known of it.

    Attributes:
        of_site: whether it is a province's or host's own, read because its site is in use.
        added: whether it does not come with the program: a site's, or the operator's own.
    """

    id: str
    meta: DocumentMeta
    root: Clause
    of_site: bool = False
    added: bool = False

    @property
    def text(self) -> str:
        return self.root.source

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by id, the root included, in the text's order."""
        return {clause.id: clause for clause in self.root.walk()}

    def decides(self, standard: str) -> bool:
        """Whether a site's own document still counts beside the standard that decides."""
        return self.of_site and all(entry.by != standard for entry in self.meta.superseded)

    def in_force_on(self, day: date) -> bool:
        """Literally by date; a superseded standard that was not repealed stays in force."""
        start, end = self.meta.in_force
        return start <= day and (end is None or day <= end)


class Library:
    """All documents and rounds, looked up by id and by day.

    Args:
        documents: by id, in the order they are listed.
        rounds: the rows of `batches.yaml`, by batch.
        rounds_text: that file's text as it stands.
    """

    def __init__(self, documents: Sequence[Document], rounds: Sequence[Round], rounds_text: str) -> None:
        self._documents = {document.id: document for document in documents}
        self._rounds_text = rounds_text
        self._rounds = tuple(sorted(rounds, key=lambda row: row.batch))
        self._rounds_root = round_clauses(rounds_text, self._rounds)
        self._clauses: dict[str, Clause] = {}
        for document in documents:
            self._clauses.update(document.clauses)
        self._clauses.update({clause.id: clause for clause in self._rounds_root.walk()})
        self._notices = {document.meta.number: document.id for document in documents}

    # documents

    def documents(self, as_of: date | None = None) -> tuple[Document, ...]:
        """The documents published on or before `as_of` (all where None), oldest first."""
        known = (doc for doc in self._documents.values() if as_of is None or doc.meta.issued <= as_of)
        return tuple(sorted(known, key=lambda doc: (doc.meta.issued, doc.id)))

    def document(self, document_id: str) -> Document:
        """Raises UnknownDocumentError where there is none."""
        try:
            return self._documents[document_id]
        except KeyError:
            raise UnknownDocumentError(text_for("unknown_document", id=document_id), "id") from None

    def numbered(self, number: str, as_of: date) -> Document | None:
        """The document of that number published by `as_of`; of several texts, the one in force, else the newest."""
        found = [document for document in self.documents(as_of) if document.meta.number == number]
        return next((document for document in reversed(found) if document.in_force_on(as_of)), found[-1] if found else None)

    def with_document(self, document: Document) -> Library:
        """This library and one document more."""
        return Library((*self._documents.values(), document), self._rounds, self._rounds_text)

    def replaced_by(self, document_id: str, as_of: date) -> str | None:
        """The document that decides in this one's place for new applications on `as_of`."""
        superseded = self.document(document_id).meta.superseded
        return next((entry.by for entry in superseded if entry.from_ <= as_of), None)

    # clauses

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every document and the rows of the rounds, without the roots."""
        return tuple(clause for clause in self._clauses.values() if "/" in clause.id)

    def clause(self, clause_id: str) -> Clause:
        """Raises UnknownClauseError where there is none."""
        try:
            return self._clauses[clause_id]
        except KeyError:
            raise UnknownClauseError(text_for("unknown_clause", id=clause_id), "id") from None

    def published(self, clause_id: str) -> date:
        """The day the clause's document was issued, or the round announced."""
        clause = self.clause(clause_id)
        if clause.document_id == ROUNDS_ID:
            return self._row(clause.number).announced if clause.number else date.min
        return self.document(clause.document_id).meta.issued

    # rounds

    def rounds(self, as_of: date | None = None) -> tuple[Round, ...]:
        """The rounds announced on or before `as_of` (all where None)."""
        return tuple(row for row in self._rounds if as_of is None or row.announced <= as_of)

    def round(self, number: int, as_of: date | None = None) -> Round:
        """The row of a round.

        Raises:
            UnknownRoundError: no such row, or announced after `as_of`; `field` is `round`.
        """
        row = self._row(number)
        if as_of is not None and row.announced > as_of:
            message = text_for("round_not_announced", round=number, as_of=as_of.isoformat())
            raise UnknownRoundError(message, "round")
        return row

    def newest_round(self, as_of: date) -> Round | None:
        """The newest round announced by `as_of`, open or closed."""
        return newest_round(self._rounds, as_of)

    def review_round(self, held: int, as_of: date) -> Round | None:
        """The newest round announced by `as_of` that reviews the batch `held`."""
        return review_round(self._rounds, held, as_of)

    def notice_of(self, row: Round) -> str | None:
        """Document id of the round's notice, where the corpus has it."""
        return self._notices.get(row.number)

    def _row(self, number: int) -> Round:
        for row in self._rounds:
            if row.batch == number:
                return row
        known = "、".join(str(row.batch) for row in self._rounds) or text_for("no_rounds")
        raise UnknownRoundError(text_for("unknown_round", round=number, known=known), "round")

    # what applies

    def basis(self, tier: Tier, track: Track, as_of: date, round: int | None = None, *, standing: bool = True) -> Basis:
        """The standard, round and year that decide.

        Args:
            round: a round named by the request or the question.
            standing: where no round is named, whether a round that is open on `as_of` decides (it does for
                little_giant); pass False where the question is about a batch whose review is not announced.

        Raises:
            UnknownRoundError: `round` has no row or was announced after `as_of`.
        """
        row = self.round(round, as_of) if round is not None else None
        if row is None and standing and tier is Tier.LITTLE_GIANT:
            row = open_round(self._rounds, as_of)
        standard = choose_standard(tier, track, row, as_of)
        start, end = self.document(standard).meta.in_force
        number = row.batch if row else None
        return Basis(tier, track, number, standard, row.year if row else as_of.year, start, end)

    def applies(self, clause_id: str, basis: Basis, as_of: date) -> bool:
        """Whether a clause decides for `basis`; without a round, the newest announced one is concerned."""
        own = self._documents.get(clause_id.split("/", 1)[0])
        if own is not None and own.of_site:
            return own.decides(basis.standard)
        row = self._row(basis.round) if basis.round is not None else self.newest_round(as_of)
        notice = self.notice_of(row) if row else None
        return applies(clause_id, basis, as_of, row.id if row else None, notice)

    # quotes

    def cite(self, clause_id: str, quote: str | None = None, *, basis: Basis, as_of: date) -> Citation:
        """A citation of the clause, or of the part `quote` of it.

        Raises:
            CorpusError: `quote` is not verbatim in the clause, or not made of whole lines of a round's row.
        """
        clause = self.clause(clause_id)
        quote = clause.text if quote is None else quote
        offset = clause.text.find(quote)
        if offset < 0 or not quote:
            raise CorpusError(text_for("quote_not_verbatim", clause=clause_id, quote=quote), clause_id)
        if clause.kind is ClauseKind.ROUND and not _whole_lines(clause.text, quote):
            raise CorpusError(text_for("quote_not_lines", quote=quote), clause_id)
        start = clause.start + offset
        document, number, in_force = self._heading(clause, as_of)
        return Citation(
            clause_id=clause_id,
            document=document,
            number=number,
            label=clause.label,
            quote=quote,
            provenance=self.provenance(clause_id, start, start + len(quote)),
            in_force=in_force,
            applies=self.applies(clause_id, basis, as_of),
        )

    def provenance(self, clause_id: str, start: int | None = None, end: int | None = None) -> Provenance:
        """How sure the wording of a clause is, or of the span `[start, end)` of its document's text."""
        clause = self.clause(clause_id)
        if clause.document_id == ROUNDS_ID:
            return self._row(clause.number or 0).provenance
        document = self._documents[clause.document_id]
        start = clause.start if start is None else start
        end = clause.start + len(clause.text) if end is None else end
        return provenance_of(document.meta, document.clauses, document.text, start, end)

    def _heading(self, clause: Clause, as_of: date) -> tuple[str, str, bool]:
        if clause.document_id == ROUNDS_ID:
            row = self._row(clause.number or 0)
            return text_for("rounds_title"), row.number, row.announced <= as_of
        document = self._documents[clause.document_id]
        return document.meta.title, document.meta.number, document.in_force_on(as_of)


def _whole_lines(text: str, quote: str) -> bool:
    return f"\n{quote}\n" in f"\n{text}\n"


def load_library(*folders: Path, site: Path | None = None) -> Library:
    """The built-in corpus, with further folders of the same shape (`texts/`, `provenance.yaml`) added.

    Args:
        site: the folder of the site in use; its documents apply.

    Raises:
        CorpusError: a text and its entry don't both exist, a span points nowhere, the same id comes twice.
    """
    folders = (*folders, site) if site else folders
    return _load_library(folders, tuple(_stamp(folder) for folder in folders), site)


def _stamp(folder: Path) -> int:
    """Changes when a document is added to the folder."""
    entries = folder / "provenance.yaml"
    return entries.stat().st_mtime_ns if entries.exists() else 0


@lru_cache(maxsize=64)
def _load_library(folders: tuple[Path, ...], _stamps: tuple[int, ...], site: Path | None) -> Library:
    documents: dict[str, Document] = {}
    for folder in (CORPUS_DIR, *folders):
        for document in load_documents(folder, of_site=folder == site):
            if document.id in documents:
                raise CorpusError(text_for("duplicate_document", id=document.id), document.id)
            documents[document.id] = document
    documents = {document.id: document for document in _dated(documents)}
    text, rounds = load_rounds(CORPUS_DIR / "batches.yaml")
    return Library(tuple(documents.values()), rounds, text)


def _dated(documents: dict[str, Document]) -> Iterator[Document]:
    """The documents, one that another replaces no longer in force from that one's first day on."""
    begins = {document.meta.replaces: document.meta.in_force[0] for document in documents.values() if document.meta.replaces}
    for replaced in begins.keys() - documents.keys():
        raise CorpusError(text_for("replaced_missing", id=replaced), replaced)
    for document in documents.values():
        start, end = document.meta.in_force
        last = begins[document.id] - timedelta(days=1) if document.id in begins else None
        if last is None or (end is not None and end <= last):
            yield document
        else:
            yield replace(document, meta=document.meta.model_copy(update={"in_force": (start, max(start, last))}))


def load_documents(folder: Path, *, of_site: bool = False) -> list[Document]:
    """The documents of one corpus folder, each checked against its entry in `provenance.yaml`.

    The built-in corpus has no text without an entry. In an added folder the entry makes a text part of the
    corpus: a text without one is what an interrupted `corpus add` left.
    """
    provenance = folder / "provenance.yaml"
    metas = load_provenance(provenance) if provenance.exists() else {}
    texts = {path.stem: path for path in sorted((folder / "texts").glob("*.txt"))}
    for document_id in texts.keys() - metas.keys() if folder == CORPUS_DIR else ():
        raise CorpusError(text_for("meta_missing", id=document_id), document_id)
    documents = []
    for document_id, meta in metas.items():
        if document_id not in texts:
            raise CorpusError(text_for("text_missing", id=document_id), document_id)
        root = parse_clauses(texts[document_id].read_text(encoding="utf-8"), document_id)
        document = Document(document_id, meta, root, of_site, folder != CORPUS_DIR)
        check_spans(meta, document.clauses)
        documents.append(document)
    return documents



__all__ = ["Document", "Library", "load_documents", "load_library"]
