"""Verdicts: what the rules say of the facts told, those asked about first, and never a fail left out.

Whatever the topic, the whole check runs: every failed condition and every one that a told fact settles is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.asked import asked_conditions, asked_ways, condition_ids, named_conditions
from assistant.planning.asking import plan_asking
from assistant.planning.condition_lines import SCORES, say_conditions, weighs
from assistant.planning.exclusions import EXCLUSION_IDS, say_holding
from assistant.planning.facts import understood
from assistant.planning.naming import condition_name, in_both, round_name, tier_name
from assistant.planning.other_standard import say_by_named_standard, say_by_other_standard
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.points import plan_points, plan_score, plan_told_points
from assistant.planning.settled import Settled
from assistant.reading.facts import Assumed, Fact
from assistant.reading.understood import Part
from assistant.rendering.text import both
from assistant.rules.logic import Status as Verdict
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult, WayResult
from assistant.topics.forms import Form
from assistant.topics.topic import WHOLE_TOPIC

_WORST_FIRST: Final = {Verdict.FAIL: 0, Verdict.PASS: 1, Verdict.UNKNOWN: 2}
_MOST_LISTED: Final = 14
_SIZE_TOPIC: Final = "sme_size"
"""Who asks only for the size class, of no tier, asks for no tier's other conditions."""
_MOST_QUOTED: Final = 4
_OF_A_KIND: Final = "class1_ip"
"""What a count may be of, where of which kind is not told."""


def plan_told(plan: Plan, settled: Settled) -> None:
    """Facts without a question: said back, with the verdict on the conditions they settle."""
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    _say_back(plan, settled)
    judgement = settled.judgement
    touched = [c for c in judgement.check.conditions if c.id in judgement.touched and _says_more(c)]
    say_conditions(plan, settled, touched[:_MOST_LISTED], quoted=_MOST_QUOTED)
    plan.check = judgement.check
    plan_told_points(plan, settled)
    if touched:
        close_verdict(plan, settled)
    plan.say(BlockType.MISSING, "facts_next")


def plan_bearing(plan: Plan, settled: Settled, part: Part) -> None:
    """Behind what the texts say, the verdict on the conditions that the facts told bear on."""
    judgement = settled.judgement
    if not settled.says_facts or Form.POINTS in part.forms and plan_points(plan, settled, part, None):
        return
    touched = sorted((c for c in judgement.check.conditions if c.id in judgement.touched and _says_more(c)), key=lambda c: _WORST_FIRST[c.status])
    if not touched:
        return
    plan.check = judgement.check
    say_conditions(plan, settled, touched[:_MOST_LISTED], quoted=_MOST_QUOTED)
    say_by_other_standard(plan, settled, {c.id for c in touched})
    close_verdict(plan, settled)


def plan_verdict(plan: Plan, settled: Settled, parts: Sequence[Part]) -> None:
    """Whether what is known meets the standard: the conditions asked about first, then every fail, then what is settled.

    Args:
        parts: those that a verdict answers.
    """
    judgement = settled.judgement
    check = judgement.check
    plan.kind, plan.check, plan.other_check = Kind.ELIGIBILITY, check, settled.other_check
    asked = asked_conditions(settled, parts)
    ways = asked_ways(settled, parts)
    whole = not (asked or ways) or any(part.matter.id == WHOLE_TOPIC and not (part.narrow or named_conditions(settled, part)) for part in parts)
    failed = [c for c in necessary_of(check) if c.status is Verdict.FAIL and c not in asked]
    shown = [*asked, *failed]
    settled_by_facts = [c for c in check.conditions if c.id in judgement.touched and c.status is Verdict.PASS and c not in shown and _is_leaf(c, shown)]
    named = say_by_named_standard(plan, settled, {c.id for c in asked or failed} | condition_ids(parts), of_asked=not whole)
    if not whole:
        say_holding(plan, settled, asked)
        _say_asked(plan, settled, asked, ways)
        if not (settled.tier_assumed and all(part.matter.id == _SIZE_TOPIC for part in parts)):
            _say_rest(plan, settled, failed, settled_by_facts)
    else:
        _say_whole(plan, settled, [*asked, *failed], settled_by_facts)
    if whole and settled.says_facts:
        plan_told_points(plan, settled)
    plan_score(plan, settled, [c.id for c in asked])
    _say_how_far(plan, settled, parts, asked)
    _say_open(plan, settled, asked, whole=whole)
    if not named:
        say_by_other_standard(plan, settled, {c.id for c in asked or failed})
    close_verdict(plan, settled)


