"""The real assistant, on an index built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def assistant(data_dir: Path) -> Assistant:
    """The assistant with data of its own."""
    found = Assistant.open(Settings(data_dir=data_dir, _env_file=None))
    found.ready()
    return found


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Callable[..., Answer]:
    """Ask a question on a day: `ask("…", "2022-06-20")`."""

    def run(question: str, as_of: str = "2022-06-20", **fields: object) -> Answer:
        return assistant.ask(AskRequest(question=question, as_of=date.fromisoformat(as_of), **fields))

    return run
