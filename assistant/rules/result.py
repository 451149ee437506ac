"""CheckResult: what a check hands back, and its JSON, which is the project's contract.

A check makes a score of findings and conditions; they are named tuples, since making a frozen dataclass of as many
fields costs as much as judging the condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from assistant.rules.logic import Status
from assistant.rules.profile import json_number
from assistant.rules.schema import Mend, Requirement
from corpus.basis import Basis
from corpus.citation import Citation

NOTHING_MISSING: Final[Mapping[str, float]] = MappingProxyType({})
Value = Decimal | bool | str | None
"""What a condition read: a number (rounded for display), yes or no, or a choice's key."""


class Finding(NamedTuple):
    """What a requirement comes to for one profile.

    Attributes:
        value, unit: what was read.
        explain: the arithmetic and the comparison, in Chinese.
        missing: inputs that would settle it, each with its weight (1 where it alone decides).
    """

    status: Status
    value: Value = None
    unit: str | None = None
    explain: str = ""
    missing: Mapping[str, float] = NOTHING_MISSING


class ConditionResult(NamedTuple):
    """One condition of a check.

    Attributes:
        citations: further clauses beside `citation`.
        part_of: the condition that this one is a part of; such a part is necessary only through it.
        waived: met because a direct route (直通、免考察) holds or the round waives it.
        asks: what a round's own condition asks, which no standard holds.
    """

    id: str
    name: str
    status: Status
    value: Value
    unit: str | None
    requirement: str
    citation: Citation
    explain: str
    improve: str
    mend: Mend
    citations: tuple[Citation, ...] = ()
    missing: Mapping[str, float] = NOTHING_MISSING
    part_of: str | None = None
    waived: bool = False
    asks: Requirement | None = None

    @property
    def necessary(self) -> bool:
        """Whether the whole fails where this one does."""
        return self.part_of is None


@dataclass(frozen=True, slots=True)
class WayResult:
    """One way of a direct route."""

    id: str
    name: str
    status: Status
    citation: Citation
    explain: str
    requirement: str
    value: Value = None
    unit: str | None = None
    missing: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RouteResult:
    """A direct route: met as soon as one of its ways is."""

    id: str
    name: str
    status: Status
    citation: Citation
    ways: tuple[WayResult, ...]


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of a score table. `points` is None while `low` and `high` differ."""

    id: str
    name: str
    group: str
    low: Decimal
    high: Decimal
    of: Decimal
    citation: Citation
    explain: str
    missing: Mapping[str, float] = field(default_factory=dict)

    @property
    def points(self) -> Decimal | None:
        return self.low if self.low == self.high else None


def _allowed(told: Decimal | None, low: Decimal, high: Decimal) -> Decimal | None:
    """An enterprise's own figure counts where it is open what the points are, and they may be that."""
    return told if told is not None and low < high and low <= told <= high else None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The points of one group of indicators.

    Attributes:
        low, high: what the indicators give, and leave possible.
        told: the enterprise's own figure (自评), where it gave one.
        told_in: the field in which it gives it, where the standard has one.
    """

    id: str
    name: str
    low: Decimal
    high: Decimal
    of: Decimal
    told: Decimal | None = None
    told_in: str | None = None

    @property
    def own(self) -> Decimal | None:
        """The enterprise's own figure, where the indicators leave the points open and allow it."""
        return _allowed(self.told, self.low, self.high)

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """From where to where the points may lie, by the indicators or else by the enterprise's own figure."""
        return (self.low, self.high) if self.own is None else (self.own, self.own)


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score, or the range that is still possible.

    Attributes:
        low, high: what the indicators give, and leave possible.
        told, told_in: as of a group.
    """

    low: Decimal
    high: Decimal
    of: Decimal
    indicators: tuple[IndicatorResult, ...]
    groups: tuple[GroupResult, ...]
    told: Decimal | None = None
    told_in: str | None = None

    @property
    def by_groups(self) -> tuple[Decimal, Decimal]:
        """From where to where the total may lie by the groups' points."""
        spans = [group.span for group in self.groups]
        return sum((low for low, _ in spans), Decimal(0)), sum((high for _, high in spans), Decimal(0))

    @property
    def own(self) -> Decimal | None:
        """The enterprise's own total, where the groups leave the total open and allow it."""
        return _allowed(self.told, *self.by_groups)

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """From where to where the total may lie, by the groups or else by the enterprise's own figure."""
        return self.by_groups if self.own is None else (self.own, self.own)

    @property
    def total(self) -> Decimal | None:
        low, high = self.span
        return low if low == high else None

    @property
    def self_assessed(self) -> bool:
        """Whether the total rests on figures of the enterprise's own."""
        return self.total is not None and self.low != self.high

    def span_of(self, group: GroupResult) -> tuple[Decimal, Decimal]:
        """From where to where a group's points may lie, seen with the total: what the others can't hold is in it."""
        (low, high), (least, most) = group.span, self.by_groups
        if self.own is None:
            return low, high
        return max(low, self.own - (most - high)), min(high, self.own - (least - low))


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The verdict on one enterprise for one tier, round and track."""

    basis: Basis
    status: Status
    conditions: tuple[ConditionResult, ...]
    score: ScoreResult | None
    routes: tuple[RouteResult, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    advice: tuple[str, ...] = ()

    def condition(self, condition_id: str) -> ConditionResult:
        """The condition of that id.

        Raises:
            KeyError: the standard has none.
        """
        for condition in self.conditions:
            if condition.id == condition_id:
                return condition
        raise KeyError(condition_id)

    def failed_first(self) -> tuple[ConditionResult, ...]:
        """What failed, what is open, what is met, each in the standard's order; a part stays with its whole."""
        order = {Status.FAIL: 0, Status.UNKNOWN: 1, Status.PASS: 2}
        whole = {condition.id: condition.status for condition in self.conditions if condition.necessary}
        return tuple(
            sorted(self.conditions, key=lambda each: order[whole.get(each.part_of or each.id, each.status)])
        )

    def count(self, status: Status) -> int:
        """How many necessary conditions ended so."""
        return sum(condition.necessary and condition.status is status for condition in self.conditions)

    def mending(self) -> tuple[str, ...]:
        """The advice without what only asks for the facts that `missing` lists."""
        open_ = tuple(f"{each.name}{sign}" for each in self.conditions if each.status is Status.UNKNOWN and each.missing for sign in ("：", ": "))
        return tuple(line for line in self.advice if not line.startswith(open_))

    def to_json(self) -> dict[str, Any]:
        """The contract's check object."""
        return {
            "tier": str(self.basis.tier),
            "standard": self.basis.standard,
            "round": self.basis.round,
            "status": str(self.status),
            "conditions": [_condition_json(condition) for condition in self.conditions],
            "track": str(self.basis.track),
            "year": self.basis.year,
            "score": _score_json(self.score) if self.score else None,
            "missing": list(self.missing),
            "routes": [_route_json(route) for route in self.routes],
            "remarks": list(self.remarks),
            "warnings": list(self.warnings),
            "advice": list(self.advice),
        }


