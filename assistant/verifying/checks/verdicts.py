"""What is said of the enterprise agrees with what the rules give on its profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.rules.logic import Status
from assistant.verifying.checks.compared import bad_outcome
from assistant.verifying.checks.instances import outcome
from assistant.verifying.checks.known import known_figures
from assistant.verifying.checks.sums import shown_sums
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.patterns import pattern
from assistant.verifying.statement import Stated
from assistant.verifying.texts import notes
from assistant.verifying.verdict import Objection, Reason
from corpus.citation import under

_PART: Final = bounded.compile(r"要求|标准|条件|规定|指标|门槛|这一?[条项款]|该[条项]")

_SIZE: Final = "划型"
_OWN: Final = ("percent", "money", "score", "people", "items", "years")


@dataclass(frozen=True)
class Result:
    """What the rules give on one condition or indicator of a cited clause."""

    name: str
    status: Status | None
    value: Decimal | None
    points: Decimal | None


def verdicts(claim: Claim) -> Iterator[Objection]:
    """A verdict, a comparison or points other than the rules give."""
    if not claim.of_enterprise:
        return
    said = _said(claim.text)
    results = _concerned(claim)
    if said is not None and claim.standing.check is not None:
        status = _status(claim, results)
        if status is not None and status is not said:
            yield Objection(Reason.UNSUPPORTED, "unsupported_verdict", claim.text.strip("。"), notes()(f"status_{status}"))
    yield from _points(claim, results)
    yield from _comparisons(claim)


def _said(text: str) -> Status | None:
    """The verdict that is said last; 不符合 before 符合."""
    last: tuple[int, Status] | None = None
    for key, status in (("fails", Status.FAIL), ("passes", Status.PASS)):
        for match in pattern("verdicts", key).finditer(text):
            if last is None or match.start() > last[0]:
                last = (match.start(), status)
    return last[1] if last else None


def _concerned(claim: Claim) -> list[Result]:
    """The results on the cited clauses; those that the words or figures name, where they name any."""
    check = claim.standing.check
    if check is None:
        return []
    found: list[Result] = []
    for condition in check.conditions:
        if _is_cited(condition.citation.clause_id, claim) or _SIZE in condition.name and all(each.startswith("classification") for each in claim.evidence.documents):
            found.append(Result(condition.name, condition.status, _number(condition.value), None))
    for indicator in check.score.indicators if check.score else ():
        if _is_cited(indicator.citation.clause_id, claim):
            found.append(Result(indicator.name, None, None, indicator.points))
    said = claim.read.ids | Stated.of(claim.whole).ids
    named = [(len(_kernel(each.name) & said) - 0.3 * len(_kernel(each.name) - said), each) for each in found if _kernel(each.name) & said]
    if pattern("verdicts", "everything").search(claim.text):
        return found
    best = max((count for count, _ in named), default=0.0)
    return [each for count, each in named if count == best] or found


def _kernel(name: str) -> frozenset[str]:
    return frozenset(each for each in Stated.of(name).ids if each.startswith(("thing.", "limit.", "act.")))


def _is_cited(clause_id: str, claim: Claim) -> bool:
    return any(under(clause_id, cited) or under(cited, clause_id) for cited in claim.evidence.clause_ids)


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _status(claim: Claim, results: list[Result]) -> Status | None:
    """What the rules say of what is spoken of: the cited conditions, or the whole where no single one is named."""
    statuses = [each.status for each in results if each.status is not None]
    check = claim.standing.check
    if not statuses:
        return check.status if check is not None and pattern("verdicts", "whole").search(claim.text) else None
    if Status.FAIL in statuses:
        return Status.FAIL
    return Status.UNKNOWN if Status.UNKNOWN in statuses else Status.PASS


def _points(claim: Claim, results: list[Result]) -> Iterator[Objection]:
    points = [each.points for each in results if each.points is not None]
    if not points or len(results) > 1:
        return
    for figure in claim.read.figures:
        if figure.unit == "score" and bounded.search(r"[得拿给有是为计应]\s?$|对应$|能拿$|可得$", claim.text[: figure.start]) and figure.value not in points and not bounded.search("满分|最多|最高", claim.text[max(0, figure.start - 5) : figure.start]):
            yield Objection(Reason.UNSUPPORTED, "unsupported_verdict", figure.words, f"{points[0]:f}分")


def _comparisons(claim: Claim) -> Iterator[Objection]:
    """高于70% said of a value that is not, and a verdict against the cited limit."""
    for figure in claim.read.figures:
        values = _values(claim, figure) if figure.limit is not None and not figure.mate else []
        if values and figure.limit is not None and not any(figure.limit.holds(value.value, figure.value) for value in values):
            if outcome(claim, values[0].end) is False and any(figure.same(each.figure) and figure.limit is each.figure.limit and not bad_outcome(each.piece.read, each.figure) for each in known_figures(claim.evidence)):
                continue
            value = values[-1]
            yield Objection(Reason.UNSUPPORTED, "unsupported_verdict", claim.text.strip("。"), f"{value.words} {figure.limit.denied} {figure.words}")
            return


def _values(claim: Claim, limit: SaidFigure) -> list[SaidFigure]:
    """The enterprise's own figures that are held against a limit: the result of a sum, or those told before it."""
    sums = [(start, end) for start, end in shown_sums(claim) if end <= limit.start]
    if sums:
        start, end = sums[-1]
        result = next((figure for figure in reversed(claim.read.figures) if start <= figure.start < end and figure.unit), None)
        return [result] if result is not None and result.unit == limit.unit else []
    return [figure for figure in claim.read.figures if figure.limit is None and figure.unit == limit.unit and figure.unit in _OWN and figure.end <= limit.start]
