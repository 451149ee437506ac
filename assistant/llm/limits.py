"""How much a model is used: the longest request, the calls at one time, the tokens of a day.

The count of a day is kept where all counts are (`assistant.ratelimits`): by every process for itself, or in Redis by all together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, LanguageModel, ModelRequest
from assistant.ratelimits import RateCounter, RateLimit

_PATIENCE: Final = 1.0
"""Seconds that a call waits for another to end."""


def tokens_of(text: str) -> int:
    """About how many tokens a text has: one a Chinese character, one for four letters.

    >>> tokens_of("资产负债率"), tokens_of("debt ratio")
    (5, 3)
    """
    narrow = sum(char.isascii() for char in text)
    return len(text) - narrow + -(-narrow // 4)


class LimitedModel:
    """A model that is asked no more than is allowed.

    Args:
        longest_chars: of all messages of a request together.
        calls: at one time.
        day_tokens: read and written in a day of Asia/Shanghai; 0 for any number.
        counter: counts them.
    """

    def __init__(self, model: LanguageModel, *, longest_chars: int, calls: int, day_tokens: int, counter: RateCounter) -> None:
        self.name = model.name
        self._model = model
        self._longest = longest_chars
        self._slots = BoundedSemaphore(calls)
        self._day, self._counter = RateLimit("llm.tokens", "all", day_tokens, daily=True), counter

    def complete(self, request: ModelRequest) -> Completion:
        """As the model's.

        Raises:
            ModelError: TOO_LONG, BUSY or OVER_BUDGET, and what the model raises.
        """
        with self._slot(request) as asked:
            completion = self._model.complete(request)
            usage = completion.usage
            self._count((usage.prompt or asked) - asked + (usage.completion or tokens_of(completion.text)))
            return completion

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """As the model's; raises as `complete`."""
        with self._slot(request):
            heard = 0
            try:
                for piece in self._model.stream(request):
                    heard += tokens_of(piece)
                    yield piece
            finally:
                self._count(heard)

    @contextmanager
    def _slot(self, request: ModelRequest) -> Iterator[int]:
        """A call that is allowed; the tokens of the request, which count however it ends."""
        chars = sum(len(message.content) for message in request.messages)
        if chars > self._longest:
            raise ModelError(ModelFault.TOO_LONG, f"{chars} > {self._longest}")
        asked = sum(tokens_of(message.content) for message in request.messages)
        if not self._slots.acquire(timeout=_PATIENCE):
            raise ModelError(ModelFault.BUSY)
        try:
            self._reserve(asked)
            yield asked
        finally:
            self._slots.release()

    def _reserve(self, tokens: int) -> None:
        if self._day.amount and (used := self._counter.used(self._day)) + tokens > self._day.amount:
            raise ModelError(ModelFault.OVER_BUDGET, f"{used} + {tokens} > {self._day.amount}")
        self._count(tokens)

    def _count(self, tokens: int) -> None:
        if self._day.amount and tokens > 0:
            self._counter.add(self._day, tokens)
