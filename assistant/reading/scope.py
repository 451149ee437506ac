"""What a message names of the programme: the tier, the track, the round and the version of the measures.

Nothing is chosen here for what is not named; what follows from the day, from what was said before and from the matter
is settled later. A title held names neither the tier applied for nor, by its year, the round.

>>> from datetime import date
>>> from assistant.reading.titles import read_titles
>>> day = date(2026, 5, 1)
>>> named = read_scope(speech := Speech.of("我们是第五批小巨人，今年要复核吗", day), read_titles(speech))
>>> named.track.value, named.round.number, named.round.held
('review', 5, True)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from assistant.reading.annexes import annexes_named
from assistant.reading.corrections import Corrections
from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.scan import Token, TokenKind
from assistant.reading.speech import Speech
from assistant.reading.subjects import Whose
from assistant.reading.titles import TitleMention, TitleRole
from corpus.terms import Tier, Title, Track

_NEAR: Final = 8
_ORDER: Final = (Tier.INNOVATIVE, Tier.SPECIALIZED, Tier.LITTLE_GIANT)
_ASKED: Final = frozenset({TitleRole.NAMED, TitleRole.APPLIED})


class Version(StrEnum):
    """A version of the measures that a message itself names."""

    INTERIM = "interim"
    REVISED = "revised"
    NEWEST = "newest"
    PREVIOUS = "previous"


class Which(StrEnum):
    """How a round is named."""

    NUMBER = "number"
    YEAR = "year"
    THIS = "this"
    THIS_YEAR = "this_year"
    NEXT = "next"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class RoundNamed:
    """A round as a message names it.

    Attributes:
        held: whether it is the batch of a title held, or under review, and not the one applied to.
        year: of the round, or in which the title held was given.
    """

    which: Which
    number: int | None = None
    year: int | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What is named.

    Attributes:
        tiers: all tiers asked about, in the order named.
        held: the highest of the enterprise's own titles told.
        rounds: all rounds applied to, in order.
        now: whether the message asks of today, so that a round kept from before does not decide.
        province: whether it speaks for a province's authority.
        later: whether it asks of a year to come.
        any_tier: whether it asks which of the tiers would do.
    """

    tier: Tier | None = None
    tiers: tuple[Tier, ...] = ()
    held: Tier | None = None
    track: Track | None = None
    round: RoundNamed | None = None
    rounds: tuple[RoundNamed, ...] = ()
    version: Version | None = None
    now: bool = False
    province: bool = False
    later: bool = False
    any_tier: bool = False


def read_scope(speech: Speech, titles: Sequence[TitleMention], within: tuple[int, int] | None = None) -> Scope:
    """What a text names.

    Args:
        titles: those of the text, or of the part of it.
        within: the part, where it is not the whole.
    """
    return _Scope(speech, titles, within).read()


def highest_held(titles: Sequence[TitleMention]) -> Tier | None:
    """The highest tier of the enterprise's own titles."""
    held = (Tier(title.tier.value) for title in titles if title.role is TitleRole.HELD and title.tier is not Title.TECH_SME)
    return max(held, key=_ORDER.index, default=None)


