"""Answers with verdicts: what the rules say of the facts that were stated, and whether an enterprise may apply."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import bounded as re
from assistant.answering.asking import ask_for
from assistant.answering.conditions import write_comparison, write_conditions, write_versions
from assistant.answering.draft import Draft
from assistant.answering.facts import understood
from assistant.answering.quoting import choice_for, other_version, write_others, write_topic
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import replies
from assistant.answering.verdict_sentences import close_verdict, say_condition, say_items, say_score, say_verdicts
from assistant.models import Kind, Status
from assistant.rules.logic import Status as Verdict
from assistant.rules.profile import Profile
from assistant.rules.result import ConditionResult
from assistant.topics.catalogue import topics
from assistant.topics.schema import WHOLE_TOPIC, Handler, Topic
from assistant.understanding.asks import Ask, Mode

_MAX_LISTED = 12
_MAX_COMPARED = 4
_COMPARING = re.compile("对比|比较|变化|变了|改了|不同|不一样|区别|新旧|difference|compare|changed")


def settles(scene: Scene, topic: Topic) -> bool:
    """Whether what is known settles a condition of `topic`."""
    return any(condition.status is not Verdict.UNKNOWN for condition in _known(scene, topic))


def write_bearing(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """Under a requirement that was asked for, what the facts told along with it mean: the bracket that applies."""
    known = _known(scene, topic)
    for condition in known:
        say_condition(draft, scene, condition, "verdict_topic")
    draft.check = scene.check.to_json() if known else draft.check
    return bool(known)


def _known(scene: Scene, topic: Topic) -> list[ConditionResult]:
    return [c for c in scene.check.conditions if c.id in topic.conditions and _bears_on(c, scene)]


def write_topic_verdict(draft: Draft, scene: Scene, topic: Topic, *, alone: bool = False) -> bool:
    """The verdict on the conditions of one topic, where what is known bears on them.

    Args:
        alone: only this topic is asked about, whatever else is told along with it.
    """
    known = _known(scene, topic)
    if not known:
        return False
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    beside = [] if alone else _also_told(scene, topic)
    others = [condition for each in beside for condition in _settled(scene, each) if condition not in known]
    say_verdicts(draft, scene, sorted([*known, *others], key=lambda condition: condition.status is not Verdict.FAIL))
    missing = _missing_of(known)
    if missing:
        ask_for(draft, scene.check, missing)
        if all(condition.status is Verdict.UNKNOWN for condition in _decisive(known)):
            draft.status = Status.NEEDS_INPUT
    choice = choice_for(scene, topic)
    if beside:
        _say_versions(draft, scene)
    elif choice.point is not None:
        write_others(draft, scene, choice)
    close_verdict(draft, scene)
    return True


def _also_told(scene: Scene, topic: Topic) -> list[Topic]:
    """“主营占比75%、负债率71%行吗”: the other topics that the message speaks of, where what it says settles them."""
    if len(scene.reading.asks) > 1:
        return []
    named = [topics()[hit.topic_id] for hit in topics().matches(scene.reading.text)]
    others = [other for other in named if other is not topic and other.handler is Handler.QUOTE]
    return [other for other in others if _settled(scene, other)]


def _settled(scene: Scene, topic: Topic) -> list[ConditionResult]:
    """The conditions of `topic` that this very message settles."""
    return [c for c in _known(scene, topic) if c.id in scene.touched and c.status is not Verdict.UNKNOWN]


def _decisive(conditions: Sequence[ConditionResult]) -> Sequence[ConditionResult]:
    """The conditions that decide, without the parts that one of them is made of."""
    return [condition for condition in conditions if condition.necessary] or conditions


def write_told(draft: Draft, scene: Scene) -> None:
    """Facts without a question: said back, with the verdict on the conditions they settle."""
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    write_back(draft, scene)
    touched = [c for c in scene.check.conditions if c.id in scene.touched and _says_more(c)]
    say_verdicts(draft, scene, touched[:_MAX_LISTED])
    if touched:
        close_verdict(draft, scene)
    draft.check = scene.check.to_json()
    draft.say(replies()("facts_next"))


def write_whole_verdict(draft: Draft, scene: Scene) -> None:
    """Whether the enterprise meets the standard as a whole, by what is known; else what to ask first."""
    check, texts = scene.check, replies()
    tier = _applied_to(scene)
    draft.kind, draft.check = Kind.ELIGIBILITY, check.to_json()
    necessary = [condition for condition in check.conditions if condition.necessary]
    passed, failed, unknown = ([c for c in necessary if c.status is status] for status in _VERDICTS)
    if check.status is Verdict.FAIL:
        draft.status = Status.ANSWERED
        draft.say(texts("verdict_whole_fail", subject=texts(f"subject_{scene.basis.track}", tier=tier)))
        say_items(draft, scene, failed)
        say_items(draft, scene, [condition for condition in passed if condition.id in scene.touched], quoted=False)
        if unknown:
            draft.say(texts("verdict_rest_unknown"))
    elif check.status is Verdict.PASS:
        draft.status = Status.ANSWERED
        draft.say(texts("verdict_whole_pass", tier=tier))
        say_items(draft, scene, passed, quoted=False)
        for remark in check.remarks:
            draft.say(texts("remark", remark=remark))
    else:
        draft.status = Status.NEEDS_INPUT
        _say_open(draft, scene, texts(f"aim_{scene.basis.track}", tier=tier), passed)
    say_score(draft, check)
    _say_versions(draft, scene)
    close_verdict(draft, scene)


def _applied_to(scene: Scene) -> str:
    """The tier, with the round where one decides."""
    tier, row = tier_name(scene.basis.tier), scene.round
    return replies()("tier_round", tier=tier, batch=row.name) if row else tier


_VERDICTS = (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN)


def _say_versions(draft: Draft, scene: Scene) -> None:
    """What another version of the standard asks, on the points that the message's facts bear on."""
    whole = topics()[WHOLE_TOPIC]
    settled = [topic_id for topic_id in topics() if _settled(scene, topics()[topic_id])]
    touched = [topic_id for topic_id in topics() if scene.touched.intersection(topics()[topic_id].conditions)]
    for other in choice_for(scene, whole).others:
        write_versions(draft, scene, whole, other, other_version(scene, other), (settled or touched)[:_MAX_COMPARED])


