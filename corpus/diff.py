"""What changed between two versions of a document: standards topic by topic, and all of it clause by clause.

A text of which parts are not at hand shows no removals: a clause without a counterpart is 未见对应条文.

>>> from corpus.library import load_library
>>> found = compare(load_library(), "measures-2022-63", "measures-2026-2")
>>> row = next(row for row in found.standards[1].rows if row.topic == "debt_ratio")
>>> [(side[0].clause_id, side[0].changed) for side in (row.before, row.after)]
[('measures-2022-63/annex-3/2', ('70%',)), ('measures-2026-2/annex-2/2', ('75%',))]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from corpus.clauses import Clause, ClauseKind
from corpus.counterparts import bodies, body_of, flat, partners, words_of
from corpus.library import Document, Library
from corpus.numbering import parse_numeral
from corpus.terms import Provenance
from corpus.yamlfile import load_yaml

_NUMBER: Final = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)(?P<unit>%|亿元|万元|年|项|分|名|强|人|月|日)|前(?P<rank>[一二三四五六七八九十]+)"
)


class Change(StrEnum):
    """How a clause or a topic fared. `only_before` and `only_after`: no counterpart in the texts at hand."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_BEFORE = "only_before"
    ONLY_AFTER = "only_after"


@dataclass(frozen=True)
class Statement:
    """A verbatim part of a clause, with the figures that the other version doesn't have."""

    clause_id: str
    label: str
    text: str
    provenance: Provenance
    changed: tuple[str, ...] = ()

    def highlighted(self, mark: str = "**") -> str:
        """The text with its changed figures between marks."""
        spans = [m.span() for m in _NUMBER.finditer(self.text) if m[0] in self.changed]
        text = self.text
        for start, end in reversed(spans):
            text = f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"
        return text


@dataclass(frozen=True)
class TopicRow:
    """What both versions say on one topic."""

    topic: str
    name: str
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]

    @property
    def change(self) -> Change:
        if not self.before or not self.after:
            return Change.ONLY_AFTER if self.after else Change.ONLY_BEFORE
        before, after = ({flat(entry.text) for entry in side} for side in (self.before, self.after))
        return Change.SAME if before == after else Change.CHANGED


@dataclass(frozen=True)
class StandardTable:
    """Two annexes of the same title, side by side."""

    title: str
    before_id: str
    after_id: str
    rows: tuple[TopicRow, ...]


@dataclass(frozen=True)
class Pair:
    """A clause and its counterpart; `similarity` from 0 to 1."""

    before: Statement | None
    after: Statement | None
    similarity: float

    @property
    def change(self) -> Change:
        if self.before is None or self.after is None:
            return Change.ONLY_AFTER if self.before is None else Change.ONLY_BEFORE
        return Change.SAME if self.similarity == 1 else Change.CHANGED


@dataclass(frozen=True)
class Diff:
    """Two documents compared: the standards they share, and every clause with its counterpart."""

    before: str
    after: str
    standards: tuple[StandardTable, ...]
    pairs: tuple[Pair, ...]

    def to_json(self) -> dict[str, Any]:
        """The comparison as JSON; `change` is beside each row and pair."""
        whole = asdict(self)
        for table, shown in zip(self.standards, whole["standards"], strict=True):
            for row, entry in zip(table.rows, shown["rows"], strict=True):
                entry["change"] = row.change.value
        for pair, entry in zip(self.pairs, whole["pairs"], strict=True):
            entry["change"] = pair.change.value
        return whole


def compare(library: Library, before: str, after: str) -> Diff:
    """Compare two documents by their ids.

    Raises:
        UnknownDocumentError: no such document.
    """
    old, new = library.document(before), library.document(after)
    compared = _Comparison(library, old, new)
    return Diff(before, after, tuple(compared.standards()), tuple(compared.pairs()))


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    unit: Literal["phrase", "clause"]
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _topics() -> tuple[_Topic, ...]:
    entries = load_yaml(Path(__file__).with_name("diff_topics.yaml"))
    return tuple(_Topic.model_validate(entry) for entry in entries)


