"""The closed list of what recipes may name, and which of it answers a part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.duties.schema import Who
from assistant.planning.choosing import choice_for
from assistant.planning.clause_words import plan_clause_words
from assistant.planning.condition_lines import SCORES
from assistant.planning.conditions import plan_conditions
from assistant.planning.counted_days import plan_change_report, plan_valid_period, plan_yearly_update
from assistant.planning.exclusions import plan_exclusions
from assistant.planning.lacking import plan_missing
from assistant.planning.papers import plan_materials
from assistant.planning.plan import Plan
from assistant.planning.points import plan_points, plan_whole_score, say_points_by_named, with_numbers_asked
from assistant.planning.reviews import plan_review_failed, plan_review_round
from assistant.planning.settled import Settled
from assistant.planning.sme_size import plan_sme_size
from assistant.planning.statements import answers_of, plan_statement
from assistant.planning.timing import plan_deadline, plan_window
from assistant.planning.verdicts import plan_verdict
from assistant.reading.understood import Part
from assistant.topics.all_topics import topic_of
from assistant.topics.forms import Form
from assistant.topics.topic import WHOLE_TOPIC, Recipe, Topic
from corpus.yamlfile import load_yaml

Make = Callable[[Plan, Settled, Part, Topic], bool]

_JUDGED: Final = frozenset({Form.VERDICT, Form.MISSING})
_ALSO_JUDGED: Final = frozenset({Form.YES_NO, Form.WHICH, Form.TELL, Form.NAME, Form.COMPARE})
"""Forms that a verdict answers where facts are told along with them."""
_WHOLE_JUDGED: Final = _ALSO_JUDGED | {Form.LIST, Form.WHY, Form.HOW, Form.WHERE}
"""And those that it answers where all conditions are asked about: 差在哪里, 哪几条没达到."""
_TITLES: Final = "recognitions"
_PARTS_OF_A_WHOLE: Final = frozenset({Form.LIST, Form.COMPARE, Form.DEFINE, Form.HOW})


def plan_part(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """Answer a part by its topic's recipe; False where nothing that was tried has anything to say."""
    return any(MAKES[name](plan, settled, part, topic) for name in recipes()[topic.recipe])


def judges(settled: Settled, part: Part, topic: Topic) -> bool:
    """Whether a verdict answers a part: one is asked for and something is known, or facts are told along with a question."""
    if not topic.is_judged or _is_none_of_named(settled, topic):
        return False
    if part.form in (Form.YES_NO, Form.VERDICT) and _is_not_asked_for(settled, topic) and _is_answered(settled, part, topic):
        return False
    if part.form in (Form.YES_NO, Form.VERDICT) and topic.id != WHOLE_TOPIC and _is_named(settled, part, topic):
        return False
    known = settled.says_facts or bool(settled.profile.to_json())
    if _JUDGED.intersection(part.forms) and not (part.form is Form.YES_NO and not settled.profile.to_json() and _is_answered(settled, part, topic)):
        return known or topic.id == WHOLE_TOPIC
    if part.form is Form.WHAT_IF and settled.supposed and settled.judgement.touched.intersection(topic.conditions):
        return True  # 要是降到45%呢: what is supposed decides, not what the texts say of failing
    if topic.id == WHOLE_TOPIC and part.form is Form.YES_NO and (part.scope.now or part.scope.round is not None):
        return not _is_answered(settled, part, topic)
    forms = _WHOLE_JUDGED if topic.id == WHOLE_TOPIC else _ALSO_JUDGED
    return settled.says_facts and part.form in forms and not _is_answered(settled, part, topic)


def _is_none_of_named(settled: Settled, topic: Topic) -> bool:
    """Whether the version that the question names has no such condition, so that what it says instead is the answer."""
    other = settled.other_check if topic.conditions and settled.version is not None and not settled.is_between_standards else None
    return other is not None and not any(condition.id in topic.conditions for condition in other.conditions)


