"""Write the golden answers anew: `python -m tools.golden`. Read the difference before it is committed: each line is what people see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.settings import settings

GOLDEN = Path(__file__).parents[1] / "tests" / "golden"


@dataclass(frozen=True)
class GoldenQuestion:
    """A request whose whole answer is kept in `<name>.md`."""

    name: str
    request: AskRequest


def golden_questions(folder: Path = GOLDEN) -> list[GoldenQuestion]:
    """The requests of `questions.jsonl`."""
    lines = (json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    return [GoldenQuestion(line.pop("name"), AskRequest.model_validate(line)) for line in lines]


def as_golden(question: GoldenQuestion, answer: Answer) -> str:
    """An answer as it is kept: what was asked, how it was taken, the answer, and what its marks stand for."""
    request = question.request
    matters = "、".join(f"{part['topic'] or '—'}/{part['form'] or '—'}" for part in answer.parts)
    marks = "\n".join(f"[{citation.mark}] {citation.clause_id}" for citation in answer.citations)
    head = f"{request.question}\n{request.as_of} · {answer.status.value} · {answer.kind.value} · {matters or '—'}"
    return f"{head}\n\n----\n\n{answer.answer.rstrip()}\n" + (f"\n----\n\n{marks}\n" if marks else "")


def main() -> None:
    """Ask every question and write its file."""
    assistant = Assistant.open(settings().model_copy(update={"database_url": "sqlite://", "trace_days": 0, "llm_provider": "none"}))
    for question in golden_questions():
        text = as_golden(question, assistant.ask(question.request))
        (GOLDEN / f"{question.name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
