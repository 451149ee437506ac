"""The audit log takes no change, and a change made behind its back is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from assistant.settings import Settings
from assistant.store import Store


def _behind_its_back(settings: Settings, *changes: str) -> None:
    url = settings.database.replace("postgresql:", "postgresql+psycopg:")
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for change in changes:
            connection.execute(text(change))


def _unguarded(engine: str) -> list[str]:
    if engine == "postgresql":
        return ["SET session_replication_role = replica"]
    return [f"DROP TRIGGER {name}" for name in ("audit_no_update", "audit_no_delete")]


def test_entries_come_newest_first_and_masked(store: Store) -> None:
    store.audit.add("zhang", "release", "m1")
    store.audit.add("li", "switch_off", "chat", "来电13800138000要求暂停")
    assert [(each.who, each.what, each.about, each.reason) for each in store.audit.newest()] == [("li", "switch_off", "chat", "来电***********要求暂停"), ("zhang", "release", "m1", "")]
    assert store.audit.broken_at() is None


@pytest.mark.parametrize("change", ["UPDATE audit SET reason = 'x'", "DELETE FROM audit WHERE id = 2"])
def test_the_database_refuses_changes(store: Store, settings: Settings, change: str) -> None:
    for number in range(3):
        store.audit.add("zhang", "release", str(number))
    with pytest.raises(DBAPIError, match="append-only"):
        _behind_its_back(settings, change)
    assert len(store.audit.newest()) == 3


@pytest.mark.parametrize(
    ("change", "found"),
    [("UPDATE audit SET who = 'li' WHERE id = 2", 2), ("DELETE FROM audit WHERE id = 2", 3), ("DELETE FROM audit WHERE id = 1", 2), ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE id = 3", 3)],
)
def test_a_change_behind_its_back_is_found(store: Store, settings: Settings, engine: str, change: str, found: int) -> None:
    for number in range(3):
        store.audit.add("zhang", "release", str(number))
    _behind_its_back(settings, *_unguarded(engine), change)
    assert store.audit.broken_at() == found


def test_many_at_once_are_chained(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: store.audit.add("zhang", "release", str(number)), range(40)))
    assert len(store.audit.newest()) == 40
    assert store.audit.broken_at() is None
