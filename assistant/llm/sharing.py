"""Equal requests at the same time are one call: the first makes it, the others wait for its text.

>>> from assistant.llm.port import ModelRequest
>>> class Quiet:
...     name = "quiet"
...     def complete(self, request): return Completion("好")
...     def stream(self, request): yield "好"
>>> SharedModel(Quiet(), seconds=1).complete(ModelRequest("read", 1, (), {})).text
'好'
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from threading import Lock

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, LanguageModel, ModelRequest


class SharedModel:
    """A model that is asked once for what several ask at the same time.

    Args:
        seconds: how long the others wait for the one that asks.
    """

    def __init__(self, model: LanguageModel, seconds: float) -> None:
        self.name = model.name
        self._model, self._seconds = model, seconds
        self._under_way: dict[str, Future[str]] = {}
        self._lock = Lock()

    def complete(self, request: ModelRequest) -> Completion:
        """As the model's, or the text that another call gives; raises what that call raises."""
        while True:
            text, leads = self._join(request)
            if not leads:
                if (found := self._wait(text)) is not None:
                    return Completion(found, cached=True)
                continue
            try:
                completion = self._model.complete(request)
                text.set_result(completion.text)
                return completion
            except ModelError as error:
                text.set_exception(error)
                raise
            finally:
                self._leave(request, text)

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """As the model's, or in one piece the text that another call gives; raises what that call raises."""
        while True:
            text, leads = self._join(request)
            if not leads:
                if (found := self._wait(text)) is not None:
                    yield found
                    return
                continue
            pieces = []
            try:
                for piece in self._model.stream(request):
                    pieces.append(piece)
                    yield piece
                text.set_result("".join(pieces))
                return
            except ModelError as error:
                text.set_exception(error)
                raise
            finally:
                self._leave(request, text)

    def _join(self, request: ModelRequest) -> tuple[Future[str], bool]:
        """The text to come, and whether it is this call that has to bring it."""
        with self._lock:
            known = self._under_way.get(request.key)
            if known is not None:
                return known, False
            self._under_way[request.key] = Future()
            return self._under_way[request.key], True

    def _leave(self, request: ModelRequest, text: Future[str]) -> None:
        """The call is over; where it was left before its end, those who wait ask for themselves."""
        with self._lock:
            self._under_way.pop(request.key, None)
        if not text.done():
            text.cancel()

    def _wait(self, text: Future[str]) -> str | None:
        """The text, or None where the call for it was left."""
        try:
            return text.result(self._seconds)
        except CancelledError:
            return None
        except TimeoutError as error:
            raise ModelError(ModelFault.SLOW, "shared") from error
