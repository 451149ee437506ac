"""Whether what is to be, may be or must not be is the same in the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.patterns import names
from assistant.verifying.statement import SmallClause, Statement, denies
from assistant.verifying.verdict import Objection, Reason

_CLOSE: Final = 0.7


def polarity(claim: Claim) -> Iterator[Objection]:
    """Something denied that the clause affirms, or affirmed that it denies."""
    judged: set[int] = set()
    for kind in ("act", "thing"):
        for token in claim.read.tokens:
            clause = claim.read.clause_at(token.start)
            if not token.id.startswith(f"{kind}.") or token.id in names("without_polarity") or kind == "thing" and clause.start in judged:
                continue
            match = next((each for each in claim.matches if each.start <= token.start < each.end), None)
            if match is None:
                continue
            theirs = _closest_views(claim, clause, token.id, match.pieces)
            if not theirs:
                continue
            judged.add(clause.start)
            if not any(_agree(mine, other, token.id) for mine in _view(claim.read, token) for other in theirs):
                yield Objection(Reason.POLARITY, "polarity_turned", clause.text.strip(), match.pieces[0].text)
                return


View = tuple[bool, int]
"""Whether a thing is affirmed, and how the case that it makes ends: 1 well, -1 badly, 0 where it is no case."""


def _closest_views(claim: Claim, clause: SmallClause, concept: str, pieces: Sequence[Piece]) -> frozenset[View]:
    """How the clause's stretches that are closest in words see the concept."""
    said = Statement.of(_with_topic(claim.read, clause))
    scored: list[tuple[float, frozenset[View]]] = []
    for piece in pieces:
        for token in piece.read.tokens:
            if token.id == concept:
                there = piece.read.clause_at(token.start)
                scored.append((claim.aligner.nearness(said, Statement.of(_with_topic(piece.read, there))), _view(piece.read, token)))
    best = max((score for score, _ in scored), default=0.0)
    return frozenset[View]().union(*(views for score, views in scored if score >= _CLOSE * best))


def _with_topic(read: Statement, clause: SmallClause) -> str:
    """The words of a stretch, with those before it where it has too few of its own (仍需提供)."""
    if len([token for token in read.tokens if clause.start <= token.start < clause.end]) > 1:
        return clause.text
    before = next((each for each in reversed(read.clauses) if each.end <= clause.start), None)
    return f"{before.text}，{clause.text}" if before else clause.text


def _view(read: Statement, token: Hit) -> frozenset[View]:
    clause = read.clause_at(token.start)
    affirmed = not _denied(read, clause, token)
    stop = min((place for sign in "。；;\n" if (place := read.text.find(sign, clause.end)) >= 0), default=len(read.text))
    later = [each for each in read.clauses if clause.end <= each.start < stop]
    ends = [each for each in later if not each.conditional]
    if clause.conditional and ends:
        return frozenset({(affirmed, -1 if any(each.denied != each.outcome_bad for each in ends) else 1)})
    if any(each.denied != each.outcome_bad for each in later) and not clause.conditional:
        return frozenset({(affirmed, 0), (affirmed, -1)})
    return frozenset({(affirmed, 0)})


def _denied(read: Statement, clause: SmallClause, token: Hit) -> bool:
    """An act is denied by what stands before it, a thing by what is said of it anywhere in its clause."""
    if token.id.startswith("act."):
        return denies(read.text[clause.start : token.end]) or bounded.search(r"^(?:的)?(?:不了|不到|不得|不成|无门|免)", read.text[token.end : token.end + 3]) is not None
    return clause.denied


def _agree(mine: View, theirs: View, concept: str) -> bool:
    (affirmed, ends), (affirmed_there, ends_there) = mine, theirs
    if ends == ends_there:
        return affirmed == affirmed_there
    if 0 in (ends, ends_there):
        other = ends or ends_there
        wanted = affirmed if ends == 0 else affirmed == (ends == 1)
        wanted_there = affirmed_there if ends_there == 0 else affirmed_there == (ends_there == 1)
        return wanted == wanted_there or (other == 1 and affirmed == affirmed_there)
    return affirmed != affirmed_there
