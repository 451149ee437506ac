"""Deadlines as a calendar file (RFC 5545): all-day events, stable UIDs, a reminder a week and a day before.

A window makes two entries, its first and its last day. What is over, undated or not yet decided makes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from assistant.duties.deadline import Deadline, DeadlineList
from assistant.duties.states import State
from assistant.duties.texts import text

REMINDERS = (timedelta(days=-7), timedelta(days=-1))
_DATED = (State.UPCOMING, State.OPEN, State.LAST_DAY)


def to_ics(duties: DeadlineList) -> bytes:
    """The calendar file of a list of deadlines, UTF-8 with CRLF lines."""
    return calendar_of(duties.items, duties.as_of)


def calendar_of(items: Iterable[Deadline], as_of: date) -> bytes:
    """The calendar file of `items` as they stand on `as_of`; the same input gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//zjtx-assistant//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", text("ics_name"))
    for item in items:
        for event in _events(item, as_of):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(item: Deadline, as_of: date) -> Iterator[Event]:
    if item.to is None or item.state not in _DATED:
        return
    if item.start is not None and as_of <= item.start < item.to:
        yield _event(item, "start", item.start, as_of, ())
    yield _event(item, "end", item.to, as_of, REMINDERS)


def _event(item: Deadline, edge: str, day: date, as_of: date, reminders: tuple[timedelta, ...]) -> Event:
    name = text(f"ics_{edge}", name=item.name)
    event = Event()
    event.add("uid", f"{item.id}-{edge}-{day.isoformat()}@zjtx-assistant")
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", name)
    event.add("description", _description(item))
    event.add("transp", "TRANSPARENT")
    for before in reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text("ics_alarm", name=name))
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _description(item: Deadline) -> str:
    source = item.citation
    words = text("ics_source", document=source.document, number=source.number, label=source.label)
    return "\n".join(part for part in (source.quote.strip(), words, item.note) if part)
