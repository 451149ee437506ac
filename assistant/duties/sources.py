"""From a row's `source` to the citation that reaches the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.duties.dates import in_chinese, names_day
from assistant.duties.errors import DutyFileError
from assistant.duties.schema import Source
from assistant.duties.texts import text
from corpus.basis import Basis
from corpus.citation import Citation
from corpus.errors import CorpusError, UnknownClauseError
from corpus.library import Library
from corpus.rounds import Round

LOCAL_PREFIX = "local"
"""Clause ids of a site's own words start with this; they are not clauses of the corpus."""


@dataclass(frozen=True)
class Citer:
    """Turns sources into citations for one basis and day.

    Args:
        file: how errors call the file the sources come from.
        site: name of the site whose own words it may quote.
    """

    library: Library
    basis: Basis
    as_of: date
    file: str
    site: str | None = None

    def cite(self, source: Source, place: str) -> Citation:
        """The citation of `source`; `place` names the row, such as `dated.local-close`.

        Raises:
            DutyFileError: the clause does not exist, or the quote is not verbatim in it.
        """
        if source.clause is None:
            return self._local(source, place)
        try:
            return self.library.cite(source.clause, source.quote, basis=self.basis, as_of=self.as_of)
        except UnknownClauseError as error:
            message = text("file_clause", name=self.file, field=place, clause=source.clause)
            raise DutyFileError(message, place) from error
        except CorpusError as error:
            message = text("file_quote", name=self.file, field=place, clause=source.clause)
            raise DutyFileError(message, place) from error

    def holds_day(self, day: date, citations: Iterable[Citation], place: str) -> None:
        """A day that a site's own file writes out must stand in the words that it cites.

        Raises:
            DutyFileError: it doesn't.
        """
        if not any(names_day(citation.quote, day) for citation in citations):
            raise DutyFileError(text("file_date", name=self.file, field=place, day=in_chinese(day)), place)

    def line(self, row: Round, key: str) -> Citation:
        """The row's own line that gives `key`."""
        return self.library.cite(row.id, row.line(key), basis=self.basis, as_of=self.as_of)

    def published(self, source: Source) -> bool:
        """Whether the source may be shown on the day asked about.

        Raises:
            DutyFileError: the clause does not exist.
        """
        if source.clause is None:
            return True
        try:
            return self.library.published(source.clause) <= self.as_of
        except UnknownClauseError as error:
            message = text("file_clause", name=self.file, field="source", clause=source.clause)
            raise DutyFileError(message, "source") from error

    def _local(self, source: Source, place: str) -> Citation:
        if self.site is None or source.text is None:
            raise DutyFileError(text("file_source", name=self.file, field=place), place)
        return Citation(
            clause_id=f"{LOCAL_PREFIX}/{self.site}/{place.rsplit('.', 1)[-1]}",
            document=source.document,
            number=source.number,
            label=source.label,
            quote=source.text,
            provenance=source.provenance,
            in_force=True,
            applies=True,
        )
