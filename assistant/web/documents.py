"""Documents and clauses as HTTP shows them: on a day, from the standpoint of a tier, track and round."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from assistant.clock import today
from assistant.errors import texts
from assistant.models import ClauseRequest
from assistant.web.views import (
    ClauseView,
    DocumentHead,
    DocumentView,
    clause_view,
    document_head,
    document_view,
)
from corpus.clauses import Clause
from corpus.errors import UnknownClauseError, UnknownDocumentError
from corpus.library import Document, Library
from corpus.references import references
from corpus.rounds import ROUNDS_ID
from corpus.terms import Tier, Track


class DocumentEntry(DocumentHead):
    """A document as the list has it.

    Attributes:
        in_force: on the day asked about, literally by date.
        replaced_by: the document that decides new applications in its place on that day.
    """

    in_force: bool
    replaced_by: str | None


class DocumentList(BaseModel):
    as_of: date
    documents: list[DocumentEntry]


class ReferenceView(BaseModel):
    """Words that point to another clause or document.

    Attributes:
        start, end: code points in the document's text.
        target: id of what is meant; None where the corpus doesn't hold it, or not yet on the day asked about.
    """

    text: str
    start: int
    end: int
    target: str | None


class ClauseDetail(ClauseView):
    """A clause, the document it stands in, and its neighbours.

    Attributes:
        own_text: its own lines only; `text` has all that lies under it.
        prev, next: the clauses before and after it in the text, None at the ends.
        references: what its text points to, in the text's order.
    """

    own_text: str
    document: str
    number: str
    in_force: bool
    applies: bool
    prev: str | None
    next: str | None
    parent: str | None
    children: list[str]
    references: list[ReferenceView]


def list_documents(library: Library, as_of: date | None) -> DocumentList:
    """The documents published on or before `as_of`, today by default, oldest first."""
    day = as_of or today()
    return DocumentList(as_of=day, documents=[_entry(item, library, day) for item in library.documents(day)])


def show_document(library: Library, document_id: str, as_of: date | None) -> DocumentView:
    """One document with its text and clauses.

    Raises:
        UnknownDocumentError: there is none, or it was not published by `as_of`.
    """
    document = library.document(document_id)
    if document.meta.issued > (as_of or today()):
        raise UnknownDocumentError(texts()("unknown_id", id=document_id), "id")
    return document_view(document, library)


def show_clause(library: Library, clause_id: str, request: ClauseRequest) -> ClauseDetail:
    """One clause in its place.

    Raises:
        UnknownClauseError: there is none, or it was not published by the day asked about.
        UnknownRoundError: the round asked about is not known on that day.
    """
    day = request.as_of or today()
    clause = library.clause(clause_id)
    if "/" not in clause_id or library.published(clause_id) > day:
        raise UnknownClauseError(texts()("unknown_id", id=clause_id), "id")
    basis = library.basis(request.tier or Tier.LITTLE_GIANT, request.track or Track.NEW, day, request.round)
    citation = library.cite(clause_id, basis=basis, as_of=day)
    before, after = _neighbours(library, clause)
    return ClauseDetail(
        **clause_view(clause, library).model_dump(),
        own_text=clause.own_text,
        document=citation.document,
        number=citation.number,
        in_force=citation.in_force,
        applies=citation.applies,
        prev=before,
        next=after,
        parent=_parent(clause_id),
        children=[child.id for child in clause.children],
        references=_references(library, clause, day),
    )


def _entry(document: Document, library: Library, day: date) -> DocumentEntry:
    return DocumentEntry(
        **document_head(document).model_dump(),
        in_force=document.in_force_on(day),
        replaced_by=library.replaced_by(document.id, day),
    )


def _references(library: Library, clause: Clause, day: date) -> list[ReferenceView]:
    if clause.document_id == ROUNDS_ID:
        return []
    views = []
    for found in references(library, clause):
        known = found.target is not None and library.published(found.target) <= day
        target = found.target if known else None
        views.append(ReferenceView(text=found.text, start=found.start, end=found.end, target=target))
    return views


def _neighbours(library: Library, clause: Clause) -> tuple[str | None, str | None]:
    ids = [item.id for item in library.clauses if item.document_id == clause.document_id]
    place = ids.index(clause.id)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)


def _parent(clause_id: str) -> str | None:
    parent = clause_id.rpartition("/")[0]
    return parent if "/" in parent else None
