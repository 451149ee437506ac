"""How a message goes on with a conversation."""

from __future__ import annotations

import pytest

from assistant.understanding.turning import asks_something, only_turns


@pytest.mark.parametrize("text", ["那创新型呢", "专精特新的呢？", "按旧标准呢", "省里呢", "复核呢", "第五批呢", "那小巨人要求呢"])
def test_a_turn(text: str) -> None:
    assert only_turns(text)


@pytest.mark.parametrize("text", ["研发要求呢", "那有效期呢", "创新型研发多少", "你好", "呢", "小巨人负债率"])
def test_more_than_a_turn(text: str) -> None:
    assert not only_turns(text)


@pytest.mark.parametrize(
    ("text", "asks"), [("负债率是60%", False), ("我是第五批小巨人", False), ("负债率60%行吗", True), ("怎么申报", True)]
)
def test_telling_and_asking(text: str, asks: bool) -> None:
    assert asks_something(text) is asks
