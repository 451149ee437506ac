"""What a long run has done so far, a line an enterprise, so that the same run goes on where it was interrupted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from pydantic import ValidationError

from assistant.sheets.outcome import Cited, Outcome

_VERSION: Final = 1


class Journal:
    """A file beside the result; of another table, other rules or another day nothing is taken over.

    Args:
        path: where the file lies while the run goes on.
        key: what the run rests on; see `key_of`.
    """

    def __init__(self, path: Path, key: str) -> None:
        self.path, self.key = path, key
        self.done: dict[int, tuple[Outcome, tuple[Cited, ...]]] = {}
        self._stream: IO[str] | None = None

    def __enter__(self) -> Journal:
        """Take over what the same run has done, and go on writing behind it."""
        whole = self._read()
        self._stream = self.path.open("w", encoding="utf-8")
        self._write({"version": _VERSION, "key": self.key})
        for number in whole:
            self._write(_line(number, *self.done[number]))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._stream is not None:
            self._stream.close()

    def note(self, number: int, outcome: Outcome, cited: Iterable[Cited]) -> None:
        """Keep one enterprise's outcome with the conditions first seen at it."""
        self.done[number] = (outcome, tuple(cited))
        self._write(_line(number, *self.done[number]))

    def finish(self) -> None:
        """The result is written: the file has done its work."""
        self.path.unlink(missing_ok=True)

    def _read(self) -> list[int]:
        try:
            lines = self.path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []
        if not lines or _parsed(lines[0]) != {"version": _VERSION, "key": self.key}:
            return []
        for line in lines[1:]:
            data = _parsed(line)
            if data is None:
                break  # cut off in the middle of a line
            try:
                cited = tuple(Cited.model_validate(each) for each in data["cited"])
                self.done[int(data["number"])] = (Outcome.model_validate(data["outcome"]), cited)
            except (KeyError, TypeError, ValueError, ValidationError):
                break
        return list(self.done)

    def _write(self, data: dict[str, Any]) -> None:
        assert self._stream is not None
        self._stream.write(json.dumps(data, ensure_ascii=False) + "\n")
        self._stream.flush()


def key_of(*parts: bytes | str) -> str:
    """What stands for a table with all that its verdicts rest on."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def _line(number: int, outcome: Outcome, cited: Iterable[Cited]) -> dict[str, Any]:
    return {"number": number, "outcome": outcome.model_dump(mode="json"), "cited": [each.model_dump(mode="json") for each in cited]}


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except json.JSONDecodeError:
        return None
    return data if isinstance(data, dict) else None
