"""Whether an answer that somebody wrote may be published: its clauses, its sentences, and what its phrasings then get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.bounded import within
from assistant.desk.checking import DraftRun, DraftVerdict
from assistant.models import AskRequest, Origin, VerifyRequest
from assistant.planning.curated import NO_FORMS, CuratedShelf, clause_hash
from assistant.requests import parse_as
from assistant.store.curated import CuratedText
from assistant.trace import matter_words
from corpus.errors import ZjtxError
from corpus.library import Library

if TYPE_CHECKING:
    from assistant.pipeline import Context
    from assistant.service import Assistant


@dataclass(frozen=True)
class CuratedFault:
    """Something that has to be mended first.

    Attributes:
        key: `fault_<key>` of the desk's texts says it; `about` what it speaks of.
    """

    key: str
    about: str = ""


@dataclass(frozen=True)
class CuratedCheck:
    """What was found.

    Attributes:
        sentences: the text, cut at what does not stand on its clauses.
        shown: the first phrasing's answer as people would see it.
    """

    faults: tuple[CuratedFault, ...]
    sentences: DraftVerdict
    shown: str = ""

    @property
    def may_be_published(self) -> bool:
        return not self.faults and self.sentences.stands


def looked_at(assistant: Assistant, text: CuratedText) -> CuratedText:
    """The answer with its clauses as they read now."""
    library = _library(assistant, text)
    return replace(text, sources=tuple(replace(source, hash=clause_hash(library, source.clause_id)) for source in text.sources))


def changed_clauses(assistant: Assistant, text: CuratedText) -> tuple[str, ...]:
    """The clauses that changed, or went, since somebody looked at them: until he does so again the answer is not used."""
    return text.answer.changed_in(_library(assistant, text))


def check_curated(assistant: Assistant, text: CuratedText) -> CuratedCheck:
    """Look over an answer as it would be published now.

    Raises:
        OverBudgetError: it could not be read in the time one request may take.
    """
    text = looked_at(assistant, text)
    faults = list(_of_its_clauses(_library(assistant, text), text))
    if faults:
        return CuratedCheck(tuple(faults), DraftVerdict((DraftRun(text.text),)))
    sentences = _verified(assistant, text)
    shown = ""
    if sentences.stands:
        for phrasing in text.phrasings:
            fault, answer = _asked(assistant, text, phrasing)
            faults += [fault] if fault else []
            shown = shown or answer
    return CuratedCheck(tuple(faults), sentences, shown)


def _of_its_clauses(library: Library, text: CuratedText) -> Iterator[CuratedFault]:
    if not text.sources:
        yield CuratedFault("no_clause")
    if not text.phrasings:
        yield CuratedFault("no_phrasing")
    if not text.forms or NO_FORMS.intersection(text.forms):
        yield CuratedFault("no_form")
    if text.holds_to is not None and text.holds_to < text.holds_from:
        yield CuratedFault("days")
    for source in text.sources:
        if not source.hash or "/" not in source.clause_id:
            yield CuratedFault("unknown_clause", source.clause_id)
        elif source.quote is not None and source.quote not in library.clause(source.clause_id).text:
            yield CuratedFault("quote", source.quote)
        elif library.published(source.clause_id) > text.holds_from:
            yield CuratedFault("later_clause", f"{source.clause_id}（{library.published(source.clause_id)}）")
    if any(mark > len(text.sources) or mark < 1 for sentence in text.answer.sentences for mark in sentence.marks):
        yield CuratedFault("mark")


def _verified(assistant: Assistant, text: CuratedText) -> DraftVerdict:
    """Every sentence, held against the clauses, on the first day for which it is to hold."""
    request = VerifyRequest(
        text=text.text,
        citations=tuple(source.clause_id for source in text.sources),
        as_of=text.holds_from,
        tier=text.tiers[0] if text.tiers else None,
        track=text.track,
        site=text.sites[0] if text.sites else None,
    )
    runs, reached = [], 0
    for sentence in assistant.verify(request).sentences:
        if not sentence.note:
            continue
        runs += [DraftRun(text.text[reached : sentence.start])] if sentence.start > reached else []
        runs.append(DraftRun(text.text[sentence.start : sentence.end], sentence.note))
        reached = sentence.end
    return DraftVerdict((*runs, DraftRun(text.text[reached:]))) if reached < len(text.text) else DraftVerdict(tuple(runs))


def _asked(assistant: Assistant, text: CuratedText, phrasing: str) -> tuple[CuratedFault | None, str]:
    """What asking a phrasing comes to with this answer at hand, and why that is not the answer."""
    body = {"question": phrasing, "as_of": text.holds_from.isoformat(), "tier": text.tiers[0] if text.tiers else None, "track": text.track}
    try:
        request = parse_as(AskRequest, {**body, "site": text.sites[0] if text.sites else None}, assistant.settings)
        context = _run(assistant, request, text)
    except ZjtxError as error:
        return CuratedFault("phrasing", f"{phrasing}：{error.message}"), ""
    if context.slips:
        return CuratedFault("slip", "；".join(slip.words for slip in context.slips)), ""
    if context.plan.origin is Origin.CURATED and text.id in context.plan.curated and context.rendered is not None:
        return None, context.rendered.text
    if context.settled is not None and context.settled.says_facts:
        return CuratedFault("tells_facts", phrasing), ""
    read = "、".join(matter_words(part.matter) for part in context.parts)
    return CuratedFault("read_otherwise", f"{phrasing} → {read or '—'}"), ""


def _run(assistant: Assistant, request: AskRequest, text: CuratedText) -> Context:
    """The way of a question with this answer alone at hand; nothing of it is kept."""
    from assistant.pipeline import run
    from assistant.steps.write import Write

    context = assistant.context(request)
    context.curated = CuratedShelf((text.answer,))
    with within(assistant.settings.request_seconds):
        run([step for step in assistant.steps() if not isinstance(step, Write)], context)
    return context


def _library(assistant: Assistant, text: CuratedText) -> Library:
    return assistant.library(text.sites[0] if text.sites else None)
