"""What a reader hands on: the one thing that the rest of the house knows of a message. Frozen; it holds no text to search.

Places are code points of the message as it was written, `end` exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.reading.assembling import Assembled, assemble
from assistant.reading.events import Event
from assistant.reading.facts import Doubt, Fact
from assistant.reading.numbers.quantities import Bound, Unit
from assistant.reading.question import Detail, Mention, Role, Unused
from assistant.reading.recognitions import recognition_facts
from assistant.reading.scope import Scope
from assistant.reading.titles import TitleMention
from assistant.rules.profile import Profile
from assistant.topics.forms import NOTHING, Form, Matter

if TYPE_CHECKING:
    from assistant.llm.counting import ModelCall


class Conduct(StrEnum):
    """A message that asks nothing of the programme; keys of `words/conduct.yaml`, and one that says nothing at all."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    WHO = "who"
    DOUBT = "doubt"
    SHORTER = "shorter"
    ORDERS = "orders"
    ABUSE = "abuse"
    TOLD_BACK = "told_back"
    CLEARS = "clears"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number that a part asks about or recites: 负债率不超过80%对吧, 按70还是75.

    Attributes:
        value: money in 万元, shares in percent.
        day: whether it is a day, `2022-07-01`, then without a value.
    """

    words: str
    value: Decimal | None
    unit: Unit | None
    bound: Bound | None = None
    field: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked.

    Attributes:
        plain: the words as they were read: pinyin as Chinese, in one spelling.
        forms: how, the likeliest first.
        objects: the words of the matter's answers that stand in it (软著, 盖章).
        fields: what figures it names (研发占比), in order.
        numbers: those asked about in it.
        scope: the tier, track and round that it names itself.
        places: the articles, annexes and documents that it names, as written (第十四条, 63号文).
        industries: the lines of 划型标准 that it names.
        narrow: whether it asks of one requirement that it points at (小巨人要求的占比).
        points_back: whether it points at what was said before (也是这天吗).
        only_whether: whether it asks nothing but “will it do” (新申请行吗, 那算合格吗).
        only_a_standard: whether it names a tier or a version of the measures and says nothing else (按老标准呢).
        months: how many months are told to have gone by, as a least number (四个多月了).
        lacks: whether it asks how much is lacking (还差多少).
        earliest: whether it asks from which year on one could apply (最早哪年能报).
        completed: whether it names only what is different from what was asked before, and was read as the whole question.
        share: how likely the matter is; `rivals` the likeliest matters with their shares.
        reasons: what spoke for the matter, for the trace.
    """

    words: str
    start: int
    end: int
    matter: Matter = NOTHING
    forms: tuple[Form, ...] = (Form.NAME,)
    objects: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()
    numbers: tuple[AskedNumber, ...] = ()
    scope: Scope = field(default_factory=Scope)
    places: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    narrow: bool = False
    points_back: bool = False
    only_whether: bool = False
    only_a_standard: bool = False
    months: float | None = None
    lacks: bool = False
    earliest: bool = False
    completed: bool = False
    share: float = 1.0
    rivals: tuple[tuple[Matter, float], ...] = ()
    reasons: tuple[tuple[str, float], ...] = ()
    plain: str = ""

    @property
    def form(self) -> Form:
        """How it is asked first of all."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class ByModel:
    """That a language model was asked to read the message, for the trace.

    Attributes:
        request: prompt, version and key of what it was asked.
        fault: why it gave no reading; the words' own then stands.
        raw: what it said, as it came.
        dropped: what of it the rules did not let through: (why, what).
        calls: what asking it took.
    """

    name: str
    request: str = ""
    fault: str = ""
    raw: str = ""
    dropped: tuple[tuple[str, str], ...] = ()
    calls: tuple[ModelCall, ...] = ()


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """One number that the words and the model take for different facts.

    Attributes:
        taken: the model's, that stands; other: the words'.
    """

    taken: Fact
    other: Fact


@dataclass(frozen=True)
class Firm:
    """One of several enterprises of a message, with what is told of it alone."""

    label: str
    profile: Profile


@dataclass(frozen=True)
class Question:
    """A message, read.

    Attributes:
        english: whether it is in English.
        facts: told of the enterprise, those of titles among them; `doubts` what is touched and not told.
        hypothetical: whether the enterprise spoken of is only supposed (一家企业).
        corrects: whether it takes back something told before.
        taken_back: fields told before of which it says that they were no such figures (第3是省里的排名).
        beyond: things asked beyond those that are answered.
        several: the message, normalised, where it tells of several enterprises beside each other, none of them called the applicant.
        moves: whether it says in a few words what a figure told before would come to (裁到280人呢).
        coming: the year to come, where it asks of an application then and tells what the running year will come to.
        by_model: set where a language model was asked.
        firms: the enterprises that stand beside each other (A 营收…；B …，哪家能报), where there are several.
        two_readings: numbers that it takes for something else than the words do.
    """

    day: date
    english: bool = False
    parts: tuple[Part, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    titles: tuple[TitleMention, ...] = ()
    events: tuple[Event, ...] = ()
    scope: Scope = field(default_factory=Scope)
    conduct: Conduct | None = None
    hypothetical: bool = False
    corrects: bool = False
    taken_back: tuple[str, ...] = ()
    several: str = ""
    moves: bool = False
    coming: int | None = None
    beyond: tuple[str, ...] = ()
    by_model: ByModel | None = None
    two_readings: tuple[TwoReadings, ...] = ()
    firms: tuple[Firm, ...] = ()

    def read_otherwise(self, one: TwoReadings) -> Question:
        """The same message, a number taken as the words take it."""
        return replace(self, facts=tuple(one.other if fact == one.taken else fact for fact in self.facts))

    def left_open(self, several: Sequence[TwoReadings]) -> Question:
        """The same message, numbers that may be two things not used; `two_readings` are those alone."""
        taken = [one.taken for one in several]

        def opened(mention: Mention) -> Mention:
            if not any(fact.field == mention.field and fact.start <= mention.start < fact.end for fact in taken):
                return mention
            return replace(mention, role=Role.NOT_USED, reason=Unused.UNCLEAR_FIELD, detail=Detail.TWO_READINGS)

        return replace(
            self,
            facts=tuple(fact for fact in self.facts if fact not in taken),
            mentions=tuple(map(opened, self.mentions)),
            two_readings=tuple(several),
        )

    @property
    def told(self) -> tuple[Fact, ...]:
        """The facts of the enterprise as it is, titles held among them."""
        return tuple(fact for fact in (*self.facts, *recognition_facts(self.titles)) if not fact.supposed)

    @property
    def supposed(self) -> tuple[Fact, ...]:
        """The facts that are only supposed."""
        return tuple(fact for fact in (*self.facts, *recognition_facts(self.titles)) if fact.supposed)

    def assembled(self, *years: int) -> Assembled:
        """What the facts told come to, values of `years` among those without a year of their own."""
        return assemble(self.told, self.doubts, self.day.year - 1, frozenset(years))

    def assembled_supposition(self, *years: int) -> Assembled:
        """What is only supposed comes to."""
        return assemble(self.supposed, (), self.day.year - 1, frozenset(years))

    def without(self, fields: frozenset[str]) -> Question:
        """The same message, as if it told nothing of these fields of the profile."""
        if not fields:
            return self
        facts = tuple(fact for fact in self.facts if fact.field not in fields)
        doubts = tuple(doubt for doubt in self.doubts if doubt.field not in fields)
        return replace(self, facts=facts, doubts=doubts)

    @property
    def not_used(self) -> tuple[Mention, ...]:
        """What the message says and nothing is made of."""
        return tuple(mention for mention in self.mentions if mention.role is Role.NOT_USED)
