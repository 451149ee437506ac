"""A model that answers from recordings made by hand: each by the words of the mentions it was shown, not by their numbers.

So a recording lasts where the grammar finds a mention more or less; what a reading says of one that is gone goes with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.llm.port import Completion, ModelRequest


def recordings(name: str) -> list[dict[str, Any]]:
    """The lines of a file of recordings."""
    path = Path(__file__).with_name(f"{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Recorded:
    """Answers every message by the response recorded for it."""

    name = "recorded"

    def __init__(self, responses: Mapping[str, tuple[Sequence[str], Any]]) -> None:
        self._responses = responses

    def complete(self, request: ModelRequest) -> Completion:
        asked = json.loads(request.messages[1].content)
        words, response = self._responses[asked["message"]]
        if not isinstance(response, dict) or not isinstance(response.get("numbers"), list):
            return Completion(response if isinstance(response, str) else json.dumps(response, ensure_ascii=False))
        return Completion(json.dumps({**response, "numbers": _renumbered(response["numbers"], words, asked["mentions"])}, ensure_ascii=False))

    def stream(self, request: ModelRequest) -> Iterator[str]:
        yield self.complete(request).text


def _renumbered(numbers: Sequence[Any], words: Sequence[str], mentions: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The same said of the same words, in their order; what is said of no mention is kept as it is."""
    said: dict[str, list[Any]] = {}
    stray: list[Any] = []
    for each in numbers:
        known = isinstance(each, dict) and isinstance(each.get("n"), int) and 1 <= each["n"] <= len(words)
        said.setdefault(words[each["n"] - 1], []).append(each) if known else stray.append(each)
    found = [{**said[mention["words"]].pop(0), "n": mention["n"]} for mention in mentions if said.get(mention["words"])]
    return [*found, *({**each, "n": each["n"] + 1000} if isinstance(each, dict) and isinstance(each.get("n"), int) else each for each in stray)]
