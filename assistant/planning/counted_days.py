"""Days counted from another: until when a change is to be reported, a title holds, the yearly update is due."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.duties.dates import PartialDate
from assistant.duties.deadline import Deadline
from assistant.duties.deadlines import deadlines
from assistant.duties.events import change_report, validity
from assistant.planning.choosing import choice_for
from assistant.planning.due import VALID_YEARS
from assistant.planning.naming import month_and_day
from assistant.planning.plan import BlockType, Plan, Value
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_statement
from assistant.reading.events import EventKind
from assistant.reading.understood import Part
from assistant.topics.forms import Form
from assistant.topics.topic import Topic
from corpus.terms import Tier

_SOON: Final = 100
"""Days before the end of a title from which it is said how many are left."""


def plan_yearly_update(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """Until when the yearly update is due, the next time counted from the day asked about."""
    listed = deadlines(settled.library, as_of=settled.as_of, track=settled.basis.track)
    item = next((entry for entry in listed.items if entry.id == "annual-update"), None)
    if item and item.to and item.to.year > settled.as_of.year and _asks_about_the_day(settled, part, topic):
        plan.say(BlockType.DUTY, "update_past", to=month_and_day(item.to))
    if not plan_statement(plan, settled, part, topic):
        return False
    if item and item.to:
        key = "update_this_year" if item.to.year == settled.as_of.year else "update_next_year"
        if item.to == settled.as_of:
            plan.say(BlockType.DUTY, "update_last_day")
        else:
            plan.say(BlockType.DUTY, key, to=month_and_day(item.to), days=item.days_left or 0)
        if settled.basis.tier is Tier.INNOVATIVE and "art-17" in item.citation.clause_id:
            plan.say(BlockType.CAVEAT, "update_innovative")
    return True


def _asks_about_the_day(settled: Settled, part: Part, topic: Topic) -> bool:
    """今年这个日子过了没: yes or no, of nothing but the day."""
    point = choice_for(settled, topic).point
    return part.form is Form.YES_NO and point is not None and not answers_of(settled, part, point)


def plan_change_report(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """The three months after a change, computed where its day is known."""
    happened = _event(settled, part, EventKind.CHANGED)
    if happened is not None:
        item = change_report(settled.library, happened, as_of=settled.as_of, tier=settled.basis.tier)
        _say_computed(plan, settled, item, "change", {})
    return plan_statement(plan, settled, part, topic)


def plan_valid_period(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """How long a title holds, and until when, where the day of recognition is known."""
    say_until_when(plan, settled, part)
    return plan_statement(plan, settled, part, topic)


def say_until_when(plan: Plan, settled: Settled, part: Part) -> None:
    """Until when a title holds, where the day of recognition is known."""
    passed = settled.told_event(EventKind.REVIEWED)
    recognized = _event(settled, part, EventKind.RECOGNISED) or _recognised(settled)
    start, what = (_renewed(recognized, passed), "renewed") if passed is not None else (recognized, "valid")
    if start is not None:
        item = validity(settled.library, start, as_of=settled.as_of, tier=settled.basis.tier)
        _say_computed(plan, settled, item, what, {"on": start.words})
        plan.say(BlockType.CAVEAT, "valid_certificate")


def _renewed(recognized: PartialDate | None, passed: PartialDate) -> PartialDate:
    """From when a passed review extends a title: from the end of the three years before it, else from when it was passed."""
    if recognized is None or passed.year <= recognized.year:
        return passed
    return replace(recognized, year=recognized.year + max(1, round((passed.year - recognized.year) / VALID_YEARS)) * VALID_YEARS)


def _recognised(settled: Settled) -> PartialDate | None:
    """The day of the title that is talked about, as far as it is known."""
    held = [title for title in settled.profile.titles if title.tier.value == settled.basis.tier.value and title.on]
    return PartialDate.parse(held[-1].on) if held and held[-1].on else None


def _event(settled: Settled, part: Part, kind: EventKind) -> PartialDate | None:
    """The day of an event: told in this message, kept, or the one day that the part names."""
    told = settled.told_event(kind)
    of_others = {event.on for event in settled.question.events if event.kind is not kind}
    named = [number.day for number in part.numbers if number.day and number.day not in of_others]
    return told or (PartialDate.parse(named[0]) if named else None)


def _say_computed(plan: Plan, settled: Settled, item: Deadline, what: str, values: dict[str, Value]) -> None:
    """The day with its arithmetic and how far off it is; of a month, the earliest day that is safe."""
    computed = item.computed
    if computed is None:
        return
    plan.say(BlockType.DUTY, f"{what}_until", **values, words=computed.words, formula=computed.formula)
    if computed.safe_formula:
        plan.say(BlockType.CAVEAT, f"{what}_safe", safe=computed.safe, formula=computed.safe_formula)
    if settled.as_of > computed.latest:
        plan.say(BlockType.CAVEAT, "days_over", as_of=settled.as_of)
    elif computed.safe_formula:
        return
    elif what == "change":
        plan.say(BlockType.CAVEAT, "days_left", days=(computed.safe - settled.as_of).days)
    elif (days := (computed.safe - settled.as_of).days) <= _SOON:
        plan.say(BlockType.CAVEAT, "days_valid", days=days)
