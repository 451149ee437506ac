from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from assistant.duties.dates import PartialDate
from assistant.duties.deadlines import deadlines
from assistant.duties.events import validity
from assistant.duties.ics import calendar_of, to_ics
from corpus.library import load_library
from corpus.terms import Track

LIBRARY = load_library()


def read(data: bytes) -> list[Event]:
    return list(Calendar.from_ical(data.decode("utf-8")).walk("VEVENT"))


def test_round_4_read_back() -> None:
    events = read(to_ics(deadlines(LIBRARY, as_of=date(2022, 6, 20))))
    days = {str(event["uid"]): (event.decoded("dtstart"), event.decoded("dtend")) for event in events}
    assert days["round-4-enterprise-upload-start-2022-06-21@zjtx-assistant"][0] == date(2022, 6, 21)
    assert days["round-4-enterprise-upload-end-2022-06-28@zjtx-assistant"] == (
        date(2022, 6, 28),
        date(2022, 6, 29),
    )
    assert days["round-4-province-mail-end-2022-07-12@zjtx-assistant"][0] == date(2022, 7, 12)


def test_the_last_day_reminds_a_week_and_a_day_before() -> None:
    (event,) = [e for e in read(to_ics(deadlines(LIBRARY, as_of=date(2022, 6, 20)))) if "upload-end" in e["uid"]]
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
        timedelta(days=-7),
        timedelta(days=-1),
    ]
    assert {str(alarm["action"]) for alarm in event.walk("VALARM")} == {"DISPLAY"}


def test_an_entry_carries_its_clause() -> None:
    (event,) = [e for e in read(to_ics(deadlines(LIBRARY, as_of=date(2022, 6, 20)))) if "upload-end" in e["uid"]]
    description = str(event["description"])
    assert "自2022年6月21日至6月28日期间上传" in description
    assert "工信厅企业函〔2022〕133号" in description
    assert "以当地通知为准" in description


def test_since_april_2026_only_31_may_makes_an_entry() -> None:
    starts = [event.decoded("dtstart") for event in read(to_ics(deadlines(LIBRARY, as_of=date(2026, 4, 1))))]
    assert date(2026, 5, 31) in starts
    assert date(2026, 4, 30) not in starts


def test_what_is_over_or_undated_makes_no_entry() -> None:
    uids = {str(event["uid"]) for event in read(to_ics(deadlines(LIBRARY, as_of=date(2024, 6, 16))))}
    assert all(not uid.startswith("round-6") for uid in uids)


def test_a_title_that_runs_out_makes_an_entry() -> None:
    item = validity(LIBRARY, PartialDate.parse("2024-02-29"), as_of=date(2026, 5, 1))
    events = read(calendar_of([item], item.as_of))
    assert [event.decoded("dtstart") for event in events] == [date(2027, 2, 28)]


@settings(max_examples=30)
@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.sampled_from(Track))
def test_every_day_gives_a_valid_file(as_of: date, track: Track) -> None:
    found = deadlines(LIBRARY, as_of=as_of, track=track)
    data = to_ics(found)
    assert data == to_ics(found)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = read(data)
    uids = [str(event["uid"]) for event in events]
    assert len(uids) == len(set(uids))
    assert all(event.decoded("dtstart") >= as_of for event in events)
    assert all(event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1) for event in events)


def test_uids_stay_the_same_from_day_to_day() -> None:
    first, second = (
        {str(event["uid"]) for event in read(to_ics(deadlines(LIBRARY, as_of=day)))}
        for day in (date(2022, 6, 15), date(2022, 6, 20))
    )
    assert first == second
