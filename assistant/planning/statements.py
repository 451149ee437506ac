"""A topic answered from its points: the very thing asked first, in its form, then the clause, then other versions."""

from __future__ import annotations

from typing import Final

from assistant.models import Kind, Status
from assistant.planning.choosing import PointChoice, choice_for, choose, newer_text_missing
from assistant.planning.naming import named, said, tier_name, titled, track_name
from assistant.planning.plan import BlockType, Marks, Plan, Value
from assistant.planning.premises import premise
from assistant.planning.settled import Settled
from assistant.reading.numbers.quantities import find_quantities
from assistant.reading.understood import Part
from assistant.rendering.text import both
from assistant.topics.forms import Form
from assistant.topics.topic import SAYS, Point, Recipe, Statement, Topic, answer_among
from corpus.basis import MEASURES_2022, MEASURES_2026, NEW_STANDARD_FROM
from corpus.citation import Citation
from corpus.terms import Tier

_SIX_INDICATORS: Final = "measures-2022-63/annex-1/2"
MEASURES: Final = frozenset({MEASURES_2022, MEASURES_2026})
_UNSAID: Final = frozenset({Form.WHO, Form.WHERE, Form.WHEN, Form.WHY, Form.HOW, Form.WHAT_IF, Form.COMPUTE, Form.YES_NO})
"""Forms to which a point's own sentence is no answer: where no statement fits, the texts are said to be silent."""
_SILENT: Final = _UNSAID - {Form.COMPUTE} | {Form.HOW_MANY}
"""Forms in which a silent statement leaves the very thing asked open; what a point lists or defines it says all the same,
unless the statement is about the one thing that is named."""
_MOST_FORMS: Final = 2


