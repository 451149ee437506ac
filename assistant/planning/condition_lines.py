"""Conditions in sentences: the name, the verdict, the arithmetic, the clauses; by which part one fails, what else may help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.planning.conditions import cited_by
from assistant.planning.exclusions import EXCLUSION_IDS, exclusion_sources
from assistant.planning.naming import condition_name, in_both
from assistant.planning.plan import BlockType, Marks, Plan, Value, Words
from assistant.planning.settled import Settled
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import ConditionResult
from corpus.citation import Citation
from corpus.rounds import Exclusion

_COMPARES: Final = ("低于", "高于")
"""Words with which the rules put a comparison."""
SCORES: Final = frozenset({"evaluation", "score"})


def say_conditions(plan: Plan, settled: Settled, conditions: Sequence[ConditionResult], *, quoted: int) -> None:
    conditions = _with_parts(settled, conditions)
    single = len(conditions) == 1 and quoted
    for condition in conditions:
        say_condition(plan, settled, condition, "verdict_topic" if single else "verdict_item")
    for condition in [c for c in conditions if quoted][:quoted]:
        plan.quote(*sources_of(settled, condition))
    if any(condition.waived for condition in conditions):
        for way in (way for route in settled.judgement.check.routes for way in route.ways if way.status is Verdict.PASS):
            plan.say(BlockType.CONDITION, "verdict_way", name=in_both(way.name), requirement=settled.words(way.explain or way.requirement), mark=Marks.of(way.citation))
            plan.quote(way.citation)


def weighs(condition: ConditionResult) -> bool:
    """Whether its arithmetic has held something against a limit, though more may be missing."""
    return any(words in condition.explain for words in _COMPARES)


def _with_parts(settled: Settled, conditions: Sequence[ConditionResult]) -> list[ConditionResult]:
    """Behind a condition of several parts, the parts by which it fails, or those that numbers settle where it is met."""
    shown: list[ConditionResult] = []
    for condition in conditions:
        parts = [c for c in settled.judgement.check.conditions if c.part_of == condition.id and c.status is condition.status]
        if condition.status is Verdict.PASS:
            parts = [part for part in parts if weighs(part)]
        decided = condition.status is not Verdict.UNKNOWN
        shown += [condition, *(part for part in parts if decided and all(part.id != each.id for each in (*conditions, *shown)))]
    return shown


def say_condition(plan: Plan, settled: Settled, condition: ConditionResult, key: str) -> None:
    """One condition: its name, its verdict, the arithmetic, the marks of its clauses."""
    values: dict[str, Value] = {
        "name": condition_name(condition),
        "verdict": both(f"verdict_{condition.status}"),
        "explain": _explained(settled, condition) or _requirement(settled, condition),
        "mark": Marks.of(*sources_of(settled, condition)),
    }
    plan.say(BlockType.CONDITION, key, **values)
    if condition.status is Verdict.FAIL and condition.part_of is not None and (routes := _open_routes(settled, condition)):
        plan.say(BlockType.CAVEAT, "verdict_unless", route=routes)


def _explained(settled: Settled, condition: ConditionResult) -> Value:
    """The arithmetic; of a score, which it may say without its pass line, with the requirement."""
    explain = settled.sentence(condition.explain)
    if not condition.explain or condition.id not in SCORES or not condition.requirement:
        return explain
    required = settled.words(condition.requirement)
    if isinstance(explain, Words) and isinstance(required, Words):
        zh, en = both("verdict_required", requirement=required.zh).zh, both("verdict_required", requirement=required.en).en
        return Words(f"{explain.zh}{zh}", f"{explain.en} {en}")
    return f"{explain}{both('verdict_required', requirement=required).zh}"


def _requirement(settled: Settled, condition: ConditionResult) -> Value:
    return settled.sentence(condition.requirement) if condition.status is not Verdict.PASS else ""


def _open_routes(settled: Settled, part: ConditionResult) -> Words | None:
    """The direct routes by which a part that fails may still be passed over."""
    check = settled.judgement.check
    whole = next((c for c in check.conditions if c.id == part.part_of), None)
    if whole is None or whole.status is not Verdict.UNKNOWN:
        return None
    names = [in_both(route.name) for route in check.routes if route.status is Verdict.UNKNOWN]
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names)) if names else None


def sources_of(settled: Settled, condition: ConditionResult) -> list[Citation]:
    """The clauses of a condition; of one that a round excludes by, what the round says of it."""
    if condition.id in EXCLUSION_IDS and settled.concerned is not None:
        return exclusion_sources(settled, settled.concerned, Exclusion(condition.id))
    return cited_by([condition])
