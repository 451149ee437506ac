"""A call that failed for something that passes is made again, as long as there is time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_random_exponential

from assistant import bounded
from assistant.llm.errors import ModelError
from assistant.llm.port import Completion, LanguageModel, ModelRequest

T = TypeVar("T")
_BACK_OFF: Final = wait_random_exponential(multiplier=0.2, max=2)


class RetryingModel:
    """A model that is asked again.

    Waiting for it costs nothing of the time in which a message has to be read: that is for work on what somebody wrote,
    and what is left of it answers without the model.

    Args:
        retries: how often at most.
        seconds: for all calls together.
    """

    def __init__(self, model: LanguageModel, *, retries: int, seconds: float) -> None:
        self.name = model.name
        self._model = model
        self._retries = retries
        self._seconds = seconds

    def complete(self, request: ModelRequest) -> Completion:
        """As the model's; raises what the last call raised."""
        return self._again(lambda: self._model.complete(request))

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """As the model's; once a piece was given the call is not made again."""

        def begun() -> tuple[str | None, Iterator[str]]:
            pieces = iter(self._model.stream(request))
            return next(pieces, None), pieces

        piece, pieces = self._again(begun)
        while piece is not None:
            yield piece
            with bounded.outside():
                piece = next(pieces, None)

    def _again(self, call: Callable[[], T]) -> T:
        calls = Retrying(
            stop=stop_after_attempt(self._retries + 1) | stop_before_delay(self._seconds),
            wait=_pause,
            retry=retry_if_exception(lambda error: isinstance(error, ModelError) and error.passing),
            reraise=True,
        )
        with bounded.outside(), bounded.within(self._seconds):
            return calls(call)


def _pause(state: RetryCallState) -> float:
    """The seconds that the endpoint asked for, else some, more each time."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelError) else None
    return _BACK_OFF(state) if asked is None else asked
