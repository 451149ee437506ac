"""What a model says was told: facts of numbers and of words, titles and events, each held against the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from assistant.reading.assembling import LISTS
from assistant.reading.by_model.asking import helpers
from assistant.reading.by_model.checked import NotTaken, Why
from assistant.reading.by_model.numbers import Numbers, is_value
from assistant.reading.by_model.places import place_of
from assistant.reading.by_model.proposal import Proposal, ProposedFact, ProposedNumber, ProposedTitle
from assistant.reading.events import Event
from assistant.reading.facts import Doubt, Fact
from assistant.reading.lexicon import lexicon
from assistant.reading.names import BY_YEAR
from assistant.reading.normalise import normalise
from assistant.reading.numbers.batches import BatchMention, find_batches
from assistant.reading.question import Detail, Mention, Role, Unused
from assistant.reading.subjects import Whose
from assistant.reading.titles import TitleMention
from assistant.reading.understood import Question
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue
from assistant.rules.profile import Profile

_OF_NUMBERS: Final = frozenset({Role.FACT, Role.SUPPOSED})
_REASONS: Final = {
    Why.NO_YEAR: Unused.UNCLEAR_YEAR,
    Why.NO_VALUE: Unused.UNIT,
    Why.IMPOSSIBLE: Unused.UNIT,
    Why.NOT_OURS: Unused.UNCLEAR_WHOSE,
}
_OF_ALL_RIGHTS: Final = frozenset({"class1_ip_self_developed", "class1_ip_transferred_in"})
"""Fields that may be said of all the rights told (都是自主研发的)."""
_BETWEEN: Final = frozenset({"little_giant_holding_pct"})
"""Fields that lie between the enterprise and another, so that the other is named beside the number."""
_DENIALS: Final = ("没", "不", "未", "无", "非", "没有", "尚未")
_SHOWN: Final = 40
_NUMERIC: Final = frozenset(
    {FieldType.AMOUNT, FieldType.PERCENT, FieldType.COUNT, FieldType.YEARS, FieldType.LEVEL, FieldType.RANK, FieldType.SCORE}
)


@dataclass
class ToldByModel:
    """What of a proposal's facts stands; `mentions` are all of the message's, each with its role."""

    facts: list[Fact] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    titles: list[TitleMention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dropped: list[NotTaken] = field(default_factory=list)


def _is_others(told: ProposedNumber, mention: Mention) -> bool:
    """Whether the words see that a number is somebody else's; what is only supposed of a holding is ours as well."""
    between = told.role is Role.SUPPOSED and told.field in _BETWEEN
    return mention.whose == Whose.OTHER.value and not between


def told_by_model(message: str, proposal: Proposal, words: Question, mentions: Sequence[Mention]) -> ToldByModel:
    """Hold what a model says was told against the message.

    Args:
        words: the same message as the words read it.
        mentions: those the model was shown, in the order of their numbers.
    """
    return _Told(message, proposal, words, mentions).run()


