"""Round after round, the prompts of a set that have no recording yet are written down to be answered.

A turn's prompt holds what the turns before it left, so a conversation goes on only as far as its readings are recorded.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.evaluation.cases import validated
from assistant.evaluation.errors import BadCaseError, NoReplayError
from assistant.evaluation.rows.asking import SECONDS, ask_exchange
from assistant.evaluation.rows.rowset import RowSet, exchanges
from assistant.evaluation.runner import Progress
from assistant.evaluation.texts import texts
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, LanguageModel, ModelRequest, Role
from assistant.llm.replay import PENDING, Replay
from assistant.service import Assistant
from assistant.settings import Settings


@dataclass(frozen=True)
class Recorded:
    """What a round of recording found.

    Attributes:
        taken: answers found in `pending/` and made recordings.
        whole: messages whose every prompt is recorded.
        waiting: messages of which a prompt waits in `pending/`.
        behind: turns whose prompt can't be written before a reading of an earlier turn is recorded.
    """

    taken: int
    whole: int
    waiting: int
    behind: int


class Recorder:
    """The recordings of a folder; remembers which requests it had none for.

    While a reading lacks, no wording is asked for: the plan that waits to be worded is not yet the one of that reading.
    """

    name = Replay.name

    def __init__(self, folder: Path) -> None:
        self._replay = Replay(folder)
        self.lacking: list[ModelRequest] = []

    def complete(self, request: ModelRequest) -> Completion:
        """The recorded text; raises as `Replay.complete`."""
        if request.prompt == "write" and self.lacks_reading:
            raise ModelError(ModelFault.NOT_RECORDED, "read")
        try:
            return self._replay.complete(request)
        except ModelError as error:
            if error.fault is ModelFault.NOT_RECORDED:
                self.lacking.append(request)
            raise

    @property
    def lacks_reading(self) -> bool:
        """Whether a reading is among what is lacking."""
        return any(request.prompt == "read" for request in self.lacking)

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """The recorded text in one piece; raises as `complete`."""
        yield self.complete(request).text


class _Pending(BaseModel):
    """A file in `pending/`, answered or not."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    request: dict[str, object]
    response: str | None


def record(rows: RowSet, settings: Settings, progress: Progress, only: Collection[str] = ()) -> Recorded:
    """Take in what was answered in `pending/`, then put the messages and write down the prompts that lack a recording.

    Args:
        only: ids of messages and conversations; where empty, all.

    Raises:
        NoReplayError: the settings name no folder of recordings.
        BadCaseError: a file in `pending/` that can't be read; `field` names it.
    """
    folder = settings.llm_replay_dir
    if settings.llm_provider != "replay" or folder is None:
        raise NoReplayError
    taken, recorder = take_in(folder), Recorder(folder)
    assistant = _assistant(settings, recorder)
    asked = [each for each in exchanges(rows) if not only or {each.id, each.conversation} & set(only)]
    states = {"whole": 0, "waiting": 0, "behind": 0}
    ids: dict[str, str] = {}
    stuck: set[str] = set()
    for done, exchange in enumerate(asked, start=1):
        progress(rows.name, done, len(asked))
        label = exchange.conversation
        if label in stuck:
            states["behind"] += 1
            continue
        recorder.lacking.clear()
        answer = ask_exchange(exchange, ids.get(label, "new") if label else None, assistant)
        states["waiting" if recorder.lacking else "whole"] += 1
        if label:
            ids[label] = answer.get("conversation_id") or ids.get(label, "new")
            stuck |= {label} if recorder.lacks_reading else set()
    return Recorded(taken, **states)


def take_in(folder: Path) -> int:
    """Make recordings of the files in `pending/` whose `response` was filled in; how many.

    Raises:
        BadCaseError: a file that is not one of ours; `field` names it.
    """
    taken = 0
    for path in sorted((folder / PENDING).glob("*.json")):
        try:
            found = validated(_Pending, json.loads(path.read_text(encoding="utf-8")), path.name)
        except (OSError, ValueError) as error:
            raise BadCaseError(texts()("bad_pending"), path.name) from error
        if found.response is not None:
            path.replace(folder / path.name)
            taken += 1
    return taken


def _assistant(settings: Settings, recorder: Recorder) -> Assistant:
    """Keeps nothing on disk, and asks the recordings alone."""

    def model(role: Role) -> LanguageModel | None:
        return recorder if role in settings.llm_roles else None

    return Assistant(settings.model_copy(update={"database_url": "sqlite://", "request_seconds": SECONDS}), model=model)
