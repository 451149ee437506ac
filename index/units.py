"""What is embedded and searched: one unit a clause, in its own words under its chain of headings.

A table never parts from its item, so the options A., B., … are searched within the item they belong to. A
clause with parts is searched by its whole text while that is short, and by its own words and the headings
beneath it where it is long. A row of the rounds is searched in readable words; what is shown and quoted are
the file's lines. How people ask for a clause (`data/asked.yaml`) finds it as well.

>>> from corpus.library import load_library
>>> unit = next(u for u in clause_units(load_library()) if u.clause_id == "measures-2022-63/annex-3/2")
>>> unit.words.split("\\n")[0]
'优质中小企业梯度培育管理暂行办法 工信部企业〔2022〕63号 附件3 专精特新“小巨人”企业认定标准'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from corpus.clauses import Clause, ClauseKind
from corpus.library import Document, Library
from corpus.numbering import to_chinese
from corpus.rounds import ROUNDS_ID, Round
from corpus.terms import Tier
from corpus.yamlfile import load_yaml
from index.errors import texts

WHOLE_UP_TO: Final = 450
"""Code points up to which a clause with parts is searched by its whole text."""

_DATA: Final = Path(__file__).with_name("data")
_HEADINGS: Final = (ClauseKind.CHAPTER, ClauseKind.ANNEX, ClauseKind.HEADING, ClauseKind.SECTION)
_HEADING_ONLY: Final = 3
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
        tier: the one that the headings above are about; empty where they name none.
        heading_only: whether it says nothing itself, only its parts do.
        asked: how people ask for it.
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
    tier: str
    heading_only: bool
    asked: tuple[str, ...]

    @cached_property
    def words_hash(self) -> str:
        """Of what is embedded: the vector is kept as long as this stays."""
        return sha256(self.words.encode()).hexdigest()


def corpus_fingerprint(library: Library) -> str:
    """Changes with anything that the units or their words are made of; an index of another one is stale.

    Cheaper than the units themselves: a command that finds the index fresh never makes them.
    """
    digest = sha256()
    for path in (Path(__file__), Path(__file__).with_name("messages.yaml"), *sorted(_DATA.glob("*.*"))):
        digest.update(path.read_bytes())
    for document in library.documents():
        digest.update(f"{document.id}\0{document.meta.model_dump_json()}\0{document.text}".encode())
    for clause in library.clauses:
        digest.update(f"{clause.id}\0{clause.label}\0{clause.start}\0{clause.end}\0{clause.chain}".encode())
    for row in library.rounds():
        digest.update(row.model_dump_json().encode())
    return digest.hexdigest()


def asked_for(path: Path = _DATA / "asked.yaml") -> dict[str, tuple[str, ...]]:
    """How people ask for what a clause says, by clause id.

    Raises:
        YamlError: the file can't be read.
    """
    asked: dict[str, tuple[str, ...]] = {}
    for topic in load_yaml(path):
        for clause_id in topic["clauses"]:
            asked[clause_id] = (*asked.get(clause_id, ()), *map(str, topic["said"]))
    return asked


def clause_units(library: Library, asked: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Unit, ...]:
    """The units of every document and round of `library`, in the texts' order.

    Args:
        asked: how people ask, by clause id; `data/asked.yaml` where None.
    """
    asked = asked_for() if asked is None else asked
    units = [unit for document in library.documents() for unit in _document_units(document, library, asked)]
    return (*units, *(_round_unit(row, library, asked) for row in library.rounds()))


def _document_units(document: Document, library: Library, asked: Mapping[str, tuple[str, ...]]) -> Iterator[Unit]:
    for clause, tier in _with_tier(document.root, tier_named_in(document.meta.title)):
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
            tier=tier,
            heading_only=_is_heading_only(clause),
            asked=asked.get(clause.id, ()),
        )


def tier_named_in(heading: str) -> str:
    """The one tier that a heading names; empty where it names none or all.

    >>> tier_named_in("附件3 专精特新“小巨人”企业认定标准"), tier_named_in("总则")
    ('little_giant', '')
    """
    for tier in (Tier.LITTLE_GIANT, Tier.INNOVATIVE, Tier.SPECIALIZED):
        if texts()(f"unit_tier_{tier}") in heading:
            return tier.value
    return ""


def _with_tier(clause: Clause, tier: str) -> Iterator[tuple[Clause, str]]:
    """The clauses that become units, each with the tier its headings are about."""
    if clause.kind in _HEADINGS:
        tier = tier_named_in(clause.title) or tier
    if clause.kind is not ClauseKind.DOCUMENT:
        yield clause, tier
    for child in clause.children:
        if child.kind is not ClauseKind.OPTION:
            yield from _with_tier(child, tier)


def _is_heading_only(clause: Clause) -> bool:
    """Whether the own text holds nothing but number and heading.

    The item of a score table says what it scores, and words that lead on to a list (`：`) are a statement.
    """
    if not clause.children or clause.is_score_table or clause.own_text.endswith(("：", ":")):
        return False
    after = clause.own_text.partition(clause.title)[2] if clause.title else ""
    return len(after.strip()) <= _HEADING_ONLY


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


def _round_unit(row: Round, library: Library, asked: Mapping[str, tuple[str, ...]]) -> Unit:
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
        tier=Tier.LITTLE_GIANT,
        heading_only=False,
        asked=asked.get(row.id, ()),
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
