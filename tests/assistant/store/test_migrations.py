"""A database of any earlier version, with what is kept in it, becomes one of today and loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import assistant.store
from assistant.logging import configure_logging
from assistant.settings import Settings
from assistant.store import Store
from assistant.topics.forms import AskedTopic, Form
from tests.assistant.store.talks import begun

NOW: Final = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
_FOLDER: Final = str(Path(assistant.store.__file__).with_name("migrations"))
_SPECIAL: Final[dict[str, Any]] = {"profile": {"employees": 80}, "asked": [{"topic": "deadline", "forms": ["when"], "objects": []}], "last_topic": "deadline", "last_forms": "when", "last_field": "employees", "event": "issued 2022-06-01", "tier": "little_giant", "track": "new", "role": "agent", "as_of": "2022-06-20", "state": "open"}


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", _FOLDER)
    config.attributes["connection"] = connection
    return config


REVISIONS: Final = [script.revision for script in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions()))]


def _made(column: sa.Column[Any], number: int) -> Any:
    """A value for a column of any kind."""
    if column.name in _SPECIAL:
        return _SPECIAL[column.name]
    kind = column.type
    if isinstance(kind, sa.JSON):
        return {"n": number}
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.DateTime):
        return NOW
    return number if isinstance(kind, sa.Integer | sa.Float) else f"t{number}"


def _typed(table: sa.Table) -> sa.Table:
    """The table with its columns of JSON called so: SQLite only remembers the word."""
    for column in table.columns:
        if isinstance(column.type, sa.JSON) or str(column.type) == "JSON":
            column.type = sa.JSON()
    return table


def _rows(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    found = sa.MetaData()
    found.reflect(connection)
    tables = {name: _typed(table) for name, table in found.tables.items() if name != "alembic_version"}
    return {name: [dict(row) for row in connection.execute(sa.select(table)).mappings()] for name, table in tables.items()}


def _fill(connection: sa.Connection) -> None:
    found = sa.MetaData()
    found.reflect(connection)
    for name, table in found.tables.items():
        if name != "alembic_version" and not connection.scalar(sa.select(sa.func.count()).select_from(table)):
            connection.execute(sa.insert(_typed(table)), [{column.name: _made(column, number) for column in table.columns} for number in (1, 2)])


@pytest.fixture
def empty(tmp_path: Path, engine: str, request: pytest.FixtureRequest) -> Settings:
    """A database with no table in it."""
    url = request.getfixturevalue("postgres").fresh() if engine == "postgresql" else None
    return Settings(data_dir=tmp_path, database_url=url, _env_file=None)


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_is_kept_comes_along_from_every_version(empty: Settings, revision: str) -> None:
    engine = sa.create_engine(empty.database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)
        _fill(connection)
        before = _rows(connection)
    assert before["conversations"] and before["feedback"]
    store = Store(empty)
    talk = store.conversations.load("t1")
    assert (talk.profile.to_json(), talk.tier, talk.last_fields, talk.turns) == ({"employees": 80}, "little_giant", ("employees",), 1)
    forms = (Form.WHEN,) if revision != "0001" else ()
    assert talk.asked == (AskedTopic("deadline", forms),)
    assert not store.database.in_memory
    store.close()
    with engine.connect() as connection:
        after = _rows(connection)
    engine.dispose()
    for table, rows in before.items():
        kept = [{name: value for name, value in row.items() if name in after[table][0]} for row in rows]
        assert [{name: row[name] for name in kept[0]} for row in after[table]] == kept


def test_a_database_that_a_newer_version_has_widened_goes_on_being_used(empty: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    store = Store(empty)
    kept = begun(store)
    store.close()
    engine = sa.create_engine(empty.database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE conversations ADD COLUMN added_later VARCHAR(8)"))
        connection.execute(sa.text("CREATE TABLE made_later (id INTEGER PRIMARY KEY)"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    again = Store(empty)
    assert again.conversations.save(again.conversations.load(kept.id)).turns == 2
    assert not again.database.in_memory
    again.close()
    assert "schema_newer" in capsys.readouterr().err
