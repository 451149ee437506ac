"""Of which title the clause speaks."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verifying.align import Match
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason


def tiers(claim: Claim) -> Iterator[Objection]:
    """A requirement of one title said of another."""
    known = claim.evidence.tiers | claim.evidence.ids & {"tier.all_tiers"}
    for token in claim.read.tokens:
        if not token.id.startswith("tier.") or token.id == "tier.all_tiers":
            continue
        if known and token.id not in known and token.id not in claim.evidence.ids:
            yield Objection(Reason.TIER, "tier_other", token.words, _names(claim))
            return
        match = next((each for each in claim.matches if each.start <= token.start < each.end), None)
        if match is None:
            continue
        allowed = frozenset[str]().union(*(piece.tiers | Stated.of(piece.headings).of_kind("tier") for piece in _fullest(claim, match)))
        if allowed and token.id not in allowed and match.pieces[0].tiers != {"tier.all_tiers"}:
            yield Objection(Reason.TIER, "tier_other", token.words, _names(claim))
            return


def _fullest(claim: Claim, match: Match) -> list[Piece]:
    """Of the pieces close to a stretch those that hold most of what it speaks of."""
    said = {token.id for token in claim.read.tokens if match.start <= token.start < match.end and token.id.startswith(("thing.", "act.", "who."))}
    most = max(len(said & piece.read.ids) for piece in match.pieces)
    return [piece for piece in match.pieces if len(said & piece.read.ids) == most]


def _names(claim: Claim) -> str:
    words = [token.words for match in claim.matches[:1] for piece in match.pieces[:1] for token in Stated.of(piece.text + piece.headings).tokens if token.id.startswith("tier.")]
    return "、".join(dict.fromkeys(words)) or "、".join(sorted(claim.evidence.documents))