def _say_open(draft: Draft, scene: Scene, aim: str, passed: Sequence[ConditionResult]) -> None:
    texts, check = replies(), scene.check
    settled = {condition.id for condition in passed}
    touched = [c for c in check.conditions if c.id in scene.touched - settled and c.part_of not in settled]
    if passed or touched:
        draft.counts.add(len(passed))
        key = "verdict_whole_unknown" if passed else "verdict_whole_unknown_none"
        draft.say(texts(key, aim=aim, passed=len(passed)))
        wholes = {condition.part_of for condition in touched}
        shown = [condition for condition in touched if condition.id not in wholes]
        say_items(draft, scene, [*shown, *passed], quoted=False)
    else:
        draft.say(texts("verdict_whole_none", aim=aim))
    ask_for(draft, check, check.missing)


def write_conditions_topic(draft: Draft, scene: Scene, ask: Ask, topic: Topic) -> bool:
    """“要什么条件” lists the conditions; “能报吗” weighs what is known and asks for what is not."""
    if _COMPARING.search(scene.reading.text) and Mode.CAN not in ask.modes:
        draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
        if write_comparison(draft, scene, choice_for(scene, topic)):
            return True
        write_topic(draft, scene, topic)
        draft.say(replies()("no_earlier_standard"))
        return True
    if Mode.LIST not in ask.modes and (Mode.CAN in ask.modes or scene.says_facts):
        write_whole_verdict(draft, scene)
        return True
    return _write_list(draft, scene, topic)


def _write_list(draft: Draft, scene: Scene, topic: Topic) -> bool:
    choice, texts = choice_for(scene, topic), replies()
    if choice.point is None:
        return False
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    if choice.named is not None:
        write_versions(draft, scene, topic, choice.named, "named_first")
    marks = draft.mark(*scene.cite_point(choice.point))
    values = {"tier": tier_name(scene.basis.tier), "track": texts(f"track_{scene.basis.track}")}
    draft.say(texts("conditions_intro", **values, say=choice.point.say, marks=marks))
    write_conditions(draft, scene, scene.checker(Profile(), scene.basis))
    for other in choice.others:
        if other is not choice.named:
            write_versions(draft, scene, topic, other, "other_version_differs")
    return True


def write_back(draft: Draft, scene: Scene) -> None:
    """What was understood of the enterprise."""
    facts = understood(scene.stated)
    if facts:
        draft.say(replies()("understood", facts=facts))


def _says_more(condition: ConditionResult) -> bool:
    """Whether a condition has a verdict of its own, or is a part of one that has taken something up."""
    return condition.status is not Verdict.UNKNOWN or not condition.necessary or condition.value is not None


def _bears_on(condition: ConditionResult, scene: Scene) -> bool:
    """Settled, or touched by what the message says."""
    return condition.status is not Verdict.UNKNOWN or condition.value is not None or condition.id in scene.touched


def _missing_of(conditions: Sequence[ConditionResult]) -> list[str]:
    weights: dict[str, float] = {}
    for condition in conditions:
        if condition.status is Verdict.UNKNOWN:
            for path, weight in condition.missing.items():
                weights[path] = max(weight, weights.get(path, 0.0))
    return sorted(weights, key=lambda path: -weights[path])
