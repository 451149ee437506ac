"""How a message goes on with a conversation."""

from __future__ import annotations

import pytest

from assistant.understanding.turning import asks_back, asks_something, asks_the_rest, only_turns


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


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("我现在填了哪些信息", True),
        ("你记下了什么", True),
        ("看看我的企业情况", True),
        ("what have I told you", True),
        ("申报书要填哪些信息", False),
        ("通知里说了什么", False),
        ("申报材料填什么", False),
    ],
)
def test_asking_what_was_told(text: str, asks: bool) -> None:
    assert asks_back(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"), [("还差什么？", True), ("还需要补充哪些", True), ("还差什么材料", False), ("还要多久", False)]
)
def test_asking_what_is_still_to_be_told(text: str, asks: bool) -> None:
    assert asks_the_rest(text) is asks
