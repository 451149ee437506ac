"""What the page shows of a run, read back from the run's folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.cases import read_jsonl


@dataclass(frozen=True)
class Observed:
    """One answer and how it was judged.

    Attributes:
        text: the message; empty where the set may not be shown, like `misses` and `way`.
        sure: how sure the reading was, 0 to 1; ms: what the answer took.
        kind: as answered; kinds: those expected, none where any will do.
        misses: what was wrong, a line each.
        way: how the answer came about, in words.
    """

    set: str
    id: str
    part: str
    right: bool
    text: str = ""
    sure: float | None = None
    ms: float | None = None
    kind: str | None = None
    kinds: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    way: str = ""


@dataclass(frozen=True)
class Found:
    """Where one system ranked the clause that answers.

    Attributes:
        topic: what the question is about; rank: from 1, None where it was not found.
    """

    set: str
    system: str
    topic: str
    rank: int | None


@dataclass(frozen=True)
class Run:
    """All that the page shows."""

    answers: tuple[Observed, ...]
    rankings: tuple[Found, ...]


def observe(folder: Path) -> Run:
    """Read a judged run's folder."""
    return Run(
        tuple(Observed(set=path.parent.name, **_fields(line)) for path in sorted(folder.glob("*/observed.jsonl")) for line in _lines(path)),
        tuple(
            Found(path.parent.name, str(line["system"]), str(line["topic"]), line["rank"])
            for path in sorted(folder.glob("*/ranks.jsonl"))
            for line in _lines(path)
        ),
    )


def write_observed(place: Path, observed: Iterator[Observed]) -> None:
    """Write what is to be shown of a set into its folder."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "observed.jsonl").open("w", encoding="utf-8") as out:
        for each in observed:
            fields = {name: value for name, value in vars(each).items() if name != "set"}
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (line for _, line in read_jsonl(path))


def _fields(line: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in line.items()}
