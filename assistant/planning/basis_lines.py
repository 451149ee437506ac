"""The lines that say on which standard an answer rests."""

from __future__ import annotations

from assistant.planning.naming import round_name, tier_name, titled, track_name
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.rendering.text import both
from corpus.terms import Tier


def say_basis(plan: Plan, settled: Settled) -> None:
    """Which standard decides, since when, for which round."""
    basis, row = settled.basis, settled.round
    plan.say(
        BlockType.BASIS,
        "basis_round" if row else "basis",
        **titled(settled, basis.standard),
        tier=tier_name(basis.tier),
        track=track_name(basis.track),
        **({"batch": round_name(row.batch)} if row else {}),
    )
    document = settled.library.document(basis.standard)
    if row is not None and row.batch == 4 and basis.tier is Tier.LITTLE_GIANT and not document.in_force_on(settled.as_of):
        source = settled.library.cite("notice-2022-133/3/1/2", basis=basis, as_of=settled.as_of)
        plan.say(BlockType.BASIS, "basis_not_yet", as_of=settled.as_of, batch=round_name(row.batch), mark=Marks.of(source))
    clause_id = "measures-2026-2/附则/施行与衔接"
    if basis.tier is Tier.INNOVATIVE and settled.library.published(clause_id) <= settled.as_of:
        source = settled.library.cite(clause_id, both("innovative_interim_words").zh, basis=basis, as_of=settled.as_of)
        plan.say(BlockType.BASIS, "innovative_interim", mark=Marks.of(source))
