"""A case made of an answer: its message as the trace or the feedback keeps it, masked, with what should have come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock

from assistant.errors import UnknownTraceError
from assistant.evaluation.errors import BadCaseError, CaseTextError
from assistant.evaluation.rows.rowset import CASES_FILE, Conversation, Message, load_cases
from assistant.evaluation.texts import texts
from assistant.masking import HIDDEN, mask
from assistant.requests import parse_as
from assistant.trace import Trace

if TYPE_CHECKING:
    from assistant.service import Assistant

_ID_DIGITS: Final = 12
"""Of a trace's id, which a case must not give away whole."""
_LOCK_SECONDS: Final = 30
_HIDDEN: Final = HIDDEN * 5
"""As many hidden characters in a row as no message has of its own."""


@dataclass(frozen=True)
class AddedCase:
    """A row as it was written, and what whoever added it should know."""

    row: dict[str, Any]
    path: Path
    warnings: tuple[str, ...] = ()


def add_case(assistant: Assistant, trace_id: str, expected: Mapping[str, Any], *, text: str | None = None, alone: bool = False) -> AddedCase:
    """Add a row to the operator's own set.

    Args:
        trace_id: of the answer that should have been another one.
        expected: fields of `Expected`, as JSON has them.
        text: the message, where the trace doesn't keep it whole.
        alone: leave the turns before it in its conversation out.

    Raises:
        UnknownTraceError: the trace is not, or no longer, kept.
        UnknownClauseError: a clause expected is none of the documents'.
        CaseTextError: words of the message, or of one before it, are not kept.
        RequestError: what is expected doesn't fit; `field` names it.
        BadCaseError: there is a case of this answer already.
    """
    for group in expected.get("clauses", ()):
        for clause_id in group:
            assistant.library().clause(clause_id)
    turns = assistant.store.traces.turns(trace_id)
    if not turns:
        raise UnknownTraceError
    trace = turns[-1]
    row: dict[str, Any] = {"id": f"case-{trace.id[:_ID_DIGITS]}", "as_of": trace.as_of.isoformat()}
    said = mask(text if text is not None else _message(assistant, trace, "case_text"))
    if alone or len(turns) == 1:
        row |= {"kind": "mail" if trace.facts else "question", "text": said, **expected}
        parse_as(Message, row, assistant.settings)
    else:
        row |= {"kind": "conversation", "turns": [*_before(assistant, turns), {"text": said, **expected}]}
        parse_as(Conversation, row, assistant.settings)
    path = assistant.settings.cases_path / CASES_FILE
    _append(path, row)
    return AddedCase(row, path, tuple(_warnings(trace, said)))


def _before(assistant: Assistant, turns: Sequence[Trace]) -> list[dict[str, Any]]:
    """The turns before the last, each with the status that its answer had."""
    if len({trace.as_of for trace in turns}) > 1:
        raise CaseTextError(texts()("case_days"), "alone")
    if turns[0].turn != 1:
        raise CaseTextError(texts()("case_text_before", turn=1), "alone")
    return [{"text": mask(_message(assistant, trace, "case_text_before")), "status": trace.status.value} for trace in turns[:-1]]


def _message(assistant: Assistant, trace: Trace, key: str) -> str:
    """The message as somebody who gave his word on the answer sent it, else as the trace keeps it whole."""
    found = assistant.store.feedback.question_of(trace.id) or trace.message
    if found is None:
        raise CaseTextError(texts()(key, turn=trace.turn), "text" if key == "case_text" else "alone")
    return found


def _append(path: Path, row: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS):
        if path.is_file():
            rows = load_cases(path.parent)
            if row["id"] in {*(each.id for each in (*rows.mails, *rows.questions)), *(talk.id for talk in rows.conversations)}:
                raise BadCaseError(texts()("repeated_case", id=row["id"]), "id")
        with path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _warnings(trace: Trace, said: str) -> list[str]:
    found = []
    if given := [name for name in trace.given if name != "lang"]:
        found.append(texts()("case_given", fields="、".join(given)))
    if _HIDDEN in said:
        found.append(texts()("case_masked"))
    return found
