from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing.queues import Queue
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import assistant.store
from assistant.errors import StorageError, UnknownConversationError
from assistant.logging import configure_logging
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.tables import SCHEMA, Base
from tests.assistant.store.talks import begun

ROOT = Path(__file__).parents[3]


def _python(code: str, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *args]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


OPEN = """
import sys
from pathlib import Path
from assistant.settings import Settings
from assistant.store import Store
store = Store(Settings(data_dir=Path(sys.argv[1]), database_url=None))
print(store.conversations.save(store.conversations.open()).id, store.database.in_memory, flush=True)
"""


def test_migrations_lead_to_the_tables_of_the_code(store: Store, settings: Settings, engine: str) -> None:
    store.conversations.open()
    with create_engine(settings.database.replace("postgresql:", "postgresql+psycopg:")).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        if engine == "sqlite":
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == SCHEMA


def test_the_newest_migration_is_the_one_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(assistant.store.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_several_processes_may_open_a_new_folder_at_once(tmp_path: Path) -> None:
    processes = [_python(OPEN, str(tmp_path / "new")) for _ in range(4)]
    results = [process.communicate(timeout=120) for process in processes]
    ids = set()
    for (out, err), process in zip(results, processes, strict=True):
        assert process.returncode == 0, err
        conversation_id, in_memory = out.split()
        assert in_memory == "False", err
        ids.add(conversation_id)
    store = Store(Settings(data_dir=tmp_path / "new", database_url=None))
    assert {store.conversations.load(each).id for each in ids} == ids
    assert len(ids) == 4


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    writer = _python(OPEN + "while True: print(store.conversations.save(store.conversations.open()).id, flush=True)", str(tmp_path))
    assert writer.stdout is not None
    lines = [writer.stdout.readline().split()[0] for _ in range(200)]
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    store = Store(Settings(data_dir=tmp_path, database_url=None))
    assert [store.conversations.load(each).id for each in lines] == lines
    assert not store.database.in_memory


@pytest.mark.parametrize("blocked", ["a file in the folder's place", "no database", "a folder"])
def test_a_folder_that_cannot_be_used_means_memory_and_a_warning(
    tmp_path: Path, blocked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging()
    settings = Settings(data_dir=tmp_path / "data", database_url=None)
    database = tmp_path / "data" / "zjtx.sqlite3"
    if blocked == "a file in the folder's place":
        (tmp_path / "data").write_text("")
    else:
        database.parent.mkdir()
        database.mkdir() if blocked == "a folder" else database.write_text("这不是数据库" * 500)
    store = Store(settings)
    opened = begun(store)
    assert store.conversations.load(opened.id) == opened
    assert store.database.in_memory
    captured = capsys.readouterr()
    assert "store_in_memory" in captured.err
    assert str(database) in captured.err
    assert captured.out == ""


def _open_as_nobody(data_dir: Path, told: Queue[tuple[bool, str]]) -> None:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    store = Store(Settings(data_dir=data_dir, database_url=None))
    told.put((store.database.in_memory, begun(store).id))


@pytest.mark.sqlite
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without write access")
def test_somebody_without_write_access_gets_memory(store: Store, settings: Settings) -> None:
    store.conversations.open()
    store.close()
    for folder in (settings.data_dir, *list(settings.data_dir.parents)[:3]):
        folder.chmod(0o755)
    context = multiprocessing.get_context("fork")  # the interpreter itself may not be readable for nobody
    told: Queue[tuple[bool, str]] = context.Queue()
    process = context.Process(target=_open_as_nobody, args=(settings.data_dir, told))
    process.start()
    in_memory, conversation_id = told.get(timeout=60)
    process.join()
    assert in_memory
    with pytest.raises(UnknownConversationError):
        Store(settings).conversations.load(conversation_id)


def test_a_server_that_is_not_there_is_an_error_and_not_memory() -> None:
    with pytest.raises(StorageError):
        Store(Settings(database_url="postgresql+nodriver://127.0.0.1:1/zjtx")).database  # noqa: B018


def test_nothing_of_the_database_escapes_unmapped(store: Store) -> None:
    with store.database.session() as session:
        session.execute(text("DROP TABLE conversations"))
    with pytest.raises(StorageError) as raised:
        begun(store)
    assert raised.value.http_status == 503
