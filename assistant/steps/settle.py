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
from assistant.topics.schema import OF_ROUNDS
from assistant.trace import note
from assistant.understanding.batches import Batch, find_coming
from assistant.understanding.patterns import patterns
from corpus.basis import Basis
from corpus.numbering import to_chinese
from corpus.terms import Tier, Title, Track

_VALID_YEARS = 3
"""Years that a title holds: measures-2022-63/ch-3/有效期与复核."""


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
        batch = reading.batch or self._coming(context)
        if batch is not None and (context.request.round is None or not batch.held):
            known = self._round_of(context, batch)
            if known is None and not batch.held and not self._of_this_year(context, batch):
                write_unknown_round(context.draft, replace(reading, batch=batch), library, as_of, context.where)
                context.done = True
                return
            number, standing = known, known is not None and not batch.held
        unannounced = self._unannounced(context, tier, track, number)
        standing = standing and unannounced is None
        context.round = number
        basis = context.basis = library.basis(tier, track, as_of, number, standing=standing)
        if library.document(basis.standard).meta.issued > as_of:
            context.draft.kind, context.draft.status = Kind.OUT_OF_SCOPE, Status.NOT_IN_CORPUS
            context.draft.say(replies()("not_known_before", as_of=day(as_of), where=context.where))
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
            supposed=context.supposed,
            changes=tuple(context.draft.warnings),
            where=context.where,
            unannounced=unannounced,
            tier_assumed=context.tier is None,
            named=named_document(reading.named, as_of, library),
            site=context.site.folder,
        )
        self._leave_open(context, context.scene)

    def _leave_open(self, context: Context, scene: Scene) -> None:
        """What was said too roughly to judge is no value to judge by; the person is asked for the exact one."""
        if not scene.unsettled:
            return
        rough = "、".join(f"“{said.words}”" for said in scene.unsettled)
        context.draft.warnings.append(replies()("rough", words=rough))
        context.profile = context.profile.without(*(said.field for said in scene.unsettled))
        context.scene = replace(scene, changes=tuple(context.draft.warnings))

    def _of_this_year(self, context: Context, batch: Batch) -> bool:
        """“2026年要什么条件”, before its notice: what is asked for is the standard of the day, no date or paper of a round."""
        return batch.number is None and batch.year == context.as_of.year and not self._asks_of_a_round(context)

    def _asks_of_a_round(self, context: Context) -> bool:
        return any(topics()[ask.topic_id].handler in OF_ROUNDS for ask in context.asks if ask.topic_id)

    def _coming(self, context: Context) -> Batch | None:
        """明年, where dates or papers are asked for, not only about when: conditions are those of the day."""
        if context.request.round is not None or context.said is None:
            return None
        if context.stated is None or context.stated.evidence or patterns().roughly_when.search(context.said.text):
            return None
        return find_coming(context.said.text, context.as_of) if self._asks_of_a_round(context) else None

    def _round_of(self, context: Context, batch: Batch) -> int | None:
        """The round that a batch or a year in the question stands for, announced by the day asked about."""
        library, as_of = context.library, context.as_of
        if batch.held:
            held = self._held(context, batch)
            return None if held is None else self._review_of(context, held)
        rows = library.rounds(as_of)
        wanted = (row.batch for row in rows if batch.number in (row.batch, None) and batch.year in (row.year, None))
        return next(wanted, None)

    def _unannounced(self, context: Context, tier: Tier, track: Track, number: int | None) -> int | None:
        """The batch held, by this message or by what is known of the enterprise, that no announced round reviews."""
        if number is not None or tier is not Tier.LITTLE_GIANT or track is not Track.REVIEW:
            return None
        batch = context.reading.batch if context.reading else None
        if batch is not None:
            return self._held(context, batch) if batch.held else None
        held = [title.round for title in context.profile.recognitions or () if title.tier is Title.LITTLE_GIANT]
        newest = max((round for round in held if round is not None), default=None)
        known = newest is not None and self._review_of(context, newest) is not None
        return None if known else newest

    def _held(self, context: Context, batch: Batch) -> int | None:
        """The batch of a title, by its number or by the year in which it was given; of a year without a row, by the
        round that reviews titles then three years old."""
        if batch.number is not None or batch.year is None:
            return batch.number
        rows = {row.year: row for row in context.library.rounds(context.as_of)}
        if batch.year in rows:
            return rows[batch.year].batch
        after = rows.get(batch.year + _VALID_YEARS)
        return after.review_of[0] if after and after.review_of else None

    def _review_of(self, context: Context, held: int) -> int | None:
        row = context.library.review_round(held, context.as_of)
        return row.batch if row else None

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