@dataclass(frozen=True)
class _Comparison:
    library: Library
    old: Document
    new: Document

    def standards(self) -> Iterator[StandardTable]:
        annexes = {clause.title: clause for clause in _standard_annexes(self.new)}
        for clause in _standard_annexes(self.old):
            if clause.title in annexes:
                other = annexes[clause.title]
                yield StandardTable(clause.title, clause.id, other.id, tuple(self._rows(clause, other)))

    def pairs(self) -> Iterator[Pair]:
        """Best matches first, each clause once; then in the order of the texts."""
        before, after = list(bodies(self.old)), list(bodies(self.new))
        partner = partners(before, after)
        for i, clause in enumerate(before):
            j, score = partner.get(i, (None, 0.0))
            yield self._pair(clause, None if j is None else after[j], score)
        taken = {j for j, _ in partner.values()}
        for j, clause in enumerate(after):
            if j not in taken:
                yield self._pair(None, clause, 0.0)

    def _rows(self, old: Clause, new: Clause) -> Iterator[TopicRow]:
        for topic in _topics():
            before, after = list(self._on(topic, old)), list(self._on(topic, new))
            if before or after:
                yield TopicRow(topic.id, topic.name, _marked(before, after), _marked(after, before))

    def _on(self, topic: _Topic, annex: Clause) -> Iterator[Statement]:
        """What the annex says on the topic; an indicator with its table is never parted."""
        for clause in annex.walk():
            if clause.kind is ClauseKind.OPTION:
                continue
            words = words_of(clause)
            whole = topic.unit == "clause" or clause.is_score_table
            sentences = re.split(r"(?<=[。；\n])", words)
            for part in [words] if whole else [phrase for one in sentences for phrase in _phrases(one)]:
                if any(word in part for word in topic.words):
                    yield self._statement(clause, part.strip())

    def _statement(self, clause: Clause, words: str) -> Statement:
        start = clause.start + clause.text.index(words)
        provenance = self.library.provenance(clause.id, start, start + len(words))
        return Statement(clause.id, clause.label, words, provenance)

    def _pair(self, before: Clause | None, after: Clause | None, score: float) -> Pair:
        old = [self._statement(before, words_of(before))] if before else []
        new = [self._statement(after, words_of(after))] if after else []
        same = before is not None and after is not None and flat(body_of(before)) == flat(body_of(after))
        return Pair(
            next(iter(_marked(old, new)), None),
            next(iter(_marked(new, old)), None),
            1.0 if same else min(round(score, 3), 0.999),
        )


def _standard_annexes(document: Document) -> list[Clause]:
    return [c for c in document.root.children if c.kind is ClauseKind.ANNEX and c.title.endswith("标准")]


def _phrases(sentence: str) -> list[str]:
    """The parts between commas, those inside brackets left whole."""
    parts, depth, start = [], 0, 0
    for i, char in enumerate(sentence):
        depth += (char in "（(") - (char in "）)")
        if char == "，" and depth <= 0:
            parts.append(sentence[start:i])
            start = i + 1
    return [*parts, sentence[start:]]


def _marked(side: Iterable[Statement], other: Iterable[Statement]) -> tuple[Statement, ...]:
    known = {_value(match) for statement in other for match in _NUMBER.finditer(statement.text)}
    return tuple(
        replace(entry, changed=tuple(dict.fromkeys(m[0] for m in _NUMBER.finditer(entry.text) if _value(m) not in known)))
        for entry in side
    )


def _value(match: re.Match[str]) -> tuple[str, str]:
    """两年 and 2年 are the same figure, 前三 and 前三名 too."""
    number, unit = (match["rank"], "名") if match["rank"] else (match["number"], match["unit"])
    if number[0].isdigit():
        return number, unit
    try:
        return str(parse_numeral(number)), unit
    except ValueError:
        return number, unit
