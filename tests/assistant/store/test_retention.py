"""The server deletes what has run out by itself."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from assistant.errors import StorageError
from assistant.rules.profile import Profile
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.retention import Retention
from assistant.store.tables import ConversationRow
from tests.assistant.store.talks import begun


def _ids(store: Store) -> set[str]:
    with store.database.session() as session:
        return set(session.scalars(select(ConversationRow.id)))


def _age(store: Store, id: str, days: float) -> None:
    with store.database.session() as session:
        session.execute(update(ConversationRow).where(ConversationRow.id == id).values(updated_at=datetime.now(UTC) - timedelta(days=days)))


def _until(happened: object) -> None:
    ends = time.monotonic() + 20
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_what_has_run_out_goes_by_itself_and_what_has_not_stays(store: Store) -> None:
    old, fresh = begun(store), begun(store)
    _age(store, old.id, 31)
    retention = Retention(lambda: store, every=0.05)
    retention.start()
    _until(lambda: _ids(store) == {fresh.id})
    later = begun(store)
    _age(store, later.id, 31)
    _until(lambda: _ids(store) == {fresh.id})
    retention.stop()


def test_a_greeting_is_kept_for_a_day_and_what_was_told_for_all_its_days(store: Store) -> None:
    greeting, telling = begun(store), begun(store)
    store.conversations.save(type(telling)(id=telling.id, profile=Profile.parse({"employees": 80}), turns=telling.turns))
    for talk in (greeting, telling):
        _age(store, talk.id, 0.9)
    assert store.records.purge(compact=False).conversations == 0
    for talk in (greeting, telling):
        _age(store, talk.id, 1.1)
    assert store.records.purge(compact=False).conversations == 1
    assert _ids(store) == {telling.id}


def test_a_store_that_refuses_is_tried_again() -> None:
    calls: list[int] = []

    def refusing() -> Store:
        calls.append(1)
        raise StorageError

    retention = Retention(refusing, every=0.01)
    retention.start()
    _until(lambda: len(calls) > 2)
    retention.stop()


@pytest.mark.sqlite
def test_what_was_deleted_is_in_no_file_any_more(store: Store, settings: Settings) -> None:
    talk = begun(store)
    store.conversations.save(type(talk)(id=talk.id, profile=Profile.parse({"name": "江南精密轴承厂"}), turns=talk.turns))
    _age(store, talk.id, 31)
    assert "江南精密" in _content(settings.data_dir)
    store.records.purge(compact=False)
    assert "江南精密" not in _content(settings.data_dir)


def _content(folder: Path) -> str:
    """Every byte, with what JSON escapes of Chinese said as itself."""
    raw = b"".join(path.read_bytes() for path in folder.iterdir())
    return raw.decode("utf-8", "replace") + raw.decode("ascii", "replace").encode().decode("unicode_escape", "replace")
