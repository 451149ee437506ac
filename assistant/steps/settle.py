"""Step 3: which standard decides, for which round and year; a round nobody knows ends the way."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.choose import named_document
from assistant.answering.outside import write_unknown_round
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import day, replies
from assistant.models import Kind, Status
from assistant.pipeline import Context
from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import Standards
from assistant.topics.catalogue import topics
from assistant.topics.schema import Handler
from assistant.trace import note
from assistant.understanding.batches import Batch
from corpus.basis import Basis
from corpus.numbering import to_chinese
from corpus.terms import Tier, Track

_OF_ROUNDS = frozenset({Handler.DEADLINE, Handler.PROVINCE_DEADLINE, Handler.MATERIALS})


class Settle:
    """Chooses the basis by the contract: a round named, else a round that is open, else the day."""

    name = "settle"
    always = False

    def __init__(self, standards: Standards) -> None:
        self._standards = standards

    def __call__(self, context: Context) -> None:
        reading, library, as_of = context.reading, context.library, context.as_of
        assert reading is not None and context.stated is not None
        tier = context.tier or Tier.LITTLE_GIANT
        track = context.track or Track.NEW
        number, standing = context.round, True
        if reading.batch is not None and context.request.round is None:
            known = self._round_of(context, reading.batch)
            if known is None and not reading.batch.held:
                write_unknown_round(context.draft, reading, library, as_of)
                context.done = True
                return
            number, standing = known, not reading.batch.held
        if number is None and tier is Tier.LITTLE_GIANT and self._speaks_of_rounds(context):
            newest = library.newest_round(as_of)
            number = newest.batch if newest else None
        context.round = number
        basis = context.basis = library.basis(tier, track, as_of, number, standing=standing)
        if library.document(basis.standard).meta.issued > as_of:
            where = replies()("where_to_ask")
            context.draft.kind, context.draft.status = Kind.OUT_OF_SCOPE, Status.NOT_IN_CORPUS
            context.draft.say(replies()("not_known_before", as_of=day(as_of), where=where))
            context.done = True
            return
        self._note(context, basis)
        context.scene = Scene(
            library=library,
            basis=basis,
            as_of=as_of,
            reading=replace(reading, asks=context.asks, track=context.track),
            profile=context.profile,
            stated=context.stated,
            checker=self._checker(context),
            tier_assumed=context.tier is None,
            named=named_document(reading.named, as_of, library),
            site=context.site.folder,
        )

    def _round_of(self, context: Context, batch: Batch) -> int | None:
        """The round that a batch or a year in the question stands for, announced by the day asked about."""
        library, as_of = context.library, context.as_of
        if batch.held and batch.number is not None:
            row = library.review_round(batch.number, as_of)
            return row.batch if row else None
        rows = library.rounds(as_of)
        wanted = (row.batch for row in rows if batch.number in (row.batch, None) and batch.year in (row.year, None))
        return next(wanted, None)

    def _speaks_of_rounds(self, context: Context) -> bool:
        """Dates and papers are those of the newest round, open or closed."""
        handlers = [topics()[ask.topic_id].handler for ask in context.asks if ask.topic_id]
        return bool(handlers) and all(handler in _OF_ROUNDS for handler in handlers)

    def _checker(self, context: Context):  # type: ignore[no-untyped-def]
        def run(profile: Profile, basis: Basis) -> CheckResult:
            return check(
                profile, basis.tier, basis.round, basis.track, context.as_of, context.library, self._standards, advice=False
            )

        return run

    def _note(self, context: Context, basis: Basis) -> None:
        meta = context.library.document(basis.standard).meta
        round_words = note("round_named", round=to_chinese(basis.round)) if basis.round else note("no_round")
        if context.tier is None:
            context.note(note("tier_assumed"))
        else:
            context.note(note("tier_named", tier=tier_name(basis.tier)))
        context.note(note("basis", title=meta.title, number=meta.number, round=round_words))
