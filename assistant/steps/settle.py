"""Step 4: which standard decides, for which round and year, and what is known of the enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.models import Kind, Status
from assistant.pipeline import Context
from assistant.planning.outside import plan_unknown_round
from assistant.planning.plan import BlockType
from assistant.planning.readings import leave_open
from assistant.planning.settled import Settled, Source
from assistant.planning.settling import Chosen, choose, document_of
from assistant.reading.events import EventKind
from assistant.reading.scope import RoundNamed, Which
from assistant.reading.understood import Part, Question
from assistant.rendering.text import words
from assistant.rules.profile import DENIED, Profile
from assistant.topics.all_topics import topics
from assistant.topics.forms import MatterKind
from assistant.trace import note
from corpus.numbering import to_chinese


class Settle:
    """Chooses the basis by the contract, and lays what was kept, sent and told over each other."""

    name = "settle"
    always = False

    def __call__(self, context: Context) -> None:
        question, library = context.question, context.library
        assert question is not None
        request = context.request
        known = replace(context.state, profile=context.sent.without(*question.taken_back))
        told = question.assembled()
        state = replace(known, profile=known.profile.merge(told.profile))
        chosen = choose(question, context.parts, state, library, tier=request.tier, track=request.track, round=request.round)
        if chosen.unknown is not None and _asks_more(chosen.unknown, context.parts):
            question = replace(question, scope=replace(question.scope, round=None, rounds=()))
            chosen = choose(question, context.parts, state, library, tier=request.tier, track=request.track, round=request.round)
        if chosen.unknown is not None:
            kind = next((topics()[part.matter.id].kind for part in context.parts if part.matter.kind is MatterKind.TOPIC and part.matter.id), Kind.OUT_OF_SCOPE)
            basis = library.basis(chosen.tier, chosen.track, context.as_of)
            plan_unknown_round(context.plan, chosen.unknown, library, context.as_of, context.where, kind, basis)
            context.done = True
            return
        basis = library.basis(chosen.tier, chosen.track, context.as_of, chosen.round, standing=chosen.standing)
        if question.coming is not None:
            basis = replace(library.basis(chosen.tier, chosen.track, context.as_of, standing=False), year=question.coming)
        if library.document(basis.standard).meta.issued > context.as_of:
            context.plan.kind, context.plan.status = Kind.OUT_OF_SCOPE, Status.NOT_IN_CORPUS
            context.plan.say(BlockType.DECLINED, "not_known_before", as_of=context.as_of, where=context.where)
            context.done = True
            return
        if basis.year != context.as_of.year:
            told = question.assembled(basis.year - 1)
        supposition = question.assembled_supposition(basis.year - 1)
        sources = dict(chosen.sources)
        if basis.round is not None and "round" not in sources:
            sources["round"] = Source.NEWEST
        version = document_of(question.scope.version, question, library, chosen.tier)
        context.settled = Settled(
            library=library,
            standards=context.standards,
            as_of=context.as_of,
            question=question,
            parts=context.parts,
            basis=basis,
            sources=sources,
            where=context.where,
            profile=_dated(known.profile.merge(told.profile), question),
            told=told.settled,
            supposed=supposition.settled,
            version=version,
            version_missing=question.scope.version is not None and version is None,
            unannounced=chosen.unannounced,
            changes=_changes(context, told.profile, question),
            site=context.site.folder,
            event=context.state.event,
            goes_on=bool(context.state.asked),
            lang=context.lang,
            titles_sent="recognitions" in (request.profile or {}) and DENIED not in (request.profile or {}),
        )
        context.settled = leave_open(context.settled, known.profile)
        context.question = context.settled.question
        self._note(context, context.settled, chosen)

    def _note(self, context: Context, settled: Settled, chosen: Chosen) -> None:
        basis = settled.basis
        meta = context.library.document(basis.standard).meta
        round_words = note("round_named", round=to_chinese(basis.round)) if basis.round else note("no_round")
        if chosen.sources["tier"] is Source.DEFAULT:
            context.note(note("tier_assumed"))
        else:
            context.note(note("tier_named", tier=words(f"tier_{basis.tier}")))
        context.note(note("basis", title=meta.title, number=meta.number, round=round_words))


def _asks_more(unknown: RoundNamed, parts: Sequence[Part]) -> bool:
    """今年还能报吗？赶不上的话下一批什么时候: beside the round to come, which only one part is about, something else is asked."""
    of_topics = [part for part in parts if part.matter.kind is MatterKind.TOPIC]
    return unknown.which is Which.NEXT and any(part.scope.round != unknown for part in of_topics) and any(part.scope.round == unknown for part in of_topics)


def _dated(profile: Profile, question: Question) -> Profile:
    """The profile with the one title whose date is told again, more exactly or put right, given on that date."""
    told = [event.on for event in question.events if event.kind is EventKind.RECOGNISED and event.on and not event.supposed]
    titles = [title for title in profile.titles if title.on]
    if len(told) != 1 or len(titles) != 1 or question.titles:
        return profile
    dated = [{**title, "on": told[0]} if title.get("on") else title for title in profile.to_json()["recognitions"]]
    return profile.merge(Profile.parse({"recognitions": dated}))


def _changes(context: Context, told: Profile, question: Question) -> tuple[str, ...]:
    """Paths told or sent otherwise than they were known; a correction is meant to."""
    sent = Profile.parse(context.request.profile or {})
    found = [*context.state.profile.differences(sent), *(() if question.corrects else context.sent.differences(told))]
    return tuple(dict.fromkeys(found))