class _Scope:
    def __init__(self, speech: Speech, titles: Sequence[TitleMention], within: tuple[int, int] | None) -> None:
        self.speech, self.scan = speech, speech.scan
        start, end = within or (0, len(speech.scan.text))
        self.text = speech.scan.text[start:end]
        self.tokens = [token for token in speech.scan.tokens if start <= token.start < end]
        self.titles = titles
        self.held = [title for title in titles if title.role is TitleRole.HELD]
        self.reviews = self._reviews()
        self.applies = lexicon("scope", "application").has(self.text)

    def read(self) -> Scope:
        rounds = self._rounds()
        applied = [each for each in rounds if not each.held]
        chosen = applied[0] if applied else rounds[0] if rounds else None
        tiers = self._asked()
        return Scope(
            tier=self._tier(tiers, chosen),
            tiers=tiers,
            held=highest_held(self.titles),
            track=self._track(chosen),
            round=chosen,
            rounds=tuple(applied),
            version=self._version(),
            now=lexicon("scope", "now").has(self.text),
            province=lexicon("scope", "province").has(self.text),
            later=lexicon("scope", "later").has(self.text),
            any_tier=lexicon("scope", "any_tier").has(self.text),
        )

    def _asked(self) -> tuple[Tier, ...]:
        """The tiers asked about; of a rung that has to be held first, the one above it."""
        if lexicon("scope", "all_tiers").has(self.scan.text):
            return _ORDER
        named = [title for title in self.titles if title.role in _ASKED and title.tier is not Title.TECH_SME]
        own = [Tier(title.tier.value) for title in named if not title.rung]
        above = [_ORDER[min(_ORDER.index(Tier(title.tier.value)) + 1, len(_ORDER) - 1)] for title in named]
        return tuple(dict.fromkeys(own or above))

    def _tier(self, tiers: tuple[Tier, ...], round_named: RoundNamed | None) -> Tier | None:
        """The tier applied for, else the highest one named; batches are of the highest tier alone."""
        applied = [Tier(title.tier.value) for title in self.titles if title.role is TitleRole.APPLIED and title.tier is not Title.TECH_SME]
        for named in (applied, tiers):
            if named:
                return max(named, key=_ORDER.index)
        if annexes := annexes_named(self.text):
            return Tier(annexes[0])
        if round_named is not None and round_named.which in (Which.NUMBER, Which.THIS):
            return Tier.LITTLE_GIANT
        lost = [title for title in self.titles if title.role is TitleRole.LOST and title.tier is not Title.TECH_SME]
        return Tier(lost[0].tier.value) if len(lost) == 1 and not self.applies else None  # 创新型过期了咋续

    def _track(self, round_named: RoundNamed | None) -> Track | None:
        giant = any(title.tier is Title.LITTLE_GIANT and not title.supposed for title in self.held)
        lost = any(title.tier is Title.LITTLE_GIANT and title.role is TitleRole.LOST for title in self.titles)
        if lost and lexicon("titles", "applying").has(self.text):
            return Track.NEW
        if self.reviews and not (self.applies and (lost or not giant)):
            return Track.REVIEW
        if self.applies:
            return Track.NEW
        if giant or (round_named is not None and round_named.held):
            return Track.REVIEW
        return None

    def _reviews(self) -> bool:
        left_out = [(hit.start, hit.end) for hit in lexicon("scope", "not_review").find(self.text)]
        hits = lexicon("scope", "review").find(self.text)
        return any(not any(start <= hit.start < end for start, end in left_out) for hit in hits)

    def _rounds(self) -> list[RoundNamed]:
        found = [self._of_batch(token) for token in self.tokens if isinstance(token.value, BatchMention) and not (self._is_gone(token) or self._is_of_others(token) or self._is_taken_back(token) or self._is_lost(token))]
        if found:
            return list(dict.fromkeys(found))
        for key, which in (("this_year", Which.THIS_YEAR), ("next", Which.NEXT), ("last", Which.LAST), ("this", Which.THIS)):
            if lexicon("scope:rounds", key).has(self.text):
                return [RoundNamed(which)]
        given = next((title for title in self.titles if title.tier is Title.LITTLE_GIANT and title.role is TitleRole.HELD and title.on), None)
        if given is not None and given.on is not None:
            return [RoundNamed(Which.YEAR, year=int(given.on[:4]), held=True)] if self.reviews else []
        years = [token for token in self.tokens if isinstance(token.value, DateMention) and self._is_a_round(token)]
        return [RoundNamed(Which.YEAR, year=token.value.year) for token in years if isinstance(token.value, DateMention)][:2]

    def _is_of_others(self, token: Token) -> bool:
        """The batch of another enterprise's title names no round."""
        if self.speech.subjects.whose(token.start) is Whose.OTHER:
            return True  # 兄弟公司报第六批已经上了
        return any(title.batch is token.value and title.role is TitleRole.OTHERS for title in self.titles)

    def _is_lost(self, token: Token) -> bool:
        """第三批，2024年复核没过，还能再报吗: who lost a title asks of a new application, and not of that batch."""
        return (self.applies or lexicon("titles", "applying").has(self.text)) and any(title.batch is token.value and title.role is TitleRole.LOST for title in self.titles)

    def _is_taken_back(self, token: Token) -> bool:
        """我们是第四批——记错了，是第三批."""
        later = any(isinstance(each.value, BatchMention) and each.start > token.start and self._alike(each, token) for each in self.tokens)
        return later and Corrections(self.scan).takes_back(token.start)

    def _alike(self, one: Token, other: Token) -> bool:
        return self.scan.clause_of(one).sentence == self.scan.clause_of(other).sentence

    def _is_gone(self, token: Token) -> bool:
        """七批没赶上, 先为明年准备."""
        behind = self.scan.behind(self.scan.clause_of(token), token.end)
        return any(hit.start <= 2 for hit in lexicon("scope", "gone").find(behind.removeprefix("小巨人")))

    def _of_batch(self, token: Token) -> RoundNamed:
        batch = token.value
        assert isinstance(batch, BatchMention)
        title = next((title for title in self.titles if title.batch is batch), None)
        if title is not None and title.role in (TitleRole.HELD, TitleRole.LOST):
            return RoundNamed(Which.NUMBER, batch.number, held=True)
        return RoundNamed(Which.NUMBER, batch.number, held=self._is_reviewed(token) and not self._is_applied(token))

    def _is_reviewed(self, token: Token) -> bool:
        """第一批…复核: of a batch in a sentence on review, it is the one that is reviewed."""
        clause = self.scan.clause_of(token)
        return self.reviews and clause.sentence in self._under_review

    @cached_property
    def _under_review(self) -> frozenset[int]:
        """The sentences on review."""
        return frozenset(each.sentence for each in self.scan.clauses if lexicon("scope", "review").has(self.scan.words_of(each)))

    def _is_applied(self, token: Token) -> bool:
        """第六批新申报."""
        behind = self.scan.text[token.end : token.end + _NEAR]
        before = self.scan.text[max(0, token.start - _NEAR) : token.start]
        return lexicon("scope", "application").has(behind) or before.endswith(("报", "申报", "申请"))

    def _is_a_round(self, token: Token) -> bool:
        """2025年小巨人申报: a year in four digits, with what a round is of right behind it; 2024年认定的省级专精特新 is none."""
        date = token.value
        assert isinstance(date, DateMention)
        if date.when not in (When.YEAR, When.NOW, When.FUTURE) or not date.year or not date.text[:4].isdigit():
            return False
        behind = self.scan.text[token.end : token.end + _NEAR].lstrip("度的")
        hits = [] if behind.startswith(("认定的", "认定之")) else [hit for hit in lexicon("scope", "of_a_round").find(behind) if hit.start == 0]
        if any(title.end == token.start and title.role is not TitleRole.HELD for title in self.titles):
            hits += [hit for hit in lexicon("scope", "of_its_rules").find(behind) if hit.start == 0]
        titled = any(title.on == date.iso and title.role is TitleRole.HELD for title in self.titles)
        figure = any(each.kind is TokenKind.NAME and token.end <= each.start <= token.end + 2 for each in self.scan.tokens)
        return bool(hits) and not titled and not figure

    def _version(self) -> Version | None:
        hits = lexicon("scope:standards").find(self.text)
        if not hits and annexes_named(self.text):
            return Version.INTERIM
        return Version(hits[0].id) if hits else None


