"""“第十二条的原文发我”: the words of an article or annex that is named, or that it is not at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant import bounded
from assistant.models import Kind, Status
from assistant.planning.plan import BlockType, Plan
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from assistant.topics.topic import Topic
from corpus.clauses import Clause, ClauseKind
from corpus.library import Document
from corpus.numbering import parse_numeral

_PLACE: Final = bounded.compile(r"第(?P<article>[一二三四五六七八九十\d]{1,3})条|第(?P<chapter>[一二三四五六七八九十\d]{1,3})章|附件(?P<annex>[一二三四五六七八九\d]{1,2})")
_NUMBER: Final = bounded.compile(r"(\d{1,4})号")
_KINDS: Final = {"article": ClauseKind.ARTICLE, "chapter": ClauseKind.CHAPTER, "annex": ClauseKind.ANNEX}
_LONGEST: Final = 600


def plan_clause_words(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """Each place named in its words; of one that is not at hand, that it is not. False where no place is named."""
    places = [words for words in part.places if _PLACE.search(words)]
    if not places and (missing := _missing_document(settled, part.places)) is not None:
        plan.kind, plan.status = Kind.POLICY, Status.NOT_IN_CORPUS
        plan.say(BlockType.SILENCE, "document_not_at_hand", document=missing, where=settled.where)
        return True
    document = _document(settled, part.places)
    found = {place: _clause(document, place) if document is not None else None for place in places}
    if not found:
        return False
    plan.kind = Kind.POLICY
    plan.status = Status.ANSWERED if any(found.values()) else Status.NOT_IN_CORPUS
    title = document.meta.title if document is not None else _missing_document(settled, part.places) or ""
    for place, clause in found.items():
        if clause is None:
            plan.say(BlockType.SILENCE, "place_not_at_hand", title=title, place=place, where=settled.where)
            continue
        cited = settled.cite_clause(clause.id, clause.text if len(clause.text) <= _LONGEST else clause.own_text)
        plan.say(BlockType.STATEMENT, "place_words", title=title, place=place)
        plan.quote(cited)
    return True


def _document(settled: Settled, places: Sequence[str]) -> Document | None:
    """The document named by its number or as a version of the measures, else the standard that decides."""
    numbers = _numbers(places)
    known = {number: doc for doc in settled.library.documents(settled.as_of) for number in _numbers([doc.meta.number or ""])}
    if numbers:
        return next((known[number] for number in numbers if number in known), None)
    return settled.library.document(settled.version or settled.basis.standard)


def _missing_document(settled: Settled, places: Sequence[str]) -> str | None:
    """A document named whose text is not at hand, as it was named."""
    known = {number for doc in settled.library.documents(settled.as_of) for number in _numbers([doc.meta.number or ""])}
    return next((words for words in places if _numbers([words]) and not known.intersection(_numbers([words]))), None)


def _numbers(places: Sequence[str]) -> list[str]:
    return [match[1] for words in places for match in _NUMBER.finditer(words)]


def _clause(document: Document, place: str) -> Clause | None:
    match = _PLACE.search(place)
    assert match is not None and match.lastgroup is not None
    kind, number = _KINDS[match.lastgroup], parse_numeral(match[match.lastgroup])
    return next((clause for clause in document.clauses.values() if clause.kind is kind and clause.number == number), None)
