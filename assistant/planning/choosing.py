"""Which of a topic's points answers: the one that decides on this basis first, other versions beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.models import Kind
from assistant.planning.settled import Settled
from assistant.topics.topic import Point, Topic
from corpus.basis import MEASURES_2022, NEW_STANDARD_FROM, Basis
from corpus.library import Library


@dataclass(frozen=True)
class PointChoice:
    """What is said of a topic.

    Attributes:
        point: the point that decides; None where no text published by then speaks of the matter.
        others: points of other versions, published by then, that say something else.
        deciding: whether `point` decides for the basis, or is only the one text at hand.
        named: the point of the version that the question names, where that is another one.
    """

    point: Point | None
    others: tuple[Point, ...] = ()
    deciding: bool = True
    named: Point | None = None


def choice_for(settled: Settled, topic: Topic) -> PointChoice:
    """What is said of `topic` here."""
    return choose(topic, settled.basis, settled.as_of, settled.library, settled.version)


def choose(topic: Topic, basis: Basis, as_of: date, library: Library, version: str | None = None) -> PointChoice:
    """Choose among the points of `topic`.

    Args:
        version: document id of the version the question names.
    """
    known = [point for point in topic.points if _fits(point, basis) and _published(point, as_of, library)]
    concerned = _round_concerned(topic, basis, as_of, library)
    candidates = [point for point in known if not point.rounds or concerned in point.rounds]
    if basis.round is not None:
        candidates.sort(key=lambda point: basis.round not in point.rounds)  # what the round itself says goes first
    if topic.kind is Kind.POLICY and (own := next((p for p in known if p.document_id == version), None)):
        return PointChoice(own)
    deciding = [point for point in candidates if _decides(point, basis, as_of, library)]
    if not deciding:
        return PointChoice(candidates[0] if candidates else None, deciding=False)
    first = deciding[0]
    if topic.alone and basis.round is not None and basis.round in first.rounds:
        return PointChoice(first)
    others = _other_versions(first, [point for point in candidates if point not in deciding])
    return PointChoice(first, others, named=next((p for p in others if p.document_id == version), None))


def newer_text_missing(point: Point, as_of: date) -> bool:
    """Whether a point of the old text stands after the new measures came into force, without a counterpart."""
    return as_of >= NEW_STANDARD_FROM and point.document_id == MEASURES_2022


def _fits(point: Point, basis: Basis) -> bool:
    tier_fits = not point.tiers or point.any_tier or basis.tier in point.tiers
    return tier_fits and (point.track is None or point.track == basis.track)


def _published(point: Point, as_of: date, library: Library) -> bool:
    return all(library.published(ref.clause) <= as_of for ref in point.quotes)


def _round_concerned(topic: Topic, basis: Basis, as_of: date, library: Library) -> int:
    """The round whose notice is meant: for conditions the one that decides, else the newest; 0 where there is none."""
    if basis.round is not None:
        return basis.round
    newest = None if topic.kind is Kind.ELIGIBILITY else library.newest_round(as_of)
    return newest.batch if newest else 0


def _decides(point: Point, basis: Basis, as_of: date, library: Library) -> bool:
    if point.since or point.until:
        return (point.since or date.min) <= as_of <= (point.until or date.max)
    if point.still_used or point.rounds:
        return True
    return library.applies(point.quotes[0].clause, basis, as_of)


def _other_versions(first: Point, rest: list[Point]) -> tuple[Point, ...]:
    """One point of each other document; a text that is still used stands alone."""
    if first.still_used:
        return ()
    found: dict[str, Point] = {}
    for point in rest:
        if point.document_id != first.document_id and not point.rounds and point.say != first.say:
            found.setdefault(point.document_id, point)
    return tuple(found.values())
