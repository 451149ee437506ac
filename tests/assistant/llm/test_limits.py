"""A model is asked no more than is allowed."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event, Thread

import pytest

from assistant.clock import SHANGHAI
from assistant.llm import limits
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.limits import LimitedModel
from assistant.llm.port import Completion, LanguageModel, ModelRequest, Usage
from assistant.ratelimits import RateCounter
from tests.assistant.llm.played import PlayedModel, request
from tools.cluster.redis import running_redis


def limited(model: LanguageModel, longest: int = 1000, calls: int = 4, day: int = 0, counter: RateCounter | None = None) -> LimitedModel:
    return LimitedModel(model, longest_chars=longest, calls=calls, day_tokens=day, counter=counter or RateCounter())


def fault(model: LanguageModel, asked: ModelRequest) -> ModelFault:
    with pytest.raises(ModelError) as raised:
        model.complete(asked)
    return raised.value.fault


def test_what_is_too_long_is_not_sent() -> None:
    inner = PlayedModel("好")
    assert limited(inner, longest=5).complete(request("五个字以内")).text == "好"
    assert fault(limited(inner, longest=5), request("六个字就太长")) is ModelFault.TOO_LONG
    assert inner.calls == 1


@pytest.mark.parametrize("usage", [Usage(), Usage(10, 10)])
def test_the_tokens_of_a_day_run_out(usage: Usage) -> None:
    day = datetime(2026, 5, 10, 12, tzinfo=SHANGHAI)
    inner = PlayedModel("十" * 10, usage=usage)
    model = limited(inner, day=45, counter=RateCounter(now=lambda: day))
    asked = request("问" * 10)
    assert model.complete(asked).text
    assert model.complete(asked).text
    assert fault(model, asked) is ModelFault.OVER_BUDGET
    with pytest.raises(ModelError):
        list(model.stream(asked))
    assert inner.calls == 2
    day += timedelta(days=1)
    assert model.complete(asked).text


def test_processes_on_one_redis_have_one_day_together() -> None:
    with running_redis() as redis:
        first, second = (limited(PlayedModel("十" * 10), day=45, counter=RateCounter(redis.url)) for _ in range(2))
        asked = request("问" * 10)
        assert first.complete(asked).text and list(second.stream(asked))
        assert fault(first, asked) is fault(second, asked) is ModelFault.OVER_BUDGET
        redis.stop()
        assert first.complete(asked).text, "while it is away each counts by itself"


def test_a_stream_counts_too() -> None:
    model = limited(PlayedModel("十" * 10), day=45)
    asked = request("问" * 10)
    assert len(list(model.stream(asked))) == len(list(model.stream(asked))) == 10
    assert fault(model, asked) is ModelFault.OVER_BUDGET


def test_a_call_that_fails_counts_what_was_sent() -> None:
    model = limited(PlayedModel(ModelError(ModelFault.SLOW)), day=15)
    assert fault(model, request("问" * 10)) is ModelFault.SLOW
    assert fault(model, request("问" * 10)) is ModelFault.OVER_BUDGET


class _WaitingModel(PlayedModel):
    """Answers when it may."""

    def __init__(self) -> None:
        super().__init__("好")
        self.asked, self.may = Event(), Event()

    def complete(self, request: ModelRequest) -> Completion:
        self.asked.set()
        assert self.may.wait(10)
        return super().complete(request)


def test_so_many_calls_at_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_PATIENCE", 0.05)
    inner = _WaitingModel()
    model = limited(inner, calls=1)
    texts: list[str] = []
    first = Thread(target=lambda: texts.append(model.complete(request()).text))
    first.start()
    assert inner.asked.wait(10)
    assert fault(model, request()) is ModelFault.BUSY
    inner.may.set()
    first.join(10)
    assert texts == ["好"]
    assert model.complete(request()).text == "好"


def test_a_stream_that_nobody_reads_on_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_PATIENCE", 0.05)
    model = limited(PlayedModel("可以申报"), calls=1)
    pieces = model.stream(request())
    assert next(pieces) == "可"
    assert fault(model, request()) is ModelFault.BUSY
    pieces.close()  # type: ignore[attr-defined]
    assert model.complete(request()).text == "可以申报"
