"""Leaving out goes on to an end: every way leads to the barest in a few refusals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.ways import AskingWay, Shape, Ways, weaker, weaker_shape

ways = st.builds(AskingWay, st.sampled_from(Shape), st.booleans(), st.booleans(), st.booleans(), st.booleans())


@given(way=ways, refusals=st.lists(st.sampled_from(["", "response_format", "stream_options", "stream", "temperature", "max_tokens", "无"]), min_size=12, max_size=12))
def test_refusals_end(way: AskingWay, refusals: list[str]) -> None:
    seen: list[AskingWay] = []
    present: AskingWay | None = way
    for refusal in refusals:
        if present is None:
            break
        assert present not in seen
        seen.append(present)
        present = weaker(present, refusal)
    assert present is None
    bare = seen[-1]
    assert not (bare.usage or bare.stream or bare.temperature or bare.limit)
    assert bare.shape in (Shape.IN_WORDS, Shape.TEXT)


def test_shapes_end_in_words() -> None:
    way, shapes = AskingWay(Shape.JSON_SCHEMA), []
    while (other := weaker_shape(way)) is not None:
        way = other
        shapes.append(way.shape)
    assert shapes == [Shape.JSON_OBJECT, Shape.IN_WORDS]


def test_what_worked_is_where_to_begin() -> None:
    known, way = Ways(), AskingWay(Shape.JSON_OBJECT, usage=False)
    assert known.best(structured=True).shape is Shape.JSON_SCHEMA
    known.worked(way)
    assert known.best(structured=True) == way and known.proven(way)
    assert known.best(structured=False) == AskingWay(Shape.TEXT)
