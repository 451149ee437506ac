from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.store import Store
from tests.postgres import Postgres, running_postgres


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test of a store runs on each kind of database, but for what is of SQLite's file alone."""
    if "engine" in metafunc.fixturenames:
        file_only = any(mark.name == "sqlite" for mark in metafunc.definition.iter_markers())
        metafunc.parametrize("engine", ["sqlite"] if file_only else ["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, engine: str, request: pytest.FixtureRequest) -> Settings:
    url = request.getfixturevalue("postgres").emptied() if engine == "postgresql" else None
    return Settings(data_dir=tmp_path / "data", database_url=url, _env_file=None)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()
