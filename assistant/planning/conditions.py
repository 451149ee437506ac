"""The conditions of a tier as a list, and the versions of a standard side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.asking import GENERAL
from assistant.planning.choosing import PointChoice, choice_for, choose
from assistant.planning.exclusions import EXCLUSION_IDS, exclusion_sources
from assistant.planning.naming import condition_name, in_both, named, said, tier_name, titled, track_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, introduced, other_version, plan_statement
from assistant.reading.understood import Part
from assistant.rendering.text import both
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult, ConditionResult
from assistant.topics.all_topics import topic_of, topics
from assistant.topics.forms import Form
from assistant.topics.topic import Point, Topic
from corpus.citation import Citation
from corpus.rounds import ROUNDS_ID
from corpus.terms import Tier

_COMPARED: Final = (
    "niche_years", "revenue", "main_revenue_ratio", "growth", "debt_ratio", "rd", "class1_ip", "market_share",
    "key_chain", "product_field", "score",
)  # fmt: skip

_SEVERAL: Final = 2
"""Figures from which a question is about each of them."""
_LISTED: Final = frozenset({Form.HOW_MANY, Form.LIST, Form.WHICH, Form.NAME, Form.TELL, Form.DEFINE, Form.COMPARE})


def plan_conditions(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """“要什么条件” lists the conditions; what is asked of them in another form has its statements."""
    choice = choice_for(settled, topic)
    if Form.COMPARE in part.forms:
        return _plan_comparison(plan, settled, part, topic, choice)
    if choice.point is not None and answers_of(settled, part, choice.point):
        return plan_statement(plan, settled, part, topic)
    return _plan_list(plan, settled, part, choice)


def _plan_list(plan: Plan, settled: Settled, part: Part, choice: PointChoice) -> bool:
    if choice.point is None:
        return False
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    if choice.named is not None:
        _say_versions(plan, settled, part, choice.named, "named_first")
    plan.say(
        BlockType.STATEMENT,
        "conditions_intro",
        tier=tier_name(settled.basis.tier),
        track=track_name(settled.basis.track),
        say=said(choice.point),
        marks=Marks.of(*settled.cite_point(choice.point)),
    )
    _say_conditions(plan, settled, settled.check(Profile()))
    for other in choice.others:
        if other is not choice.named:
            plan.say(BlockType.COMPARISON, other_version(settled, other), **introduced(settled, part, other))
    return True


def _plan_comparison(plan: Plan, settled: Settled, part: Part, topic: Topic, choice: PointChoice) -> bool:
    """This standard and the other version, point by point; without another version yet, that there is none."""
    if choice.point is None:
        return False
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    lower = [tier for tier in part.scope.tiers if tier is not settled.basis.tier]
    if lower:
        _say_tiers(plan, settled, lower[0])
        return True
    if not choice.others:
        plan_statement(plan, settled, part, topic)
        plan.say(BlockType.SILENCE, "no_earlier_standard")
        return True
    other = choice.others[0]
    titles = {
        f"{which}_{key}": value
        for which, point in (("now", choice.point), ("other", other))
        for key, value in titled(settled, point.document_id).items()
    }
    plan.say(BlockType.COMPARISON, "compare_intro", tier=tier_name(settled.basis.tier), **titles)
    for topic_id in _COMPARED:
        compared = choose(topics()[topic_id], settled.basis, settled.as_of, settled.library)
        if compared.point is None or not compared.others:
            continue
        now, before = compared.point, compared.others[0]
        plan.say(
            BlockType.COMPARISON,
            "compare_item",
            name=named(topics()[topic_id].name),
            now=said(now),
            now_marks=Marks.of(*settled.cite_point(now)),
            other=said(before),
            other_marks=Marks.of(*settled.cite_point(before)),
        )
    return True


def _say_tiers(plan: Plan, settled: Settled, lower: Tier) -> None:
    """What the tier asked about and a lower one require, point by point, each by its own standard of that day."""
    names = {"tier": tier_name(settled.basis.tier), "other_tier": tier_name(lower)}
    of_lower = settled.library.basis(lower, settled.basis.track, settled.as_of)
    key = "compare_tiers_intro" if of_lower.standard == settled.basis.standard else "compare_tiers_intro_apart"
    plan.say(BlockType.COMPARISON, key, **names, **titled(settled, of_lower.standard))
    for topic_id in _COMPARED:
        higher, other = (choose(topics()[topic_id], basis, settled.as_of, settled.library).point for basis in (settled.basis, of_lower))
        if higher is None or other is None or higher is other:
            continue
        plan.say(
            BlockType.COMPARISON,
            "compare_tiers_item",
            name=named(topics()[topic_id].name),
            now=said(higher),
            now_marks=Marks.of(*settled.cite_point(higher)),
            other=said(other),
            other_marks=Marks.of(*settled.cite_point(other)),
            **names,
        )


def plan_several(plan: Plan, settled: Settled, part: Part) -> bool:
    """What is asked of several figures that one question names, a line each, other versions beside it; False where it names no two."""
    found = [topic for field in part.fields if (topic := topic_of(field)) is not None]
    asked = list(dict.fromkeys(topic.id for topic in found))
    if len(asked) < _SEVERAL or part.form not in _LISTED:
        return False
    plan.kind, plan.status = Kind.ELIGIBILITY, Status.ANSWERED
    for topic_id in asked:
        choice = choice_for(settled, topics()[topic_id])
        if choice.point is None:
            continue
        now, name = choice.point, named(topics()[topic_id].name)
        marks = Marks.of(*settled.cite_point(now))
        if not choice.others:
            plan.say(BlockType.STATEMENT, "conditions_item", name=name, requirement=said(now), mark=marks)
            continue
        other = choice.others[0]
        plan.say(BlockType.STATEMENT, "compare_item", name=name, now=said(now), now_marks=marks, other=said(other), other_marks=Marks.of(*settled.cite_point(other)))
    return bool(plan.blocks)


def _say_versions(plan: Plan, settled: Settled, part: Part, other: Point, key: str) -> None:
    """The points of another version, one a line, where they differ from the version that decides."""
    plan.say(BlockType.COMPARISON, key, **introduced(settled, part, other))
    for topic_id in _COMPARED:
        for point in choose(topics()[topic_id], settled.basis, settled.as_of, settled.library).others:
            if point.document_id == other.document_id:
                marks = Marks.of(*settled.cite_point(point))
                plan.say(BlockType.COMPARISON, "conditions_item", name=named(topics()[topic_id].name), requirement=said(point), mark=marks)


def _say_conditions(plan: Plan, settled: Settled, check: CheckResult) -> None:
    """What the tier asks for: the general conditions in one line, then each of its own, then who is not recommended."""
    necessary = [condition for condition in check.conditions if condition.necessary]
    general = [c for c in necessary if c.citation.clause_id in GENERAL]
    excluding = [c for c in necessary if c.id in EXCLUSION_IDS]
    own = [c for c in necessary if c not in general and c not in excluding]
    if general:
        names = Words("、".join(c.name for c in general), ", ".join(condition_name(c).en for c in general))
        plan.say(BlockType.ITEM, "conditions_general", names=names, mark=Marks.of(*_whole(settled, general)))
    for condition in own:
        _say_one(plan, settled, condition, [c for c in check.conditions if c.part_of == condition.id])
    for route in check.routes:
        named_ways = [(settled.both(way.name), settled.both(way.requirement)) for way in route.ways]
        zh = "；".join(dict.fromkeys(f"{name.zh}（{asked.zh}）" for name, asked in named_ways))
        ways = settled.spoken(Words(zh, "; ".join(dict.fromkeys(f"{name.en} ({asked.en})" for name, asked in named_ways))))
        plan.say(BlockType.ITEM, "conditions_route", name=in_both(route.name), ways=ways, mark=Marks.of(settled.whole(route.citation)))
    if excluding and settled.concerned is not None:
        kinds = [both(f"exclusion_{condition.id}") for condition in excluding]
        names = Words("；".join(kind.zh for kind in kinds), "; ".join(kind.en for kind in kinds))
        plan.say(BlockType.ITEM, "conditions_excluded", names=names, mark=Marks.of(*exclusion_sources(settled, settled.concerned)))


def _say_one(plan: Plan, settled: Settled, condition: ConditionResult, parts: Sequence[ConditionResult]) -> None:
    """A condition with its requirement; its parts with it where they stand in clauses of their own."""
    shown = [part for part in parts if part.citation.clause_id != condition.citation.clause_id]
    requirement = settled.both(condition.requirement)
    if shown:
        details = [(settled.both(part.name), settled.both(part.requirement)) for part in shown]
        zh = both("conditions_parts", requirement=requirement.zh, parts="；".join(f"{name.zh}：{asked.zh}" for name, asked in details)).zh
        requirement = Words(zh, both("conditions_parts", requirement=requirement.en, parts="; ".join(f"{name.en}: {asked.en}" for name, asked in details)).en)
    plan.say(BlockType.ITEM, "conditions_item", name=condition_name(condition), requirement=settled.spoken(requirement), mark=Marks.of(*_whole(settled, [condition])))


def _whole(settled: Settled, conditions: Iterable[ConditionResult]) -> list[Citation]:
    """The clauses behind some conditions, each once and whole."""
    return list(dict.fromkeys(settled.whole(citation) for citation in cited_by(conditions)))


def cited_by(conditions: Iterable[ConditionResult]) -> list[Citation]:
    """What some conditions cite, each once; where a notice is at hand, its words stand for the row of the table."""
    cited = list(dict.fromkeys(citation for c in conditions for citation in (c.citation, *c.citations)))
    noticed = any(citation.clause_id.startswith("notice-") for citation in cited)
    return [citation for citation in cited if not (noticed and citation.clause_id.startswith(f"{ROUNDS_ID}/"))]
