"""The real assistant, on an index built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.pipeline import Context


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


@pytest.fixture(scope="session")
def take(assistant: Assistant) -> Callable[..., Context]:
    """`take("…", "settle")`: the context after that step."""
    from assistant.pipeline import run

    def run_until(question: str, last: str, as_of: str = "2022-06-20", **fields: object) -> Context:
        context = assistant.context(AskRequest(question=question, as_of=date.fromisoformat(as_of), **fields))
        steps = assistant.steps()
        run(steps[: [step.name for step in steps].index(last) + 1], context)
        return context

    return run_until