def plan_statement(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """Answer a part from the topic's points; False where no text published by then speaks of it."""
    choice = choice_for(settled, topic)
    if choice.point is None:
        return _say_not_of_innovative(plan, settled, topic)
    plan.kind, plan.status = topic.kind, Status.ANSWERED
    compares = part.form is Form.COMPARE and any(form is Form.COMPARE for form, _ in answers_of(settled, part, choice.point))
    if choice.named is None or compares:
        _say(plan, settled, part, topic, choice, choice.point)
    else:
        _say_other(plan, settled, part, choice.named, "named_first")
        _quote(plan, settled, part, choice.named)
        if choice.point.document_id in MEASURES:  # a notice is no version of the measures that are named
            values = introduced(settled, part, choice.point)
            plan.say(BlockType.STATEMENT, "decides", **values, tier=tier_name(settled.basis.tier))
            _quote(plan, settled, part, choice.point)
    if topic.tells_year:
        year = settled.basis.year
        plan.say(BlockType.BASIS, "years_meant", year=year - 1, before=year - 2, first=year - 3)
    if not compares:  # then both versions are told already
        plan_others(plan, settled, part, choice)
    if topic.kind is not Kind.ELIGIBILITY and choice.named is None and _rests_on_its_own(settled, part, choice.point):
        _say_source(plan, settled, choice.point)
    for tier in sorted(set(part.scope.tiers) - {settled.basis.tier}):
        _for_tier(plan, settled, part, topic, tier)
    return True


def _say_not_of_innovative(plan: Plan, settled: Settled, topic: Topic) -> bool:
    """What only other tiers are asked for: the standard of innovative SMEs is at hand whole, and does not have it."""
    if settled.basis.tier is not Tier.INNOVATIVE or not topic.conditions or topic.recipe is not Recipe.QUOTE:
        return False
    plan.kind, plan.status = topic.kind, Status.ANSWERED
    source = settled.cite_clause(_SIX_INDICATORS, both("six_indicators_words").zh)
    plan.say(BlockType.STATEMENT, "not_of_innovative", tier=tier_name(settled.basis.tier), name=named(topic.name), marks=Marks.of(source))
    plan.quote(source)
    return True


def answers_of(settled: Settled, part: Part, point: Point) -> list[tuple[Form, Statement]]:
    """The statements of a point that a part asks for, by form; what rests on a text published later is not among them.

    Whether an enterprise will do, asked of a kind of enterprises (国企能报吗), is answered as a yes or no.
    """
    found: list[tuple[Form, Statement]] = []
    known = [each for each in point.answers if all(settled.library.published(ref.clause) <= settled.as_of for ref in each.quotes)]
    for form in part.forms[:_MOST_FORMS]:
        statement = answer_among(known, form, part.objects)
        if statement is None and form is Form.VERDICT:
            statement = answer_among([each for each in known if not each.silent and part.objects.intersection(each.about)], Form.YES_NO, part.objects)
        if statement is not None and all(statement is not each for _, each in found):
            found.append((form, statement))
    return found


def plan_others(plan: Plan, settled: Settled, part: Part, choice: PointChoice) -> None:
    """What the other versions say, one line each, beside the one that decides."""
    for other in choice.others:
        if other is not choice.named and not _says_the_same(settled, part, choice.point, other):
            _say_other(plan, settled, part, other, other_version(settled, other))


def _rests_on_its_own(settled: Settled, part: Part, point: Point) -> bool:
    """Whether what is said stands in the point's document, and in no other."""
    quotes = [ref for _, statement in answers_of(settled, part, point) for ref in statement.quotes]
    return all(ref.clause.partition("/")[0] == point.document_id for ref in quotes)


def _says_the_same(settled: Settled, part: Part, point: Point | None, other: Point) -> bool:
    """Whether another version answers the very thing asked in the same words: then it is no other."""
    first = [statement.say for _, statement in answers_of(settled, part, point)] if point is not None else []
    return bool(first) and first == [statement.say for _, statement in answers_of(settled, part, other)]


def other_version(settled: Settled, point: Point) -> str:
    """How another version is introduced: the round talked about may be over, and today's applications rest on this one."""
    today = point.document_id == settled.standard_today != settled.basis.standard
    return "other_version_today" if today else "other_version"


def introduced(settled: Settled, part: Part, point: Point) -> dict[str, Value]:
    """What a sentence on another version is filled in with: what it says to the very thing asked, else as a whole."""
    answers = [statement for _, statement in answers_of(settled, part, point) if not statement.silent]
    what: Point | Statement = answers[0] if answers else point
    return {
        **titled(settled, point.document_id),
        "as_of": settled.as_of,
        "track": track_name(settled.basis.track),
        "say": said(what),
        "marks": Marks.of(*_cited(settled, point, answers[:1])),
    }


def _say(plan: Plan, settled: Settled, part: Part, topic: Topic, choice: PointChoice, point: Point) -> None:
    answers = answers_of(settled, part, point)
    for _, statement in answers:
        kind = BlockType.SILENCE if statement.silent else BlockType.STATEMENT
        plan.say(kind, "answer", say=said(statement), marks=Marks.of(*_cited(settled, point, [statement])))
    dated = any(block.type is BlockType.DUTY for block in plan.blocks)
    unanswered = [] if dated else [form for form in part.forms[:1] if form not in {each for each, _ in answers} and (form in _UNSAID or form is Form.HOW_MANY and not find_quantities(point.say))]
    told = _say_premise(plan, settled, part, choice, point) if unanswered == [Form.YES_NO] else False
    if unanswered and not told:
        plan.say(BlockType.SILENCE, f"unsaid_{unanswered[0]}")
    repeats = bool(answers) and point.absent and topic.kind is not Kind.ELIGIBILITY
    if not repeats and (not answers or any(statement.silent for _, statement in answers) or part.form in SAYS and part.form not in {form for form, _ in answers}):
        _say_point(plan, settled, topic, choice, point)
    if point.still_used and settled.as_of >= NEW_STANDARD_FROM:
        plan.say(BlockType.CAVEAT, "point_still_used")
    _quote(plan, settled, part, point)
    silent = bool(answers) and all(statement.silent and (form in _SILENT or statement.about) for form, statement in answers)
    if silent:
        plan.status = Status.NOT_IN_CORPUS
    if silent or unanswered and not told:
        plan.say(BlockType.CAVEAT, "silence_where", where=settled.where)


def _say_premise(plan: Plan, settled: Settled, part: Part, choice: PointChoice, point: Point) -> bool:
    """Whether a limit taken for granted is the clause's: “不是80%。”"""
    found = premise(part.numbers, point.say) if choice.deciding and not point.absent else None
    if found is None:
        return False
    asked, right = found
    plan.say(BlockType.STATEMENT, "premise_right" if right else "premise_wrong", asked=asked, marks=Marks.of(*settled.cite_point(point)))
    return True


def _say_point(plan: Plan, settled: Settled, topic: Topic, choice: PointChoice, point: Point) -> None:
    values: dict[str, Value] = {"tier": tier_name(settled.basis.tier), "say": said(point), "marks": Marks.of(*settled.cite_point(point))}
    of_tier = bool(point.tiers) and not point.any_tier and topic.kind is not Kind.DEFINITION
    if point.absent and topic.kind is Kind.ELIGIBILITY:
        plan.say(BlockType.SILENCE, "point_absent", **values)
    elif not choice.deciding and newer_text_missing(point, settled.as_of):
        plan.say(BlockType.STATEMENT, "point_only", **values, newer=settled.library.document(MEASURES_2026).meta.title)
    else:
        plan.say(BlockType.STATEMENT, "point" if of_tier else "point_anyone", **values)


def _quote(plan: Plan, settled: Settled, part: Part, point: Point) -> None:
    statements = [statement for _, statement in answers_of(settled, part, point)]
    plan.quote(*_cited(settled, point, statements))


def _cited(settled: Settled, point: Point, statements: list[Statement]) -> tuple[Citation, ...]:
    """What statements rest on: their own quotes, else the point's."""
    own = [ref for statement in statements for ref in statement.quotes]
    return tuple(settled.cite(ref) for ref in own) if own else settled.cite_point(point)


def _say_other(plan: Plan, settled: Settled, part: Part, point: Point, key: str) -> None:
    plan.say(BlockType.COMPARISON, key, **introduced(settled, part, point))


def _say_source(plan: Plan, settled: Settled, point: Point) -> None:
    """Which measures a rule stands in, where no threshold is asked about."""
    if point.document_id in MEASURES:
        plan.say(BlockType.BASIS, "source", **titled(settled, point.document_id))


def _for_tier(plan: Plan, settled: Settled, part: Part, topic: Topic, tier: Tier) -> None:
    """The same matter for another tier that the part names too, where it isn't what has just been said."""
    basis = settled.library.basis(tier, settled.basis.track, settled.as_of)
    point = choose(topic, basis, settled.as_of, settled.library, settled.version).point
    first = choice_for(settled, topic).point
    if point is None or point is first or _says_the_same(settled, part, first, point):
        return
    answers = [statement for _, statement in answers_of(settled, part, point)]
    what: Point | Statement = answers[0] if answers else point
    cited = _cited(settled, point, answers[:1])
    plan.say(BlockType.STATEMENT, "tier_also", tier=tier_name(tier), say=said(what), marks=Marks.of(*cited))
    plan.quote(*cited)


