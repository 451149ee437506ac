"""The recognition rounds of `batches.yaml`: dates, the standard each uses, and the lines that say so."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.clauses import Clause, ClauseKind
from corpus.errors import CorpusError
from corpus.messages import text_for
from corpus.numbering import to_chinese
from corpus.terms import Provenance
from corpus.yamlfile import load_yaml

ROUNDS_ID = "rounds"


class Exclusion(StrEnum):
    """Who is not recommended as a new application (notice-2022-133/3/1/3)."""

    MANUFACTURING_CHAMPION = "manufacturing_champion"
    LITTLE_GIANT_HOLDING = "little_giant_holding"
    SAME_GROUP_SIMILAR_PRODUCT = "same_group_similar_product"


Window = tuple[date, date]


class Round(BaseModel):
    """One recognition round (批次). Dates are inclusive; a window that is None is not at hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    batch: int
    review_of: tuple[int, ...]
    year: int
    number: str
    title: str | None = None
    announced: date
    enterprise_upload: Window | None = None
    province_recommend: Window | None = None
    province_recommend_by: date | None = None
    province_mail_by: date | None = None
    standard: str
    review_standard: str
    excluded: tuple[Exclusion, ...] = ()
    notes: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    source: Provenance
    lines: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The clause id by which the row is cited, such as `rounds/8`."""
        return f"{ROUNDS_ID}/{self.batch}"

    @property
    def name(self) -> str:
        """第八批."""
        return f"第{to_chinese(self.batch)}批"

    @property
    def provenance(self) -> Provenance:
        """A row is this project's wording, so at best restated."""
        return Provenance.weakest((self.source, Provenance.RESTATED))

    def line(self, key: str) -> str:
        """The whole line of the row that gives `key`, as it stands in the file.

        Raises:
            KeyError: the row has no such line.
        """
        for line in self.lines:
            if re.match(rf"[- ] {re.escape(key)}:", line):
                return line
        raise KeyError(key)

    def note_line(self, note: str) -> str:
        """The whole line that holds `note`."""
        return next(line for line in self.lines if note in line)


def load_rounds(path: Path) -> tuple[str, tuple[Round, ...]]:
    """Read `batches.yaml`: its text as it stands, and its rows by batch.

    Raises:
        CorpusError: a row that does not fit.
    """
    text = path.read_text(encoding="utf-8")
    rounds: list[Round] = []
    for entry in load_yaml(path) or []:
        if not isinstance(entry, dict):
            raise CorpusError(text_for("rows_missing", name=path.name), ROUNDS_ID)
        lines = _row_lines(text, entry.get("batch"))
        if not lines or any(row.batch == entry["batch"] for row in rounds):
            raise CorpusError(text_for("rows_missing", name=path.name), ROUNDS_ID)
        try:
            rounds.append(Round.model_validate({**entry, "lines": lines}))
        except ValidationError as error:
            first = error.errors()[0]
            field = f"{ROUNDS_ID}/{entry.get('batch')}." + ".".join(map(str, first["loc"]))
            message = text_for("meta_invalid", name=path.name, field=field, reason=first["msg"])
            raise CorpusError(message, field) from error
    return text, tuple(sorted(rounds, key=lambda row: row.batch))


def round_clauses(text: str, rounds: tuple[Round, ...]) -> Clause:
    """The rows as clauses `rounds/N` over the file's own text, to be cited like any other clause."""
    starts = {row.batch: text.index(row.lines[0]) for row in rounds}
    order = sorted(starts, key=lambda batch: starts[batch])
    ends = dict(zip(order, [*(starts[batch] for batch in order[1:]), len(text)], strict=False))
    children = tuple(
        Clause(
            id=f"{ROUNDS_ID}/{batch}",
            document_id=ROUNDS_ID,
            kind=ClauseKind.ROUND,
            label=text_for("label_round", number=to_chinese(batch)),
            title="",
            number=batch,
            start=starts[batch],
            own_end=ends[batch],
            end=ends[batch],
            source=text,
        )
        for batch in order
    )
    first = children[0].start if children else len(text)
    return Clause(ROUNDS_ID, ROUNDS_ID, ClauseKind.DOCUMENT, "", "", None, 0, first, len(text), text, (), children)


def _row_lines(text: str, batch: object) -> tuple[str, ...]:
    """The lines of a row as they stand; none where no row starts with this batch."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if re.match(rf"- batch:\s*{re.escape(str(batch))}\b", line)]
    if not starts:
        return ()
    start = starts[0]
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("- ")), len(lines))
    return tuple(line for line in lines[start:end] if line.strip())
