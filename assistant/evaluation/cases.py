"""Question sets: one folder each, `set.yaml` says what it measures, `cases.jsonl` holds the cases.

>>> own = load_set("own")
>>> own.cases[0].clauses[0][0]
'notice-2022-133/3/4'
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.evaluation.errors import BadCaseError, UnknownSetError
from assistant.evaluation.texts import texts
from assistant.models import Kind, Status
from corpus.terms import Tier, Track
from corpus.yamlfile import load_yaml

SETS_DIR = Path(__file__).parent / "sets"

Part = Literal["tuned", "held_out"]
_Row = TypeVar("_Row", bound=BaseModel)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Alternatives = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
"""Any one of them will do; a single one may be written without the list."""


class Case(BaseModel):
    """One question and what a right answer must hold; the fields are described in `set.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    part: Part
    topic: str
    question: str
    as_of: date | None = None
    tier: Tier | None = None
    round: int | None = None
    track: Track | None = None
    kind: Annotated[tuple[Kind, ...] | None, BeforeValidator(_listed)]
    status: Annotated[tuple[Status, ...], BeforeValidator(_listed), Field(min_length=1)]
    clauses: tuple[Alternatives, ...] = ()
    must: tuple[Alternatives, ...] = ()
    must_not: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    note: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether an answer, and nothing else, is right."""
        return set(self.status) <= ANSWERING and self.kind != (Kind.SMALLTALK,)

    @property
    def must_decline(self) -> bool:
        """Whether only declining is right."""
        return not set(self.status) & ANSWERING

    @property
    def searchable(self) -> bool:
        """Whether `search`, which takes no tier, round or track, can be measured on it."""
        return bool(self.clauses) and self.answerable and not (self.tier or self.round or self.track)


ANSWERING = frozenset({Status.ANSWERED, Status.NEEDS_INPUT})


@dataclass(frozen=True)
class QuestionSet:
    """A named set of cases."""

    name: str
    title: str
    cases: tuple[Case, ...]


def known_sets() -> tuple[str, ...]:
    """Names of the sets that come with the project."""
    return tuple(sorted(path.parent.name for path in SETS_DIR.glob("*/set.yaml")))


def load_set(name: str, folder: Path | None = None) -> QuestionSet:
    """Read a set.

    Args:
        name: a folder under `sets/`.
        folder: where it is, if not there.

    Raises:
        UnknownSetError: there is no such set.
        BadCaseError: a line that is no case, or an id used twice.
    """
    place = folder or SETS_DIR / name
    if not (place / "set.yaml").is_file() or not (place / "cases.jsonl").is_file():
        raise UnknownSetError(texts()("unknown_set", name=name, known="、".join(known_sets())), "set")
    described = load_yaml(place / "set.yaml")
    cases: dict[str, Case] = {}
    for field, row in read_jsonl(place / "cases.jsonl"):
        case = validated(Case, row, field)
        if case.id in cases:
            raise BadCaseError(texts()("repeated_case", id=case.id), field)
        cases[case.id] = case
    return QuestionSet(str(described["name"]), str(described["title"]), tuple(cases.values()))


def validated(model: type[_Row], row: object, field: str) -> _Row:
    """A line of a set as its type; what the line says stands in no message.

    Raises:
        BadCaseError: it doesn't fit; `field` says where it stands.
    """
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadCaseError(texts()("bad_case", where=where, what=first["msg"]), field) from None


def read_jsonl(path: Path) -> Iterator[tuple[str, Any]]:
    """Every line's `file:line` and its JSON value.

    Raises:
        BadCaseError: a line that is not JSON.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield f"{path.name}:{number}", json.loads(line)
            except json.JSONDecodeError as error:
                raise BadCaseError(texts()("bad_json"), f"{path.name}:{number}") from error
