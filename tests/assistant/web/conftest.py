from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"), database_url=None, site=None, root_path="")


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    found = Assistant.open(settings)
    found.ready()
    return found


@pytest.fixture(scope="session")
def client(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, settings, pages=False)) as client:
        yield client


@pytest.fixture(scope="session")
def page(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    """The service with its pages."""
    with TestClient(create_app(assistant, settings)) as client:
        yield client