def _is_named(settled: Settled, part: Part, topic: Topic) -> bool:
    """Whether the texts speak of the very thing named (市级的能不能直接报), on which no fact told bears."""
    point = choice_for(settled, topic).point
    told = {path.partition(".")[0] for path in settled.told}
    bears = _TITLES in told or settled.judgement.touched.intersection(topic.conditions) or any(topic_of(field) is topic for field in told)
    if point is None or bears:
        return False
    return any(not each.silent and part.objects.intersection(each.about) for _, each in answers_of(settled, part, point))


def _is_not_asked_for(settled: Settled, topic: Topic) -> bool:
    """Whether the standard that decides has none of a topic's conditions: 亏损影响申报吗."""
    return bool(topic.conditions) and not any(c.id in topic.conditions for c in settled.judgement.check.conditions)


def _is_answered(settled: Settled, part: Part, topic: Topic) -> bool:
    """Whether the texts have a statement for the very thing asked, which facts told beside it don't change."""
    point, touched = choice_for(settled, topic).point, settled.judgement.touched
    bears = bool(touched) if topic.id == WHOLE_TOPIC else bool(touched.intersection(topic.conditions))
    return point is not None and bool(answers_of(settled, part, point)) and not bears


def _points(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    if Form.POINTS not in part.forms:
        return False
    settled = with_numbers_asked(settled, part, topic)
    if not settled.says_facts:
        return False
    if say_points_by_named(plan, settled, topic):
        return plan_statement(plan, settled, part, topic)
    if SCORES.intersection(topic.conditions) or topic.id == WHOLE_TOPIC:
        return plan_whole_score(plan, settled)
    return plan_points(plan, settled, part, topic)


def _verdict(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    if not judges(settled, part, topic):
        return False
    plan_verdict(plan, settled, [part])
    if topic.recipe is Recipe.CONDITIONS:
        plan_window(plan, settled)
    return True


def _missing(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    if part.form is not Form.MISSING or not (settled.says_facts or settled.profile.to_json()):
        return False
    plan_missing(plan, settled)
    return True


def _statement(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """A statement, and behind it what the facts told along with the question come to."""
    if not plan_statement(plan, settled, part, topic):
        return False
    if settled.says_facts and settled.judgement.touched.intersection(topic.conditions) and part.form not in _PARTS_OF_A_WHOLE:
        plan_verdict(plan, settled, [part])
    return True


def _deadline(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    who = Who.PROVINCE if part.scope.province and not settled.question.scope.held else Who.ENTERPRISE
    return plan_deadline(plan, settled, part, topic, who)


def _province_deadline(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    return plan_deadline(plan, settled, part, topic, Who.PROVINCE)


def _materials(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    return plan_materials(plan, settled, part, topic, Who.PROVINCE if part.scope.province else Who.ENTERPRISE)


MAKES: Final[Mapping[str, Make]] = {
    "points": _points,
    "verdict": _verdict,
    "missing": _missing,
    "statement": _statement,
    "conditions": plan_conditions,
    "deadline": _deadline,
    "province_deadline": _province_deadline,
    "materials": _materials,
    "yearly_update": plan_yearly_update,
    "change_report": plan_change_report,
    "valid_period": plan_valid_period,
    "sme_size": plan_sme_size,
    "exclusions": plan_exclusions,
    "review_round": plan_review_round,
    "review_failed": plan_review_failed,
    "clause_words": plan_clause_words,
}


@lru_cache(maxsize=1)
def recipes() -> Mapping[Recipe, tuple[str, ...]]:
    """The recipes as shipped.

    Raises:
        ValueError: one that names something unknown, or a kind of topic without one.
    """
    loaded = load_yaml(Path(__file__).with_name("recipes.yaml"))
    found = {Recipe(key): tuple(names) for key, names in loaded.items()}
    unknown = {name for names in found.values() for name in names} - set(MAKES)
    if unknown or set(found) != set(Recipe):
        raise ValueError(f"recipes.yaml: {sorted(unknown)}")
    return found
