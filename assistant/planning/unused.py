"""What a message says and the answer does not use, named with the reason; contradictions; what is touched and left open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant import bounded
from assistant.planning.plan import BlockType, Plan, Words
from assistant.planning.readings import plan_two_readings
from assistant.planning.settled import Settled
from assistant.reading.numbers.quantities import Unit, find_quantities
from assistant.reading.question import Detail, Mention, Unused
from assistant.rendering.text import templates
from assistant.rules.fields import catalogue
from assistant.topics.topic import WHOLE_TOPIC

_MOST: Final = 5
_OF_CHANGES: Final = frozenset({"change_report", "change_unreported"})
_COUNTS_NOTHING: Final = bounded.compile("[一两几二三四五六][家位]|[一两几][个种条点次款类块位些份枚名]|几[年月天项]|[一二三四五六七八九十百千零]{1,4}")
"""一家, 一个, 几年, 七零八落: numbers only in form."""


def plan_unused(plan: Plan, settled: Settled) -> None:
    """One line for what was not used, one for each contradiction and each doubt."""
    _say_conflicts(plan, settled)
    _say_doubts(plan, settled)
    _say_taken_back(plan, settled)
    plan_two_readings(plan, settled)
    unused = [mention for mention in settled.question.not_used if mention.reason is not Unused.CONTRADICTION and mention.detail is not Detail.TWO_READINGS and _matters(settled, mention) and not _is_asked_about(plan, settled, mention)]
    by_reason: dict[str, list[Mention]] = {}
    for mention in unused[:_MOST]:
        by_reason.setdefault(_key(mention), []).append(mention)
    for key, mentions in by_reason.items():
        plan.say(BlockType.NOT_USED, key, words=_quoted([mention.words for mention in mentions]))
    for words in settled.question.beyond:
        plan.say(BlockType.NOT_USED, "beyond", words=words)


def _matters(settled: Settled, mention: Mention) -> bool:
    """Whether it could bear on an answer: a number where figures are told or a verdict is asked."""
    gone_by = any(part.months is not None and part.matter.id in _OF_CHANGES and part.start <= mention.start < part.end for part in settled.parts)  # 都四个多月了
    return (mention.detail is not Detail.UNREAD or settled.says_facts) and not gone_by and not _COUNTS_NOTHING.fullmatch(mention.words)


def _is_asked_about(plan: Plan, settled: Settled, mention: Mention) -> bool:
    """两年研发1200万是合计还是每年: a number of a question without facts that the clause quoted names is the clause's own."""
    around = [part for part in settled.parts if part.start <= mention.start < part.end]
    if settled.says_facts or not around or any(part.matter.id == WHOLE_TOPIC for part in around):
        return False
    named = {(quantity.unit, quantity.value) for citation in plan.citations for quantity in find_quantities(citation.quote)}
    values = {value for _, value in named}
    return all((quantity.unit, quantity.value) in named or quantity.unit is Unit.BARE and quantity.value in values for quantity in find_quantities(mention.words))


def _key(mention: Mention) -> str:
    """The template by what exactly is wrong, else by the reason."""
    if mention.detail is not None and f"unused_{mention.detail}" in templates():
        return f"unused_{mention.detail}"
    assert mention.reason is not None
    return f"unused_{mention.reason}"


def _say_conflicts(plan: Plan, settled: Settled) -> None:
    for conflict in settled.question.assembled().conflicts:
        key, _, _year = conflict.path.partition(".")
        info = catalogue().get(key)
        name = Words(info.name_for(conflict.path), info.name_for(conflict.path, "en")) if info else Words(key, key)
        plan.say(BlockType.NOT_USED, "contradiction", name=name, words=_quoted([fact.words for fact in conflict.facts]))


def _say_doubts(plan: Plan, settled: Settled) -> None:
    told = {path.partition(".")[0] for path in settled.told}
    for doubt in settled.question.doubts:
        info = catalogue().get(doubt.field)
        if info is None or doubt.field in told:
            continue
        key = f"doubt_{doubt.why}"
        plan.say(BlockType.NOT_USED, key if key in templates() else "doubt", name=Words(info.zh, info.en), words=f"“{doubt.words}”")


def _say_taken_back(plan: Plan, settled: Settled) -> None:
    """What was told before and is no such figure."""
    doubted = {doubt.field for doubt in settled.question.doubts}
    for field in settled.question.taken_back:
        if field not in doubted:
            plan.say(BlockType.NOT_USED, "taken_back", name=Words(catalogue()[field].zh, catalogue()[field].en))


def _quoted(words: Sequence[str]) -> Words:
    shown = [f"“{word.strip()}”" for word in dict.fromkeys(words)]
    return Words("、".join(shown), ", ".join(shown))


