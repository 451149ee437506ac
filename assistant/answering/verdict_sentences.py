"""Verdicts in sentences: one condition each with its arithmetic, its clauses behind, the score and who decides."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.conditions import cited_by
from assistant.answering.draft import Draft
from assistant.answering.exclusions import EXCLUSION_IDS, exclusion_sources
from assistant.answering.scene import Scene
from assistant.answering.texts import replies
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import CheckResult, ConditionResult
from corpus.citation import Citation
from corpus.rounds import Exclusion


def say_verdicts(draft: Draft, scene: Scene, conditions: Sequence[ConditionResult]) -> None:
    """What an answer is about: one sentence each, the quotes behind them."""
    draft.check = scene.check.to_json() if conditions else draft.check
    _say_all(draft, scene, conditions, "verdict_topic" if len(conditions) == 1 else "verdict_item", quoted=True)


def say_items(draft: Draft, scene: Scene, conditions: Sequence[ConditionResult], *, quoted: bool = True) -> None:
    """The same as a list under a verdict on the whole."""
    _say_all(draft, scene, conditions, "verdict_item", quoted=quoted)


def _say_all(draft: Draft, scene: Scene, conditions: Sequence[ConditionResult], key: str, *, quoted: bool) -> None:
    for condition in conditions:
        say_condition(draft, scene, condition, key)
    for condition in conditions if quoted else ():
        draft.quote(*_sources(scene, condition))
    if any(condition.waived for condition in conditions):
        _say_ways(draft, scene)


def _say_ways(draft: Draft, scene: Scene) -> None:
    """By which way of a direct route a condition is met without being looked at."""
    for way in (way for route in scene.check.routes for way in route.ways if way.status is Verdict.PASS):
        mark = draft.mark(way.citation)
        draft.say(replies()("verdict_way", name=way.name, requirement=way.requirement, mark=mark))
        draft.quote(way.citation)


def say_condition(draft: Draft, scene: Scene, condition: ConditionResult, key: str) -> None:
    """One condition: its name, its verdict, the arithmetic, the marks of its clauses.

    Args:
        key: of the sentence in `replies.yaml`.
    """
    texts = replies()
    explain = f"{condition.explain}。" if condition.explain and not condition.explain.endswith("。") else condition.explain
    if condition.status is Verdict.FAIL and condition.part_of is not None:
        explain += _unless(scene, condition)
    draft.say(
        texts(
            key,
            name=condition.name,
            verdict=texts(f"verdict_{condition.status}"),
            explain=explain,
            mark=draft.mark(*_sources(scene, condition)),
        )
    )


def _unless(scene: Scene, part: ConditionResult) -> str:
    """The direct route by which a part that fails may still be passed over."""
    whole = next((c for c in scene.check.conditions if c.id == part.part_of), None)
    open_routes = [route.name for route in scene.check.routes if route.status is Verdict.UNKNOWN]
    if whole is None or whole.status is not Verdict.UNKNOWN or not open_routes:
        return ""
    return replies()("verdict_unless", route="、".join(open_routes))


def _sources(scene: Scene, condition: ConditionResult) -> list[Citation]:
    """The clauses of a condition; of one that a round excludes by, what the round says of it."""
    if condition.id in EXCLUSION_IDS and scene.concerned is not None:
        return exclusion_sources(scene, scene.concerned, Exclusion(condition.id))
    return cited_by([condition])


def say_score(draft: Draft, check: CheckResult) -> None:
    """The points of a scored tier, or their range while inputs are missing."""
    if check.score is None:
        return
    score, texts = check.score, replies()
    if score.total is not None:
        draft.say(texts("score_total", points=f"{score.total:f}", of=f"{score.of:f}"))
    elif score.low > 0:
        draft.say(texts("score_range", min=f"{score.low:f}", max=f"{score.high:f}", of=f"{score.of:f}"))


def close_verdict(draft: Draft, scene: Scene) -> None:
    """Which limits were taken for the value, who decides in the end, and what the rules warn of."""
    for limit in scene.limits:
        draft.say(replies()("limit_taken", words=limit.words))
    if any(condition.status is not Verdict.UNKNOWN for condition in scene.check.conditions):
        draft.say(replies()("authority"))
    draft.warnings.extend(warning for warning in scene.check.warnings if warning not in draft.warnings)
    for warning in scene.check.warnings:
        draft.say(replies()("warning", warning=warning))
