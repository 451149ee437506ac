"""Which conditions the parts of a message ask about: by their topic, or by the figures that they name."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.planning.condition_lines import weighs
from assistant.planning.settled import Settled
from assistant.reading.understood import Part
from assistant.rules.logic import Status as Verdict
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult, WayResult
from assistant.topics.all_topics import topics
from assistant.topics.forms import MatterKind


def asked_conditions(settled: Settled, parts: Iterable[Part], check: CheckResult | None = None) -> list[ConditionResult]:
    """The conditions that parts ask about, in their order: by the topic, or by the figures they name.

    Args:
        check: another than today's.
    """
    checked = check or settled.judgement.check
    ids: list[str] = []
    for part in parts:
        if part.matter.kind is MatterKind.TOPIC and part.matter.id is not None:
            own = topics()[part.matter.id].conditions or named_conditions(settled, part)
            ids += [each for each in own if each not in ids]
    if not ids and any(part.narrow for part in parts):
        ids = [c.id for c in checked.conditions if c.id in settled.judgement.touched and weighs(c)]
    found = [c for c in checked.conditions if c.id in ids]
    wholes = {c.part_of for c in found}
    return [c for c in found if c.id not in wholes or c.status is not Verdict.UNKNOWN] or found


def condition_ids(parts: Iterable[Part]) -> set[str]:
    """The conditions of the topics asked about, whichever standard has them."""
    return {each for part in parts if part.matter.id is not None and part.matter.id in topics() for each in topics()[part.matter.id].conditions}


def asked_ways(settled: Settled, parts: Iterable[Part]) -> list[WayResult]:
    """The ways of a direct route that parts ask about and facts decide, where their tier has no such condition."""
    ids = condition_ids(parts)
    ways = [way for route in settled.judgement.check.routes for way in route.ways]
    return [way for way in ways if way.id in ids and way.status is not Verdict.UNKNOWN and way.explain]


def named_conditions(settled: Settled, part: Part) -> list[str]:
    """The conditions of the figures that a part names: those which a figure weighs most in."""
    conditions = settled.check(Profile()).conditions
    found: list[str] = []
    for field in part.fields:
        weights = {c.id: max((weight for path, weight in c.missing.items() if path.partition(".")[0] == field), default=0.0) for c in conditions}
        most = max(weights.values(), default=0.0)
        found += [c.id for c in conditions if c.id == field or most and weights[c.id] == most]
    return list(dict.fromkeys(found))
