"""A sample for a second judge: drawn by a seed, answered, written down; and what the two judges agree on.

`sample.jsonl` holds a message a line with its answer and what the row expects, and `"right": null` to be filled in with
true or false; `verdicts.jsonl` beside it holds what the program said, which the second judge doesn't look at.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.evaluation.cases import read_jsonl, validated
from assistant.evaluation.errors import BadSampleError
from assistant.evaluation.rows.asking import AskedRow
from assistant.evaluation.rows.judging import judge
from assistant.evaluation.rows.report import as_json
from assistant.evaluation.rows.rowset import RowSet
from assistant.evaluation.texts import texts

SAMPLE: Final = "sample.jsonl"
VERDICTS: Final = "verdicts.jsonl"


class _Marked(BaseModel):
    """What is read back of a line that a person has judged."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, hide_input_in_errors=True)

    id: str
    right: bool | None


@dataclass(frozen=True)
class Comparison:
    """Two judges on the same messages.

    Attributes:
        judged: how many the person has judged.
        open: ids that the person has not.
        person_right, program_right: how many each found right.
        stricter_program: ids that only the person found right.
        stricter_person: ids that only the program found right.
    """

    judged: int
    open: tuple[str, ...]
    person_right: int
    program_right: int
    stricter_program: tuple[str, ...]
    stricter_person: tuple[str, ...]

    @property
    def agreement(self) -> float | None:
        """Share on which both say the same; None where nothing is judged."""
        differing = len(self.stricter_program) + len(self.stricter_person)
        return (self.judged - differing) / self.judged if self.judged else None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "agreement": self.agreement}

    def __str__(self) -> str:
        text = texts()
        shown = "—" if self.agreement is None else f"{self.agreement:.3f}"
        lines = [text("agreement", agreement=shown, judged=self.judged, person=self.person_right, program=self.program_right)]
        for key in ("stricter_program", "stricter_person", "open"):
            if ids := getattr(self, key):
                lines.append(text(f"compared_{key}", count=len(ids), ids="、".join(ids)))
        return "\n".join(lines)


def draw(rows: RowSet, count: int, seed: int) -> RowSet:
    """`count` rows of the set, the same for the same seed; a conversation is one row and comes whole.

    Raises:
        BadSampleError: the set has fewer rows.
    """
    everything = [row.id for row in (*rows.mails, *rows.questions)] + [talk.id for talk in rows.conversations]
    if not 1 <= count <= len(everything):
        raise BadSampleError(texts()("bad_sample", most=len(everything)), "sample")
    drawn = set(random.Random(seed).sample(everything, count))
    return replace(
        rows,
        mails=tuple(row for row in rows.mails if row.id in drawn),
        questions=tuple(row for row in rows.questions if row.id in drawn),
        conversations=tuple(row for row in rows.conversations if row.id in drawn),
    )


def write_sample(asked: Iterable[AskedRow], folder: Path) -> int:
    """Write both files into `folder`; how many messages there are."""
    everything = list(asked)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / SAMPLE, [_for_a_person(each) for each in everything])
    _write(folder / VERDICTS, [as_json(judge(each.exchange, each.answer)) for each in everything])
    return len(everything)


def compare(sample: Path) -> Comparison:
    """Hold a judged sample against the program's verdicts beside it.

    Raises:
        BadSampleError: one of the two files is not there, or they are not of the same messages.
        BadCaseError: a line without an id or with a `right` that is none of true, false, null.
    """
    verdicts = sample.with_name(VERDICTS)
    for path in (sample, verdicts):
        if not path.is_file():
            raise BadSampleError(texts()("no_sample", file=path), "compare")
    person, program = _marks(sample), _marks(verdicts)
    if set(person) != set(program):
        raise BadSampleError(texts()("other_sample"), "compare")
    judged = [id for id, right in person.items() if right is not None]
    return Comparison(
        len(judged),
        tuple(id for id, right in person.items() if right is None),
        sum(bool(person[id]) for id in judged),
        sum(bool(program[id]) for id in judged),
        tuple(id for id in judged if person[id] and not program[id]),
        tuple(id for id in judged if program[id] and not person[id]),
    )


def _for_a_person(asked: AskedRow) -> dict[str, Any]:
    exchange = asked.exchange
    expected = exchange.turn.model_dump(mode="json", exclude_unset=True, exclude={"text", "id", "kind", "as_of"})
    return {
        "id": exchange.id,
        "part": exchange.part,
        "as_of": exchange.as_of.isoformat(),
        "text": exchange.turn.text,
        "right": None,
        "expected": expected,
        "answer": asked.answer,
    }


def _marks(path: Path) -> dict[str, bool | None]:
    marks: dict[str, bool | None] = {}
    for field, line in read_jsonl(path):
        marked = validated(_Marked, line, field)
        marks[marked.id] = marked.right
    return marks


def _write(path: Path, lines: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
