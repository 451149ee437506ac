"""An endpoint that keeps failing is left alone, tried by one call, and used again when it is back."""

from __future__ import annotations

import pytest

from assistant.llm.breaker import FAILURES, PAUSE, BrokenCircuitModel
from assistant.llm.errors import ModelError, ModelFault
from tests.assistant.llm.played import PlayedModel, request

DOWN, SLOW = ModelError(ModelFault.DOWN), ModelError(ModelFault.SLOW)


class _Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def fault(model: BrokenCircuitModel, *, stream: bool = False) -> ModelFault:
    with pytest.raises(ModelError) as raised:
        list(model.stream(request())) if stream else model.complete(request())
    return raised.value.fault


@pytest.mark.parametrize("stream", [False, True])
def test_it_is_left_alone_and_comes_back(stream: bool) -> None:
    clock, inner = _Clock(), PlayedModel(*[DOWN, SLOW] * 3, "好")
    model = BrokenCircuitModel(inner, clock)
    assert [fault(model, stream=stream) for _ in range(FAILURES)][:2] == [ModelFault.DOWN, ModelFault.SLOW]
    assert fault(model, stream=stream) is ModelFault.PAUSED
    assert inner.calls == FAILURES
    clock.now += PAUSE + 1
    assert fault(model, stream=stream) is ModelFault.SLOW, "one call tries it"
    assert fault(model, stream=stream) is ModelFault.PAUSED, "and failed"
    clock.now += PAUSE + 1
    assert model.complete(request()).text == "好"
    assert model.complete(request()).text == "好", "back for all"


def test_only_failures_in_a_row_count() -> None:
    inner = PlayedModel(*[*[DOWN] * (FAILURES - 1), "好"] * 3)
    model = BrokenCircuitModel(inner)
    for _ in range(3):
        assert {fault(model) for _ in range(FAILURES - 1)} == {ModelFault.DOWN}
        assert model.complete(request()).text == "好"


def test_a_bad_text_does_not_speak_against_the_endpoint() -> None:
    model = BrokenCircuitModel(PlayedModel(ModelError(ModelFault.MALFORMED)))
    assert {fault(model) for _ in range(FAILURES * 3)} == {ModelFault.MALFORMED}


def test_one_call_alone_tries_it() -> None:
    clock = _Clock()
    model = BrokenCircuitModel(PlayedModel(*[DOWN] * FAILURES, "好"), clock)
    for _ in range(FAILURES):
        fault(model)
    clock.now += PAUSE + 1
    trying = model.stream(request())
    assert next(trying) == "好"
    assert fault(model) is ModelFault.PAUSED
    assert list(trying) == []
    assert model.complete(request()).text == "好"
