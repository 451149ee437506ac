"""Answers with dates: the rounds' windows and their state, the yearly update, changes, validity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant import bounded as re
from assistant.answering.draft import Draft
from assistant.answering.outside import write_unannounced
from assistant.answering.quoting import write_topic
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import day, replies, window
from assistant.duties.dates import PartialDate
from assistant.duties.deadline import Deadline
from assistant.duties.deadlines import deadlines
from assistant.duties.events import change_report, validity
from assistant.duties.schema import Who
from assistant.duties.states import State, state_on, state_words
from assistant.models import Kind, Status
from assistant.reading.numbers.dates import When, find_dates
from assistant.topics.schema import Topic
from assistant.understanding.batches import batches_applied, find_coming
from corpus.rounds import Round
from corpus.terms import Provenance, Tier, Track

_RECURRING = re.compile("每年|一般|通常|往年|年年|哪个季度|第几季度|几月|大概|大约|预计|every year|usually")


def write_deadline(draft: Draft, scene: Scene, who: Who) -> bool:
    """When a round's papers are due, and whether the window is open on the day asked about."""
    draft.kind = Kind.DEADLINE
    tier = scene.basis.tier
    if tier is not Tier.LITTLE_GIANT:
        draft.status = Status.NOT_IN_CORPUS
        draft.say(replies()("deadline_local_tier", tier=tier_name(tier)) + scene.where)
        return True
    if scene.unannounced is not None:
        write_unannounced(draft, scene.unannounced, scene.as_of, scene.where)
        return True
    row = scene.round or scene.library.newest_round(scene.as_of)
    if row is None:
        draft.status = Status.NOT_IN_CORPUS
        draft.say(replies()("not_known_any_round", as_of=day(scene.as_of), where=scene.where))
        return True
    if _RECURRING.search(scene.reading.text) and scene.reading.batch is None:
        if find_coming(scene.reading.text, scene.as_of):
            draft.say(replies()("deadline_coming"))
        _say_second_quarter(draft, scene)
    known = {round.batch: round for round in scene.library.rounds(scene.as_of)}
    rows = [known[number] for number in batches_applied(scene.reading.text) if number in known]
    if len(rows) < 2:
        _say_round(draft, scene, row, who)
        return True
    for each in rows:
        draft.lines.append(replies()("heading", title=each.name))
        _say_round(draft, scene, each, who)
    return True


def _say_round(draft: Draft, scene: Scene, row: Round, who: Who) -> None:
    """The windows of one round, their clauses, and what else bears on them."""
    listed = deadlines(
        scene.library, as_of=scene.as_of, round=row.batch, track=scene.basis.track, site=scene.site
    )
    items = [item for item in listed.of_round() if item.who is who]
    if not items:
        draft.status = Status.NOT_IN_CORPUS
        draft.say(_undated_words(scene, row, who) + scene.where)
        return
    draft.status = Status.ANSWERED
    named = _days_named(scene, row)
    items += [item for item in listed.of_round() if item not in items and item.to in named]
    if all(item.to is None for item in items):
        items += [item for item in listed.of_round() if item.who is not who and item.to is not None]
    for item in items:
        _say_window(draft, scene, row, item)
    for item in items:
        if item.to is not None:
            draft.quote(item.citation)
    if who is Who.ENTERPRISE:
        _say_day_asked(draft, scene, row)
    if any(item.who is Who.ENTERPRISE for item in items):
        draft.say(replies()("deadline_local"))
    _say_latest(draft, scene, row, items)


def write_window(draft: Draft, scene: Scene) -> None:
    """Beside “现在能报吗”: whether the newest round is open to enterprises on the day asked about."""
    row = scene.round or scene.library.newest_round(scene.as_of)
    if row is None or scene.basis.tier is not Tier.LITTLE_GIANT or scene.unannounced is not None:
        return
    listed = deadlines(scene.library, as_of=scene.as_of, round=row.batch, track=scene.basis.track, site=scene.site)
    items = [item for item in listed.of_round() if item.who is Who.ENTERPRISE and item.to is not None]
    for item in items:
        _say_window(draft, scene, row, item)
        draft.quote(item.citation)
        draft.say(replies()("deadline_local"))
        _say_latest(draft, scene, row, items)


def _say_window(draft: Draft, scene: Scene, row: Round, item: Deadline) -> None:
    key = _window_key(item)
    what_key = f"what_{key}"
    if key == "enterprise_upload" and scene.basis.track is Track.REVIEW:
        what_key += "_review"
    texts = replies()
    values = {
        "who": texts(f"who_{item.who}"),
        "what": texts(what_key),
        "marks": draft.mark(item.citation) if item.to is not None else "",
        "state": state_words(scene.as_of, item.start, item.to),
        "batch": row.name,
    }
    if item.to is None:
        draft.say(texts("deadline_undated", **values))
    elif item.start is not None:
        start, end = window(item.start, item.to)
        draft.say(texts("deadline_window", **values, **{"from": start, "to": end}))
    else:
        draft.say(texts("deadline_by", **values, to=day(item.to)))
    if item.citation.provenance is Provenance.UNCHECKED:
        draft.say(texts("deadline_unsure"))


def _window_key(item: Deadline) -> str:
    """`round-4-enterprise-upload` → enterprise_upload: the ids of duties follow the rows' keys."""
    name = re.sub(r"^.*round-\d+-", "", item.id).replace("-", "_")
    return {"province_mail": "province_mail_by"}.get(name, name)


