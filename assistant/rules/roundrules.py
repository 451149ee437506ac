"""What a round's own row adds: who is not recommended, and its notes (corpus/batches.yaml).

Names and numbers are read from the row; `standards/rounds.yaml` only says what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from assistant.rules.logic import Status
from assistant.rules.requirements import Judge
from assistant.rules.result import ConditionResult
from assistant.rules.schema import (
    NOTE_NUMBER,
    ExclusionRule,
    NoteRule,
    Requirement,
    RoundsFile,
)
from assistant.rules.standards import Standards
from assistant.rules.texts import text, unit_of, with_unit, worded
from corpus.basis import Basis
from corpus.citation import Citation
from corpus.library import Library
from corpus.rounds import Round
from corpus.terms import Track


class Citer:
    """Cites clauses for one basis and day; the same citation is made only once."""

    def __init__(self, library: Library, basis: Basis, as_of: date) -> None:
        self.library, self.basis, self.as_of = library, basis, as_of
        self._made: dict[tuple[str, str | None], Citation] = {}

    def __call__(self, clause: str, quote: str | None = None) -> Citation:
        made = self._made.get((clause, quote))
        if made is None:
            made = self.library.cite(clause, quote, basis=self.basis, as_of=self.as_of)
            self._made[(clause, quote)] = made
        return made


@lru_cache(maxsize=64)
def citer(library: Library, basis: Basis, as_of: date) -> Citer:
    """The one citer for this basis and day, with what it has cited before."""
    return Citer(library, basis, as_of)


@dataclass(frozen=True)
class RoundRules:
    """What a round adds to a standard.

    Attributes:
        waived: conditions that the round does not ask for, each with the citations that say so.
    """

    conditions: tuple[ConditionResult, ...] = ()
    waived: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def round_rules(
    basis: Basis, as_of: date, library: Library, standards: Standards, judge: Judge, cite: Citer
) -> RoundRules:
    """The conditions, waivers and warnings of the round that decides, or, for exclusions, of the newest one."""
    file = standards.rounds(basis.tier)
    if file is None:
        return RoundRules()
    row = library.round(basis.round) if basis.round is not None else None
    conditions: list[ConditionResult] = []
    warnings: list[str] = []
    if basis.track is Track.NEW:
        of = row or library.newest_round(as_of)
        for rule in file.exclusions:
            finding = judge.find(rule)
            if of is not None and rule.exclusion in of.excluded:
                conditions.append(_exclusion(rule, of, judge, cite))
            elif finding.status is Status.FAIL:
                warnings.append(worded(rule.warning))
    waived: dict[str, tuple[Citation, ...]] = {}
    for rule_, note in _notes_of(file, row) if row else ():
        if row is None or rule_.track not in (None, basis.track):
            continue
        citations = (cite(row.id, row.note_line(note)), *_beside(row, rule_.words, cite))
        if rule_.waives is not None:
            waived[rule_.waives] = citations
        if rule_.condition is not None:
            conditions.append(_floor(rule_, note, judge, citations))
    return RoundRules(tuple(conditions), waived, tuple(warnings))


def _exclusion(rule: ExclusionRule, row: Round, judge: Judge, cite: Citer) -> ConditionResult:
    finding = judge.find(rule)
    beside = [cite(also.clause, also.quote) for also in rule.also]
    beside += [c for c in _beside(row, rule.words, cite) if c.clause_id not in {b.clause_id for b in beside}]
    return ConditionResult(
        id=rule.id,
        name=worded(rule.name),
        status=finding.status,
        value=finding.value,
        unit=finding.unit,
        requirement=worded(rule.requirement or ""),
        citation=cite(row.id, _excluded_line(cite.library, row.batch)),
        explain=finding.explain,
        improve=worded(rule.improve),
        mend=rule.mend,
        citations=tuple(beside),
        missing=finding.missing,
    )


@lru_cache(maxsize=64)
def _excluded_line(library: Library, batch: int) -> str:
    return library.round(batch).line("excluded")


def _beside(row: Round, words: str | None, cite: Citer) -> list[Citation]:
    """The clauses of the round's own notice, where the corpus has it, that hold these words."""
    if words is None:
        return []
    return [cite(clause) for clause in row.clauses if words in cite.library.clause(clause).text]


def _floor(rule: NoteRule, note: str, judge: Judge, citations: tuple[Citation, ...]) -> ConditionResult:
    assert rule.condition is not None
    requirement = _requirement(rule, note)
    finding = judge.find(requirement)
    threshold = with_unit(Decimal(note_number(rule.note, note) or "0"), unit_of(rule.condition.value))
    return ConditionResult(
        id=rule.condition.id,
        name=worded(rule.condition.name),
        status=finding.status,
        value=finding.value,
        unit=finding.unit,
        requirement=text(f"requirement.{rule.condition.operator}", threshold=threshold),
        citation=citations[0],
        explain=finding.explain,
        improve=worded(rule.condition.improve),
        mend=rule.condition.mend,
        citations=citations[1:],
        missing=finding.missing,
        asks=requirement,
    )


@lru_cache(maxsize=32)
def _requirement(rule: NoteRule, note: str) -> Requirement:
    assert rule.condition is not None
    number = Decimal(note_number(rule.note, note) or "0")
    return Requirement.model_validate({"value": rule.condition.value, str(rule.condition.operator): number})


def _notes_of(file: RoundsFile, row: Round) -> tuple[tuple[NoteRule, str], ...]:
    return tuple((rule, note) for rule in file.notes for note in row.notes if matches(rule.note, note))


def matches(template: str, note: str) -> bool:
    """Whether a note of the rounds is the one that a rule speaks of."""
    return _pattern(template).fullmatch(note) is not None


def note_number(template: str, note: str) -> str | None:
    """The number that stands in the note where the rule has {threshold}."""
    match = _pattern(template).fullmatch(note)
    return match.group(1) if match and match.groups() else None


@lru_cache(maxsize=32)
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.escape(template).replace(re.escape(NOTE_NUMBER), r"([0-9]+(?:\.[0-9]+)?)"))
