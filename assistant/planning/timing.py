"""Dates: the rounds' windows and their state, the yearly update, changes, how long a title holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from assistant import bounded
from assistant.duties.deadline import Deadline
from assistant.duties.deadlines import deadlines
from assistant.duties.schema import Who
from assistant.duties.states import State as WindowState
from assistant.duties.states import state_on, state_words
from assistant.models import Kind, Status
from assistant.planning.choosing import choice_for
from assistant.planning.due import say_due
from assistant.planning.local_windows import local_windows, say_late, say_local_windows
from assistant.planning.naming import month_and_day, round_name, tier_name
from assistant.planning.outside import plan_second_quarter, plan_unknown_round
from assistant.planning.plan import BlockType, Marks, Plan, Value, Words
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_statement
from assistant.reading.scope import RoundNamed, Which
from assistant.reading.understood import Part
from assistant.rendering.text import both, in_words
from assistant.topics.forms import Form
from assistant.topics.topic import Topic
from corpus.rounds import Round
from corpus.terms import Provenance, Tier, Track

_BEFORE_THE_KEY: Final = bounded.compile(r"^.*round-\d+-")


def plan_deadline(plan: Plan, settled: Settled, part: Part, topic: Topic, who: Who) -> bool:
    """When a round's papers are due, and whether the window is open on the day asked about."""
    plan.kind = Kind.DEADLINE
    tier = settled.basis.tier
    if tier is not Tier.LITTLE_GIANT:
        if plan_statement(plan, settled, part, topic):
            return True
        plan.status = Status.NOT_IN_CORPUS
        plan.say(BlockType.SILENCE, "deadline_local_tier", tier=tier_name(tier), where=settled.where)
        return True
    if settled.unannounced is not None:
        plan_unannounced(plan, settled)
        return True
    row = settled.round or settled.library.newest_round(settled.as_of)
    if settled.question.scope.round is None and (part.scope.later or part.scope.round == RoundNamed(Which.NEXT)):
        plan_unknown_round(plan, RoundNamed(Which.NEXT), settled.library, settled.as_of, settled.where, Kind.DEADLINE, settled.basis)
        return True
    if row is None:
        plan.status = Status.NOT_IN_CORPUS
        plan.say(BlockType.SILENCE, "not_known_any_round", as_of=settled.as_of, where=settled.where)
        return True
    answered = _say_statements(plan, settled, part, topic)
    rows = _rows_named(settled, part) or [row]
    for each in rows:
        if len(rows) > 1:
            plan.say(BlockType.HEADING, "heading_small", title=round_name(each.batch))
        _plan_round(plan, settled, part, each, who)
    if answered:
        plan.status = Status.ANSWERED
    return True


