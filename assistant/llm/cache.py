"""What was asked before is not asked again: texts by the key of their request, the longest unused ones forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

from assistant.llm.port import Completion, LanguageModel, ModelRequest


class CachedModel:
    """A model before which texts are kept.

    Args:
        size: texts kept; 0 for none.
    """

    def __init__(self, model: LanguageModel, size: int) -> None:
        self.name = model.name
        self._model = model
        self._size = size
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def complete(self, request: ModelRequest) -> Completion:
        """As the model's, or the text kept; raises what the model raises."""
        kept = self.kept(request)
        if kept is not None:
            return Completion(kept, cached=True)
        completion = self._model.complete(request)
        self._keep(request, completion.text)
        return completion

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """As the model's, or the text kept in one piece; only a text that came to its end is kept."""
        kept = self.kept(request)
        if kept is not None:
            yield kept
            return
        pieces = []
        for piece in self._model.stream(request):
            pieces.append(piece)
            yield piece
        self._keep(request, "".join(pieces))

    def kept(self, request: ModelRequest) -> str | None:
        """The text kept for a request."""
        with self._lock:
            if request.key not in self._texts:
                return None
            self._texts.move_to_end(request.key)
            return self._texts[request.key]

    def _keep(self, request: ModelRequest, text: str) -> None:
        with self._lock:
            self._texts[request.key] = text
            self._texts.move_to_end(request.key)
            while len(self._texts) > self._size:
                self._texts.popitem(last=False)
