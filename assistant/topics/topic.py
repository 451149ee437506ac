"""The schema of the topic files: it is what loads them, and it refuses what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.models import Kind
from assistant.spelling import spelled_out
from assistant.topics.forms import Form
from corpus.terms import Tier, Track


class Recipe(StrEnum):
    """How a topic is answered; see `assistant/planning/recipes.py`."""

    QUOTE = "quote"
    CONDITIONS = "conditions"
    DEADLINE = "deadline"
    PROVINCE_DEADLINE = "province_deadline"
    MATERIALS = "materials"
    YEARLY_UPDATE = "yearly_update"
    CHANGE_REPORT = "change_report"
    VALID_PERIOD = "valid_period"
    SME_SIZE = "sme_size"
    EXCLUSIONS = "exclusions"
    REVIEW_ROUND = "review_round"
    REVIEW_FAILED = "review_failed"
    CLAUSE_WORDS = "clause_words"


OF_ROUNDS: Final = frozenset({Recipe.DEADLINE, Recipe.PROVINCE_DEADLINE, Recipe.MATERIALS})
"""Dates and papers: each round has its own."""
WHOLE_TOPIC: Final = "conditions"
"""Id of the topic on all conditions together: 能不能报, 要什么条件."""
SAYS: Final = frozenset({Form.LIST, Form.HOW_MANY, Form.DEFINE, Form.POINTS, Form.WHICH, Form.NAME, Form.TELL, Form.VERDICT, Form.MISSING})
"""Forms that a point's own sentence answers, where nothing narrower is asked."""


def _spelled(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(spelling.lower() for word in words for spelling in spelled_out(word))


Words = Annotated[tuple[str, ...], AfterValidator(_spelled)]
"""Words with alternatives in braces, as all their spellings."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuoteRef(_Model):
    """A clause, or the words of it that matter."""

    clause: str
    text: str | None = None


class Name(_Model):
    """A name in both languages."""

    zh: str
    en: str


class Statement(_Model):
    """What is said first to a question put in a certain form, about a certain thing.

    Attributes:
        to: the forms it answers.
        about: words of which the question must contain one; none: whatever is asked in that form.
        quotes: what it rests on, where that is more than the point's own.
        silent: whether the texts leave the thing open, and it says so.
    """

    to: tuple[Form, ...] = Field(min_length=1)
    about: Words = ()
    say: str = Field(min_length=2)
    en: str = Field(min_length=2)
    quotes: tuple[QuoteRef, ...] = ()
    silent: bool = False


class Point(_Model):
    """What one document says on a topic; the words of `say` rest on `quotes`.

    Attributes:
        tiers, track, rounds: for whom it is said; empty means everyone. Round 0 stands for “no round decides”.
        since, until: for rules that go by the day asked about, not by the standard of thresholds.
        absent: the document does not name the matter; the quote is the sentence that lists what it names.
        any_tier: said of one tier, but the right answer whichever tier is asked about.
        still_used: management rules of an older text that no newer text at hand replaces.
        answers: what is said first where the question is narrower than `say`.
    """

    say: str = Field(min_length=2)
    en: str = Field(min_length=2)
    quotes: tuple[QuoteRef, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...] = ()
    track: Track | None = None
    rounds: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    absent: bool = False
    any_tier: bool = False
    still_used: bool = False
    answers: tuple[Statement, ...] = ()

    @property
    def document_id(self) -> str:
        """The document the point speaks for: that of its first quote."""
        return self.quotes[0].clause.split("/", 1)[0]

    def said(self, lang: str = "zh") -> str:
        """Its sentence."""
        return self.en if lang == "en" else self.say



def answer_among(answers: Sequence[Statement], form: Form, objects: frozenset[str]) -> Statement | None:
    """The statement that answers a form about some objects: the one with the longest word that is asked about."""
    fitting = [answer for answer in answers if form in answer.to]
    named = [(max(map(len, objects.intersection(answer.about))), answer) for answer in fitting if objects.intersection(answer.about)]
    if named:
        return max(named, key=lambda item: item[0])[1]
    return next((answer for answer in fitting if not answer.about), None)


class Topic(_Model):
    """One matter people ask about.

    Attributes:
        ask: the question by which the assistant offers this topic as a follow-up.
        conditions: ids of the rule engine's conditions, and of the ways of its direct routes, that decide it.
        tells_year: whether its answer says which years are meant here.
        related: topics offered as follow-ups.
        alone: whether each text is asked about by itself, so that beside the one named no other version is told.
        clauses: clauses that speak of it beside those its points quote; search leads to the topic by them.
    """

    id: str
    name: Name
    kind: Kind
    ask: Name
    recipe: Recipe = Recipe.QUOTE
    conditions: tuple[str, ...] = ()
    related: tuple[str, ...] = Field((), max_length=3)
    clauses: tuple[str, ...] = ()
    tells_year: bool = False
    alone: bool = False
    track: Track | None = None
    role: str | None = None
    points: tuple[Point, ...] = ()

    def model_post_init(self, context: Any, /) -> None:
        if self.recipe is Recipe.QUOTE and not self.points:
            raise ValueError("points")

    @property
    def is_judged(self) -> bool:
        """Whether facts told of an enterprise decide something of it."""
        return bool(self.conditions) or self.recipe is Recipe.CONDITIONS

    def objects_in(self, words: str) -> frozenset[str]:
        """Which of the words that its answers are about stand in a question."""
        lower = words.lower()
        return frozenset(word for point in self.points for answer in point.answers for word in answer.about if word in lower and _stands_in(word, lower))


def _stands_in(word: str, words: str) -> bool:
    """Whether a word's own number is meant, and not a part of a longer one: 2年 does not stand in 2022年."""
    if not (word[0].isdigit() or word[-1].isdigit()):
        return True
    places = [place for place in range(len(words)) if words.startswith(word, place)]
    return any(not (word[0].isdigit() and words[:place][-1:].isdigit()) and not (word[-1].isdigit() and words[place + len(word) :][:1].isdigit()) for place in places)
