"""What pages and the HTTP interface show of a document and of a clause."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from corpus.clauses import Clause, ClauseKind
from corpus.library import Document, Library
from corpus.terms import Provenance


class ClauseHead(BaseModel):
    """Where a clause stands in its document.

    Attributes:
        chain: the headings above.
        start, own_end, end: code points in the document's text; own lines end where the first child starts.
    """

    id: str
    document_id: str
    kind: ClauseKind
    label: str
    title: str
    chain: tuple[str, ...]
    start: int
    own_end: int
    end: int
    provenance: Provenance


class ClauseView(ClauseHead):
    """One clause with its text and all that lies under it."""

    text: str


class DocumentHead(BaseModel):
    """A document without its text."""

    id: str
    title: str
    number: str
    issuer: str
    issued: date
    in_force_from: date
    in_force_to: date | None
    missing: str | None


class DocumentView(DocumentHead):
    """A document with its text and its clauses in the text's order."""

    text: str
    clauses: list[ClauseHead]


def document_head(document: Document) -> DocumentHead:
    """What is known of a document."""
    meta = document.meta
    start, end = meta.in_force
    return DocumentHead(
        id=document.id,
        title=meta.title,
        number=meta.number,
        issuer=meta.issuer,
        issued=meta.issued,
        in_force_from=start,
        in_force_to=end,
        missing=meta.missing,
    )


def document_view(document: Document, library: Library) -> DocumentView:
    """The whole document."""
    clauses = [clause_head(clause, library) for clause in document.root.walk() if clause is not document.root]
    return DocumentView(**document_head(document).model_dump(), text=document.text, clauses=clauses)


def clause_head(clause: Clause, library: Library) -> ClauseHead:
    """Where a clause stands; a round's row too."""
    return ClauseHead(
        id=clause.id,
        document_id=clause.document_id,
        kind=clause.kind,
        label=clause.label,
        title=clause.title,
        chain=clause.chain,
        start=clause.start,
        own_end=clause.own_end,
        end=clause.end,
        provenance=library.provenance(clause.id),
    )


def clause_view(clause: Clause, library: Library) -> ClauseView:
    """One clause with its text; a round's row too."""
    return ClauseView(**clause_head(clause, library).model_dump(), text=clause.text)
