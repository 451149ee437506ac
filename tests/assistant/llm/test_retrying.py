"""A failure that passes is tried again, in bounded time and at nobody else's cost."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from assistant import bounded
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import ModelRequest
from assistant.llm.retrying import RetryingModel
from tests.assistant.llm.conftest import Opened
from tests.assistant.llm.played import PlayedModel, request
from tests.assistant.llm.scripted_server import Play, answer, error

PASSING = ModelError(ModelFault.DOWN, passing=True)


@pytest.mark.parametrize("stream", [False, True])
def test_what_passes_is_tried_again(stream: bool) -> None:
    inner = PlayedModel(PASSING, PASSING, "好")
    model = RetryingModel(inner, retries=2, seconds=20)
    assert ("".join(model.stream(request())) if stream else model.complete(request()).text) == "好"
    assert inner.calls == 3


@pytest.mark.parametrize(("turn", "calls"), [(PASSING, 2), (ModelError(ModelFault.DOWN), 1), (ModelError(ModelFault.SLOW), 1), (ModelError(ModelFault.MALFORMED), 1)])
def test_what_does_not_pass_is_not(turn: ModelError, calls: int) -> None:
    inner = PlayedModel(turn)
    with pytest.raises(ModelError) as raised:
        RetryingModel(inner, retries=1, seconds=20).complete(request())
    assert raised.value is turn
    assert inner.calls == calls


def test_it_is_left_alone_as_long_as_it_asked() -> None:
    inner = PlayedModel(ModelError(ModelFault.DOWN, passing=True, retry_after=0.4), "好")
    started = time.monotonic()
    assert RetryingModel(inner, retries=1, seconds=20).complete(request()).text == "好"
    assert time.monotonic() - started >= 0.4


def test_nobody_waits_longer_than_there_is_time() -> None:
    inner = PlayedModel(ModelError(ModelFault.DOWN, passing=True, retry_after=3600))
    started = time.monotonic()
    with pytest.raises(ModelError):
        RetryingModel(inner, retries=5, seconds=2).complete(request())
    assert time.monotonic() - started < 1
    assert inner.calls == 1


def test_after_the_first_piece_a_stream_is_not_begun_anew(scripted: Opened) -> None:
    model, server = scripted(lambda body: Play([*answer(body, "可以申报").parts[:2]], type="text/event-stream"))
    pieces = []
    with pytest.raises(ModelError):
        pieces += list(RetryingModel(model, retries=3, seconds=2).stream(request()))
    assert len(server.bodies) == 1


def test_all_calls_share_the_time(scripted: Opened) -> None:
    """Each answers late with an error; together they may take no longer than one."""
    model, server = scripted(lambda body: _late(0.8))
    started = time.monotonic()
    with pytest.raises(ModelError):
        RetryingModel(model, retries=5, seconds=2).complete(request())
    assert time.monotonic() - started < 3
    assert len(server.bodies) <= 3


def _late(seconds: float) -> Play:
    time.sleep(seconds)
    return error(500)


def test_waiting_takes_nothing_of_the_time_for_reading() -> None:
    class SlowModel(PlayedModel):
        def _turn(self) -> str:
            time.sleep(0.3)
            return super()._turn()

        def stream(self, request: ModelRequest) -> Iterator[str]:
            for char in super()._turn():
                time.sleep(0.15)
                yield char

    with bounded.within(0.25):
        assert len(list(RetryingModel(SlowModel("可以申报"), retries=0, seconds=5).stream(request()))) == 4
        before = bounded.left() or 0
        assert RetryingModel(SlowModel("好"), retries=0, seconds=5).complete(request()).text == "好"
        assert (bounded.left() or 0) > before - 0.2
        bounded.spend()
