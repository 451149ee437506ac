"""What happens to a database while it is in use: an error that says so, nothing spoilt, and on again by itself."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import StorageError
from assistant.logging import configure_logging
from assistant.reach import LONGEST
from assistant.rules.profile import Profile
from assistant.settings import Settings
from assistant.store import Conversation, Store, conversations, opening
from tests.assistant.store.talks import begun
from tests.postgres import running_postgres
from tests.silent import way_to
from tools.cluster.postgres import wait_until_reachable

ROOT = Path(__file__).parents[3]


def _database(settings: Settings) -> Path:
    return settings.data_dir / "zjtx.sqlite3"


def _sound(settings: Settings) -> bool:
    with closing(sqlite3.connect(_database(settings))) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def _refuses(store: Store) -> str:
    with pytest.raises(StorageError) as raised:
        begun(store)
    assert raised.value.http_status == 503
    return raised.value.message


@contextmanager
def _locked(settings: Settings) -> Iterator[None]:
    with closing(sqlite3.connect(_database(settings), timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@pytest.mark.sqlite
def test_locked_by_another_it_refuses_for_as_long(store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_BUSY_MS", 100)
    kept = begun(store)
    with _locked(settings):
        assert "请稍后再试" in _refuses(store)
    assert store.conversations.save(kept).turns == 2
    assert _sound(settings)


@pytest.mark.sqlite
def test_locked_when_it_is_opened_it_is_not_left_for_memory(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(Store(settings))
    monkeypatch.setattr(opening, "_BUSY_MS", 100)
    store = Store(settings)
    with _locked(settings):
        _refuses(store)
    assert begun(store) and not store.database.in_memory


@pytest.mark.sqlite
@pytest.mark.parametrize("how", ["deleted", "replaced", "folder gone"])
def test_deleted_under_a_running_server_is_noticed_and_said(store: Store, settings: Settings, how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    early = begun(store)
    store.close()
    shutil.copy(_database(settings), tmp_path / "backup")
    lost = begun(store)
    if how == "folder gone":
        shutil.rmtree(settings.data_dir)
    else:
        _database(settings).unlink()
    if how == "replaced":
        os.replace(tmp_path / "backup", _database(settings))
    kept = begun(store)
    assert "database_gone" in capsys.readouterr().err
    store.close()
    with closing(sqlite3.connect(_database(settings))) as connection:
        found = {row[0] for row in connection.execute("SELECT id FROM conversations")}
    assert found == ({early.id, kept.id} if how == "replaced" else {kept.id})
    assert lost.id not in found and _sound(settings)


@pytest.mark.sqlite
def test_where_nothing_can_stand_in_its_place_it_refuses_until_it_can(store: Store, settings: Settings) -> None:
    begun(store)
    shutil.rmtree(settings.data_dir)
    settings.data_dir.write_text("in the way")
    _refuses(store)
    settings.data_dir.unlink()
    kept = begun(store)
    assert store.conversations.load(kept.id) == kept and not store.database.in_memory


FULL = """
import resource, signal, sys
from dataclasses import replace
from pathlib import Path
from assistant.errors import StorageError
from assistant.rules.profile import Profile
from assistant.settings import Settings
from assistant.store import Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Settings(data_dir=Path(sys.argv[1]), database_url=None, _env_file=None))
save = lambda: store.conversations.save(replace(store.conversations.open(), profile=Profile.parse({"name": "x" * 200})))
kept = [save().id]
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, most))
refused = 0
for _ in range(150):
    try:
        kept.append(save().id)
    except StorageError:
        refused += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
kept += [save().id for _ in range(5)]
print(refused, store.database.in_memory, *kept)
"""


@pytest.mark.sqlite
def test_a_full_disk_refuses_spoils_nothing_and_goes_on_once_there_is_room(settings: Settings) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(settings.data_dir)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    refused, in_memory, *kept = done.stdout.split()
    assert (int(refused) > 0, in_memory) == (True, "False")
    assert len(kept) > 6 and _sound(settings)
    store = Store(settings)
    assert [store.conversations.load(each).id for each in kept] == kept


@pytest.mark.sqlite
def test_a_disk_that_turns_read_only_refuses_and_goes_on_afterwards(settings: Settings) -> None:
    """The system's own refusal: no byte may be written any more, not even by root."""
    code = FULL.replace("(300_000, most)", "(0, most)")
    done = subprocess.run([sys.executable, "-c", code, str(settings.data_dir)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    refused, in_memory, *kept = done.stdout.split()
    assert (refused, in_memory, len(kept)) == ("150", "False", 6)
    assert _sound(settings)


def test_a_clock_set_back_keeps_conversations_and_their_turns(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = begun(store)

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Earlier:
            return cls.fromtimestamp((datetime.now(UTC) - timedelta(days=400)).timestamp(), UTC)

    monkeypatch.setattr(conversations, "datetime", Earlier)
    again = store.conversations.save(store.conversations.load(kept.id))
    assert (again.turns, again.updated_at) == (2, kept.updated_at)
    later = begun(store)
    assert {store.conversations.load(each.id).id for each in (kept, later)} == {kept.id, later.id}
    store.records.purge(compact=False)
    assert store.conversations.load(kept.id).turns == 2


def test_a_server_that_goes_and_comes_back_loses_nothing() -> None:
    with running_postgres() as server:
        store = Store(Settings(database_url=server.fresh(), _env_file=None))
        kept = [begun(store)]
        server.stop()
        assert "请稍后再试" in _refuses(store)
        server.start()
        wait_until_reachable(server.url())
        kept.append(_soon(lambda: begun(store)))
        kept[0] = store.conversations.save(replace(kept[0], profile=Profile.parse({"employees": 80})))
        assert [_plain(store.conversations.load(each.id)) for each in kept] == [_plain(each) for each in kept]
        store.close()
        server.stop()
        away = Store(Settings(database_url=server.url("postgres"), _env_file=None))
        _refuses(away)
        server.start()
        wait_until_reachable(server.url())
        _soon(lambda: begun(away))
        away.close()


def _soon(do: Callable[[], Conversation]) -> Conversation:
    """Do it as soon as the database is tried again."""
    ends = time.monotonic() + 2 * LONGEST
    while True:
        try:
            return do()
        except StorageError:
            assert time.monotonic() < ends
            time.sleep(0.05)


def _plain(talk: Conversation) -> Conversation:
    return replace(talk, updated_at=datetime.min)


def test_a_network_that_goes_silent_costs_few_people_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(opening._SERVER, "connect_timeout", 2)
    with running_postgres() as server, way_to(server.port) as way:
        url = server.fresh().replace(str(server.port), str(way.port))
        store = Store(Settings(database_url=url, _env_file=None))
        kept = begun(store)
        store.close()  # the next one has to connect anew
        way.cut()
        _refuses(store)
        started = time.monotonic()
        for _ in range(20):
            _refuses(store)
        assert time.monotonic() - started < 1
        way.mend()
        assert _soon(lambda: store.conversations.save(kept)).turns == 2
        store.close()


def test_more_people_than_connections_are_all_served() -> None:
    with running_postgres() as server:
        store = Store(Settings(database_url=server.fresh(), database_connections=2, _env_file=None))
        with ThreadPoolExecutor(16) as pool:
            kept = list(pool.map(lambda _: begun(store).id, range(64)))
        assert len(set(kept)) == 64 and [store.conversations.load(each).id for each in kept] == kept
        store.close()
