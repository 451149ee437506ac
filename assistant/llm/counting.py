"""What calls of a model cost: counted for Prometheus, and for the trace of the answer that they were made for.

>>> with calls_made() as calls:
...     pass
>>> calls
[]
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.limits import tokens_of
from assistant.llm.port import UNKNOWN_USAGE, Completion, LanguageModel, ModelRequest, Role, Usage
from assistant.logging import get_logger

_REGISTRY = CollectorRegistry()
_CALLS = Counter("zjtx_llm_calls", "Calls of the language model", ("role", "outcome"), registry=_REGISTRY)
_TOKENS = Counter("zjtx_llm_tokens", "Tokens, estimated where the endpoint does not say", ("role", "kind"), registry=_REGISTRY)
_SECONDS = Histogram("zjtx_llm_call_seconds", "Time to the last word", ("role",), registry=_REGISTRY, buckets=(0.1, 0.3, 1, 3, 10, 30, 100))

_EXPECTED = frozenset({ModelFault.PAUSED, ModelFault.NOT_RECORDED})
"""Faults that come with every call while they last."""
_made: ContextVar[list[ModelCall] | None] = ContextVar("model_calls", default=None)


@dataclass(frozen=True, slots=True)
class ModelCall:
    """A call as the trace shows it.

    Attributes:
        key: of the request, by which a recording of it is found.
        outcome: ok, cached, left (nobody waited for its end), or the fault.
    """

    role: Role
    prompt: str
    key: str
    outcome: str
    seconds: float
    usage: Usage = UNKNOWN_USAGE
    detail: str = ""


@contextmanager
def calls_made() -> Iterator[list[ModelCall]]:
    """The calls that are made inside, as they end."""
    calls: list[ModelCall] = []
    token = _made.set(calls)
    try:
        yield calls
    finally:
        _made.reset(token)


def metrics() -> bytes:
    """What this process counted, in Prometheus' text format."""
    return generate_latest(_REGISTRY)


class CountedModel:
    """A model whose calls are counted under a role."""

    def __init__(self, model: LanguageModel, role: Role) -> None:
        self.name = model.name
        self._model = model
        self._role = role

    def complete(self, request: ModelRequest) -> Completion:
        """As the model's."""
        started = time.perf_counter()
        try:
            completion = self._model.complete(request)
        except ModelError as error:
            self._count(request, error.fault.value, started, detail=error.detail)
            self._log(error)
            raise
        self._count(request, "cached" if completion.cached else "ok", started, completion.usage, completion.text)
        return completion

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """As the model's."""
        started, pieces = time.perf_counter(), list[str]()
        try:
            for piece in self._model.stream(request):
                pieces.append(piece)
                yield piece
        except ModelError as error:
            self._count(request, error.fault.value, started, detail=error.detail)
            self._log(error)
            raise
        except GeneratorExit:
            self._count(request, "left", started, text="".join(pieces))
            raise
        self._count(request, "ok", started, text="".join(pieces))

    def _log(self, error: ModelError) -> None:
        level = logging.INFO if error.fault in _EXPECTED else logging.WARNING
        get_logger(__name__).log(level, "no_text_of_the_model", role=self._role, fault=error.fault.value, detail=error.detail)

    def _count(
        self, request: ModelRequest, outcome: str, started: float, usage: Usage = UNKNOWN_USAGE, text: str = "", detail: str = ""
    ) -> None:
        seconds = time.perf_counter() - started
        _CALLS.labels(self._role, outcome).inc()
        if text and outcome != "cached":
            asked = sum(tokens_of(message.content) for message in request.messages)
            _TOKENS.labels(self._role, "prompt").inc(usage.prompt or asked)
            _TOKENS.labels(self._role, "completion").inc(usage.completion or tokens_of(text))
            _SECONDS.labels(self._role).observe(seconds)
        made = _made.get()
        if made is not None:
            made.append(ModelCall(self._role, request.prompt, request.key, outcome, seconds, usage, detail))
