"""The conditions of a tier as a list, and the versions of a standard side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.choose import Choice, choose
from assistant.answering.draft import Draft
from assistant.answering.exclusions import EXCLUSION_IDS, exclusion_sources
from assistant.answering.general import GENERAL
from assistant.answering.quoting import introduced, titled
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import replies
from assistant.rules.result import CheckResult, ConditionResult
from assistant.topics.catalogue import topics
from assistant.topics.schema import Point, Topic
from corpus.citation import Citation
from corpus.rounds import ROUNDS_ID

_COMPARED = (
    "niche_years", "revenue", "main_revenue_ratio", "growth", "debt_ratio", "rd", "class1_ip", "market_share",
    "key_chain", "product_field", "score",
)  # fmt: skip


def write_conditions(draft: Draft, scene: Scene, check: CheckResult) -> None:
    """What the tier asks for: the general conditions in one line, then each of its own, then who is not recommended."""
    necessary = [condition for condition in check.conditions if condition.necessary]
    general = [c for c in necessary if c.citation.clause_id in GENERAL]
    excluding = [c for c in necessary if c.id in EXCLUSION_IDS]
    own = [c for c in necessary if c not in general and c not in excluding]
    _say_together(draft, scene, "conditions_general", general)
    for condition in own:
        _say_one(draft, scene, condition, [c for c in check.conditions if c.part_of == condition.id])
    for route in check.routes:
        ways = "；".join(dict.fromkeys(f"{way.name}（{way.requirement}）" for way in route.ways))
        mark = draft.mark(scene.whole(route.citation))
        draft.say(replies()("conditions_route", name=route.name, ways=ways, mark=mark))
    if excluding and scene.concerned is not None:
        names = "；".join(replies()(f"exclusion_{condition.id}") for condition in excluding)
        marks = draft.mark(*exclusion_sources(scene, scene.concerned))
        draft.say(replies()("conditions_excluded", names=names, mark=marks))


def write_versions(
    draft: Draft, scene: Scene, topic: Topic, other: Point, key: str, compared: Iterable[str] = _COMPARED
) -> None:
    """The points of another version, one a line, where they differ from the version that decides.

    Args:
        compared: ids of the topics whose points are listed.
    """
    texts = replies()
    draft.say(texts(key, **introduced(draft, scene, other)))
    for topic_id in compared:
        name = topics()[topic_id].name.zh
        for point in choose(topics()[topic_id], scene.basis, scene.as_of, scene.library).others:
            if point.document_id == other.document_id:
                mark = draft.mark(*scene.cite_point(point))
                draft.say(texts("conditions_item", name=name, requirement=point.say, mark=mark))


def write_comparison(draft: Draft, scene: Scene, choice: Choice) -> bool:
    """This standard and the other version, point by point; False where there is no other version yet."""
    texts = replies()
    if choice.point is None or not choice.others:
        return False
    other = choice.others[0]
    titles = {
        f"{which}_{part}": value
        for which, point in (("now", choice.point), ("other", other))
        for part, value in titled(draft, scene, point.document_id).items()
    }
    draft.say(texts("compare_intro", tier=tier_name(scene.basis.tier), **titles))
    for topic_id in _COMPARED:
        compared = choose(topics()[topic_id], scene.basis, scene.as_of, scene.library)
        if compared.point is None or not compared.others:
            continue
        now, before = compared.point, compared.others[0]
        draft.say(
            texts(
                "compare_item",
                name=topics()[topic_id].name.zh,
                now=now.say,
                now_marks=draft.mark(*scene.cite_point(now)),
                other=before.say,
                other_marks=draft.mark(*scene.cite_point(before)),
            )
        )
    return True


def _say_together(draft: Draft, scene: Scene, key: str, conditions: Sequence[ConditionResult]) -> None:
    if conditions:
        names = "、".join(condition.name for condition in conditions)
        draft.say(replies()(key, names=names, mark=draft.mark(*_whole(scene, conditions))))


def _say_one(draft: Draft, scene: Scene, condition: ConditionResult, parts: Sequence[ConditionResult]) -> None:
    """A condition with its requirement; its parts with it where they stand in clauses of their own."""
    texts = replies()
    shown = [part for part in parts if part.citation.clause_id != condition.citation.clause_id]
    requirement = condition.requirement
    if shown:
        details = "；".join(f"{part.name}：{part.requirement}" for part in shown)
        requirement = texts("conditions_parts", requirement=requirement, parts=details)
    mark = draft.mark(*_whole(scene, [condition]))
    draft.say(texts("conditions_item", name=condition.name, requirement=requirement, mark=mark))


def _whole(scene: Scene, conditions: Iterable[ConditionResult]) -> list[Citation]:
    """The clauses behind some conditions, each once and whole."""
    return list(dict.fromkeys(scene.whole(citation) for citation in cited_by(conditions)))


def cited_by(conditions: Iterable[ConditionResult]) -> list[Citation]:
    """What some conditions cite, each once; where a notice is at hand, its words stand for the row of the table."""
    cited = list(dict.fromkeys(citation for c in conditions for citation in (c.citation, *c.citations)))
    noticed = any(citation.clause_id.startswith("notice-") for citation in cited)
    return [citation for citation in cited if not (noticed and citation.clause_id.startswith(f"{ROUNDS_ID}/"))]
