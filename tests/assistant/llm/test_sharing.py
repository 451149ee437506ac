"""Equal requests at the same time are one call."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, ModelMessage, ModelRequest
from assistant.llm.sharing import SharedModel

MANY = 8


def request(text: str = "你好") -> ModelRequest:
    return ModelRequest("read", 1, (ModelMessage("user", text),), {})


class Held:
    """Answers once it is let go; counts how often it was asked."""

    name = "held"

    def __init__(self, fault: ModelFault | None = None) -> None:
        self.asked, self.begun, self.go = 0, Event(), Event()
        self._fault, self._lock = fault, Lock()

    def complete(self, request: ModelRequest) -> Completion:
        return Completion("".join(self.stream(request)))

    def stream(self, request: ModelRequest) -> Iterator[str]:
        with self._lock:
            self.asked += 1
        self.begun.set()
        assert self.go.wait(10)
        if self._fault is not None:
            raise ModelError(self._fault)
        yield "答："
        yield request.messages[0].content


def together(model: SharedModel, held: Held, streamed: bool) -> list[str]:
    """What many callers get that all ask before the first is answered."""

    start = Barrier(MANY)

    def ask(_: int) -> str:
        start.wait(10)
        try:
            return "".join(model.stream(request())) if streamed else model.complete(request()).text
        except ModelError as error:
            return error.fault.value

    with ThreadPoolExecutor(MANY) as pool:
        asked = [pool.submit(ask, place) for place in range(MANY)]
        assert held.begun.wait(10)
        held.go.wait(0.2)
        held.go.set()
        return [each.result(10) for each in asked]


@pytest.mark.parametrize("streamed", [False, True])
def test_many_ask_and_one_call_is_made(streamed: bool) -> None:
    held = Held()
    assert together(SharedModel(held, 10), held, streamed) == ["答：你好"] * MANY
    assert held.asked < MANY


def test_a_fault_is_everybodys() -> None:
    held = Held(ModelFault.DOWN)
    assert set(together(SharedModel(held, 10), held, streamed=False)) == {"down"}


def test_others_are_asked_for_themselves_and_later_ones_again() -> None:
    held = Held()
    held.go.set()
    model = SharedModel(held, 10)
    assert [model.complete(request(text)).text for text in ("一", "二", "一")] == ["答：一", "答：二", "答：一"]
    assert held.asked == 3


def test_a_call_that_was_left_is_made_again_by_who_waits() -> None:
    held = Held()
    held.go.set()
    model = SharedModel(held, 10)
    left = model.stream(request())
    assert next(left) == "答："
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: model.complete(request()).text)
        left.close()
        assert waiting.result(10) == "答：你好"


def test_nobody_waits_longer_than_is_allowed() -> None:
    held = Held()
    model = SharedModel(held, 0.05)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(model.complete, request())
        assert held.begun.wait(10)
        with pytest.raises(ModelError) as raised:
            model.complete(request())
        held.go.set()
        assert raised.value.fault is ModelFault.SLOW and first.result(10).text == "答：你好"
