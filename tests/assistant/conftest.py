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
def take(data_dir: Path) -> Callable[..., Context]:
    """`take("…", "settle")`: the context after that step; the index is only built where a question needs a search."""
    from assistant.answering.finding import Finder
    from assistant.pipeline import Context, run
    from assistant.sites import find_site
    from assistant.steps.compose import Compose
    from assistant.steps.find import Find
    from assistant.steps.focus import Focus
    from assistant.steps.ground import Ground
    from assistant.steps.recall import Recall
    from assistant.steps.remember import Remember
    from assistant.steps.settle import Settle
    from assistant.steps.understand import Understand

    settings = Settings(data_dir=data_dir, _env_file=None)
    assistant = Assistant.open(settings)
    steps = (
        Understand(),
        Recall(lambda: assistant.store),
        Settle(assistant.standards()),
        Find(),
        Focus(),
        Compose(),
        Ground(),
        Remember(lambda: assistant.store),
    )

    def run_until(question: str, last: str, as_of: str = "2022-06-20", **fields: object) -> Context:
        request = AskRequest(question=question, as_of=date.fromisoformat(as_of), **fields)
        site = find_site(request.site, settings)
        finder = Finder(lambda: assistant.ready(request.site))
        context = Context(request, date.fromisoformat(as_of), assistant.library(request.site), finder, site)
        names = [step.name for step in steps]
        run(steps[: names.index(last) + 1], context)
        return context

    return run_until
