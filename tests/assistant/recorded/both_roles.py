"""A model that answers from what people wrote down: readings by the message, wordings by the block's own text.

So a recording lasts where another block of an answer changes; a block without a wording is left out, as by a model that skips it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.llm.port import Completion, ModelRequest
from tests.assistant.reading.by_model.recorded import Recorded

Wording = Callable[[str], str | None]
"""What is said in place of a block's own text; None where there is nothing."""


class RecordedBoth:
    """Reads and writes from recordings; remembers each wording that it gave, with the text it stands for.

    Args:
        readings: by message, the words of the mentions it was recorded with and the response.
    """

    name = "recorded"

    def __init__(self, readings: Mapping[str, tuple[Sequence[str], Any]], wording: Wording) -> None:
        self._reader, self._wording = Recorded(readings), wording
        self.given: list[tuple[str, str]] = []

    def complete(self, request: ModelRequest) -> Completion:
        return self._reader.complete(request) if request.prompt == "read" else Completion(self._write(request))

    def stream(self, request: ModelRequest) -> Iterator[str]:
        yield self.complete(request).text

    def _write(self, request: ModelRequest) -> str:
        said = []
        for block in json.loads(request.messages[1].content)["blocks"]:
            if "n" in block and (wording := self._wording(block["text"])) is not None:
                said.append({"n": block["n"], "text": wording})
                self.given.append((block["text"], wording))
        return json.dumps({"blocks": said}, ensure_ascii=False)