def _undated_words(scene: Scene, row: Round, who: Who) -> str:
    what = "what_enterprise_upload" if who is Who.ENTERPRISE else "what_province_recommend"
    texts = replies()
    return texts("deadline_undated_row", batch=row.name, who=texts(f"who_{who}"), what=texts(what))


def _say_second_quarter(draft: Draft, scene: Scene) -> None:
    clauses = (
        "measures-2026-2/ch-1/“小巨人”企业认定",
        "measures-2022-63/ch-2/专精特新“小巨人”企业认定",
    )
    for clause_id in clauses:
        document_id = clause_id.split("/", 1)[0]
        if document_id == scene.basis.standard and scene.library.published(clause_id) <= scene.as_of:
            words = replies()("deadline_second_quarter")
            source = scene.library.cite(clause_id, words, basis=scene.basis, as_of=scene.as_of)
            draft.say(f"{words}{draft.mark(source)}")


def _say_day_asked(draft: Draft, scene: Scene, row: Round) -> None:
    """“7月1日交还行吗”: the state on a day that the question itself names."""
    if row.enterprise_upload is None:
        return
    start, end = row.enterprise_upload
    for asked in _days_named(scene, row):
        state = state_on(asked, start, end)
        key = {
            State.UPCOMING: "deadline_day_before",
            State.OPEN: "deadline_day_in",
            State.LAST_DAY: "deadline_day_last",
            State.CLOSED: "deadline_day_after",
        }[state]
        words = re.search(rf"{asked.month}月{asked.day}[日号]", scene.reading.text)
        shown = words[0] if words else f"{asked.month}月{asked.day}日"
        draft.say(replies()(key, day=shown, **{"from": day(start), "to": day(end)}))


def _days_named(scene: Scene, row: Round) -> list[date]:
    found = []
    for match in re.finditer(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})[日号]", scene.reading.text):
        try:
            found.append(date(int(match[1] or row.year), int(match[2]), int(match[3])))
        except ValueError:
            continue
    return found[:2]


def _say_latest(draft: Draft, scene: Scene, row: Round, shown: Sequence[Deadline]) -> None:
    """Once the newest known round has closed to enterprises, that later notices are not in the corpus."""
    newest = scene.library.newest_round(scene.as_of)
    if newest is None or newest.batch != row.batch:
        return
    end = newest.enterprise_upload[1] if newest.enterprise_upload else newest.province_mail_by
    if end is None or scene.as_of > end:
        running = any(item.to is not None and item.to >= scene.as_of for item in shown)
        key = "deadline_latest_uploaded" if running else "deadline_latest_closed"
        line = replies()(key, batch=newest.name)
        draft.say(line + draft.mark(scene.cite_line(newest, "batch")))


def write_yearly_update(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """Until when the yearly update is due, the next time counted from the day asked about."""
    if not write_topic(draft, scene, topic):
        return False
    listed = deadlines(scene.library, as_of=scene.as_of, track=scene.basis.track)
    item = next((entry for entry in listed.items if entry.id == "annual-update"), None)
    if item and item.to:
        values: dict[str, Any] = {"to": f"{item.to.month}月{item.to.day}日", "days": item.days_left}
        key = "update_this_year" if item.to.year == scene.as_of.year else "update_next_year"
        draft.say(replies()("update_last_day" if item.to == scene.as_of else key, **values))
        if scene.basis.tier is Tier.INNOVATIVE and "art-17" in item.citation.clause_id:
            draft.say(replies()("update_innovative"))
    return True


def write_change_report(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """The three months after a change, computed where the message names its day."""
    happened = _named_date(scene)
    if happened is not None:
        item = change_report(scene.library, happened, as_of=scene.as_of, tier=scene.basis.tier)
        _say_computed(draft, scene, item, "change", {})
    return write_topic(draft, scene, topic)


def write_valid_period(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """How long a title holds, and until when, where the day of recognition is known."""
    recognized = _named_date(scene)
    if recognized is not None:
        item = validity(scene.library, recognized, as_of=scene.as_of, tier=scene.basis.tier)
        _say_computed(draft, scene, item, "valid", {"on": recognized.words})
        draft.say(replies()("valid_certificate"))
    return write_topic(draft, scene, topic)


def _say_computed(draft: Draft, scene: Scene, item: Deadline, what: str, values: dict[str, str]) -> None:
    """The day with its arithmetic and how far off it is; of a month, the earliest day that is safe."""
    texts, computed = replies(), item.computed
    if computed is None:
        return
    draft.say(texts(f"{what}_until", **values, words=computed.words, formula=computed.formula))
    if computed.safe_formula:
        draft.say(texts(f"{what}_safe", safe=day(computed.safe), formula=computed.safe_formula))
    elif scene.as_of > computed.safe:
        draft.say(texts("days_over", as_of=day(scene.as_of)))


def _named_date(scene: Scene) -> PartialDate | None:
    """The day or month of the event that the message names."""
    for mention in find_dates(scene.reading.text, scene.as_of):
        if mention.iso and mention.when in (When.DAY, When.YEAR, When.PART, When.NOW):
            return PartialDate.parse(mention.iso)
    match = re.search(r"(\d{1,2})月(\d{1,2})[日号]", scene.reading.text)
    if match:
        try:
            return PartialDate.parse(date(scene.as_of.year, int(match[1]), int(match[2])))
        except ValueError:
            return None
    return None
