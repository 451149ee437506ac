"""Traces are kept masked, as long as conversations are and no longer, and never at an answer's cost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from assistant.errors import StorageError
from assistant.models import Kind, Origin, Status
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.tables import TraceRow
from assistant.trace import Trace, TraceStep
from assistant.trace.trace import MessagePiece, new_id
from tests.assistant.store.talks import begun

PHONE = "电话13800138000"


def a_trace(days_ago: float = 0, **fields: object) -> Trace:
    made = datetime.now(UTC) - timedelta(days=days_ago)
    values = {"as_of": date(2022, 6, 20), "status": Status.ANSWERED, "kind": Kind.ELIGIBILITY, "origin": Origin.RULES, **fields}
    return Trace(id=new_id(), made_at=made, **values)


def _ids(store: Store) -> set[str]:
    with store.database.session() as session:
        return set(session.scalars(select(TraceRow.id)))


def test_a_trace_comes_back_as_it_was_but_masked(store: Store, settings: Settings) -> None:
    trace = a_trace(pieces=(MessagePiece(words=PHONE, start=0, end=13),), length=13, steps=(TraceStep(name="read", ms=1.5, notes=(PHONE,)),))
    store.traces.keep(trace)
    store.close()
    found = Store(settings).traces.load(trace.id)
    assert found is not None
    assert found.message == "电话***********"
    assert found.steps[0].notes == ("电话***********",)
    plain = trace.model_copy(update={"pieces": found.pieces, "steps": found.steps})
    assert found == plain


@pytest.mark.sqlite
def test_nothing_private_reaches_the_file(store: Store, settings: Settings) -> None:
    store.traces.keep(a_trace(pieces=(MessagePiece(words=PHONE, start=0, end=13),), steps=(TraceStep(name="read", ms=1, notes=(PHONE, "a@b.com")),)))
    store.close()
    for path in settings.data_dir.iterdir():
        assert b"13800138000" not in path.read_bytes()
        assert b"a@b.com" not in path.read_bytes()


def test_ids_are_long_and_never_alike() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(each) == 32 and int(each, 16) >= 0 for each in ids)


@pytest.mark.parametrize("unknown", ["", "1", "' OR 1=1 --", "x" * 5000, "0" * 32])
def test_an_id_never_given_out_has_no_trace(store: Store, unknown: str) -> None:
    store.traces.keep(a_trace())
    assert store.traces.load(unknown) is None
    assert store.traces.turns(unknown) == ()


def test_a_trace_runs_out_and_is_deleted_by_the_next(settings: Settings) -> None:
    old, fresh = a_trace(30.1), a_trace(29.9)
    store = Store(settings)
    store.traces.keep(fresh)
    store.traces.keep(old)
    assert store.traces.load(old.id) is None
    assert store.traces.load(fresh.id) is not None
    store.close()
    again = Store(settings)
    newest = a_trace()
    again.traces.keep(newest)
    assert _ids(again) == {fresh.id, newest.id}


@pytest.mark.parametrize(("conversation_days", "trace_days", "days"), [(30, None, 30), (30, 7, 7), (10, 90, 10), (30, 0, 0)])
def test_traces_are_kept_no_longer_than_conversations(conversation_days: int, trace_days: int | None, days: int) -> None:
    assert Settings(conversation_days=conversation_days, trace_days=trace_days, _env_file=None).days_of_traces == days


def test_none_is_kept_for_no_days(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=None, trace_days=0, _env_file=None)
    store, trace = Store(settings), a_trace()
    store.traces.keep(trace)
    assert store.traces.load(trace.id) is None
    assert store.traces.turns(trace.id) == ()
    assert _ids(store) == set()


def test_a_forgotten_conversation_takes_its_traces_along(store: Store) -> None:
    mine, theirs = begun(store), begun(store)
    kept = [a_trace(), a_trace(), a_trace()]
    store.traces.keep(kept[0], mine.id)
    store.traces.keep(kept[1], theirs.id)
    store.traces.keep(kept[2])
    store.conversations.forget(mine.id)
    assert _ids(store) == {kept[1].id, kept[2].id}


def test_the_turns_of_a_conversation_come_in_order_and_no_later_ones(store: Store) -> None:
    first, second, third, other = a_trace(0.3), a_trace(0.2), a_trace(0.1), a_trace(0.25)
    for trace, conversation in ((third, "a"), (first, "a"), (other, "b"), (second, "a")):
        store.traces.keep(trace, conversation)
    assert [trace.id for trace in store.traces.turns(second.id)] == [first.id, second.id]
    alone = a_trace()
    store.traces.keep(alone)
    assert [trace.id for trace in store.traces.turns(alone.id)] == [alone.id]


def test_where_the_database_refuses_nothing_is_raised_and_nothing_tried_again_at_once(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.traces.keep(a_trace())
    with store.database.session() as session:
        session.execute(text("DROP TABLE traces"))
    for _ in range(5):
        store.traces.keep(a_trace())
    assert sum("trace_not_kept" in record.getMessage() for record in caplog.records) == 1


def test_a_spoilt_trace_is_an_error_that_can_be_told(store: Store) -> None:
    trace = a_trace()
    store.traces.keep(trace)
    with store.database.session() as session:
        session.execute(update(TraceRow).values(record={"status": "never heard of"}))
    with pytest.raises(StorageError):
        store.traces.load(trace.id)


def test_what_a_later_version_adds_is_passed_over(store: Store) -> None:
    trace = a_trace()
    store.traces.keep(trace)
    with store.database.session() as session:
        record = session.get(TraceRow, trace.id)
        assert record is not None
        record.record = {**record.record, "of_tomorrow": {"a": 1}}
    found = store.traces.load(trace.id)
    assert found is not None
    assert found.made_at == trace.made_at


def test_threads_keep_their_own(store: Store) -> None:
    traces = [a_trace(turn=number) for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(store.traces.keep, traces))
    assert all((found := store.traces.load(trace.id)) is not None and found.turn == trace.turn for trace in traces)
