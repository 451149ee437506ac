"""A model that plays what a test tells it, behind the port."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.llm.errors import ModelError
from assistant.llm.port import Completion, ModelMessage, ModelRequest, Usage


def request(text: str = "好", prompt: str = "read") -> ModelRequest:
    """A request for a text."""
    return ModelRequest(prompt, 1, (ModelMessage("user", text),), {})


class PlayedModel:
    """Gives a turn at each call: a text, or an error to raise; the last one for ever.

    Args:
        usage: what it says of its tokens.
    """

    name = "played"

    def __init__(self, *turns: str | ModelError, usage: Usage = Usage()) -> None:
        self._turns: Sequence[str | ModelError] = turns
        self._usage = usage
        self.calls = 0

    def complete(self, request: ModelRequest) -> Completion:
        return Completion(self._turn(), self._usage)

    def stream(self, request: ModelRequest) -> Iterator[str]:
        yield from self._turn()

    def _turn(self) -> str:
        turn = self._turns[min(self.calls, len(self._turns) - 1)]
        self.calls += 1
        if isinstance(turn, ModelError):
            raise turn
        return turn