def necessary_of(check: CheckResult) -> list[ConditionResult]:
    return [condition for condition in check.conditions if condition.necessary]


def _is_leaf(condition: ConditionResult, shown: Sequence[ConditionResult]) -> bool:
    return condition.part_of is None or condition.part_of not in {each.id for each in shown}


def _says_more(condition: ConditionResult) -> bool:
    """Whether a condition has a verdict of its own, or is a part of one that has taken something up."""
    return condition.status is not Verdict.UNKNOWN or not condition.necessary or condition.value is not None


# sentences

def _say_asked(plan: Plan, settled: Settled, asked: Sequence[ConditionResult], ways: Sequence[WayResult]) -> None:
    for way in ways:
        plan.say(BlockType.CONDITION, "verdict_topic", name=in_both(way.name), verdict=both(f"verdict_{way.status}"), explain=settled.sentence(way.explain), mark=Marks.of(way.citation))
        plan.quote(way.citation)
    if ways and all(c.status is Verdict.UNKNOWN for c in asked):
        plan.status = Status.ANSWERED
        return
    decided = [c for c in asked if c.status is not Verdict.UNKNOWN or c.value is not None or c.id in settled.judgement.touched]
    plan.status = Status.ANSWERED if any(c.status is not Verdict.UNKNOWN for c in asked) else Status.NEEDS_INPUT
    say_conditions(plan, settled, decided or asked[:1], quoted=_MOST_QUOTED)


def _say_rest(plan: Plan, settled: Settled, failed: Sequence[ConditionResult], met: Sequence[ConditionResult]) -> None:
    """What else is known: the other fails, and what else the facts told settle."""
    if failed:
        plan.say(BlockType.VERDICT, "verdict_also_failed")
        say_conditions(plan, settled, failed, quoted=_MOST_QUOTED)
    if met:
        plan.say(BlockType.VERDICT, "verdict_also_met")
        say_conditions(plan, settled, met[:_MOST_LISTED], quoted=0)


def _say_whole(plan: Plan, settled: Settled, first: Sequence[ConditionResult], met: Sequence[ConditionResult]) -> None:
    check = settled.judgement.check
    aim = {"subject": subject_of(settled)}
    if check.status is Verdict.FAIL:
        plan.status = Status.ANSWERED
        plan.say(BlockType.VERDICT, "verdict_whole_fail", **aim)
        say_conditions(plan, settled, first, quoted=_MOST_QUOTED)
        open_yet = [c for c in begun(settled, first) if c not in met]
        say_conditions(plan, settled, [*open_yet, *met][:_MOST_LISTED], quoted=0)
        return
    passed = [c for c in necessary_of(check) if c.status is Verdict.PASS]
    if check.status is Verdict.PASS:
        plan.status = Status.ANSWERED
        plan.say(BlockType.VERDICT, "verdict_whole_pass", **aim)
        say_conditions(plan, settled, [*first, *(c for c in passed if c not in first)], quoted=0)
        for remark in check.remarks:
            plan.say(BlockType.CAVEAT, "remark", remark=settled.words(remark))
        return
    plan.status = Status.NEEDS_INPUT
    known = [c for c in first if c.status is not Verdict.UNKNOWN or c.value is not None]
    touched = begun(settled, known)
    known = [*touched, *(c for c in [*known, *met, *passed] if all(c is not each for each in touched))]
    known = list({c.id: c for c in known}.values())
    plan.counts.add(len(passed))
    key = "verdict_whole_unknown" if passed else "verdict_whole_unknown_none" if settled.says_facts or known else "verdict_whole_none"
    plan.say(BlockType.VERDICT, key, **aim, passed=len(passed))
    say_conditions(plan, settled, known[:_MOST_LISTED], quoted=0)


def begun(settled: Settled, shown: Sequence[ConditionResult]) -> list[ConditionResult]:
    """What a fact of the message has been held against, though more has to be told before it is met, or another way is open."""
    judgement = settled.judgement
    return [c for c in judgement.check.conditions if c.id in judgement.touched and c.status is not Verdict.PASS and (weighs(c) or c.id in SCORES) and _is_leaf(c, shown) and c not in shown]


