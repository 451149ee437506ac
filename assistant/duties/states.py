"""The state of a dated duty on the day asked about, and its words (`states.yaml`)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.duties.dates import in_chinese
from corpus.messages import Messages


class State(StrEnum):
    """Where a day stands against a duty's first and last day; both belong to the window."""

    UPCOMING = "upcoming"
    OPEN = "open"
    LAST_DAY = "last_day"
    CLOSED = "closed"
    UNDATED = "undated"


def state_on(as_of: date, first: date | None, last: date | None) -> State:
    """The state of a duty on `as_of`; without a first day it is open until the last.

    >>> state_on(date(2022, 6, 20), date(2022, 6, 21), date(2022, 6, 28))
    <State.UPCOMING: 'upcoming'>
    """
    if last is None:
        return State.UNDATED
    if as_of > last:
        return State.CLOSED
    if first is not None and as_of < first:
        return State.UPCOMING
    return State.LAST_DAY if as_of == last else State.OPEN


def days_left(as_of: date, last: date | None) -> int | None:
    """Days from `as_of` to the last day, 0 on it; None where it is over or not known."""
    return (last - as_of).days if last is not None and as_of <= last else None


def state_words(as_of: date, first: date | None, last: date | None, lang: str = "zh") -> str:
    """进行中（还有8天）, 今天截止, 已于2022年6月28日截止 …"""
    state = state_on(as_of, first, last)
    day = in_chinese if lang == "zh" else date.isoformat
    values = {
        "days": days_left(as_of, last),
        "from": day(first) if first else "",
        "to": day(last) if last else "",
    }
    return _words()(state, lang, **values)


def _words() -> Messages:
    return Messages.of(Path(__file__).with_name("states.yaml"))
