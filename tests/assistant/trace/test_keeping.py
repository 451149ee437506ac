"""A trace kept without the store is the one that the store finds."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.tables import TraceRow
from assistant.trace.keeping import keep_in_file
from assistant.trace.trace import MessagePiece
from tests.assistant.store.test_traces import PHONE, a_trace


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "数据 folder#1", database_url=None, _env_file=None)


def test_the_row_is_the_one_that_the_store_writes(settings: Settings) -> None:
    store, trace = Store(settings), a_trace(pieces=(MessagePiece(words=PHONE, start=0, end=13),), length=13)
    store.traces.keep(trace)
    other = trace.model_copy(update={"id": "f" * 32})
    assert keep_in_file(other, settings)
    with store.database.session() as session:
        rows = [session.get(TraceRow, each.id) for each in (trace, other)]
        assert rows[0] is not None and rows[1] is not None
        assert (rows[0].record, rows[0].created_at, rows[0].conversation_id) == (rows[1].record, rows[1].created_at, rows[1].conversation_id)
    found = store.traces.load(other.id)
    assert found is not None and found.message == "电话***********"


def test_those_that_have_run_out_are_deleted(settings: Settings) -> None:
    store, old, fresh = Store(settings), a_trace(30.01), a_trace(29.99)
    store.traces.keep(fresh)
    store.traces.keep(old)
    assert keep_in_file(a_trace(), settings)
    with store.database.session() as session:
        assert session.get(TraceRow, old.id) is None
        assert session.get(TraceRow, fresh.id) is not None


def test_where_there_is_no_such_file_it_is_left_to_the_store(settings: Settings) -> None:
    assert not keep_in_file(a_trace(), settings)
    assert not settings.data_dir.exists()
    for url in ("sqlite://", "postgresql://nobody@127.0.0.1:1/none", "sqlite:///x.sqlite3?mode=ro"):
        assert not keep_in_file(a_trace(), settings.model_copy(update={"database_url": url}))
    store = Store(settings)
    store.conversations.open()
    with store.database.session() as session:
        session.execute(text("DROP TABLE traces"))
    assert not keep_in_file(a_trace(), settings)


def test_a_process_that_answers_one_question_leaves_its_trace_without_the_store(assistant: Assistant, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, index_dir=assistant.settings.index_path, database_url=None, _env_file=None)
    Store(settings).conversations.open()
    code = """
import sys
from datetime import date
from pathlib import Path
from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.settings import Settings
settings = Settings(data_dir=Path(sys.argv[1]), index_dir=Path(sys.argv[2]), database_url=None, _env_file=None)
print(Assistant.open(settings).ask(AskRequest(question="你好", as_of=date(2022, 6, 20))).trace_id, "sqlalchemy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path), str(settings.index_path)], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    trace_id, loaded = done.stdout.split()
    assert loaded == "False"
    found = Assistant.open(settings)
    assert found.trace(trace_id).as_of == date(2022, 6, 20)
    assert found.ask(AskRequest(question="你好")).trace_id != trace_id
