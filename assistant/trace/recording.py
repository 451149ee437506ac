"""From a question's context to its trace: what each step wrote there, with what was chosen and what was dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.planning.plan import Plan
from assistant.planning.settled import Settled
from assistant.reading.extraction import evidence_of
from assistant.reading.understood import Part, Question
from assistant.topics.all_topics import topics
from assistant.topics.forms import Matter, MatterKind
from assistant.trace.trace import (
    Candidate,
    CandidateStanding,
    MessagePiece,
    TermWeight,
    Trace,
    TracedBasis,
    TracedBlock,
    TracedFact,
    TracedMention,
    TracedPart,
    TracedSlip,
    TraceStep,
    new_id,
    now,
)

if TYPE_CHECKING:
    from assistant.pipeline import Context

_GIVEN = ("profile", "tier", "round", "track", "site", "lang", "forget")
"""Fields of a request that change an answer, beside the question."""


def record(context: Context, steps: Sequence[TraceStep]) -> Trace:
    """The trace of a context that has gone through `steps`, however far it came.

    Of the message only what was read is taken: the words of mentions, facts and things asked, and the punctuation.
    """
    plan, question, conversation = context.plan, context.question, context.conversation
    mentions = tuple(_mentions(question)) if question else ()
    facts = tuple(_facts(question)) if question else ()
    parts = tuple(_parts(context))
    return Trace(
        id=new_id(),
        made_at=now(),
        as_of=context.as_of,
        lang=context.lang,
        status=plan.status,
        kind=plan.kind,
        origin=plan.origin,
        length=len(context.request.question),
        pieces=tuple(_joined([*_punctuation(context.request.question), *parts, *mentions, *_told(question)])),
        conduct=question.conduct if question else None,
        hypothetical=question.hypothetical if question else False,
        given=tuple(name for name in _GIVEN if getattr(context.request, name) is not None),
        turn=conversation.turns if conversation else None,
        site=context.site.name,
        mentions=mentions,
        facts=facts,
        parts=parts,
        basis=_basis(context.settled) if context.settled else None,
        blocks=tuple(_blocks(context)),
        slips=tuple(TracedSlip(type=slip.block.type, key=slip.block.key, part=slip.block.part, kind=slip.kind, words=slip.words) for slip in context.slips),
        steps=tuple(steps),
    )


def _mentions(question: Question) -> Iterator[TracedMention]:
    for mention in question.mentions:
        yield TracedMention(
            words=mention.words,
            start=mention.start,
            end=mention.end,
            kind=mention.kind,
            role=mention.role,
            field=mention.field,
            year=mention.year,
            whose=mention.whose,
            reason=mention.reason,
            detail=mention.detail,
        )


def _punctuation(message: str) -> Iterator[MessagePiece]:
    """What stands between words; it tells nothing of anybody, and a message read whole can be put together again."""
    for place, character in enumerate(message):
        if not character.isalnum():
            yield MessagePiece(words=character, start=place, end=place + 1)


def _told(question: Question | None) -> Iterator[MessagePiece]:
    """The words that facts, doubts and titles stand on."""
    if question is None:
        return
    placed = [(each.words, each.start, each.end) for each in question.facts]
    placed += [(each.words, each.start, each.end) for each in question.doubts]
    placed += [(each.words, each.start, each.end) for each in question.titles]
    for words, start, end in placed:
        if len(words) == end - start:
            yield MessagePiece(words=words, start=start, end=end)


def _facts(question: Question) -> Iterator[TracedFact]:
    for supposed, assembled in ((False, question.assembled()), (True, question.assembled_supposition())):
        for told in evidence_of(assembled):
            yield TracedFact(words=told["words"], start=told["start"], end=told["end"], path=told["field"], value=told["value"], supposed=supposed)


def _parts(context: Context) -> Iterator[TracedPart]:
    """The things asked as they were answered, those that lean on the conversation filled in."""
    read = context.question.parts if context.question else ()
    planned = {id(each.part): each.status for each in context.plan.parts}
    for place, part in enumerate(context.parts or read):
        own = read[place].matter if place < len(read) else None
        yield TracedPart(
            words=part.words,
            start=part.start,
            end=part.end,
            kind=part.matter.kind,
            id=part.matter.id,
            share=round(part.share, 4),
            forms=part.forms,
            carried=part.matter != own,
            status=planned.get(id(part)),
            candidates=tuple(_candidates(part, context.plan)),
            weights=tuple(TermWeight(term=term, weight=round(weight, 2)) for term, weight in part.reasons),
        )


def _candidates(part: Part, plan: Plan) -> Iterator[Candidate]:
    offered = {choice.question.zh for choice in plan.choices}
    rivals = part.rivals if any(matter == part.matter for matter, _ in part.rivals) else ((part.matter, part.share), *part.rivals)
    for matter, share in rivals:
        standing = CandidateStanding.CHOSEN if matter == part.matter else CandidateStanding.OFFERED if _question_of(matter) in offered else CandidateStanding.DROPPED
        yield Candidate(kind=matter.kind, id=matter.id, share=round(share, 4), standing=standing)


def _question_of(matter: Matter) -> str | None:
    """What is asked back for a matter; nothing for one outside the texts."""
    return topics()[matter.id].ask.zh if matter.kind is MatterKind.TOPIC and matter.id is not None and matter.id in topics() else None


def _basis(settled: Settled) -> TracedBasis:
    basis, meta = settled.basis, settled.library.document(settled.basis.standard).meta
    other = settled.library.document(settled.other_standard).meta if settled.other_standard is not None else None
    return TracedBasis(
        tier=basis.tier,
        track=basis.track,
        round=basis.round,
        year=basis.year,
        standard=basis.standard,
        title=meta.title,
        number=meta.number,
        in_force_from=basis.in_force_from,
        in_force_to=basis.in_force_to,
        sources=dict(settled.sources),
        other_standard=settled.other_standard,
        other_title=other.title if other else "",
        other_number=other.number if other else "",
        held_unannounced=settled.unannounced,
    )


def _blocks(context: Context) -> Iterator[TracedBlock]:
    rendered = context.rendered
    said = zip(rendered.blocks, rendered.texts, strict=True) if rendered else ((block, "") for block in context.plan.blocks)
    for block, text in said:
        clauses = tuple(dict.fromkeys(citation.clause_id for citation in block.citations))
        yield TracedBlock(type=block.type, key=block.key, part=block.part, clauses=clauses, text=text)


def _joined(placed: Sequence[MessagePiece]) -> Iterator[MessagePiece]:
    """The kept words of a message, each character once, in order."""
    letters = {each.start + offset: letter for each in placed for offset, letter in enumerate(each.words)}
    run: list[int] = []
    for place in sorted(letters):
        if run and place != run[-1] + 1:
            yield _piece(run, letters)
            run = []
        run.append(place)
    if run:
        yield _piece(run, letters)


def _piece(run: Sequence[int], letters: dict[int, str]) -> MessagePiece:
    return MessagePiece(words="".join(letters[place] for place in run), start=run[0], end=run[-1] + 1)
