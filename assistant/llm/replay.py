"""A model that answers from recordings: `DIR/<key>.json`; what is not recorded is left in `DIR/pending/` to be answered.

So wordings can be recorded, reviewed and replayed, by tests and by others; the shape is the contract's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, ModelRequest

PENDING = "pending"
"""Where, in the folder, requests lie that wait for an answer."""


class Replay:
    """Recordings in a folder.

    Args:
        folder: made where it does not exist, with the first request that waits for an answer.
    """

    name = "replay"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def complete(self, request: ModelRequest) -> Completion:
        """The recorded text.

        Raises:
            ModelError: NOT_RECORDED, the request then lies in `pending/`; MALFORMED where the recording is none.
        """
        path = self._folder / f"{request.key}.json"
        try:
            recording = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._leave(request)
            raise ModelError(ModelFault.NOT_RECORDED, request.key) from None
        except (OSError, ValueError) as error:
            raise ModelError(ModelFault.MALFORMED, f"{path.name}: {type(error).__name__}") from error
        response = recording.get("response") if isinstance(recording, dict) else None
        if response is None:
            raise ModelError(ModelFault.NOT_RECORDED, request.key)
        if not isinstance(response, str):
            raise ModelError(ModelFault.MALFORMED, f"{path.name}: response")
        return Completion(response)

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """The recorded text in one piece; raises as `complete`."""
        yield self.complete(request).text

    def _leave(self, request: ModelRequest) -> None:
        pending = self._folder / PENDING / f"{request.key}.json"
        if pending.exists():
            return
        pending.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"request": request.to_json(), "response": None}, ensure_ascii=False, indent=1)
        part = pending.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(pending)