def _condition_json(condition: ConditionResult) -> dict[str, Any]:
    return {
        "id": condition.id,
        "name": condition.name,
        "status": str(condition.status),
        "value": _plain(condition.value),
        "unit": condition.unit,
        "requirement": condition.requirement,
        "citation": condition.citation.to_json(),
        "explain": condition.explain,
        "citations": [citation.to_json() for citation in condition.citations],
        "missing": list(condition.missing),
        "part_of": condition.part_of,
        "waived": condition.waived,
    }


def _route_json(route: RouteResult) -> dict[str, Any]:
    return {
        "id": route.id,
        "name": route.name,
        "status": str(route.status),
        "citation": route.citation.to_json(),
        "ways": [
            {
                "id": way.id,
                "name": way.name,
                "status": str(way.status),
                "value": _plain(way.value),
                "unit": way.unit,
                "requirement": way.requirement,
                "citation": way.citation.to_json(),
                "explain": way.explain,
            }
            for way in route.ways
        ],
    }


def _score_json(score: ScoreResult) -> dict[str, Any]:
    return {
        "total": _plain(score.total),
        "min": _plain(score.low),
        "max": _plain(score.high),
        "of": _plain(score.of),
        "indicators": [
            {
                "id": indicator.id,
                "name": indicator.name,
                "group": indicator.group,
                "points": _plain(indicator.points),
                "min": _plain(indicator.low),
                "max": _plain(indicator.high),
                "of": _plain(indicator.of),
                "citation": indicator.citation.to_json(),
                "explain": indicator.explain,
            }
            for indicator in score.indicators
        ],
        "groups": [
            {
                "id": group.id,
                "name": group.name,
                "min": _plain(group.low),
                "max": _plain(group.high),
                "of": _plain(group.of),
            }
            for group in score.groups
        ],
    }


def _plain(value: Value) -> int | float | bool | str | None:
    return json_number(value) if isinstance(value, Decimal) else value
