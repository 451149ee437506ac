"""`/readyz` tells what is missing while answers go on, and that it is back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from index.files import POINTER
from tools.cluster.redis import Redis, running_redis


@dataclass(frozen=True)
class _Running:
    assistant: Assistant
    client: TestClient
    redis: Redis

    def missing(self) -> list[str]:
        told = self.client.get("/readyz")
        assert told.status_code == 200 and told.json()["status"] == "ready"
        return [str(each["part"]) for each in told.json().get("missing", [])]

    def answers(self) -> bool:
        body = {"question": "小巨人的资产负债率要求多少", "as_of": "2022-06-20"}
        return bool(self.client.post("/api/v1/ask", json=body).json()["status"] == "answered")


@pytest.fixture
def running(assistant: Assistant, tmp_path: Path) -> Iterator[_Running]:
    assistant.ready()
    shutil.copytree(assistant.settings.index_path, tmp_path / "index")
    with running_redis() as redis:
        settings = Settings(data_dir=tmp_path, limits_url=redis.url, _env_file=None)
        own = Assistant.open(settings)
        with TestClient(create_app(own, settings, pages=False)) as client:
            yield _Running(own, client, redis)
        own.store.close()


def test_what_is_missing_is_told_and_that_it_is_back(running: _Running) -> None:
    assert running.answers() and running.missing() == []
    running.redis.stop()
    assert running.missing() == ["limits"] and running.answers()
    running.redis.start()
    assert running.missing() == []
    database = running.assistant.settings.data_dir / "zjtx.sqlite3"
    running.assistant.store.close()
    for file in database.parent.glob("zjtx.sqlite3*"):
        file.unlink()
    database.mkdir()
    assert running.missing() == ["database"] and running.answers()
    database.rmdir()
    assert running.missing() == []


def test_an_index_that_was_not_taken_up_is_told(running: _Running) -> None:
    assert running.answers()
    pointer = running.assistant.settings.index_path / POINTER
    kept = pointer.read_text()
    pointer.write_text(f"20261126T000000-00000000 {'0' * 64}\n")
    running.assistant.follow()
    assert running.missing() == ["index"] and running.answers()
    pointer.write_text(kept)
    running.assistant.follow()
    assert running.missing() == []


def test_memory_alone_is_told(assistant: Assistant) -> None:
    settings = assistant.settings.model_copy(update={"database_url": "sqlite://"})
    own = Assistant.open(settings)
    assert own.ask(AskRequest(question="你好")).status == "answered"
    with TestClient(create_app(own, settings, pages=False)) as client:
        (told,) = client.get("/api/v1/readyz").json()["missing"]
    assert told == {"part": "database", "problem": "对话只保存在本进程的内存里，重启后就没有了"}
