"""Answers that a person wrote and released: when one fits what is asked, and how it is said.

One answers first where its matter and form are asked, on a day and for a site it holds for, and the message tells no fact
that a rule decides. It is left alone as soon as a clause it rests on has changed, or the question names something of which
neither its phrasings nor its text nor its clauses speak.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from assistant.models import Kind, Origin, Status
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from assistant.topics.all_topics import topics
from assistant.topics.everyday import everyday
from assistant.topics.forms import Form, Matter, MatterKind
from corpus.citation import Citation
from corpus.errors import ZjtxError
from corpus.library import Library
from corpus.terms import Tier, Track

KEY: Final = "curated"
"""Of the block that says a sentence of one."""
NO_FORMS: Final = frozenset({Form.VERDICT, Form.MISSING, Form.POINTS, Form.COMPUTE, Form.TELL})
"""What only the rules answer, or asks nothing."""
_OF_THE_MATTER: Final = frozenset({Form.HOW_MANY, Form.WHEN, Form.WHO, Form.WHERE, Form.LIST, Form.DEFINE, Form.NAME})
"""Forms that need no thing beside the matter; 要不要盖章 asks of the stamp."""
_DECIDE_NOTHING: Final = frozenset({"name", "province"})


@dataclass(frozen=True)
class CuratedSource:
    """A clause that an answer rests on.

    Attributes:
        quote: the words of it that matter; None for all.
        hash: of the clause's whole text when a person last looked at it.
    """

    clause_id: str
    quote: str | None = None
    hash: str = ""


@dataclass(frozen=True)
class CuratedSentence:
    """A sentence without its marks, and which sources they count, from 1."""

    words: str
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class CuratedAnswer:
    """An answer written by a person.

    Attributes:
        forms: how the matter is asked.
        phrasings: ways in which it is asked; a part of a message in just these words is answered whatever it was read as.
        sentences: what it says.
        tiers, track, sites: for whom it holds; empty or None for all.
        holds_from, holds_to: the days asked about for which it holds, both included.
    """

    id: str
    matter: Matter
    forms: tuple[Form, ...]
    phrasings: tuple[str, ...]
    sentences: tuple[CuratedSentence, ...]
    sources: tuple[CuratedSource, ...]
    holds_from: date
    holds_to: date | None = None
    tiers: tuple[Tier, ...] = ()
    track: Track | None = None
    sites: tuple[str, ...] = ()

    def changed_in(self, library: Library) -> tuple[str, ...]:
        """The clauses that are gone or no longer read as they did when a person looked at them."""
        return tuple(source.clause_id for source in self.sources if clause_hash(library, source.clause_id) != source.hash)

    def holds(self, day: date, library: Library) -> bool:
        """Whether it may be used for a day: inside its dates, its clauses published and unchanged."""
        inside = self.holds_from <= day <= (self.holds_to or date.max)
        return inside and not self.changed_in(library) and all(library.published(source.clause_id) <= day for source in self.sources)


@dataclass(frozen=True)
class CuratedShelf:
    """The answers that may be used for one question."""

    answers: tuple[CuratedAnswer, ...] = field(default_factory=tuple)

    def for_part(self, settled: Settled, part: Part) -> CuratedAnswer | None:
        """The answer to a part: one with its very words before one of its matter and form, the newest first."""
        if not self.answers or _tells_what_decides(settled):
            return None
        usable = [answer for answer in self.answers if _is_for(answer, settled)]
        asked = [answer for answer in usable if plain_words(part.words) in _phrasings(answer)]
        return next(iter(asked or [answer for answer in usable if _asks(answer, settled, part)]), None)


def plan_curated(plan: Plan, settled: Settled, answer: CuratedAnswer) -> None:
    """Say an answer sentence by sentence, each with its marks, and the clauses it rests on."""
    cited = [cite_source(settled, source) for source in answer.sources]
    topic = topics().get(answer.matter.id or "") if answer.matter.kind is MatterKind.TOPIC else None
    plan.kind, plan.status, plan.origin = topic.kind if topic else Kind.POLICY, Status.ANSWERED, Origin.CURATED
    plan.curated = [answer.id]
    for sentence in answer.sentences:
        marked = [cited[mark - 1] for mark in sentence.marks if 1 <= mark <= len(cited)]
        plan.say(BlockType.STATEMENT, KEY, say=Words(sentence.words, sentence.words), marks=Marks.of(*marked))
    plan.say(BlockType.CAVEAT, "curated_by")
    plan.quote(*cited)


def cite_source(settled: Settled, source: CuratedSource) -> Citation:
    """The clause as an answer quotes it."""
    return settled.cite_clause(source.clause_id, source.quote)


def clause_hash(library: Library, clause_id: str) -> str:
    """What tells whether a clause still reads the same; empty where it is gone."""
    try:
        return hashlib.sha256(library.clause(clause_id).text.encode()).hexdigest()
    except ZjtxError:
        return ""


def plain_words(words: str) -> str:
    """Words without what stands between them.

    >>> plain_words("小巨人的有效期，几年？")
    '小巨人的有效期几年'
    """
    return "".join(character for character in words.lower() if character.isalnum())


def foreign(answer: CuratedAnswer, settled: Settled, words: str) -> str:
    """The characters of a question of which the answer does not speak, everyday ones apart."""
    quoted = [cite_source(settled, source).quote for source in answer.sources]
    said = [*answer.phrasings, *(sentence.words for sentence in answer.sentences), *quoted, *_names(answer)]
    known = {*"".join(said).lower()} | everyday()
    return "".join(character for character in plain_words(words) if character not in known)


def _names(answer: CuratedAnswer) -> list[str]:
    topic = topics().get(answer.matter.id or "")
    return [topic.name.zh, topic.ask.zh] if topic else []


def _phrasings(answer: CuratedAnswer) -> frozenset[str]:
    return frozenset(map(plain_words, answer.phrasings))


def _tells_what_decides(settled: Settled) -> bool:
    """Whether the message tells a fact, or the day of an event, from which rules and dates are worked out."""
    told = {path.partition(".")[0] for path in (*settled.told, *settled.supposed)} - _DECIDE_NOTHING
    return bool(told or settled.question.doubts or settled.question.events)


def _is_for(answer: CuratedAnswer, settled: Settled) -> bool:
    basis = settled.basis
    tier, track = not answer.tiers or basis.tier in answer.tiers, answer.track in (None, basis.track)
    return tier and track and answer.holds(settled.as_of, settled.library)


def _asks(answer: CuratedAnswer, settled: Settled, part: Part) -> bool:
    """Whether a part surely asks the matter in one of the forms, as one of the phrasings does, of nothing more and nothing else."""
    from assistant.reading.learned.model import figures

    if part.matter.kind is not MatterKind.TOPIC or part.matter != answer.matter or part.form not in answer.forms:
        return False
    if part.share < figures()["limits"]["sure"] or settled.question.english or _names_more(settled, part):
        return False
    words = part.plain or part.words
    return any(_as_in(phrasing, part, words, answer) for phrasing in answer.phrasings) and not foreign(answer, settled, words)


def _names_more(settled: Settled, part: Part) -> bool:
    """Whether it asks about a figure, a place in a text, an industry, a round or a version."""
    numbers = [number for number in part.numbers if number.value is not None or number.day is not None]
    return bool(numbers or part.places or part.industries or part.narrow or part.scope.round or part.scope.version or settled.version)


def _as_in(phrasing: str, part: Part, words: str, answer: CuratedAnswer) -> bool:
    """Whether a part asks of the same things as a phrasing; of the matter itself only in a form that asks of no one thing."""
    topic = topics()[answer.matter.id or ""]
    if part.objects != topic.objects_in(phrasing) or not part.objects and part.form not in _OF_THE_MATTER:
        return False
    own = set(plain_words(phrasing)) - everyday() - set("".join(_names(answer)).lower())
    return own <= set(plain_words(words))
