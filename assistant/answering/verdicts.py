"""Answers with verdicts: the conditions of a tier, and what the rules say of the facts that were stated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.choose import choose
from assistant.answering.draft import Draft
from assistant.answering.quoting import write_topic
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from assistant.rules.fields import catalogue
from assistant.rules.logic import Status as Verdict
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult
from assistant.topics.catalogue import topics
from assistant.topics.schema import Topic
from assistant.understanding.intent import Ask, Mode

MAX_QUESTIONS = 4
_MAX_LISTED = 12
_COMPARING = re.compile("对比|比较|变化|变了|改了|不同|不一样|区别|新旧|difference|compare|changed")
_COMPARED = (
    "niche_years", "revenue", "main_revenue_ratio", "growth", "debt_ratio", "rd", "class1_ip", "market_share",
    "key_chain", "product_field", "score",
)  # fmt: skip


def write_topic_verdict(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """The verdict on the conditions of one topic, where what is known bears on them."""
    conditions = _of_topic(scene.check, topic)
    known = [condition for condition in conditions if _bears_on(condition, scene)]
    if not known:
        return False
    draft.kind, draft.check = Kind.ELIGIBILITY, scene.check.to_json()
    draft.status = Status.ANSWERED
    for condition in known:
        _say_condition(draft, condition, "verdict_topic")
    for condition in known:
        draft.quote(condition.citation, *condition.citations)
    missing = _missing_of(known)
    if missing:
        _ask_for(draft, missing)
        if all(condition.status is Verdict.UNKNOWN for condition in known):
            draft.status = Status.NEEDS_INPUT
    draft.say(replies()("authority"))
    _say_warnings(draft, scene.check)
    return True


def write_whole_verdict(draft: Draft, scene: Scene) -> None:
    """Whether the enterprise meets the standard as a whole, by what is known; else what to ask first."""
    check, texts = scene.check, replies()
    tier = tier_name(scene.basis.tier)
    draft.kind, draft.check = Kind.ELIGIBILITY, check.to_json()
    necessary = [condition for condition in check.conditions if condition.necessary]
    by_status = {status: [c for c in necessary if c.status is status] for status in Verdict}
    if check.status is Verdict.FAIL:
        draft.status = Status.ANSWERED
        draft.say(texts("verdict_whole_fail", tier=tier))
        for condition in by_status[Verdict.FAIL]:
            _say_condition(draft, condition, "verdict_item")
        for condition in by_status[Verdict.FAIL]:
            draft.quote(condition.citation)
    elif check.status is Verdict.PASS:
        draft.status = Status.ANSWERED
        draft.say(texts("verdict_whole_pass", tier=tier))
        for condition in by_status[Verdict.PASS][:_MAX_LISTED]:
            _say_condition(draft, condition, "verdict_item")
    else:
        draft.status = Status.NEEDS_INPUT
        passed, unknown = by_status[Verdict.PASS], by_status[Verdict.UNKNOWN]
        if passed or scene.says_facts:
            draft.counts.update((len(passed), len(unknown), 0))
            draft.say(texts("verdict_whole_unknown", tier=tier, passed=len(passed), unknown=len(unknown)))
        else:
            draft.say(texts("verdict_whole_none", tier=tier))
        for condition in passed:
            _say_condition(draft, condition, "verdict_item")
        _ask_for(draft, check.missing)
        write_conditions(draft, scene, unknown)
    _say_score(draft, check)
    for remark in check.remarks if check.status is not Verdict.UNKNOWN else ():
        draft.say(texts("remark", remark=remark))
    draft.say(texts("authority"))
    _say_warnings(draft, check)


def write_conditions(draft: Draft, scene: Scene, conditions: Iterable[ConditionResult] | None = None) -> None:
    """The conditions of a tier, each with its requirement and clause."""
    texts = replies()
    listed = [c for c in (scene.check.conditions if conditions is None else conditions) if c.necessary]
    if not listed:
        return
    values = {"tier": tier_name(scene.basis.tier), "track": texts(f"track_{scene.basis.track}")}
    draft.say(texts("conditions_intro", **values))
    for condition in listed:
        mark = draft.mark(condition.citation, *condition.citations)
        draft.say(texts("conditions_item", name=condition.name, requirement=condition.requirement, mark=mark))


def write_conditions_topic(draft: Draft, scene: Scene, ask: Ask, topic: Topic) -> bool:
    """“要什么条件” lists the conditions; “我们能报吗” weighs what is known and asks for what is not."""
    asks_of_self = Mode.CAN in ask.modes and (scene.reading.ourselves or scene.says_facts)
    if asks_of_self or (scene.says_facts and Mode.LIST not in ask.modes) or _wants_verdict(scene, ask):
        write_whole_verdict(draft, scene)
        return True
    if _COMPARING.search(scene.reading.text):
        write_topic(draft, scene, topic)
        _compare(draft, scene)
        return True
    write_topic(draft, scene, topic)
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    blank = scene.checker(Profile(), scene.basis)
    write_conditions(draft, scene, blank.conditions)
    if blank.routes:
        routes = "；".join(
            f"{route.name}{draft.mark(route.citation)}" for route in blank.routes
        )
        draft.say(replies()("conditions_routes", routes=routes))
    return True


def _compare(draft: Draft, scene: Scene) -> None:
    """The thresholds of this standard and of the other versions published by then, side by side."""
    for topic_id in _COMPARED:
        topic = topics()[topic_id]
        choice = choose(topic, scene.basis, scene.as_of, scene.library)
        if choice.point is None or not choice.others:
            continue
        said = [(choice.point, "compare_now"), *((other, "compare_other") for other in choice.others)]
        parts = [
            replies()(key, say=point.say, marks=draft.mark(*scene.cite_point(point))) for point, key in said
        ]
        draft.say(replies()("compare_item", name=topic.name.zh, parts="；".join(parts)))


def _wants_verdict(scene: Scene, ask: Ask) -> bool:
    """A profile sent along, and a question whether it will do."""
    return bool(scene.profile.to_json()) and Mode.CAN in ask.modes


def understood(scene: Scene) -> str:
    """What was read of the enterprise in this message, said back: 资产负债率 72%、…"""
    fields, texts = catalogue(), replies()
    parts = []
    for path, value in _stated_values(scene):
        key, _, year = path.partition(".")
        info = fields.get(key)
        if info is None:
            continue
        name = f"{year}年{info.zh}" if year else info.zh
        parts.append(texts("understood_item", name=name, value=value))
    return "、".join(parts)


def _stated_values(scene: Scene) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for evidence in scene.stated.evidence:
        found[evidence.field] = evidence.words
    return [(path, f"“{words}”") for path, words in found.items()]


def _of_topic(check: CheckResult, topic: Topic) -> list[ConditionResult]:
    return [condition for condition in check.conditions if condition.id in topic.conditions]


def _bears_on(condition: ConditionResult, scene: Scene) -> bool:
    """Settled, or read from a field that is known in part."""
    return condition.status is not Verdict.UNKNOWN or condition.value is not None


def _missing_of(conditions: list[ConditionResult]) -> list[str]:
    weights: dict[str, float] = {}
    for condition in conditions:
        if condition.status is Verdict.UNKNOWN:
            for path, weight in condition.missing.items():
                weights[path] = max(weight, weights.get(path, 0.0))
    return sorted(weights, key=lambda path: -weights[path])


def _ask_for(draft: Draft, missing: Iterable[str]) -> None:
    fields, texts = catalogue(), replies()
    wanted = [path for path in missing if path.partition(".")[0] in fields]
    draft.missing.extend(path for path in wanted if path not in draft.missing)
    if not wanted:
        return
    draft.say(texts("ask_for"))
    for path in wanted[:MAX_QUESTIONS]:
        question = fields[path.partition(".")[0]].question_for(path)
        draft.say(texts("ask_item", question=question))


def _say_condition(draft: Draft, condition: ConditionResult, key: str) -> None:
    texts = replies()
    explain = f"{condition.explain}。" if condition.explain and not condition.explain.endswith("。") else condition.explain
    draft.say(
        texts(
            key,
            name=condition.name,
            verdict=texts(f"verdict_{condition.status}"),
            explain=explain,
            mark=draft.mark(condition.citation, *condition.citations),
        )
    )


def _say_score(draft: Draft, check: CheckResult) -> None:
    if check.score is None:
        return
    score, texts = check.score, replies()
    if score.total is not None:
        draft.say(texts("score_total", points=f"{score.total:f}", of=f"{score.of:f}"))
    else:
        draft.say(texts("score_range", min=f"{score.low:f}", max=f"{score.high:f}", of=f"{score.of:f}"))


def _say_warnings(draft: Draft, check: CheckResult) -> None:
    draft.warnings.extend(warning for warning in check.warnings if warning not in draft.warnings)
    for warning in check.warnings:
        draft.say(replies()("warning", warning=warning))
