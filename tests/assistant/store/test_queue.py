"""The queue holds what went wrong and nothing else, masked, with who took it; and it is found again by its filters."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import assistant.store
from assistant.errors import UnknownTroubleError
from assistant.models import Kind, Status
from assistant.planning.plan import BlockType
from assistant.settings import Settings
from assistant.store import Feedback, Store
from assistant.store.mails import Draft, new_mail
from assistant.store.queue import Standing, Wanted
from assistant.topics.forms import Form, MatterKind
from assistant.trace import Section, Trace, TraceStep
from assistant.trace.keeping import keep_in_file
from assistant.trace.summary import Trouble
from assistant.trace.trace import MessagePiece, TracedBlock, TracedPart, TracedSlip
from tests.assistant.store.test_traces import a_trace

TROUBLED = {
    Trouble.NOT_IN_CORPUS: {"status": Status.NOT_IN_CORPUS},
    Trouble.ASKED_BACK: {"blocks": (TracedBlock(type=BlockType.CHOICE, key="ask_back"),)},
    Trouble.UNSURE: {"parts": (TracedPart(words="期限", start=0, end=2, kind=MatterKind.TOPIC, id="deadline", share=0.3, forms=(Form.WHEN,)),)},
    Trouble.STOPPED: {"slips": (TracedSlip(type=BlockType.STATEMENT, key="say", kind="number", words="80%"),)},
}


def _kept(store: Store, site: str | None = None, **fields: object) -> Trace:
    words = "我们能报吗，电话13800138000"
    trace = a_trace(pieces=(MessagePiece(words=words, start=0, end=len(words)),), length=len(words) + 2, site=site, **fields)
    store.traces.keep(trace)
    return trace


@pytest.mark.parametrize("trouble", TROUBLED)
def test_each_trouble_is_found_by_its_name(store: Store, trouble: Trouble) -> None:
    _kept(store)
    traces = {name: _kept(store, **fields) for name, fields in TROUBLED.items()}
    assert {row.id for row in store.queue.rows()} == {trace.id for trace in traces.values()}
    (row,) = store.queue.rows(Wanted(trouble=trouble))
    assert (row.id, row.troubles, row.question, row.standing) == (traces[trouble].id, (trouble,), "我们能报吗，电话***********…", Standing.OPEN)


def test_a_sentence_of_a_model_that_was_stopped_is_trouble(store: Store) -> None:
    _kept(store, steps=(TraceStep(name="write", ms=1, sections=(Section.of("model_not_worded", ("number", "80%")),)),))
    assert [row.troubles for row in store.queue.rows()] == [(Trouble.STOPPED,)]


def test_what_readers_disliked_comes_with_their_words(store: Store) -> None:
    bad, good = _kept(store), _kept(store)
    store.feedback.record(Feedback(bad.id, "小巨人的有效期几年？", False, "看不懂，给我打13900139000"))
    store.feedback.record(Feedback(good.id, "能报吗", True))
    (row,) = store.queue.rows(Wanted(trouble=Trouble.DISLIKED))
    assert (row.id, row.question, row.said) == (bad.id, "小巨人的有效期几年？", "看不懂，给我打***********")
    assert store.queue.rows() == (row,)


def test_what_an_agent_wrote_anew_is_there_too(store: Store) -> None:
    mail = replace(new_mail("能报吗", date(2022, 6, 20), "li"), drafts=(Draft(1, "能报吗", "新写的", "旧的", edited_by="li"), Draft(2, "几时", "不变", "不变")))
    store.mails.add(mail)
    (row,) = store.queue.rows()
    assert (row.id, row.said, row.mail, row.troubles) == (f"{mail.id}-1", "新写的", mail.id, (Trouble.BY_HAND,))
    assert store.queue.row(row.id) == row
    assert store.queue.rows(Wanted(trouble=Trouble.UNSURE)) == ()


def test_what_was_released_against_the_verifier_is_open_again(store: Store) -> None:
    drafts = tuple(Draft(number, "能报吗", text, "旧的", edited_by="li") for number, text in ((1, "站不住"), (2, "站得住")))
    mail = replace(new_mail("能报吗", date(2022, 6, 20), "li"), drafts=drafts)
    store.mails.add(mail)
    for number in (1, 2):
        store.queue.settle(f"{mail.id}-{number}", "wang", "looked_at")
    store.mails.save(replace(mail, drafts=tuple(replace(draft, about={"overruled": draft.number == 1}) for draft in drafts)))
    assert store.queue.rows(Wanted(trouble=Trouble.OVERRULED)) == ()
    store.queue.overrule(mail.id, 1)
    (row,) = store.queue.rows(Wanted(trouble=Trouble.OVERRULED))
    assert (row.id, row.troubles, row.settled_by) == (f"{mail.id}-1", (Trouble.OVERRULED, Trouble.BY_HAND), "")
    assert store.queue.rows() == (row,)
    with pytest.raises(UnknownTroubleError):
        store.queue.overrule(mail.id, 3)


def test_filters_by_site_kind_and_person(store: Store) -> None:
    anhui = _kept(store, "anhui", status=Status.NOT_IN_CORPUS, kind=Kind.MATERIALS)
    plain = _kept(store, status=Status.NOT_IN_CORPUS)
    assert store.queue.sites() == ("anhui",)
    assert [row.id for row in store.queue.rows(Wanted(site="anhui"))] == [anhui.id]
    assert [row.id for row in store.queue.rows(Wanted(kind="eligibility"))] == [plain.id]
    store.queue.take(plain.id, "li")
    assert [row.id for row in store.queue.rows(Wanted(taken_by="li"))] == [plain.id]


def test_a_row_is_taken_settled_and_opened_again(store: Store) -> None:
    trace = _kept(store, status=Status.NOT_IN_CORPUS)
    store.queue.take(trace.id, "li")
    assert store.queue.row(trace.id).standing is Standing.TAKEN
    store.queue.settle(trace.id, "wang", "curated")
    row = store.queue.row(trace.id)
    assert (row.taken_by, row.settled_by, row.settled_as) == ("li", "wang", "curated")
    assert store.queue.rows() == ()
    assert store.queue.rows(Wanted(settled=True)) == (row,)
    store.queue.settle(trace.id, None)
    assert [each.id for each in store.queue.rows()] == [trace.id]


@pytest.mark.parametrize("id", ["", "0" * 32, "0" * 24 + "-1", "x-" + "9" * 40, "' OR 1=1 --"])
def test_what_is_not_there_cannot_be_taken(store: Store, id: str) -> None:
    _kept(store)
    for deed in (store.queue.take, store.queue.settle):
        with pytest.raises(UnknownTroubleError):
            deed(id, "li")


def test_what_is_forgotten_leaves_no_row(store: Store) -> None:
    trace = _kept(store, status=Status.NOT_IN_CORPUS)
    store.queue.take(trace.id, "li")
    assert any(record["kind"] == "desk_queue" for record in store.records.export())
    store.records.forget(trace.id)
    assert not list(store.records.export())


@pytest.mark.sqlite
def test_a_trace_kept_without_the_store_is_found_the_same(store: Store, settings: Settings) -> None:
    store.conversations.open()
    trace = a_trace(status=Status.NOT_IN_CORPUS, site="anhui")
    assert keep_in_file(trace, settings)
    (row,) = store.queue.rows()
    assert (row.id, row.site, row.troubles) == (trace.id, "anhui", (Trouble.NOT_IN_CORPUS,))


@pytest.mark.sqlite
def test_earlier_traces_are_found_once_the_schema_is_brought_forward(settings: Settings) -> None:
    """A database of the schema before, with a trace of its time in it."""
    path = Path(settings.database.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True)
    engine = create_engine(settings.database)
    config = Config()
    config.set_main_option("script_location", str(Path(assistant.store.__file__).with_name("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
    engine.dispose()
    old = a_trace(status=Status.NOT_IN_CORPUS, steps=(TraceStep(name="read", ms=2.5),))
    with closing(sqlite3.connect(path)) as connection, connection:
        record = old.model_dump_json(exclude={"id", "made_at", "site"})
        connection.execute("INSERT INTO traces (id, record, created_at) VALUES (?, ?, ?)", (old.id, record, old.made_at.strftime("%Y-%m-%d %H:%M:%S.%f")))
    store = Store(settings)
    (row,) = store.queue.rows()
    assert (row.id, row.troubles, row.kind, row.site) == (old.id, (Trouble.NOT_IN_CORPUS,), "eligibility", "")
    assert store.traces.load(old.id) == old
    store.close()
