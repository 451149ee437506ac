"""What every part of an answer is written from: the texts, the basis, the day, and what was understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from assistant.answering.texts import day, replies
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.topics.schema import WHOLE_TOPIC, Point, QuoteRef
from assistant.understanding.asks import Ask, Mode
from assistant.understanding.extract import Evidence, Extraction
from assistant.understanding.intent import Reading
from corpus.basis import Basis
from corpus.citation import Citation
from corpus.library import Library
from corpus.rounds import ROUNDS_ID, Round
from corpus.terms import Tier

_LONGEST_WHOLE: Final = 800
_EDITORS: Final = "〔前文未收录〕"


@dataclass(frozen=True)
class Scene:
    """The ground of one answer.

    Attributes:
        basis: the standard, round and year that decide.
        tier_assumed: nobody named a tier, so it is answered for little_giant.
        named: document id of the version that the question names.
        profile: what is known of the enterprise; `stated` what this message says of it.
        supposed: values that the message asks about without saying they are the enterprise's (70%可以吗).
        changes: what this message says otherwise than was known, in words.
        where: who is to be asked about what the texts do not say.
        unannounced: the batch whose title is held, where no announced round reviews it yet.
        site: folder of a province's own files.
        checker: the rule engine on `profile`, for a basis.
    """

    library: Library
    basis: Basis
    as_of: date
    reading: Reading
    profile: Profile
    stated: Extraction
    checker: Callable[[Profile, Basis], CheckResult]
    supposed: Extraction = field(default_factory=Extraction)
    changes: tuple[str, ...] = ()
    where: str = ""
    unannounced: int | None = None
    tier_assumed: bool = False
    named: str | None = None
    site: Path | None = None

    @property
    def check(self) -> CheckResult:
        """The verdict on what is known for certain."""
        return self._judged[0]

    @property
    def limits(self) -> tuple[Evidence, ...]:
        """Limits said in a value's place (“不到70%”) on which the verdict rests."""
        said = (*self.stated.evidence, *self.supposed.evidence)
        return tuple(each for each in said if each.bound is not None and self._judged[1].knows(each.field))

    @cached_property
    def _judged(self) -> tuple[CheckResult, Profile]:
        """The verdict and what it rests on: a limit (“超过2%”) may meet a condition, never fail one."""
        profile = self.profile.merge(self.supposed.profile).without(*(said.field for said in self.unsettled))
        result = self.checker(profile, self.basis)
        for path in (*self.stated.bounds, *self.supposed.bounds):
            without = profile.without(path)
            bare = self.checker(without, self.basis)
            failing = {c.id for c in result.conditions if c.status is Status.FAIL}
            if failing - {c.id for c in bare.conditions if c.status is Status.FAIL}:
                result, profile = bare, without
        return result, profile

    @cached_property
    def unsettled(self) -> tuple[Evidence, ...]:
        """What was said so roughly that a verdict would rest on the part left open: 负债率七十多, of at most 70%."""
        profile = self.profile.merge(self.supposed.profile)
        rough = [said for said in (*self.stated.evidence, *self.supposed.evidence) if said.around]
        return tuple(said for said in rough if said.field in self.stated.held | self.supposed.held and self._turns(profile, said))

    def _turns(self, profile: Profile, said: Evidence) -> bool:
        """Whether a verdict depends on where between its ends a rough value lies."""
        ends = (_with(profile, said.field, value) for value in said.around or ())
        verdicts = {tuple(c.status for c in self.checker(end, self.basis).conditions) for end in ends if end}
        return len(verdicts) > 1

    @property
    def says_facts(self) -> bool:
        """Whether this message states something of the enterprise."""
        return bool(self.stated.evidence)

    @cached_property
    def touched(self) -> frozenset[str]:
        """Ids of the conditions on which the message's facts, or the values it asks about, bear."""
        said = (*self.stated.evidence, *self.supposed.evidence)
        profile = self.profile.merge(self.supposed.profile).without(*(evidence.field for evidence in said))
        before = {c.id: (c.status, c.explain) for c in self.checker(profile, self.basis).conditions}
        told = self.check
        if self.unsettled:
            told = self.checker(self.profile.merge(self.supposed.profile), self.basis)
        return frozenset(c.id for c in told.conditions if before.get(c.id) != (c.status, c.explain))

    @property
    def concerned(self) -> Round | None:
        """The round that decides, else the newest one announced."""
        return self.round or self.library.newest_round(self.as_of)

    @cached_property
    def standard_today(self) -> str:
        """The standard that an application made on the day asked about, of no round named, rests on."""
        return self.library.basis(self.basis.tier, self.basis.track, self.as_of).standard

    @property
    def round(self) -> Round | None:
        return self.library.round(self.basis.round) if self.basis.round is not None else None

    def cite(self, ref: QuoteRef) -> Citation:
        return self.library.cite(ref.clause, ref.text, basis=self.basis, as_of=self.as_of)

    def cite_point(self, point: Point) -> tuple[Citation, ...]:
        return tuple(self.cite(ref) for ref in point.quotes)

    def cite_clause(self, clause_id: str, quote: str | None = None) -> Citation:
        """A clause, or the part `quote` of it, without the editor's 〔前文未收录〕."""
        words = self.library.clause(clause_id).text if quote is None else quote
        return self.library.cite(clause_id, words.split(_EDITORS)[-1], basis=self.basis, as_of=self.as_of)

    def whole(self, citation: Citation) -> Citation:
        """The same clause quoted whole, unless it is very long; a line of a round's row stays as it is."""
        clause = self.library.clause(citation.clause_id)
        if clause.document_id == ROUNDS_ID or len(clause.text) > _LONGEST_WHOLE:
            return citation
        return self.cite_clause(clause.id)

    def cite_line(self, row: Round, key: str) -> Citation:
        """The whole line of the row that gives `key`."""
        return self.library.cite(row.id, row.line(key), basis=self.basis, as_of=self.as_of)

    def in_force_date(self, document_id: str) -> tuple[str, Citation | None]:
        """The day a document came into force, in words, and the line that says so."""
        document = self.library.document(document_id)
        start = document.meta.in_force[0]
        if document_id == self.basis.standard:
            return day(start), None
        title = self.library.clause(f"{document_id}/title")
        line = next((part for part in title.text.split("\n") if start.isoformat() in part), None)
        citation = line and self.library.cite(title.id, line, basis=self.basis, as_of=self.as_of)
        return day(start), citation or None


def _with(profile: Profile, path: str, value: Decimal) -> Profile | None:
    """The profile with another value of a field; None where the field can't take it."""
    key, _, year = path.partition(".")
    number = value.to_integral_value() if catalogue()[key].type is FieldType.COUNT else value
    try:
        return profile.merge(Profile.parse({key: {year: number} if year else number}))
    except ProfileError:
        return None


def tier_name(tier: Tier, lang: str = "zh") -> str:
    """专精特新“小巨人”企业 …"""
    return replies()(f"tier_{tier}", lang)


def asked_name(ask: Ask) -> str:
    """What a part of the message is about, for its heading."""
    from assistant.topics.catalogue import topics

    if ask.topic_id is None:
        return replies()("heading_outside")
    if ask.topic_id == WHOLE_TOPIC and Mode.CAN in ask.modes and Mode.LIST not in ask.modes:
        return replies()("heading_verdict")
    return topics()[ask.topic_id].name.zh
