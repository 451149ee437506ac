"""What is concluded of an enterprise from a figure of its own, held against the limit of the clause that is cited for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant import bounded
from assistant.verifying.checks.compared import bad_outcome
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.patterns import pattern
from assistant.verifying.verdict import Objection, Reason

_UNITS: Final = ("percent", "money", "people", "items")
_RATE: Final = bounded.compile("增长率[^，。；=]{0,6}(?:是|为|等于)?[^，。；=]{0,4}$")
_SHARE: Final = bounded.compile(r"\d[\d.]*\s?[/÷]\s?\d[\d.]*\s?=\s?\d[\d.]*%")


def conclusions(claim: Claim) -> Iterator[Objection]:
    """贵公司营收4800万元，这一关过了, where the clause takes none below 5000万元."""
    for match in _SHARE.finditer(claim.text):
        if _RATE.search(claim.text[: match.start()]):
            yield Objection(Reason.NUMBER, "number_absent", match[0])
            return
    if not claim.of_enterprise:
        return
    good = _concluded(claim)
    if good is None or any(clause.conditional for clause in claim.read.clauses):
        return
    for unit in _UNITS:
        own = {each.value: each for each in claim.read.figures if each.unit == unit and each.limit is None and not each.mate}
        if len(own) != 1:
            continue
        holds = _holds(claim, next(iter(own.values())))
        if holds is not None and holds != good:
            yield Objection(Reason.UNSUPPORTED, "comparison_other", claim.text.strip("。"), claim.matches[0].pieces[0].text if claim.matches else "")
            yield Objection(Reason.COMPARISON, "comparison_other", claim.text.strip("。"), "")
            return


def _concluded(claim: Claim) -> bool | None:
    """Whether it ends well; None where nothing, or both, is concluded."""
    bad = pattern("exclusive", "ends_ill").search(claim.text)
    rest = pattern("exclusive", "ends_ill").sub("", claim.text)
    well = pattern("exclusive", "ends_well").search(rest)
    return None if bool(bad) == bool(well) else bool(well)


def _holds(claim: Claim, figure: SaidFigure) -> bool | None:
    """Whether the one limit that the clauses have for such a figure is kept; None where there is none, or a choice."""
    known = [(each, piece) for piece in claim.evidence.pieces for each in piece.read.figures if each.unit == figure.unit and each.limit is not None and not each.mate]
    if len({(each.value, each.limit) for each, _ in known}) != 1 or any("或" in piece.text for _, piece in known):
        return None
    limit, piece = known[0]
    assert limit.limit is not None
    return limit.limit.holds(figure.value, limit.value) != bad_outcome(piece.read, limit)
