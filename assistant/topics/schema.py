"""The schema of the topic files: it is what loads them, and it refuses what does not fit."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.models import Kind
from corpus.terms import Tier, Track


class Handler(StrEnum):
    """A topic whose answer is computed, not only quoted."""

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


OF_ROUNDS = frozenset({Handler.DEADLINE, Handler.PROVINCE_DEADLINE, Handler.MATERIALS})
"""Dates and papers: each round has its own."""
WHOLE_TOPIC = "conditions"
"""Id of the topic on all conditions together: 能不能报, 要什么条件."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuoteRef(_Model):
    """A clause, or the words of it that matter."""

    clause: str
    text: str | None = None


class Lead(_Model):
    """A plain answer to a question put in a certain way: 有效期5年对吧 → 不是，有效期是三年.

    Attributes:
        asked: pattern of the questions it answers; it says no more than the point's quotes do.
    """

    asked: str
    say: str = Field(min_length=2)


class Point(_Model):
    """What one document says on a topic; the words of `say` rest on `quotes`.

    Attributes:
        tiers, track, rounds: for whom it is said; empty means everyone. Round 0 stands for “no round decides”.
        since, until: for rules that go by the day asked about, not by the standard of thresholds.
        absent: the document does not name the matter; the quote is the sentence that lists what it names.
        any_tier: said of one tier, but the right answer whichever tier is asked about.
        still_used: management rules of an older text that no newer text at hand replaces.
        leads: what is said first where the question is put in a certain way.
    """

    say: str = Field(min_length=2)
    quotes: tuple[QuoteRef, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...] = ()
    track: Track | None = None
    rounds: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    absent: bool = False
    any_tier: bool = False
    still_used: bool = False
    leads: tuple[Lead, ...] = ()

    @property
    def document_id(self) -> str:
        """The document the point speaks for: that of its first quote."""
        return self.quotes[0].clause.split("/", 1)[0]


class Name(_Model):
    zh: str
    en: str


class Topic(_Model):
    """One matter people ask about.

    Attributes:
        ask: the question by which the assistant offers this topic as a follow-up.
        cues: words (or /patterns/) in a question that speak of it.
        conditions: ids of the rule engine's conditions that decide it.
        related: topics offered as follow-ups.
        clauses: clauses that speak of it beside those its points quote; search leads to the topic by them.
    """

    name: Name
    kind: Kind
    ask: str
    cues: tuple[str, ...] = Field(min_length=1)
    handler: Handler = Handler.QUOTE
    conditions: tuple[str, ...] = ()
    related: tuple[str, ...] = Field((), max_length=3)
    clauses: tuple[str, ...] = ()
    track: Track | None = None
    role: str | None = None
    points: tuple[Point, ...] = ()

    def model_post_init(self, context: Any, /) -> None:
        if self.handler is Handler.QUOTE and not self.points:
            raise ValueError("points")


class Unanswerable(_Model):
    """A matter these texts do not answer.

    Attributes:
        names: what it may be called, as patterns; `{name}` in a cue stands for any of them.
    """

    cues: tuple[str, ...] = Field(min_length=1)
    names: tuple[str, ...] = ()

    def spelled_out(self) -> tuple[str, ...]:
        """The cues, with the names put in."""
        anyone = f"({'|'.join(self.names)})"
        return tuple(cue.replace("{name}", anyone) for cue in self.cues)
