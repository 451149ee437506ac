"""Readers: from a message to a `Question`. This one reads by words and by the learned models; others fill the same type.

>>> from datetime import date
>>> read = WordsReader(embed=None).read("我司去年营收8600万，资产负债率48.5%，能申报小巨人吗？", date(2022, 6, 20))
>>> read.assembled().profile.to_json(), read.scope.tier.value
({'debt_ratio': 48.5, 'revenue': {'2021': 8600}}, 'little_giant')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from assistant import bounded
from assistant.reading.about import forms_of, objects_of, of_a_missed_review, of_a_stand_in, of_ours
from assistant.reading.answers import plain_answer
from assistant.reading.completing import Whole, completed
from assistant.reading.conduct import opens_in_doubt, thanks, whole_conduct
from assistant.reading.events import Event, read_events
from assistant.reading.facts import Doubt, Fact
from assistant.reading.firms import firms_said
from assistant.reading.kept import NOTHING_KEPT, Kept
from assistant.reading.kinds import industries_named
from assistant.reading.lexicon import lexicon
from assistant.reading.mentions import read_mentions, without_figures
from assistant.reading.moved import read_moved
from assistant.reading.names import Name, kept_name
from assistant.reading.normalise import Normalised, normalise
from assistant.reading.numbers.codes import Code, CodeKind
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Quantity
from assistant.reading.parts import asks, lists_figures, months_in, names_only_a_standard, points_back
from assistant.reading.question import Mention, Role, Unused
from assistant.reading.scope import read_scope
from assistant.reading.several import LONGEST, as_one, one_of_several
from assistant.reading.speech import Speech
from assistant.reading.taken_back import taken_back
from assistant.reading.titles import TitleMention
from assistant.reading.told import Told
from assistant.reading.understood import AskedNumber, Conduct, Firm, Part, Question
from assistant.reading.wholes import UNSURE, Wholes
from assistant.topics.forms import NOTHING, Matter, MatterKind

if TYPE_CHECKING:
    from assistant.reading.matters import Embed, JudgedStretch
    from assistant.reading.parts import AskingStretch

_Placed = TypeVar("_Placed", Fact, Doubt, TitleMention, Event)
_HAN: Final = bounded.compile("[\u4e00-\u9fff]")
_SAYS: Final = bounded.compile("[\u4e00-\u9fffA-Za-z0-9]")
_TALK: Final = frozenset({NOTHING, Matter(MatterKind.OUTSIDE, "smalltalk")})
_OF_SIZES: Final = frozenset({"sme_size", "sme_industries"})
"""Matters of which a line of industry named anywhere in the message is meant."""
_ASKED: Final = frozenset({Role.ASKED, Role.REQUIRED, Role.SUPPOSED})


class Reader(Protocol):
    """Reads a message as seen from a day."""

    def read(self, message: str, day: date, kept: Kept = NOTHING_KEPT) -> Question:
        """What the message says and asks, in a conversation that has kept `kept`."""
        ...


class FactReader(Protocol):
    """Reads what a message says, not what it asks."""

    def read_facts(self, message: str, day: date) -> Question:
        """The facts, as seen from a day; no index is needed for that."""
        ...


class WordsReader:
    """Reads by word lists, grammar and the learned models.

    Args:
        embed: vectors of questions; without an encoder only the terms of a message speak for its matter.
        batches: the year of each batch known, so that a batch named over figures is read as held or as applied to.
    """

    def __init__(self, embed: Embed | None, batches: Mapping[int, int] | None = None) -> None:
        self._embed = embed
        self._batches = batches or {}

    def read(self, message: str, day: date, kept: Kept = NOTHING_KEPT) -> Question:
        """See `Reader.read`."""
        said = normalise(message)
        english = not _HAN.search(said.text)
        if not _SAYS.search(said.text) or english and lexicon("conduct", "code").has(said.text.lower()):
            return Question(day, english, conduct=Conduct.NOTHING)
        if (conduct := whole_conduct(said.text)) is not None:
            return Question(day, english, conduct=conduct)
        last = kept.asked[0] if kept.asked else None
        if last is not None and (one := one_of_several(said.text, last.several, last.words, day)) is not None:
            return as_one(self.read(one.message, day, replace(kept, fields=(), asked=(), profile={}, event=None)), one)
        from assistant.reading.matters import judge

        reading = _Reading(said, day, self._batches, kept, english)
        judged, beyond = judge(reading.speech.scan, self._embed)
        question = reading.question(judged, beyond)
        if kept.asked and (whole := completed(said.text, kept.asked[0].words, day)) is not None:
            question = self._as_the_whole(question, whole)
        if opens_in_doubt(said.text) and not question.told and not any(part.matter.kind is MatterKind.TOPIC and part.share >= UNSURE for part in question.parts):
            return replace(question, conduct=Conduct.DOUBT, parts=reading.whole(judged))
        if thanks(said.text) and not question.told and all(part.matter in _TALK for part in question.parts):
            return Question(day, english, conduct=Conduct.THANKS)
        return question

    def _as_the_whole(self, question: Question, whole: Whole) -> Question:
        """A follow-up that asks what `whole` asks; what it tells stays its own."""
        from assistant.reading.matters import judge

        reading = _Reading(normalise(whole.words), question.day, self._batches, NOTHING_KEPT, question.english)
        judged, _ = judge(reading.speech.scan, self._embed)
        asked = next((each for each in judged if each.matter.kind is MatterKind.TOPIC and each.share >= whole.least), None)
        if asked is None or len(question.parts) > 1:
            return question
        own = question.parts[0] if question.parts else None
        part = replace(reading.part(asked), completed=True)
        scope = replace(question.scope, round=reading.scope.round, rounds=reading.scope.rounds) if question.scope.round else question.scope
        return replace(question, scope=scope, parts=(replace(part, words=own.words, start=own.start, end=own.end) if own else part,))

    def read_facts(self, message: str, day: date) -> Question:
        """Only what a message says, not what it asks: no model is needed for that."""
        said = normalise(message)
        return _Reading(said, day, self._batches, NOTHING_KEPT, not _HAN.search(said.text)).question()


class _Reading:
    def __init__(self, said: Normalised, day: date, batches: Mapping[int, int], kept: Kept, english: bool) -> None:
        self.said, self.day, self.english, self._batches = said, day, english, batches
        self.speech = Speech.of(said.text, day)
        self.told = Told(self.speech, kept_name(kept.fields), batches)
        self.wholes = Wholes(self.told)
        self.moved = read_moved(self.speech.scan, kept) if self.told.coming is None else None
        if self.moved is not None:
            self.told.move(self.moved.token, self.moved.fact)
        self.taken_back = taken_back(self.told, kept.profile)
        self.titles = self.told.titles
        self.events = read_events(self.speech, kept.happened)
        self.scope = read_scope(self.speech, self.titles)
        self.answer = plain_answer(self.speech, kept.fields[0]) if kept.fields else None

    def question(self, judged: Sequence[JudgedStretch] = (), beyond: Sequence[AskingStretch] = ()) -> Question:
        facts = [*self.told.facts, *([self.answer] if self.answer else [])]
        question = Question(
            day=self.day,
            english=self.english,
            parts=tuple(self.part(each) for each in judged),
            facts=tuple(facts),
            doubts=tuple(self.told.doubts),
            titles=self.titles,
            events=self.events,
            scope=self.scope,
            conduct=Conduct.CLEARS if self.told.corrections.clears() else None,
            hypothetical=self.speech.subjects.supposed,
            several=self.said.text[:LONGEST] if self.speech.subjects.several else "",
            corrects=self.told.corrections.any,
            taken_back=self.taken_back,
            moves=self.moved is not None and self.moved.fact.supposed,
            coming=self._coming(facts),
            beyond=tuple(self.said.words(each.start, each.end) for each in beyond),
        )
        mentions = read_mentions(self.said, self.told, self.titles, self.events, question.assembled())
        firms, mentions = self._firms(mentions)
        return self._placed(replace(question, firms=firms, mentions=without_figures(mentions, question.parts)))

    def _coming(self, facts: Sequence[Fact]) -> int | None:
        running = any(fact.supposed and fact.year == self.day.year for fact in facts)
        return self.day.year + 1 if self.told.coming is not None or running and self.moved is not None else None

    def _firms(self, mentions: tuple[Mention, ...]) -> tuple[tuple[Firm, ...], tuple[Mention, ...]]:
        """Several enterprises, each read by itself; a number that is of one of them is used, and told of somebody else."""
        said = firms_said(self.speech)
        read = [_Reading(normalise(each.words), self.day, self._batches, NOTHING_KEPT, self.english).question() for each in said]
        left = {mention.words for question in read for mention in question.not_used}

        def used(mention: Mention) -> Mention:
            of_one = mention.reason is Unused.UNCLEAR_WHOSE and mention.words not in left
            return replace(mention, role=Role.OTHER, reason=None, detail=None) if of_one else mention

        firms = tuple(Firm(each.label, question.assembled().profile) for each, question in zip(said, read, strict=True))
        return firms, tuple(map(used, mentions)) if firms else mentions

    def whole(self, judged: Sequence[JudgedStretch]) -> tuple[Part, ...]:
        """The message as one part, with all it names: what is doubted is held against it."""
        return tuple(self.part(replace(each, start=0, end=len(self.said.text))) for each in judged[:1])

    def part(self, judged: JudgedStretch) -> Part:
        start, end = self.said.span(judged.start, judged.end)
        words = self.said.text[judged.start : judged.end]
        inside = [title for title in self.titles if judged.start <= title.start < judged.end]
        scope = read_scope(self.speech, inside, within=(judged.start, judged.end))
        judged = self.wholes.of_all_told(of_a_missed_review(of_a_stand_in(of_ours(judged, scope, words), words), self.speech.scan.text))
        return Part(
            words=self.said.original[start:end],
            start=start,
            end=end,
            plain=words,
            matter=judged.matter,
            forms=forms_of(judged, words),
            objects=objects_of(judged.matter, words),
            fields=self._fields(judged),
            numbers=tuple(self._numbers(judged)),
            scope=scope,
            places=self._places(judged),
            industries=industries_named(words) or (industries_named(self.said.text) if judged.matter.id in _OF_SIZES else ()),
            narrow=lexicon("asking", "criterion").has(words),
            points_back=points_back(words),
            only_whether=self.wholes.asks_only_whether(judged),
            only_a_standard=names_only_a_standard(words),
            months=months_in(words),
            lacks=lexicon("asking", "lacks").has(words),
            earliest=lexicon("asking", "earliest").has(words),
            share=judged.share,
            rivals=judged.rivals,
            reasons=judged.reasons,
        )

    def _fields(self, judged: JudgedStretch) -> tuple[str, ...]:
        """The fields that a part asks about by name (研发占比那项没问题吧); a name that labels a figure told asks nothing."""
        found: list[str] = []
        for clause in self.speech.scan.clauses:
            words = self.speech.scan.words_of(clause)
            if not judged.start <= clause.start < judged.end or not (asks(self.speech.scan, clause) or lexicon("asking", "criterion").has(words) or lists_figures(self.speech.scan, clause.start, clause.end)):
                continue
            tokens = self.speech.scan.tokens_in(clause)
            told = {known.field for token in tokens if (known := self.told.judged.get(token.start)) is not None}
            for token in tokens:
                if isinstance(token.value, Name) and not told.intersection(token.value.fields.values()):
                    found += [field for field in token.value.fields.values() if field not in found]
        return tuple(found)

    def _places(self, judged: JudgedStretch) -> tuple[str, ...]:
        named = [token for token in self.speech.scan.tokens if judged.start <= token.start < judged.end and isinstance(token.value, Code)]
        return tuple(token.words for token in named if isinstance(token.value, Code) and token.value.kind is CodeKind.DOCUMENT)

    def _numbers(self, judged: JudgedStretch) -> list[AskedNumber]:
        found: list[AskedNumber] = []
        for token in self.speech.scan.tokens:
            if not judged.start <= token.start < judged.end:
                continue
            if isinstance(token.value, Quantity):
                told = self.told.judged.get(token.start)
                if told is None or told.role in _ASKED or told.role is Role.NOT_USED and told.field is None:
                    quantity = token.value
                    found.append(AskedNumber(self.said.words(token.start, token.end), quantity.value, quantity.unit, quantity.bound, told.field if told else None))
            elif isinstance(token.value, DateMention) and token.value.when is When.DAY:
                found.append(AskedNumber(self.said.words(token.start, token.end), None, None, day=token.value.iso or token.value.whole_day_in(self.day.year)))
        return found

    def _placed(self, question: Question) -> Question:
        """With all places those of the message as it was written."""
        span, words = self.said.span, self.said.words

        def moved(item: _Placed) -> _Placed:
            start, end = span(item.start, item.end)
            return replace(item, start=start, end=end, words=words(item.start, item.end))

        return replace(
            question,
            facts=tuple(moved(fact) for fact in question.facts),
            doubts=tuple(moved(doubt) for doubt in question.doubts),
            titles=tuple(moved(title) for title in question.titles),
            events=tuple(moved(event) for event in question.events),
        )
