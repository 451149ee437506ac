"""The desk's orders are read anew when they change, and never cost an answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.orders import OrderBook, Orders
from assistant.settings import Settings
from assistant.store import Store


class Watched:
    """A book whose reads of the store are counted."""

    def __init__(self, settings: Settings) -> None:
        self.store = Store(settings)
        self.opened = 0
        self.book = OrderBook(settings, self._open, lambda: self.store.is_open)

    def _open(self) -> Store:
        self.opened += 1
        return self.store


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(Settings(data_dir=tmp_path / "data", database_url=None, _env_file=None))


def test_where_nothing_was_ever_ordered_no_store_is_opened(watched: Watched, tmp_path: Path) -> None:
    assert watched.book.now() == Orders() and watched.opened == 0
    other = Store(Settings(data_dir=tmp_path / "data", database_url=None, _env_file=None))
    other.conversations.open()
    assert watched.book.now() == Orders() and watched.opened == 0
    other.switches.turn_off("chat", "li", "x")
    assert watched.book.now().is_off("chat") and watched.opened == 1
    other.close()


def test_a_change_is_seen_and_nothing_else_is_read_twice(watched: Watched) -> None:
    watched.store.switches.turn_off("model", "li", "x")
    first = watched.book.now()
    assert first.is_off("model") and not first.is_off("chat")
    assert watched.book.now() is first
    watched.store.switches.turn_on("model", "li", "x")
    assert not watched.book.now().is_off("model")


def test_a_file_of_an_earlier_schema_orders_nothing(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / "zjtx.sqlite3")) as connection:
        connection.execute("CREATE TABLE conversations (id TEXT)")
    assert watched.book.now() == Orders() and watched.opened == 0


def test_where_the_database_fails_what_was_ordered_last_goes_on(watched: Watched) -> None:
    watched.store.switches.turn_off("chat", "li", "x")
    assert watched.book.now().is_off("chat")
    with watched.store.database.session() as session:
        session.execute(text("DROP TABLE desk_revision"))
    assert watched.book.now().is_off("chat")


def test_what_is_no_database_orders_nothing(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "zjtx.sqlite3").write_text("这不是数据库" * 500)
    assert watched.book.now() == Orders()


def test_in_memory_they_hold_for_the_process() -> None:
    watched = Watched(Settings(database_url="sqlite://", _env_file=None))
    watched.store.switches.turn_off("chat", "li", "x")
    assert watched.book.now().is_off("chat")
