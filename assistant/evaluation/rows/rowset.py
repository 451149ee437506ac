"""Rows and their loading: a set is a folder with `set.yaml`, `mails.jsonl`, `questions.jsonl`, `conversations.jsonl`.

A set that is not to be shown is pinned: its `SHA256SUMS` names every file, and a changed one is refused.

>>> dev = load_rows("dev")
>>> dev.questions[0].must
(('6月21日',), ('6月28日',))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.evaluation.cases import SETS_DIR, known_sets, read_jsonl, validated
from assistant.evaluation.errors import BadCaseError, ChangedSetError, UnknownSetError
from assistant.evaluation.texts import texts
from assistant.models import Day, Kind, Status
from assistant.rules.logic import Status as Verdict
from corpus.terms import Tier, Track
from corpus.yamlfile import load_yaml

ROW_SETS: Final = ("dev", "unseen")
CASES: Final = "cases"
"""The set of cases that an operator adds; it lies in the data folder."""
CASES_FILE: Final = "cases.jsonl"
SUMS: Final = "SHA256SUMS"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[str, Field(min_length=1)]
Alternatives = Annotated[tuple[Words, ...], BeforeValidator(_listed), Field(min_length=1)]
"""Any one of them will do; a single one may be written without the list."""

Statuses = Annotated[tuple[Status, ...], BeforeValidator(_listed), Field(min_length=1)]


class Expected(BaseModel):
    """What a right answer holds; the fields are described in `set.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    status: Statuses
    must: tuple[Alternatives, ...] = ()
    must_not: tuple[Words, ...] = ()
    clauses: tuple[Alternatives, ...] = ()
    outside: bool = False
    profile: dict[str, Any] = {}
    bounds: dict[str, str] = {}
    supposed: dict[str, Any] = {}
    not_used: tuple[Words, ...] = ()
    tier: Tier | None = None
    track: Track | None = None
    round: int | None = None
    conditions: dict[str, Verdict] = {}
    whole: Verdict | None = None
    note: str | None = None
    kind_of_question: Kind | None = None


class Turn(Expected):
    """One message of a conversation."""

    text: Words


class Message(Turn):
    """A mail or a question that stands alone."""

    id: Words
    kind: Literal["mail", "question"]
    as_of: Day


class Conversation(BaseModel):
    """Messages that follow one another on one day."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: Words
    kind: Literal["conversation"]
    as_of: Day
    turns: Annotated[tuple[Turn, ...], Field(min_length=1)]
    note: str | None = None


@dataclass(frozen=True)
class RowSet:
    """A named set of rows.

    Attributes:
        shown: whether those who work on the code may see its texts.
    """

    name: str
    title: str
    shown: bool
    mails: tuple[Message, ...] = ()
    questions: tuple[Message, ...] = ()
    conversations: tuple[Conversation, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One message to put and to judge.

    Attributes:
        part: mails, questions or turns.
        conversation: of which it is a turn.
    """

    id: str
    part: str
    as_of: date
    turn: Turn
    conversation: str | None = None


def exchanges(rows: RowSet) -> Iterator[Exchange]:
    """Every message in the order in which it is put; a turn's id is its conversation's and its place."""
    for part, messages in (("mails", rows.mails), ("questions", rows.questions)):
        for message in messages:
            yield Exchange(message.id, part, message.as_of, message)
    for talk in rows.conversations:
        for place, turn in enumerate(talk.turns, start=1):
            yield Exchange(f"{talk.id}/{place}", "turns", talk.as_of, turn, talk.id)


def load_rows(name: str, folder: Path | None = None) -> RowSet:
    """Read a set.

    Args:
        name: a folder under `sets/`.
        folder: where it is, if not there.

    Raises:
        UnknownSetError: there is no such set.
        ChangedSetError: a pinned file is not what it was.
        BadCaseError: a line that is no row, or an id used twice; what the line says is never repeated.
    """
    place = folder or SETS_DIR / name
    files = {part: place / f"{part}.jsonl" for part in ("mails", "questions", "conversations")}
    if not all(path.is_file() for path in (place / "set.yaml", *files.values())):
        raise UnknownSetError(texts()("unknown_set", name=name, known="、".join(known_sets())), "set")
    described = load_yaml(place / "set.yaml")
    shown = bool(described["shown"])
    refuse_changed(place, list(files.values()), shown=shown)
    ids: set[str] = set()
    return RowSet(
        str(described["name"]),
        str(described["title"]),
        shown,
        tuple(_rows(files["mails"], Message, ids)),
        tuple(_rows(files["questions"], Message, ids)),
        tuple(_rows(files["conversations"], Conversation, ids)),
    )


def load_cases(folder: Path) -> RowSet:
    """The cases that an operator has added: messages and conversations in one file.

    Raises:
        UnknownSetError: none was added yet.
        BadCaseError: a line that is no row, or an id used twice.
    """
    path = folder / CASES_FILE
    if not path.is_file():
        raise UnknownSetError(texts()("no_cases", file=path), "set")
    ids: set[str] = set()
    lines = [(field, line, isinstance(line, dict) and line.get("kind") == "conversation") for field, line in read_jsonl(path)]
    messages = tuple(_checked(Message, [(field, line) for field, line, talk in lines if not talk], ids))
    talks = tuple(_checked(Conversation, [(field, line) for field, line, talk in lines if talk], ids))
    mails = tuple(row for row in messages if row.kind == "mail")
    questions = tuple(row for row in messages if row.kind == "question")
    return RowSet(CASES, texts()("cases_title"), True, mails, questions, talks)


def refuse_changed(place: Path, files: list[Path], *, shown: bool) -> None:
    """Hold pinned files against their sums.

    Raises:
        ChangedSetError: one is not what it was, or what may not be shown is not pinned.
    """
    sums = place / SUMS
    if shown and not sums.is_file():
        return
    pinned = {}
    if sums.is_file():
        pinned = {name: digest for digest, name in map(str.split, sums.read_text(encoding="utf-8").splitlines())}
    for path in files:
        if pinned.get(path.name) != sha256(path.read_bytes()).hexdigest():
            raise ChangedSetError(texts()("changed_set", sums=SUMS), path.name)


R = TypeVar("R", Message, Conversation)


def _rows(path: Path, model: type[R], ids: set[str]) -> Iterator[R]:
    return _checked(model, read_jsonl(path), ids)


def _checked(model: type[R], lines: Iterable[tuple[str, Any]], ids: set[str]) -> Iterator[R]:
    for field, line in lines:
        row = validated(model, line, field)
        if row.id in ids:
            raise BadCaseError(texts()("repeated_case", id=row.id), field)
        ids.add(row.id)
        yield row
