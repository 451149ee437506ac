"""What a model says is asked: parts in the words of the message, with matters, forms and scopes from closed lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from assistant.reading.by_model.asking import outside_matters
from assistant.reading.by_model.checked import NotTaken, Why
from assistant.reading.by_model.places import place_of
from assistant.reading.by_model.proposal import Proposal, ProposedAsk, ProposedRound
from assistant.reading.kinds import industries_named
from assistant.reading.lexicon import lexicon
from assistant.reading.normalise import normalise
from assistant.reading.numbers.batches import find_batches
from assistant.reading.numbers.dates import When, find_dates
from assistant.reading.numbers.quantities import find_quantities
from assistant.reading.question import Mention, Role
from assistant.reading.scope import RoundNamed, Scope, Which, highest_held
from assistant.reading.titles import TitleMention, TitleRole
from assistant.reading.understood import AskedNumber, Part, Question
from assistant.rules.fields import catalogue
from assistant.topics.all_topics import topics
from assistant.topics.forms import NOTHING, Matter, MatterKind
from corpus.terms import Title, Track

_OUTSIDE: Final = "outside/"
_ASKED: Final = frozenset({Role.ASKED, Role.REQUIRED, Role.SUPPOSED})
_MARGIN: Final = 1
_DOCUMENT: Final = "document"
"""Kind of the mentions that name an article, an annex or a document."""


class Asks:
    """The asks of one proposal, held against the message.

    Attributes:
        dropped: what does not stand.
    """

    def __init__(self, message: str, proposal: Proposal, words: Question, mentions: Sequence[Mention]) -> None:
        self._message, self._proposal, self._words, self._mentions = message, proposal, words, mentions
        self._text = normalise(message).text
        self.dropped: list[NotTaken] = []

    def parts(self) -> tuple[Part, ...]:
        """The things asked, in the order asked."""
        found: list[Part] = []
        for ask in self._proposal.asks:
            place = place_of(self._message, ask.words, found[-1].end - _MARGIN if found else 0)
            matter = matter_named(ask.matter)
            if place is None or matter is None:
                self.dropped.append(NotTaken(f"{ask.matter}：{ask.words}"[:40], Why.NO_WORDS if place is None else Why.NO_MATTER))
                continue
            found.append(self._part(ask, matter, place))
        return tuple(found)

    def _part(self, ask: ProposedAsk, matter: Matter, place: tuple[int, int]) -> Part:
        words = self._message[slice(*place)]
        normal = normalise(words).text
        topic = topics()[matter.id] if matter.kind is MatterKind.TOPIC and matter.id else None
        beside = next((part for part in self._words.parts if part.start < place[1] and place[0] < part.end), None)
        scope = beside.scope if beside else Scope()
        round_named = self.round_named(ask.round)
        return Part(
            words=words,
            start=place[0],
            end=place[1],
            plain=normal,
            matter=matter,
            forms=(ask.form,),
            objects=topic.objects_in(f"{normal} {ask.about}") if topic else frozenset(),
            fields=tuple(field for field in dict.fromkeys(ask.fields) if field in catalogue()),
            numbers=tuple(self._numbers(place)),
            scope=replace(
                scope,
                tier=ask.tier,
                tiers=(ask.tier,) if ask.tier else (),
                track=ask.track,
                round=round_named,
                rounds=(round_named,) if round_named and not round_named.held else (),
            ),
            places=tuple(mention.words for mention in self._mentions if mention.kind == _DOCUMENT and place[0] <= mention.start < place[1]),
            industries=industries_named(normal),
            narrow=lexicon("asking", "criterion").has(normal),
        )

    def _numbers(self, place: tuple[int, int]) -> list[AskedNumber]:
        found: list[AskedNumber] = []
        for mention in self._mentions:
            if not place[0] <= mention.start < place[1] or mention.role not in _ASKED:
                continue
            words = normalise(mention.words).text
            if quantities := find_quantities(words):
                quantity = quantities[0]
                found.append(AskedNumber(mention.words, quantity.value, quantity.unit, quantity.bound, mention.field))
            elif (day := _day(words, self._words.day)) is not None:
                found.append(AskedNumber(mention.words, None, None, day=day))
        return found

    def scope(self, titles: Sequence[TitleMention]) -> Scope:
        """The scope of the whole message: what the model names, beside what the words see of now and of whom it speaks for."""
        proposal = self._proposal
        rounds = [named for each in (proposal.round, *(ask.round for ask in proposal.asks)) if (named := self.round_named(each)) is not None]
        applied = tuple(dict.fromkeys(named for named in rounds if not named.held))
        chosen = applied[0] if applied else rounds[0] if rounds else None
        giant = any(title.tier is Title.LITTLE_GIANT and title.role is TitleRole.HELD and not title.supposed for title in titles)
        return replace(
            self._words.scope,
            tier=proposal.tier,
            tiers=tuple(dict.fromkeys(tier for tier in (proposal.tier, *(ask.tier for ask in proposal.asks)) if tier)),
            held=highest_held(titles),
            track=proposal.track or (Track.REVIEW if giant or chosen is not None and chosen.held else None),
            round=chosen,
            rounds=applied,
            version=proposal.version,
            now=proposal.now,
        )

    def round_named(self, proposed: ProposedRound | None) -> RoundNamed | None:
        """A round whose number or year stands in the message."""
        if proposed is None:
            return None
        if proposed.number is not None:
            if any(batch.number == proposed.number for batch in find_batches(self._text)):
                return RoundNamed(Which.NUMBER, proposed.number, held=proposed.held)
        elif proposed.which is not None:
            return RoundNamed(Which(proposed.which), held=proposed.held)
        elif proposed.year is not None and any(proposed.year in dated.years for dated in find_dates(self._text, self._words.day)):
            return RoundNamed(Which.YEAR, year=proposed.year, held=proposed.held)
        if proposed.number is not None or proposed.year is not None:
            self.dropped.append(NotTaken(f"round {proposed.number or proposed.year}", Why.NO_ROUND))
        return None


def matter_named(name: str) -> Matter | None:
    """The matter that a model names, None where there is none of that name."""
    name = name.removeprefix("topic/")
    if name in topics():
        return Matter(MatterKind.TOPIC, name)
    if name == "none":
        return NOTHING
    if name in outside_matters() or f"{_OUTSIDE}{name}" in outside_matters():
        return Matter(MatterKind.OUTSIDE, name.removeprefix(_OUTSIDE))
    return None


def _day(words: str, seen_from: date) -> str | None:
    """A day named to the day, the year that of the day asked about where none is told."""
    named = next((found for found in find_dates(words, seen_from) if found.when is When.DAY), None)
    return None if named is None else named.iso or named.whole_day_in(seen_from.year)