class _Told:
    def __init__(self, message: str, proposal: Proposal, words: Question, mentions: Sequence[Mention]) -> None:
        self.message, self.proposal, self.words = message, proposal, words
        self.mentions = list(mentions)
        self.numbers = Numbers(message, words.day, words.facts)
        self.found = ToldByModel()

    def run(self) -> ToldByModel:
        self._take_numbers()
        for proposed in self.proposal.facts:
            self._take_fact(proposed)
        for title in self.proposal.titles:
            self._take_title(title)
        self._take_events()
        spoken_of = {fact.field for fact in self.found.facts}
        self.found.facts += [fact for fact in self.words.facts if fact.field == "niche_years" and fact.is_open and fact.field not in spoken_of]  # a founding day's limit
        self.found.doubts += [doubt for doubt in self.words.doubts if doubt.field not in spoken_of]
        return self.found

    def _drop(self, what: object, why: Why) -> None:
        self.found.dropped.append(NotTaken(str(what)[:_SHOWN], why))

    # numbers

    def _take_numbers(self) -> None:
        proposed = {each.n: each for each in reversed(self.proposal.numbers)}
        for number in proposed.keys() - set(range(1, len(self.mentions) + 1)):
            self._drop(f"[{number}]", Why.NO_MENTION)
        for place, mention in enumerate(self.mentions, 1):
            told = proposed.get(place)
            if told is None:
                self.found.mentions.append(_left_out(mention))
            elif told.role not in _OF_NUMBERS or told.field is None:
                self.found.mentions.append(self._role(mention, told.role, told.field, told.years, told.reason))
            else:
                fact = Why.NOT_OURS if _is_others(told, mention) else self.numbers.fact(told, mention)
                if isinstance(fact, Why) and not is_value(mention):
                    self._drop(f"{told.field} {mention.words}", fact)
                    self.found.mentions.append(mention)
                elif isinstance(fact, Why):
                    self._drop(f"{told.field}={told.value} {mention.words}", fact)
                    self.found.mentions.append(replace(mention, role=Role.NOT_USED, field=None, year=None, whose="ours", reason=_REASONS.get(fact, Unused.UNCLEAR_FIELD), detail=None))
                else:
                    self.found.facts.append(fact)
                    self.found.mentions.append(replace(mention, role=told.role, field=told.field, year=fact.year, whose="ours", reason=None, detail=None))

    def _role(self, mention: Mention, role: Role, named: str | None, years: tuple[int, ...], reason: Unused | None) -> Mention:
        """A mention in the role that the model gives it; why it is not used is said as finely as the words could."""
        known = named if named in catalogue() or named in helpers() else None
        year = years[0] if years else None
        if role is Role.NOT_USED:
            same = mention.role is Role.NOT_USED
            detail = mention.detail if same else None
            return replace(mention, role=role, field=known, year=year, whose="ours", reason=reason or (mention.reason if same else None) or Unused.UNCLEAR_FIELD, detail=detail)
        return replace(mention, role=role, field=known, year=year, whose="other" if role is Role.OTHER else "ours", reason=None, detail=None)

    # words

    def _take_fact(self, proposed: ProposedFact) -> None:
        key = proposed.field
        if key not in catalogue() or key == "recognitions":
            self._drop(key, Why.NO_FIELD)
            return
        place = place_of(self.message, proposed.words)
        if place is None or self._is_half(place, proposed.value):
            self._drop(f"{key}：{proposed.words}", Why.NO_WORDS)
            return
        if not self._is_said_of_somebody(place):
            self._drop(f"{key}：{proposed.words}", Why.NOT_OURS)
            return
        if proposed.value is None:
            self.found.doubts.append(Doubt(*place, Detail.UNSURE, key, self.message[slice(*place)]))
            return
        if key == "province":
            self.found.facts += [fact for fact in self.words.facts if fact.field == key]  # by the list of its names
            return
        if catalogue()[key].type in _NUMERIC and not self._is_told(proposed):
            self._drop(f"{key}={proposed.value}", Why.NO_VALUE)
            return
        self._take_value(proposed, place)

    def _is_half(self, place: tuple[int, int], value: object) -> bool:
        """有独立法人资格, out of 没有独立法人资格."""
        return value is not False and value != 0 and self.message[: place[0]].rstrip().endswith(_DENIALS)

    def _is_said_of_somebody(self, place: tuple[int, int]) -> bool:
        """Whether more than a question is put: 实用新型能算进Ⅰ类吗 tells nothing of anybody."""
        if self.mentions or self.words.facts or self.proposal.supposed_enterprise:
            return True
        asked = any(part.start <= place[0] and place[1] <= part.end for part in self.words.parts)
        return not asked or lexicon("who", "ours").has(normalise(self.message).text)

    def _is_told(self, proposed: ProposedFact) -> bool:
        """A number without a mention is none at all (没有融资), what the words, too, made of it, or told beside another field (自研发明1项)."""
        value = proposed.value
        if not isinstance(value, int | float) or isinstance(value, bool):
            return False
        agreed = any(fact.field == proposed.field and fact.value == value for fact in self.words.facts)
        if proposed.field in _OF_ALL_RIGHTS:
            agreed |= value == sum(fact.value for fact in self.found.facts if fact.field == "class1_ip" and fact.part != "total" and isinstance(fact.value, Decimal))
        return agreed or value == 0 or self.numbers.value_in(proposed.field, value, proposed.words) is not None

    def _take_value(self, proposed: ProposedFact, place: tuple[int, int]) -> None:
        key, value = proposed.field, proposed.value
        years = proposed.years or ((self.words.day.year - 1,) if key in BY_YEAR else ())
        values: list[Any] = list(value) if isinstance(value, list) else [value]
        try:
            Profile.parse({key: {str(year): value for year in years} if key in BY_YEAR else value})
        except ProfileError:
            self._drop(f"{key}={value}", Why.IMPOSSIBLE)
            return
        said = self.message[slice(*place)]
        for each in values if key in LISTS and values else [None] if key in LISTS else values:
            number = Decimal(str(each)) if isinstance(each, int | float) and not isinstance(each, bool) else each
            fact = Fact.told(key, number, *place, year=years[0] if years and key in BY_YEAR else None)
            self.found.facts.append(replace(fact, more_years=years[1:], supposed=proposed.supposed, words=said))

    # titles and events

    def _take_title(self, proposed: ProposedTitle) -> None:
        place = place_of(self.message, proposed.words) if proposed.words else None
        if place is None:
            self._drop(f"{proposed.tier.value}：{proposed.words}", Why.NO_WORDS)
            return
        alike = next((title for title in self.words.titles if title.tier is proposed.tier and title.start < place[1] and place[0] < title.end), None)
        said = self.message[slice(*place)]
        self.found.titles.append(
            TitleMention(
                proposed.tier,
                proposed.role,
                *place,
                batch=self._batch(proposed.round),
                on=self._date(proposed.on),
                loosely=alike.loosely if alike else False,
                supposed=proposed.supposed,
                reviewed=alike.reviewed if alike else False,
                words=said,
            )
        )
        if alike is None:
            self.found.mentions.append(Mention(said, *place, "title", Role.TITLE))

    def _batch(self, number: int | None) -> BatchMention | None:
        """The batch as the message names it."""
        if number is None:
            return None
        named = next((batch for batch in find_batches(normalise(self.message).text) if batch.number == number), None)
        if named is None:
            self._drop(f"round {number}", Why.NO_ROUND)
        return named

    def _date(self, on: str | None) -> str | None:
        """A date whose year the message names."""
        if on is None or not on[:4].isdigit():
            return None
        if self.numbers.says_year(int(on[:4])):
            return on
        self._drop(on, Why.NO_YEAR)
        return None

    def _take_events(self) -> None:
        for proposed in self.proposal.events:
            place = place_of(self.message, proposed.words)
            if place is None:
                self._drop(f"{proposed.kind.value}：{proposed.words}", Why.NO_WORDS)
                continue
            on = self._date(proposed.on) or next((event.on for event in self.words.events if event.kind is proposed.kind and event.on == proposed.on), None)
            self.found.events.append(Event(proposed.kind, on, *place, self.message[slice(*place)]))
        self.found.events.sort(key=lambda event: event.on is None)


def _left_out(mention: Mention) -> Mention:
    """What the model is silent on tells nothing; the words' reading of anything else stays."""
    if mention.role not in _OF_NUMBERS or mention.field is None:
        return mention
    return replace(mention, role=Role.NOT_USED, reason=Unused.UNCLEAR_FIELD, detail=None)
