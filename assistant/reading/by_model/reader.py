"""The reader that asks a language model, and stands on the words' reading wherever the model is silent, wrong or absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import ValidationError

from assistant.bounded import outside
from assistant.llm.counting import calls_made
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import LanguageModel
from assistant.reading.by_model.asking import request_for
from assistant.reading.by_model.asks import Asks
from assistant.reading.by_model.facts import told_by_model
from assistant.reading.by_model.proposal import Proposal
from assistant.reading.facts import Fact
from assistant.reading.kept import NOTHING_KEPT, Kept
from assistant.reading.mentions import accounted, fact_at
from assistant.reading.names import BY_YEAR
from assistant.reading.question import Mention, Role
from assistant.reading.reader import Reader
from assistant.reading.understood import ByModel, Conduct, Part, Question, TwoReadings
from assistant.topics.forms import Form, MatterKind
from corpus.rounds import Round

_NEVER_BY_MODEL: Final = frozenset({Conduct.CLEARS, Conduct.NOTHING})
"""What only the words may say of a message: it forgets what was told."""
_SURE: Final = 0.8
_OF_RIGHTS: Final = frozenset({"class1_ip", "class1_ip_self_developed", "class1_ip_transferred_in", "class1_ip_high_value"})
"""One number may be told of several of these at once: 4件发明都是自主研发的."""


class ModelReader:
    """Reads by a language model, checked by the grammar.

    Args:
        words: the reading that stands where the model gives none.
        rounds: all rounds known; the model is shown those announced on or before the day.
    """

    def __init__(self, words: Reader, model: LanguageModel, rounds: Sequence[Round]) -> None:
        self._words, self._model, self._rounds = words, model, rounds

    def read(self, message: str, day: date, kept: Kept = NOTHING_KEPT) -> Question:
        """See `Reader.read`; never raises a `ModelError`."""
        words = self._words.read(message, day, kept)
        if words.conduct is not None and not words.parts and not words.facts:
            return words
        announced = [row for row in self._rounds if row.announced <= day]
        request = request_for(message, day, kept, words.mentions, announced)
        asked = ByModel(self._model.name, f"{request.prompt} {request.version} {request.key}")
        with calls_made() as calls:
            try:
                with outside():  # the model has limits of its own
                    raw = self._model.complete(request).text
                proposal = _proposal(raw)
            except ModelError as error:
                return replace(words, by_model=replace(asked, fault=str(error), calls=tuple(calls)))
        return laid_over(message, proposal, words, replace(asked, raw=raw, calls=tuple(calls)))


def _proposal(raw: str) -> Proposal:
    try:
        return Proposal.model_validate_json(raw)
    except ValidationError as error:
        raise ModelError(ModelFault.MALFORMED, f"read: {error.error_count()}") from error


def laid_over(message: str, proposal: Proposal, words: Question, by_model: ByModel) -> Question:
    """What of a proposal stands, laid over the words' reading of the same message."""
    told = told_by_model(message, proposal, words, words.mentions)
    asks = Asks(message, proposal, words, told.mentions)
    parts = asks.parts() or _surely_asked(words)
    conduct = words.conduct
    if conduct is None and not parts and not told.facts and not told.titles and proposal.conduct not in _NEVER_BY_MODEL:
        conduct = proposal.conduct
    read = replace(
        words,
        parts=parts,
        facts=tuple(sorted(told.facts, key=lambda fact: fact.start)),
        doubts=tuple(told.doubts),
        titles=tuple(sorted(told.titles, key=lambda title: title.start)),
        events=tuple(told.events),
        scope=asks.scope(told.titles),
        conduct=conduct,
        hypothetical=proposal.supposed_enterprise,
        corrects=proposal.corrects or words.corrects,
        beyond=(),
        by_model=replace(by_model, dropped=tuple((each.why.value, each.what) for each in (*told.dropped, *asks.dropped))),
    )
    return replace(read, mentions=accounted(told.mentions, read.facts, read.assembled()), two_readings=tuple(_two_readings(words, read.facts, told.mentions)))


def _surely_asked(words: Question) -> tuple[Part, ...]:
    """What the words are sure is asked, where a model sees nothing asked."""
    sure = any(part.matter.kind is MatterKind.TOPIC and part.share >= _SURE and part.form is not Form.TELL for part in words.parts)
    return words.parts if sure else ()


def _two_readings(words: Question, facts: Sequence[Fact], mentions: Sequence[Mention]) -> Iterator[TwoReadings]:
    """The numbers that words and model both take for a fact of the enterprise, but not for the same one."""
    by_place = {mention.start: mention for mention in words.mentions if mention.role is Role.FACT}
    for mention in mentions:
        before = by_place.get(mention.start)
        if mention.role is not Role.FACT or before is None:
            continue
        taken, other = fact_at(mention, facts), fact_at(before, words.facts)
        if taken is not None and other is not None and _what(taken) != _what(other) and not {taken.field, other.field} <= _OF_RIGHTS:
            yield TwoReadings(taken, other)


def _what(fact: Fact) -> tuple[str, int | None, object]:
    return fact.field, fact.year if fact.field in BY_YEAR else None, fact.value