def _say_statements(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """What the notices say in words to the very thing asked: 逾期还能补交吗."""
    choice = choice_for(settled, topic)
    if choice.point is None or not [form for form, said in answers_of(settled, part, choice.point) if form is not Form.WHEN or said.about]:
        return False
    plan_statement(plan, settled, part, topic)
    plan.kind = Kind.DEADLINE
    return True


def _rows_named(settled: Settled, part: Part) -> list[Round]:
    known = {row.batch: row for row in settled.library.rounds(settled.as_of)}
    named = part.scope.rounds or settled.question.scope.rounds
    rows = [known[each.number] for each in named if each.which is Which.NUMBER and each.number in known]
    return rows if len(rows) > 1 else []


def _plan_round(plan: Plan, settled: Settled, part: Part, row: Round, who: Who) -> None:
    """The windows of one round, their clauses, and what else bears on them."""
    listed = deadlines(settled.library, as_of=settled.as_of, round=row.batch, track=settled.basis.track, site=settled.site)
    items = [item for item in listed.of_round() if item.who is who and not item.local]
    local = local_windows(settled, listed.of_round(), who)
    if not items and not local:
        plan.status = Status.NOT_IN_CORPUS
        plan.say(BlockType.SILENCE, "deadline_undated_row", **_undated(row, who), where=settled.where)
        return
    plan.status = Status.ANSWERED
    named = _days_named(part, row)
    items += [item for item in listed.of_round() if item not in items and item.to in named and not item.local]
    if all(item.to is None for item in items):
        items += [item for item in listed.of_round() if item.who is not who and item.to is not None and not item.local]
    if who is Who.ENTERPRISE:
        _say_day_asked(plan, row, [day for day in named if not say_late(plan, local, day)])
    say_local_windows(plan, settled, local)
    for item in items:
        _say_window(plan, settled, row, item)
    for item in items:
        if item.to is not None:
            plan.quote(item.citation)
    if any(item.who is Who.ENTERPRISE for item in items) and not local:
        plan.say(BlockType.CAVEAT, "deadline_local")
    _say_latest(plan, settled, row, items)


def plan_window(plan: Plan, settled: Settled) -> bool:
    """Beside “能报吗”: whether the newest round is open to enterprises on the day asked about.

    Returns:
        whether it has closed.
    """
    row = settled.round or settled.library.newest_round(settled.as_of)
    if row is None or settled.basis.tier is not Tier.LITTLE_GIANT or settled.unannounced is not None:
        return False
    listed = deadlines(settled.library, as_of=settled.as_of, round=row.batch, track=settled.basis.track, site=settled.site)
    own = [item for item in listed.of_round() if item.who is Who.ENTERPRISE and not item.local]
    local = local_windows(settled, listed.of_round(), Who.ENTERPRISE)
    say_local_windows(plan, settled, local)
    for item in own:
        _say_window(plan, settled, row, item)
    dated = [item for item in own if item.to is not None]
    if dated and not local:
        plan.say(BlockType.CAVEAT, "deadline_local")
    _say_latest(plan, settled, row, dated)
    return bool(dated) and all(item.to is not None and item.to < settled.as_of for item in dated)


def plan_unannounced(plan: Plan, settled: Settled) -> None:
    """Dates or papers of a review that no notice has announced yet."""
    assert settled.unannounced is not None
    plan.status = Status.NOT_IN_CORPUS
    plan.say(BlockType.SILENCE, "review_not_announced_where", held=round_name(settled.unannounced), as_of=settled.as_of, where=settled.where)
    say_due(plan, settled, settled.unannounced)
    plan_second_quarter(plan, settled.library, settled.basis, settled.as_of)


def _say_window(plan: Plan, settled: Settled, row: Round, item: Deadline) -> None:
    what_key = f"what_{_window_key(item)}"
    if what_key == "what_enterprise_upload" and settled.basis.track is Track.REVIEW:
        what_key += "_review"
    values: dict[str, Value] = {
        "who": both(f"who_{item.who}"),
        "what": both(what_key),
        "marks": Marks.of(item.citation if item.to is not None else None),
        "batch": round_name(row.batch),
    }
    if item.to is None:
        plan.say(BlockType.SILENCE, "deadline_undated", **values)
        return
    state = state_words(settled.as_of, item.start, item.to)
    values["state"] = Words(state, state_words(settled.as_of, item.start, item.to, "en"))
    if item.start is not None:
        values |= {"from": item.start, "to": _end(item.start, item.to)}
        plan.say(BlockType.WINDOW, "deadline_window", **values)
    else:
        plan.say(BlockType.WINDOW, "deadline_by", **values, to=item.to)
    if item.citation.provenance is Provenance.UNCHECKED:
        plan.say(BlockType.CAVEAT, "deadline_unsure")


def _end(start: date, end: date) -> Words:
    """The end of a window, the year said once where it is the same."""
    zh = in_words(end) if start.year != end.year else f"{end.month}月{end.day}日"
    return Words(zh, in_words(end, "en"))


def _window_key(item: Deadline) -> str:
    """`round-4-enterprise-upload` → enterprise_upload: the ids of duties follow the rows' keys."""
    name = _BEFORE_THE_KEY.sub("", item.id).replace("-", "_")
    return {"province_mail": "province_mail_by"}.get(name, name)


def _undated(row: Round, who: Who) -> dict[str, Value]:
    what = "what_enterprise_upload" if who is Who.ENTERPRISE else "what_province_recommend"
    return {"batch": round_name(row.batch), "who": both(f"who_{who}"), "what": both(what)}


def _say_day_asked(plan: Plan, row: Round, named: Sequence[date]) -> None:
    """“7月1日交还行吗”: the state on a day that the question itself names."""
    if row.enterprise_upload is None:
        return
    start, end = row.enterprise_upload
    for asked in named:
        key = {
            WindowState.UPCOMING: "deadline_day_before",
            WindowState.OPEN: "deadline_day_in",
            WindowState.LAST_DAY: "deadline_day_last",
            WindowState.CLOSED: "deadline_day_after",
        }[state_on(asked, start, end)]
        plan.say(BlockType.WINDOW, key, day=month_and_day(asked), **{"from": start, "to": end})


def _days_named(part: Part, row: Round) -> list[date]:
    """The days that the part asks about, of the round's year where the day alone is told."""
    found = []
    for number in part.numbers:
        if number.day and len(number.day) == 10:
            named = date.fromisoformat(number.day)
            found.append(named if "年" in number.words else named.replace(year=row.year))
    return found[:2]


def _say_latest(plan: Plan, settled: Settled, row: Round, shown: Sequence[Deadline]) -> None:
    """Once the newest known round has closed to enterprises, that later notices are not in the corpus."""
    newest = settled.library.newest_round(settled.as_of)
    if newest is None or newest.batch != row.batch:
        return
    end = newest.enterprise_upload[1] if newest.enterprise_upload else newest.province_mail_by
    if end is None or settled.as_of > end:
        running = any(item.to is not None and item.to >= settled.as_of for item in shown)
        key = "deadline_latest_uploaded" if running else "deadline_latest_closed"
        plan.say(BlockType.CAVEAT, key, batch=round_name(newest.batch), mark=Marks.of(settled.cite_line(newest, "batch")))
