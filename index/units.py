"""What is embedded and searched: one unit a clause, in its own words under its chain of headings.

A table never parts from its item, so the options A., B., … are searched within the item they belong to. A clause with
parts is searched by its whole text while that is short, and by its own words and the headings beneath it where it is
long. A row of the rounds is searched in readable words; what is shown and quoted are the file's lines.

>>> unit = next(u for u in clause_units(load_library()) if u.clause_id == "measures-2022-63/annex-3/2")
>>> unit.words.split("\\n")[0]
'优质中小企业梯度培育管理暂行办法 工信部企业〔2022〕63号 附件3 专精特新“小巨人”企业认定标准'
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Final

from corpus.clauses import Clause, ClauseKind
from corpus.library import Document, Library, load_library
from corpus.numbering import to_chinese
from corpus.rounds import ROUNDS_ID, Round
from index.errors import texts

WHOLE_UP_TO: Final = 450
"""Code points up to which a clause with parts is searched by its whole text."""

_TITLE_FRAME: Final = re.compile(r"^.{2,20}?关于(.+)的通知$")


@dataclass(frozen=True)
class Unit:
    """A clause as the index knows it.

    Attributes:
        published: ISO date on which the document was issued or the round announced.
        document: the document's title; `number` its number; `label` the clause's human label.
        text: the clause verbatim, with what lies under it.
        words: what is embedded and cut into words: headings, then the text.
        provenance: the weakest state of the wording in `text`.
    """

    clause_id: str
    document_id: str
    published: str
    document: str
    number: str
    label: str
    text: str
    words: str
    provenance: str

    @cached_property
    def words_hash(self) -> str:
        """Of what is embedded: the vector is kept as long as this stays."""
        return sha256(self.words.encode()).hexdigest()

    @cached_property
    def content_hash(self) -> str:
        """Of everything: the index is stale when this changes."""
        return sha256(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def clause_units(library: Library) -> tuple[Unit, ...]:
    """The units of every document and round of `library`, in the texts' order."""
    units = [unit for document in library.documents() for unit in _document_units(document, library)]
    return (*units, *(_round_unit(row, library) for row in library.rounds()))


def _document_units(document: Document, library: Library) -> Iterator[Unit]:
    for clause in document.root.walk():
        if clause.kind in (ClauseKind.DOCUMENT, ClauseKind.OPTION):
            continue
        yield Unit(
            clause_id=clause.id,
            document_id=document.id,
            published=document.meta.issued.isoformat(),
            document=document.meta.title,
            number=document.meta.number,
            label=clause.label,
            text=clause.text,
            words=_words(document, clause),
            provenance=library.provenance(clause.id),
        )


def _words(document: Document, clause: Clause) -> str:
    """Headings on one line, then the text."""
    heading = texts()(
        "unit_heading",
        title=_short_title(document.meta.title),
        number=document.meta.number,
        chain=" ".join(clause.chain),
    ).strip()
    return f"{heading}\n{_searched_text(clause)}"


def _searched_text(clause: Clause) -> str:
    if len(clause.text) <= WHOLE_UP_TO or not clause.children:
        return clause.text
    return "\n".join((clause.own_text, *(child.title for child in clause.children if child.title)))


def _short_title(title: str) -> str:
    """A notice's subject, without the office that issued it: 开展第四批……工作."""
    match = _TITLE_FRAME.match(title)
    return match[1] if match else title


def _round_unit(row: Round, library: Library) -> Unit:
    clause = library.clause(row.id)
    return Unit(
        clause_id=row.id,
        document_id=ROUNDS_ID,
        published=row.announced.isoformat(),
        document=texts()("unit_round_document"),
        number=row.number,
        label=clause.label,
        text=clause.text,
        words="\n".join(_round_words(row, library)),
        provenance=row.provenance,
    )


def _round_words(row: Round, library: Library) -> Iterator[str]:
    text = texts()
    reviewed = "、".join(_batch_name(batch) for batch in row.review_of)
    yield text("unit_round", name=row.name, year=row.year, number=row.number, reviewed=reviewed)
    yield text("unit_round_announced", day=_day(row.announced))
    if row.enterprise_upload:
        start, end = map(_day, row.enterprise_upload)
        yield text("unit_round_upload", start=start, end=end)
    else:
        yield text("unit_round_upload_unknown")
    if row.province_recommend:
        start, end = map(_day, row.province_recommend)
        yield text("unit_round_recommend", start=start, end=end)
    if row.province_recommend_by:
        yield text("unit_round_recommend_by", day=_day(row.province_recommend_by))
    if row.province_mail_by:
        yield text("unit_round_mail", day=_day(row.province_mail_by))
    standard, review = (library.document(key).meta.title for key in (row.standard, row.review_standard))
    yield text("unit_round_standards", standard=standard, review_standard=review)
    yield from row.notes


def _batch_name(batch: int) -> str:
    return texts()("unit_batch", number=to_chinese(batch))


def _day(day: date) -> str:
    return texts()("unit_day", year=day.year, month=day.month, day=day.day)
