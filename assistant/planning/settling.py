"""Which tier, track, round and standard an answer rests on, by what was named, told, kept, and by the day.

The rules are the contract's (“Which standard, which year”): a round named decides; else one that is open; else the day.
A title told names neither what is applied for nor, by its year, the round; what is asked of that title is answered for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from assistant.planning.due import VALID_YEARS
from assistant.planning.settled import Source
from assistant.planning.state import State
from assistant.reading.scope import RoundNamed, Scope, Version, Which
from assistant.reading.understood import Part, Question
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, MatterKind
from assistant.topics.topic import OF_ROUNDS, Recipe
from corpus.basis import MEASURES_2022, MEASURES_2026, NEW_STANDARD_FROM
from corpus.library import Library
from corpus.rounds import Round
from corpus.terms import Tier, Title, Track

_T = TypeVar("_T")
_NEXT: Final = {Tier.INNOVATIVE: Tier.SPECIALIZED, Tier.SPECIALIZED: Tier.LITTLE_GIANT, Tier.LITTLE_GIANT: Tier.LITTLE_GIANT}
_OF_A_TITLE: Final = frozenset(
    {"valid_period", "review_process", "review_round", "review_failed", "review_standard", "yearly_update", "change_report",
     "change_unreported", "no_longer_meets", "false_data", "old_titles", "review_reasons"}
)  # fmt: skip
"""Topics on a title that is held: answered for its tier."""
_WHETHER: Final = frozenset({Form.YES_NO, Form.VERDICT})
_OF_MEASURES: Final = frozenset({"review_standard", "standard_in_force"})
"""Topics that the measures themselves answer, of a round to come as well."""


@dataclass(frozen=True)
class Chosen:
    """What was chosen, with where each came from.

    Attributes:
        round: that decides; None where none does.
        standing: whether, without one, a round that is open decides.
        unknown: the round named that the texts at hand don't have by that day.
        unannounced: the batch held, where no announced round reviews it yet.
    """

    tier: Tier
    track: Track
    round: int | None
    standing: bool
    sources: dict[str, Source]
    unknown: RoundNamed | None = None
    unannounced: int | None = None


def choose(
    question: Question,
    parts: Sequence[Part],
    state: State,
    library: Library,
    *,
    tier: Tier | None = None,
    track: Track | None = None,
    round: int | None = None,
) -> Chosen:
    """Choose tier, track and round.

    Args:
        parts: the things asked, those that lean on the conversation filled in.
        state: what was kept, with the profile as it now stands.
        tier, track, round: of the request.
    """
    return _Choosing(question, parts, state, library, tier, track, round).run()


class _Choosing:
    def __init__(self, question: Question, parts: Sequence[Part], state: State, library: Library, tier: Tier | None, track: Track | None, round: int | None) -> None:
        self.question, self.parts, self.state, self.library = question, parts, state, library
        self.requested = (tier, track, round)
        self.scope: Scope = question.scope
        self.day = question.day
        self.sources: dict[str, Source] = {}
        self.topics = [part.matter.id for part in parts if part.matter.kind is MatterKind.TOPIC and part.matter.id]

    def run(self) -> Chosen:
        tier = self._tier()
        track = self._track(tier)
        named = self._round_named()
        number, unknown, standing = self._round(named, tier, track)
        unannounced = self._unannounced(named, tier, track, number)
        if unknown is None and number is None and self._is_of_rounds(tier) and unannounced is None:
            newest = self.library.newest_round(self.day)
            if newest is not None and not (self._asks_whether_now() and self._is_over(newest)):
                number = newest.batch
                self.sources["round"] = Source.NEWEST
        return Chosen(tier, track, number, standing and unannounced is None, self.sources, unknown, unannounced)

    # tier

    def _tier(self) -> Tier:
        tier, _, round_asked = self.requested
        of_title = self._is_of_a_title()
        if of_title and self.scope.held is not None and (self.scope.tier is None or self.scope.tier is self.scope.held):
            return self._from("tier", self.scope.held, Source.TITLE)
        if self.scope.tier is not None:
            return self._from("tier", self.scope.tier, Source.QUESTION)
        if tier is not None:
            return self._from("tier", tier, Source.REQUEST)
        if round_asked is not None:
            return self._from("tier", Tier.LITTLE_GIANT, Source.REQUEST)
        if self.scope.held is not None:
            own = of_title or self.scope.track is Track.REVIEW or (self._asks_for_points() and self.scope.held is not Tier.LITTLE_GIANT)
            return self._from("tier", self.scope.held if own else _NEXT[self.scope.held], Source.TITLE)
        held = self._held_before()
        if held is not None and (of_title or self.state.tier is None):
            return self._from("tier", held if of_title else _NEXT[held], Source.TITLE)
        if self.state.tier is not None:
            return self._from("tier", self.state.tier, Source.CONVERSATION)
        return self._from("tier", Tier.SPECIALIZED if self._asks_for_points() else Tier.LITTLE_GIANT, Source.DEFAULT)

    def _held_before(self) -> Tier | None:
        """The highest title that is known from before."""
        order = list(Tier)
        held = [Tier(title.tier.value) for title in self.state.profile.titles if title.tier is not Title.TECH_SME]
        return max(held, key=order.index, default=None)

    def _asks_for_points(self) -> bool:
        """Only the two lower tiers are scored by the measures themselves."""
        return bool(self.parts) and all(part.form is Form.POINTS for part in self.parts)

    def _is_of_a_title(self) -> bool:
        return bool(self.topics) and all(topic in _OF_A_TITLE for topic in self.topics)

    # track

    def _track(self, tier: Tier) -> Track:
        if self.scope.track is not None:
            return self._from("track", self.scope.track, Source.QUESTION)
        named = [part.scope.track for part in self.parts if part.scope.track is not None]
        if len(set(named)) > 1 and self.parts[0].scope.track is not None:
            return self._from("track", named[0], Source.QUESTION)
        tracks = [topics()[topic].track for topic in self.topics]
        if tracks and (own := tracks[0]) is not None and all(tracks):
            return self._from("track", own, Source.QUESTION)
        if self.requested[1] is not None:
            return self._from("track", self.requested[1], Source.REQUEST)
        if self.state.track is not None and (self.scope.tier is None or self.scope.tier is self.state.tier):
            return self._from("track", self.state.track, Source.CONVERSATION)
        if tier is Tier.LITTLE_GIANT and self._held_before() is Tier.LITTLE_GIANT and self.state.tier is None:
            return self._from("track", Track.REVIEW, Source.TITLE)
        return self._from("track", Track.NEW, Source.DEFAULT)

    # round

    def _round_named(self) -> RoundNamed | None:
        held = max((title.round for title in self.state.profile.titles if title.tier is Title.LITTLE_GIANT and title.round), default=None)
        if self.scope.round is not None and self.scope.round.which is Which.NEXT and held is not None and self.scope.track is Track.REVIEW:
            return RoundNamed(Which.NEXT, held, held=True)
        if self.scope.round is not None:
            return self._held_in_review(self.scope.round)
        if held is not None and self.sources.get("track") is not None and self._reviews():
            return RoundNamed(Which.NUMBER, held, held=True)
        return None

    def _held_in_review(self, named: RoundNamed) -> RoundNamed:
        """第四批呢, while reviews are talked about: the batch that is reviewed, where the round talked about reviews it."""
        newest = self.library.newest_round(self.day)
        kept = next((row for row in self.library.rounds(self.day) if row.batch == self.state.round), newest if self.state.round is None else None)
        reviewed = kept is not None and named.number in (kept.review_of or ())
        if reviewed and self.state.track is Track.REVIEW and self.scope.track is None and named.which is Which.NUMBER:
            return replace(named, held=True)
        return named

    def _reviews(self) -> bool:
        return self.scope.track is Track.REVIEW or (self.scope.track is None and self.sources.get("track") in (Source.CONVERSATION, Source.TITLE) and self.state.track is not Track.NEW)

    def _round(self, named: RoundNamed | None, tier: Tier, track: Track) -> tuple[int | None, RoundNamed | None, bool]:
        """The round that decides, one that is not at hand, and whether else an open one decides."""
        requested = self.requested[2]
        if requested is not None and (named is None or named.held):
            return self._from("round", requested, Source.REQUEST), None, True
        if named is not None and not (tier is not Tier.LITTLE_GIANT and named.which is not Which.NUMBER):
            return self._resolved(named)
        if self.state.round is not None and not self.scope.now and tier is Tier.LITTLE_GIANT and self._is_known(self.state.round):
            return self._from("round", self.state.round, Source.CONVERSATION), None, True
        return None, None, True

    def _resolved(self, named: RoundNamed) -> tuple[int | None, RoundNamed | None, bool]:
        rows = self.library.rounds(self.day)
        if named.held and named.which is Which.NEXT:
            return None, None, False
        if named.held:
            batch = self._batch_held(named)
            row = self.library.review_round(batch, self.day) if batch is not None else None
            return (self._from("round", row.batch, Source.QUESTION) if row else None), None, row is not None
        row = self._row(named, rows)
        if row is not None:
            return self._from("round", row.batch, Source.QUESTION), None, True
        this_year = named.which is Which.THIS_YEAR or named.which is Which.YEAR and named.year == self.day.year
        if this_year and not self._asks_of_a_round():
            return None, None, True
        if named.which is Which.NEXT and not self._asks_of_a_round():
            return None, None, False
        if named.which in (Which.NUMBER, Which.YEAR) and not self._asks_of_a_round() and self._is_to_come(named):
            return None, None, False
        return None, named, False

    def _row(self, named: RoundNamed, rows: Sequence[Round]) -> Round | None:
        newest = self.library.newest_round(self.day)
        if named.which is Which.THIS:
            return newest
        if named.which is Which.THIS_YEAR:
            return next((row for row in rows if row.year == self.day.year), None)
        if named.which is Which.NEXT:
            return newest if newest is not None and newest.enterprise_upload and self.day < newest.enterprise_upload[0] else None
        if named.which is Which.LAST:
            ended = [row for row in rows if row.enterprise_upload is None or row.enterprise_upload[1] < self.day]
            return max(ended, key=lambda row: row.announced, default=None)
        return next((row for row in rows if (named.number is None or row.batch == named.number) and (named.year is None or row.year == named.year)), None)

    def _is_to_come(self, named: RoundNamed) -> bool:
        """Whether a round named lies ahead: one may ask now whether its conditions will be met."""
        newest = self.library.newest_round(self.day)
        if newest is None:
            return False
        return (named.number or 0) > newest.batch or (named.year or 0) > newest.year

    def _batch_held(self, named: RoundNamed) -> int | None:
        """The batch of a title, by its number or by the year in which it was given."""
        if named.number is not None or named.year is None:
            return named.number
        rows = {row.year: row for row in self.library.rounds(self.day)}
        if named.year in rows:
            return rows[named.year].batch
        after = rows.get(named.year + VALID_YEARS)
        return after.review_of[0] if after and after.review_of else None

    def _unannounced(self, named: RoundNamed | None, tier: Tier, track: Track, number: int | None) -> int | None:
        """The batch held that no announced round reviews."""
        if named is None or not named.held or number is not None or tier is not Tier.LITTLE_GIANT or track is not Track.REVIEW:
            return None
        return self._batch_held(named)

    def _is_known(self, number: int) -> bool:
        return any(row.batch == number for row in self.library.rounds(self.day))

    def _asks_of_a_round(self) -> bool:
        """Whether dates, papers or the rules of a round are asked for, and not only whether its conditions will be met."""
        if self.topics and _OF_MEASURES.issuperset(self.topics):
            return False
        recipes = [topics()[topic].recipe for topic in self.topics]
        return any(recipe in OF_ROUNDS or recipe is Recipe.EXCLUSIONS for recipe in recipes) or not any(topics()[topic].is_judged for topic in self.topics)

    def _is_of_rounds(self, tier: Tier) -> bool:
        """Whether the message is all about dates and papers: then the newest round is meant, open or closed."""
        recipes = [topics()[topic].recipe for topic in self.topics]
        return tier is Tier.LITTLE_GIANT and bool(recipes) and all(recipe in OF_ROUNDS for recipe in recipes)

    def _asks_whether_now(self) -> bool:
        """还能报吗 today, of no round that is named."""
        return self.scope.now and all(part.form in _WHETHER for part in self.parts)

    def _is_over(self, row: Round) -> bool:
        return row.enterprise_upload is not None and row.enterprise_upload[1] < self.day

    def _from(self, what: str, value: _T, source: Source) -> _T:
        self.sources[what] = source
        return value


def document_of(version: Version | None, question: Question, library: Library, tier: Tier) -> str | None:
    """The measures that a question means by 新办法, 旧标准, or 2022年 of a tier without rounds; None where it names none, or none is at hand."""
    known = [doc.id for doc in library.documents(question.day) if doc.id in (MEASURES_2022, MEASURES_2026)]
    if version is None:
        named = question.scope.round
        told = question.scope.held is not None or bool(question.events)  # then the year is of what happened
        of_a_year = named is not None and named.which is Which.YEAR and not named.held and tier is not Tier.LITTLE_GIANT and not told
        if named is None or named.year is None or not of_a_year:
            return None
        meant = MEASURES_2022 if named.year < NEW_STANDARD_FROM.year else MEASURES_2026
        return meant if meant in known else None
    if version is Version.INTERIM:
        return MEASURES_2022 if MEASURES_2022 in known else None
    if version is Version.REVISED:
        return MEASURES_2026 if MEASURES_2026 in known else None
    if version is Version.NEWEST:
        return known[-1] if known else None
    return known[-2] if len(known) > 1 else None
