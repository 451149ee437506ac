"""The limits of a requirement: none lost, none added, 且 and 或 kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant import bounded
from assistant.verifying.align import Match
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import Figure
from assistant.verifying.patterns import names
from assistant.verifying.statement import Statement
from assistant.verifying.verdict import Objection, Reason

_GROUPS: Final = {"limit.newly_applying": "new", "limit.reviewing": "review", "act.review": "review"}


def conditions(claim: Claim) -> Iterator[Objection]:
    """What the clause limits and the sentence doesn't, and the other way round."""
    yield from _added(claim)
    for match in claim.matches:
        if match.pieces:
            yield from _lost(claim, match)
    yield from _joined(claim)
    yield from _waived(claim)


def _waived(claim: Claim) -> Iterator[Objection]:
    """A requirement waived for those for whom the clause does not waive it."""
    for token in claim.read.tokens:
        if token.id != "act.waive":
            continue
        waiving = [piece for piece in claim.evidence.pieces if "act.waive" in piece.read.ids]
        groups = _groups(claim.read, token.start)
        theirs = {group for piece in waiving for group in _groups(piece.read, None)}
        if waiving and theirs and groups and not set(groups) & theirs:
            yield Objection(Reason.CONDITION, "condition_other", claim.text, waiving[0].text)
            return


def _groups(read: Statement, place: int | None) -> list[str]:
    found = []
    for token in read.tokens:
        name = _GROUPS.get(token.id)
        if name and (place is None or token.start < place):
            found.append(name)
    return found[-1:] if place is not None else found


def _added(claim: Claim) -> Iterator[Objection]:
    for token in claim.read.tokens:
        kind = token.id.split(".")[0]
        if kind in ("limit", "quantity") and token.id not in claim.evidence.ids and token.words not in claim.evidence.text and not _harmless(token.id, token.words):
            yield Objection(Reason.CONDITION, "condition_added", token.words)
            return


def _harmless(concept: str, words: str) -> bool:
    return concept in names("harmless_limits") or words in ("必须是", "自动", "直接")


def _lost(claim: Claim, match: Match) -> Iterator[Objection]:
    said = Statement.of(claim.whole)
    piece = match.pieces[0]
    stretch = Statement.of(claim.text[match.start : match.end])
    for figure in stretch.figures:
        theirs = next((each for each in piece.read.figures if figure.same(each)), None)
        if theirs is None or figure.is_date or figure.unit in ("batch", "annex", "document"):
            continue
        clause = piece.read.clause_at(theirs.start)
        earlier = [each.end for each in piece.read.figures if each.end <= theirs.start and not each.unit.startswith("window") and each.mate == 0 and each.start >= clause.start]
        start = max([clause.start, *earlier])
        for token in piece.read.tokens:
            if start <= token.start < theirs.start and token.id in names("binding_limits") and token.id not in said.ids and token.words not in claim.whole:
                yield Objection(Reason.CONDITION, "condition_lost", "", token.words)
                return
        for window in piece.read.figures:
            if start <= window.start < theirs.start and window.unit.startswith("window") and not any(each.unit.startswith("window") for each in said.figures) and window.unit == "window_years" and not _recent(window, claim):
                yield Objection(Reason.CONDITION, "condition_lost", "", window.words)
                return
        yield from _bracket(claim, piece, theirs)


def _recent(window: Figure, claim: Claim) -> bool:
    return bool(bounded.search("两年|2年|三年|3年|每年|每一年|上年|去年", claim.whole))


def _bracket(claim: Claim, piece: Piece, figure: Figure) -> Iterator[Objection]:
    """A requirement for a bracket (…的企业，…) said of everyone, or of another bracket."""
    brackets = [each for each in piece.read.figures if each.end <= figure.start and each.unit == "money" and piece.read.clause_at(each.start).conditional and piece.read.clause_at(each.start) is not piece.read.clause_at(figure.start)]
    if not brackets or figure in brackets:
        return
    said = Statement.of(claim.whole).figures
    if not any(each.same(bracket) for each in said for bracket in brackets):
        yield Objection(Reason.CONDITION, "condition_other", figure.words, piece.text)


def _joined(claim: Claim) -> Iterator[Objection]:
    text = claim.evidence.text
    either = {token.id for token in claim.read.tokens if token.id == "join.any"}
    if either and not bounded.search("或|任[一意何]|之一|一项|/|、", text):
        yield Objection(Reason.CONDITION, "condition_joined", claim.text, claim.matches[0].pieces[0].text if claim.matches else "")
