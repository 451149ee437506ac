"""Thoughts are left out, however the text is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.thinking import Thinking, without_thoughts

TEXTS = [
    ("可以申报。", "可以申报。"),
    ("<think>先看<门槛></think>\n\n可以。", "可以。"),
    ("\n<think>\n</think>\n可以。", "可以。"),
    ("<thinking>a</thinking>b", "b"),
    ("◁think▷想◁/think▷答", "答"),
    ("<think>想个不停", ""),
    ("<thin 的不是", "<thin 的不是"),
    ("<", "<"),
    ("{\"a\": 1}", "{\"a\": 1}"),
]


@pytest.mark.parametrize(("text", "answer"), TEXTS)
def test_the_whole(text: str, answer: str) -> None:
    assert without_thoughts(text) == answer


@given(known=st.sampled_from([each for each in TEXTS if each[0] != "<"]), sizes=st.lists(st.integers(1, 8), min_size=1, max_size=9))
def test_pieces(known: tuple[str, str], sizes: list[int]) -> None:
    text, answer = known
    thoughts, shown, at = Thinking(), "", 0
    for number in range(len(text)):
        size = sizes[number % len(sizes)]
        shown += thoughts.take(text[at : at + size])
        at += size
    assert shown == answer
