"""What happened to the enterprise on a day: 3月31日办完更名, 2022年10月20日发的证.

>>> from datetime import date
>>> read_events(Speech.of("公司3月31日办完更名，最迟哪天报", date(2025, 5, 20)))[0].on
'2025-03-31'
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.scan import Token
from assistant.reading.speech import Speech

_DATED: Final = frozenset({When.DAY, When.YEAR, When.NOW})
_NEAR: Final = 14
_LONGEST_DATE: Final = 24
"""Characters of a message that only gives another date."""
_MARKS: Final = " ，,。.；;：:？?！!“”\""


class EventKind(StrEnum):
    """The keys of `words/events.yaml`."""

    CHANGED = "changed"
    """更名, 合并, 迁移 …: a 重大变化."""
    RECOGNISED = "recognised"
    REVIEWED = "reviewed"
    """A review was passed."""
    REVIEW_FAILED = "review_failed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at `start`..`end` of the normalised text.

    Attributes:
        on: its date as far as told (`2025-03`), None where only that it happened is told.
        supposed: whether it is only supposed (如果是11月20号公告的呢).
        again: whether the message only gives another date of what was told to have happened.
    """

    kind: EventKind
    on: str | None
    start: int
    end: int
    words: str = ""
    supposed: bool = False
    again: bool = False


def read_events(speech: Speech, told: tuple[str, str] | None = None) -> tuple[Event, ...]:
    """The events of a text, those with a date first.

    Args:
        told: the kind and the date of what was told last in the conversation: of its month a day may be named next.
    """
    found = [event for clause in speech.scan.clauses for event in _in(speech, clause, told)]
    if not found and told is not None and (again := _dated_again(speech, told)) is not None:
        found = [again]
    return tuple(sorted(found, key=lambda event: event.on is None))


def _dated_again(speech: Speech, told: tuple[str, str]) -> Event | None:
    """证上写的是3月18日, 不对，是2023年5月: only another date, of what was told to have happened."""
    dates = [token for token in speech.scan.tokens if isinstance(token.value, DateMention)]
    if len(dates) != 1 or len(speech.scan.text) > _LONGEST_DATE:
        return None
    date, token = dates[0].value, dates[0]
    assert isinstance(date, DateMention)
    rest = speech.scan.text[: token.start] + " " + speech.scan.text[token.end :]
    corrects = lexicon("corrections", "corrects").has(rest)
    dated = date.when is When.DAY or date.when in _DATED and corrects
    if not dated or lexicon("events", "only_a_date").without(rest, by="").strip(_MARKS):
        return None
    on = date.iso or date.iso_in(int(told[1][:4]))
    supposed = lexicon("moods", "supposed", "supposed_behind").has(speech.scan.text)
    return None if on is None else Event(EventKind(told[0]), on, token.start, token.end, supposed=supposed and not on.startswith(told[1]), again=True)


def _in(speech: Speech, clause: Clause, told: tuple[str, str] | None) -> list[Event]:
    words = speech.scan.blank[clause.start : clause.end]
    found: list[Event] = []
    for kind in (EventKind.REVIEW_FAILED, EventKind.REVIEWED, EventKind.CHANGED, EventKind.RECOGNISED):
        hits = lexicon("events", kind.value).find(words)
        if not hits:
            continue
        place = clause.start + hits[0].start
        dated = _date(speech, clause, place)
        supposed = speech.moods.at(place) is Mood.SUPPOSED
        if dated is not None and (not supposed or kind is EventKind.RECOGNISED):
            on = _iso(speech, dated, told[1] if told is not None and told[0] == kind else "")
            completes = on is not None and told is not None and told[0] == kind and on.startswith(told[1])  # 如果是11月20号公告的呢, behind 2023年认定
            found.append(Event(kind, on, min(dated.start, place), max(dated.end, clause.start + hits[0].end), supposed=supposed and not completes))
        elif kind is EventKind.CHANGED:
            found.append(Event(kind, None, place, clause.start + hits[0].end))
        if found:
            break
    return found


def _date(speech: Speech, clause: Clause, place: int) -> Token | None:
    """The date in its clause, else in the clause beside it that holds little else."""
    dates = [token for token in speech.scan.tokens if isinstance(token.value, DateMention) and (token.value.when in _DATED or _lists_years(token.value))]
    inside = [token for token in dates if clause.start <= token.start < clause.end]
    if not inside:
        inside = [
            token
            for token in dates
            if abs(token.clause - clause.index) == 1 and len(speech.scan.words_of(speech.scan.clause_of(token))) - len(token.words) <= _NEAR
        ]
    return min(inside, key=lambda token: abs(token.start - place), default=None)


def _lists_years(date: DateMention) -> bool:
    """2022、2025都复核过 names each year, 近两年 none."""
    return date.when is When.WINDOW and any(sign.isdigit() for sign in date.text)


def _iso(speech: Speech, token: Token, before: str) -> str | None:
    """The date; where no year is told, that of the month told before, else that of the day asked about."""
    date = token.value
    assert isinstance(date, DateMention)
    if _lists_years(date):
        return str(max(date.years))
    of_before = date.iso_in(int(before[:4])) if before and not date.iso else None
    if of_before is not None and of_before.startswith(before):
        return of_before
    told = date.iso or date.iso_in(speech.scan.day.year)
    today = speech.scan.day.isoformat()
    return told if told is None or date.iso or told <= today[: len(told)] else date.iso_in(speech.scan.day.year - 1)
