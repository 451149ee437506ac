"""What every block is planned from: the texts, the basis, the day, what was understood, and the verdict on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from assistant.duties.dates import PartialDate
from assistant.planning.english import twins
from assistant.planning.judging import Judgement, judge
from assistant.planning.plan import Value, Words
from assistant.reading.events import EventKind
from assistant.reading.facts import Fact
from assistant.reading.understood import Part, Question
from assistant.rules.advice import advised
from assistant.rules.evaluate import judge as rules
from assistant.rules.fields import OF_A_YEAR
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import Standards
from assistant.rules.texts import in_english, worded
from assistant.topics.topic import Point, QuoteRef
from corpus.basis import MEASURES_2022, MEASURES_2026, NEW_STANDARD_FROM, Basis
from corpus.citation import Citation
from corpus.library import Library
from corpus.rounds import ROUNDS_ID, Round
from corpus.terms import Tier, Track

_LONGEST_WHOLE: Final = 800
_EDITORS: Final = "〔前文未收录〕"


class Source(StrEnum):
    """Where a tier, track or round came from."""

    REQUEST = "request"
    QUESTION = "question"
    TITLE = "title"
    CONVERSATION = "conversation"
    NEWEST = "newest"
    DEFAULT = "default"


@dataclass(frozen=True)
class Settled:
    """The ground of one answer.

    Attributes:
        parts: the things asked, those that lean on the conversation filled in.
        basis: the standard, round and year that decide.
        sources: of tier, track and round.
        profile: what is known of the enterprise: kept, sent, told; `told` the facts of this message among it by path.
        supposed: what is only supposed, as facts by path.
        version: document id of the version of the measures that the question names; `version_missing` where none is at hand.
        unannounced: the batch held, where no announced round reviews it yet.
        changes: paths told otherwise than they were known.
        where: who is to be asked about what the texts do not say.
        site: folder of a province's own files.
        goes_on: whether something was asked before in the conversation.
        titles_sent: whether all titles held came as a list with the request, and none that is not on it is held.
        lang: of the answer; in English each check is made in both languages, and `english` keeps what each text is called.
    """

    library: Library
    standards: Standards
    as_of: date
    question: Question
    parts: tuple[Part, ...]
    basis: Basis
    sources: Mapping[str, Source]
    where: Words
    profile: Profile = field(default_factory=Profile)
    told: Mapping[str, Fact] = field(default_factory=dict)
    supposed: Mapping[str, Fact] = field(default_factory=dict)
    version: str | None = None
    version_missing: bool = False
    unannounced: int | None = None
    changes: tuple[str, ...] = ()
    site: Path | None = None
    event: tuple[str, str] | None = None
    goes_on: bool = False
    lang: str = "zh"
    english: dict[str, str] = field(default_factory=dict)
    titles_sent: bool = False

    def told_event(self, kind: EventKind) -> PartialDate | None:
        """The day of something that happened, told in this message or kept, as far as it is known."""
        told = [event.on for event in self.question.events if event.kind is kind and event.on]
        kept = [self.event[1]] if self.event is not None and self.event[0] == kind.value else []
        days = told or kept
        return PartialDate.parse(days[0]) if days else None

    # the verdict

    @cached_property
    def judgement(self) -> Judgement:
        """What the rules say of what is known, limits and rough values taken at both their ends."""
        return judge(self._as_looked_at(), self.told, self.supposed, self.check)

    def _as_looked_at(self) -> Profile:
        """The profile as of the year looked at: for an application to come, what was told before of a year's end is past, and the years in the niche are one more."""
        if self.question.coming is None:
            return self.profile
        kept = self.profile.without(*(field for field in OF_A_YEAR if field not in self.told))
        years = None if "niche_years" in self.told else kept.niche_years
        return kept if years is None else kept.merge(Profile.parse({"niche_years": years + 1}))

    def check(self, profile: Profile, *, advice: bool = False) -> CheckResult:
        """The rules on a profile, for this basis."""
        judged = self._with_titles_as_told(profile)

        def verdict() -> CheckResult:
            result = rules(judged, self.basis, self.as_of, self.library, self.standards)
            return advised(result, judged, self.as_of, self.library, self.standards) if advice else result

        return self._noted(verdict)

    def _with_titles_as_told(self, profile: Profile) -> Profile:
        """Of the titles talked about only those named are known: that others are lacking, nobody said."""
        if self.titles_sent or not profile.recognitions:
            return profile
        wanted = self.standards.titles(self.basis.tier, self.basis.standard, self.basis.track)
        lacking = {title.tier for title in profile.recognitions if not title.held}
        settles = wanted <= lacking or any(title.tier in wanted for title in profile.titles)
        return profile if settles else profile.without("recognitions")

    @cached_property
    def advised(self) -> CheckResult:
        """The verdict with what would mend each condition."""
        return self.check(self.judgement.profile, advice=True)

    @cached_property
    def other_standard(self) -> str | None:
        """The version of the measures that is named, or published and not yet in force, where it is not the deciding one."""
        if self.basis.tier is Tier.INNOVATIVE:
            return None
        named = self.version if self.version in (MEASURES_2022, MEASURES_2026) and self.version != self.basis.standard else None
        return named or (MEASURES_2026 if self.is_between_standards else None)

    @cached_property
    def other_check(self) -> CheckResult | None:
        """The verdict by the other standard that is to be told, too."""
        return None if self.other_standard is None else self.check_by(self.other_standard)

    def check_by(self, standard: str) -> CheckResult:
        """The verdict on what is known by another version of the measures, by its document id."""
        basis = replace(self.basis, standard=standard, round=None)
        as_of = max(self.as_of, self.library.document(standard).meta.issued)
        return self._noted(lambda: rules(self._with_titles_as_told(self.judgement.profile), basis, as_of, self.library, self.standards))

    def _noted(self, judged: Callable[[], CheckResult]) -> CheckResult:
        """A check in Chinese; where the answer is English, what it says is noted in both languages."""
        result = judged()
        if self.lang == "en":
            with in_english():
                self.english.update(twins(result, judged()))
        return result

    def both(self, said: str) -> Words:
        """What a check says, in both languages where the answer is English."""
        with in_english():
            return Words(self._as_told(said), self._as_told(self.english.get(said) or worded(said)))

    def _as_told(self, said: str) -> str:
        """With a limit in its own words (“不到5000万”) where the rules had to take a number that nobody told."""
        for number, words in self.judgement.stand_ins.items():
            said = _in_words(said, number, words)
        return said

    def spoken(self, words: Words) -> Value:
        """Words as the answer takes them: a Chinese one has no use for English."""
        return words if self.lang == "en" else words.zh

    def words(self, said: str) -> Value:
        """What a check says, as the answer takes it."""
        return self.spoken(self.both(said))

    def sentence(self, said: str) -> Value:
        """The same as a sentence; of nothing, nothing."""
        zh, en = self.both(said)
        en = f"{en[:1].upper()}{en[1:]}"
        return self.spoken(Words(zh if not zh or zh.endswith("。") else f"{zh}。", en if not en or en.endswith(".") else f"{en}."))

    @property
    def is_between_standards(self) -> bool:
        """Whether the new measures are published, and decide on new applications only from a later day."""
        basis = self.basis
        published = self.library.document(MEASURES_2026).meta.issued <= self.as_of < NEW_STANDARD_FROM
        return published and basis.track is Track.NEW and basis.tier is not Tier.INNOVATIVE and basis.standard != MEASURES_2026 and basis.round is None

    @property
    def says_facts(self) -> bool:
        """Whether this message tells something of an enterprise."""
        return bool(self.told or self.supposed)

    # the texts

    @property
    def tier_assumed(self) -> bool:
        return self.sources.get("tier") is Source.DEFAULT

    @property
    def round(self) -> Round | None:
        return self.library.round(self.basis.round) if self.basis.round is not None else None

    @property
    def concerned(self) -> Round | None:
        """The round that decides, else the newest one announced."""
        return self.round or self.library.newest_round(self.as_of)

    @cached_property
    def standard_today(self) -> str:
        """The standard that an application made on the day asked about, of no round named, rests on."""
        return self.library.basis(self.basis.tier, self.basis.track, self.as_of).standard

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

    def with_basis(self, basis: Basis) -> Settled:
        """The same for another tier or round; verdicts are judged anew."""
        return replace(self, basis=basis)


def _in_words(said: str, number: str, words: str) -> str:
    """A sentence with quoted words in a number's place; 14999.99万元 holds no 4999.99万元."""
    return re.sub(rf"(?<![\d.]){re.escape(number)}", lambda _: f"“{words}”", said)
