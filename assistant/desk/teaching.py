"""What the desk learns from an answer that went wrong: a case of the operator's own question set, and messages to train on."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock

from assistant.errors import RequestError
from assistant.masking import mask
from assistant.settings import Settings
from assistant.topics.forms import Form, Matter

if TYPE_CHECKING:
    from assistant.evaluation.rows.adding import AddedCase
    from assistant.service import Assistant

MOST_LINES: Final = 50
_LONGEST: Final = 200
_LOCK_SECONDS: Final = 10
_COMPUTES: Final = "=+-@ "
"""What a spreadsheet takes for the beginning of a formula."""


def messages_file(settings: Settings) -> Path:
    """Where messages to train on are collected, in the shape of `assistant/topics/messages/*.tsv`."""
    return settings.data_dir / "training" / "messages.tsv"


def add_messages(settings: Settings, matter: Matter, form: Form, messages: Sequence[str]) -> int:
    """Add messages on a matter; those that are there already are not added again.

    Returns:
        how many were new.

    Raises:
        RequestError: none, too many, or one too long.
    """
    found = [line for message in messages if (line := _plain(message))]
    if not found:
        raise RequestError("empty", "messages")
    if len(found) > MOST_LINES or max(map(len, found)) > _LONGEST:
        raise RequestError("desk_messages", "messages", lines=MOST_LINES, limit=_LONGEST)
    path = messages_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS):
        known = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
        lines = [f"{matter.kind.value}/{matter.id}\t{form.value}\t{message}" for message in dict.fromkeys(found)]
        new = [line for line in lines if line not in known]
        with path.open("a", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in new)
            out.flush()
            os.fsync(out.fileno())
    return len(new)


def _plain(message: str) -> str:
    """One line, masked; a sign that a spreadsheet would compute from goes, since the file is handed out as a table."""
    return " ".join(mask(message, enterprises=True).split()).lstrip(_COMPUTES)


def make_case(assistant: Assistant, trace_id: str, *, status: str, must: Sequence[str], clauses: Sequence[str], text: str, note: str) -> AddedCase:
    """A case of the operator's own set; `zjtx eval cases` runs it.

    Args:
        must: words that a right answer holds; `clauses`: ids that it cites, alternatives parted by `|`, like those of `must`.
        text: the message, where the trace does not keep it whole.

    Raises:
        UnknownTraceError, UnknownClauseError, CaseTextError, RequestError, BadCaseError: as `add_case` says.
    """
    from assistant.evaluation.rows.adding import add_case

    expected = {
        "status": [status],
        "must": [_alternatives(each) for each in must if each.strip()],
        "clauses": [_alternatives(each) for each in clauses if each.strip()],
        "note": mask(note.strip()) or None,
    }
    return add_case(assistant, trace_id, {name: value for name, value in expected.items() if value}, text=text.strip() or None, alone=True)


def _alternatives(line: str) -> list[str]:
    return [mask(each.strip()) for each in line.split("|") if each.strip()]
