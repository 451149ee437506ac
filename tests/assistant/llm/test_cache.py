"""What was asked before is not asked again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.cache import CachedModel
from assistant.llm.errors import ModelError, ModelFault
from tests.assistant.llm.played import PlayedModel, request


def test_the_same_request_is_answered_once() -> None:
    inner = PlayedModel("一", "二")
    model = CachedModel(inner, 5)
    first, second = model.complete(request()), model.complete(request())
    assert (first.text, first.cached, second.text, second.cached) == ("一", False, "一", True)
    assert list(model.stream(request())) == ["一"]
    assert model.complete(request("别的")).text == "二"
    assert inner.calls == 2


def test_a_stream_is_kept_when_it_came_to_its_end() -> None:
    inner = PlayedModel("可以")
    model = CachedModel(inner, 5)
    pieces = model.stream(request())
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert list(model.stream(request())) == ["可", "以"]
    assert model.complete(request()).cached
    assert inner.calls == 2


def test_failures_are_not_kept() -> None:
    model = CachedModel(PlayedModel(ModelError(ModelFault.DOWN), "好"), 5)
    with pytest.raises(ModelError):
        model.complete(request())
    assert model.complete(request()).text == "好"


@given(size=st.integers(0, 4), asked=st.lists(st.integers(0, 6), max_size=40))
def test_it_keeps_those_used_last(size: int, asked: list[int]) -> None:
    model = CachedModel(PlayedModel("好"), size)
    used: list[int] = []
    for number in asked:
        hit = model.complete(request(str(number))).cached
        assert hit == (number in used[-size:] if size else False)
        used = [*(each for each in used if each != number), number]
