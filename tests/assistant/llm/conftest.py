"""Models before a scripted endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from assistant.llm.chat import ChatModel, open_chat
from assistant.llm.port import ModelMessage, ModelRequest
from assistant.settings import Settings
from tests.assistant.llm.scripted_server import Script, Server, answer, serving

Opened = Callable[..., tuple[ChatModel, Server]]


@pytest.fixture
def settings_for() -> Callable[..., Settings]:
    """`settings_for(url, llm_retries=0)`: settings that name the endpoint, with short times."""

    def make(url: str, **more: Any) -> Settings:
        fields = {"llm_provider": "openai", "llm_base_url": url, "llm_model": "m", "llm_first_seconds": 1, "llm_seconds": 2}
        return Settings(_env_file=None, **{**fields, **more})

    return make


@pytest.fixture(scope="session")
def warm() -> None:
    """The libraries load half of themselves with the first call; the times of the tests are not for that."""
    with serving(lambda body: answer(body, "{}")) as server:
        fields = {"llm_provider": "openai", "llm_base_url": server.url, "llm_model": "m"}
        open_chat(Settings(_env_file=None, **fields)).complete(ModelRequest("read", 1, (ModelMessage("user", "好"),), {"type": "object"}))


@pytest.fixture
def scripted(warm: None, settings_for: Callable[..., Settings]) -> Iterator[Opened]:
    """`scripted(script)`: a model before a server that plays the script, and the server."""
    with ExitStack() as stack:

        def start(script: Script, **more: Any) -> tuple[ChatModel, Server]:
            server = stack.enter_context(serving(script))
            return open_chat(settings_for(server.url, **more)), server

        yield start