def subject_of(settled: Settled) -> Words:
    """申报专精特新“小巨人”企业（第八批）."""
    tier, track = tier_name(settled.basis.tier), settled.basis.track
    row = settled.round
    if row is not None:
        name = round_name(row.batch)
        tier = Words(both("tier_round", tier=tier.zh, batch=name.zh).zh, both("tier_round", tier=tier.en, batch=name.en).en)
    aim = both(f"aim_{track}", tier="{tier}")
    said = Words(aim.zh.format(tier=tier.zh), aim.en.format(tier=tier.en))
    if settled.supposed:
        return Words(both("supposing", aim=said.zh).zh, both("supposing", aim=said.en).en)
    return said


def _say_back(plan: Plan, settled: Settled) -> None:
    """What was understood of the enterprise."""
    told = understood(settled.told, settled.profile)
    if told.zh:
        plan.say(BlockType.FACT, "understood", facts=told)


def _say_how_far(plan: Plan, settled: Settled, parts: Sequence[Part], asked: Sequence[ConditionResult]) -> None:
    """还差多少: how far each condition asked about is from being met."""
    failed = [c for c in asked if c.status is Verdict.FAIL]
    if failed and any(Form.MISSING in part.forms for part in parts):
        plan.check = settled.advised
        for line in settled.advised.mending():
            if line.startswith(tuple(f"{c.name}{sign}" for c in failed for sign in ("：", ": "))):
                plan.say(BlockType.ITEM, "list_item", words=settled.words(line))


# what is left open, and by what else

def _say_open(plan: Plan, settled: Settled, asked: Sequence[ConditionResult], *, whole: bool) -> None:
    """What is still to be told: for the conditions asked about, else for the whole."""
    check = settled.judgement.check
    missing: dict[str, float] = {}
    if EXCLUSION_IDS.issuperset(c.id for c in asked) and any(c.status is not Verdict.UNKNOWN for c in asked):
        return  # each stands alone: the one told is answered, the others were not asked about
    for condition in asked if asked and not whole else ():
        if condition.status is Verdict.UNKNOWN:
            missing |= {path: max(weight, missing.get(path, 0.0)) for path, weight in condition.missing.items()}
    if missing:
        plan_asking(plan, settled, check, sorted(missing, key=lambda path: -missing[path]))
    elif whole and check.status is Verdict.UNKNOWN:
        plan_asking(plan, settled, check, check.missing)
    elif whole and check.status is Verdict.FAIL and check.missing:
        plan.say(BlockType.MISSING, "verdict_rest_unknown")
        plan.ask_for(check.missing)
    elif check.missing:
        plan.ask_for(check.missing)


def close_verdict(plan: Plan, settled: Settled) -> None:
    """What was supposed, which limits were taken, what is too rough, who decides, and what the rules warn of."""
    judgement = settled.judgement
    coming = settled.question.coming
    if coming is not None:
        plan.say(BlockType.CAVEAT, "coming_year", year=coming, last=coming - 1)
    for fact in settled.supposed.values() if coming is None else ():
        if Assumed.YEAR in fact.assumed or settled.question.moves:
            plan.say(BlockType.CAVEAT, "moved_taken" if settled.question.moves else "supposed_taken", words=fact.words)
    for fact in judgement.limits:
        plan.say(BlockType.CAVEAT, "limit_taken", words=fact.words)
    at_best = [fact for fact in judgement.unsettled if _say_at_best(plan, settled, fact)]
    if rough := [fact for fact in judgement.unsettled if all(fact is not each for each in at_best)]:
        plan.say(BlockType.CAVEAT, "rough", words=_quoted(rough))
    if any(condition.status is not Verdict.UNKNOWN for condition in judgement.check.conditions):
        plan.say(BlockType.CAVEAT, "authority")
    for warning in judgement.check.warnings:
        plan.say(BlockType.CAVEAT, "warning", warning=settled.words(warning))
        plan.warnings.append(warning)


def _say_at_best(plan: Plan, settled: Settled, fact: Fact) -> bool:
    """专利6个: what comes of it if all are of the kind that counts; False where the fact is rough in another way."""
    if fact.field != _OF_A_KIND or Assumed.KIND not in fact.assumed or fact.high is None:
        return False
    best = settled.check(settled.judgement.profile.merge(Profile.parse({fact.field: int(fact.high)})))
    condition = next((c for c in best.conditions if c.id == fact.field), None)
    if condition is None or condition.status is Verdict.UNKNOWN:
        return False
    plan.say(BlockType.CONDITION, "at_best", words=fact.words, name=condition_name(condition), verdict=both(f"verdict_{condition.status}"), explain=settled.sentence(condition.explain))
    return True


def _quoted(facts: Sequence[Fact]) -> str:
    return "、".join(f"“{fact.words}”" for fact in facts)

