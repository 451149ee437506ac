"""Whole answers as people see them; `python -m tools.golden` writes them anew, and the difference is read before it is committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from tools.golden import GOLDEN, GoldenQuestion, as_golden, golden_questions

QUESTIONS = golden_questions()


@pytest.fixture(scope="module")
def assistant(data_dir: Path) -> Assistant:
    return Assistant.open(Settings(data_dir=data_dir, database_url="sqlite://", _env_file=None))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_the_one_that_was_reviewed(question: GoldenQuestion, assistant: Assistant) -> None:
    kept = (GOLDEN / f"{question.name}.md").read_text(encoding="utf-8")
    assert as_golden(question, assistant.ask(question.request)) == kept


def test_every_golden_file_has_its_question() -> None:
    assert {path.stem for path in GOLDEN.glob("*.md")} == {question.name for question in QUESTIONS}
