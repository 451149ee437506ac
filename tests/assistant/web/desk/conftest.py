"""A desk with somebody of each role, on a store of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.people import DeskRole
from assistant.web.app import create_app

WORD = "correct horse battery"


class Browser:
    """Somebody at the desk: follows no redirect by itself, and brings the CSRF token of the page along."""

    def __init__(self, app: FastAPI, name: str | None) -> None:
        self.client = TestClient(app, follow_redirects=False)
        self.csrf = ""
        if name is not None:
            answer = self.client.post("/desk/sign-in", data={"name": name, "password": WORD})
            assert answer.status_code == 303, answer.text
            found = re.search(r'name="csrf" value="([^"]+)"', self.client.get("/desk").text)
            assert found is not None
            self.csrf = found[1]

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.post(path, data={"csrf": self.csrf, **fields})

    def version(self, mail: str) -> str:
        found = re.search(r'name="version" value="(\d+)"', self.get(f"/desk/mails/{mail}").text)
        assert found is not None
        return found[1]

    def paste(self, text: str, as_of: str = "2022-06-20") -> str:
        """Paste a mail; its id."""
        answer = self.post("/desk/mails", text=text, as_of=as_of)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].rpartition("/")[2]


@pytest.fixture(scope="module")
def desk_settings(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return assistant.settings.model_copy(update={"data_dir": tmp_path_factory.mktemp("desk"), "index_dir": assistant.settings.index_path, "database_url": None})


@pytest.fixture(scope="module")
def desk_app(desk_settings: Settings) -> Iterator[FastAPI]:
    own = Assistant.open(desk_settings)
    for role in DeskRole:
        own.store.people.add(role.value, role, WORD)
    yield create_app(own, desk_settings)
    own.store.close()


@pytest.fixture(scope="module")
def desk_store(desk_app: FastAPI) -> Store:
    store: Store = desk_app.state.service.assistant.store
    return store


@pytest.fixture(scope="module")
def enter(desk_app: FastAPI) -> Callable[[str | None], Browser]:
    """`enter("agent")`: somebody of that role, signed in once; `enter(None)`: nobody."""
    known: dict[str | None, Browser] = {}

    def run(name: str | None) -> Browser:
        if name not in known:
            known[name] = Browser(desk_app, name)
        return known[name]

    return run
