"""What is known about each document: title, number, dates, and how sure each span's wording is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.clauses import Clause
from corpus.errors import CorpusError
from corpus.messages import text_for
from corpus.terms import Provenance
from corpus.yamlfile import load_yaml


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Model):
    """A clause, or a part of its text, whose wording is less sure than the document's default."""

    state: Provenance
    clause: str
    text: str | None = None


class Supersession(_Model):
    """From when another document decides in this one's place, and for what."""

    from_: date = Field(alias="from")
    by: str
    for_: str = Field(alias="for")


class Source(_Model):
    """The file a text was read from."""

    file: str
    sha256: str
    read: date
    address: str | None = None


class DocumentMeta(_Model):
    """One entry of `provenance.yaml`; dates are inclusive, `in_force[1]` null while no end is known.

    Attributes:
        replaces: id of the document whose newer text this is; that one ends the day before this one begins.
        source: where an added text came from.
    """

    title: str
    number: str
    issuer: str
    issued: date
    in_force: tuple[date, date | None]
    default: Provenance
    superseded: tuple[Supersession, ...] = ()
    still_used: str | None = None
    spans: tuple[Span, ...] = ()
    missing: str | None = None
    article_numbers: str | None = None
    replaces: str | None = None
    source: Source | None = None

    @field_validator("in_force")
    @classmethod
    def _ordered(cls, value: tuple[date, date | None]) -> tuple[date, date | None]:
        start, end = value
        if end is not None and end < start:
            raise ValueError("in_force")
        return value


def load_provenance(path: Path) -> dict[str, DocumentMeta]:
    """Read a `provenance.yaml`.

    Raises:
        CorpusError: an entry that does not fit; `field` names it.
    """
    entries = load_yaml(path) or {}
    return {document_id: parse_meta(document_id, entry, path.name) for document_id, entry in entries.items()}


def parse_meta(document_id: str, entry: object, name: str) -> DocumentMeta:
    """Validate one entry of `provenance.yaml`."""
    try:
        return DocumentMeta.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join((document_id, *map(str, first["loc"])))
        raise CorpusError(text_for("meta_invalid", name=name, field=field, reason=first["msg"]), field) from error


def check_spans(meta: DocumentMeta, clauses: dict[str, Clause]) -> None:
    """Raise CorpusError where a span names a clause or a text that is not there."""
    for span in meta.spans:
        clause = clauses.get(span.clause)
        if clause is None:
            raise CorpusError(text_for("span_clause_missing", clause=span.clause), span.clause)
        if span.text is not None and span.text not in clause.text:
            raise CorpusError(text_for("span_missing", clause=span.clause, text=span.text), span.clause)


def provenance_of(meta: DocumentMeta, clauses: dict[str, Clause], source: str, start: int, end: int) -> Provenance:
    """The weakest state of the spans that `source[start:end]` touches; what no span covers has the default.

    Args:
        start, end: offsets in code points within the document's text.
    """
    states: list[Provenance] = []
    covered: list[tuple[int, int]] = []
    for span in meta.spans:
        span_start, span_end = _bounds(span, clauses[span.clause])
        if span_start < end and start < span_end:
            states.append(span.state)
            covered.append((span_start, span_end))
    bare = (i for i in range(start, end) if not source[i].isspace())
    if any(not any(low <= i < high for low, high in covered) for i in bare):
        states.append(meta.default)
    return Provenance.weakest(states) if states else meta.default


def _bounds(span: Span, clause: Clause) -> tuple[int, int]:
    if span.text is None:
        return clause.start, clause.end
    start = clause.source.index(span.text, clause.start)
    return start, start + len(span.text)
