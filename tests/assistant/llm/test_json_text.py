"""JSON out of what a model wrote: every value comes through whatever stands around it, and none is made up."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.errors import ModelError
from assistant.llm.json_text import JsonPieces, json_text

SCHEMA = {"type": "object", "properties": {"facts": {"type": "array"}, "name": {"type": "string"}}, "required": ["facts", "name"], "additionalProperties": False}
words = st.text(st.sampled_from("去年营收7.20万元，“‘【{}[]\"'\\:;%-n\n "), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(10**6), 10**9) | st.decimals(-1000, 1000, places=2).map(float) | words
values = st.fixed_dictionaries({"facts": st.lists(st.dictionaries(words, scalars, max_size=3), max_size=4), "name": words})


@given(value=values, around=st.sampled_from(["{}", "```json\n{}\n```", "好的：\n{}\n以上是结果。", "```\n{}\n``` 说明：无"]), indent=st.sampled_from([None, 1]))
def test_a_value_comes_through(value: dict[str, Any], around: str, indent: int | None) -> None:
    text = around.replace("{}", json.dumps(value, ensure_ascii=False, indent=indent), 1)
    assert json.loads(json_text(text, SCHEMA)) == value


@given(value=values, cut=st.integers(0, 400))
def test_what_is_cut_off_is_none(value: dict[str, Any], cut: int) -> None:
    """However the rest may be guessed."""
    text = json.dumps(value, ensure_ascii=False)
    if cut < len(text):
        with pytest.raises(ModelError):
            json_text(text[:cut], SCHEMA)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"facts": [], "name": "甲",}', {"facts": [], "name": "甲"}),
        ("{'facts': [], 'name': '甲'}", {"facts": [], "name": "甲"}),
        ('{facts: [1.5, -2], name: "甲"}', {"facts": [1.5, -2], "name": "甲"}),
        ('{"facts": [1, 2], "name": "称号"小巨人"企业"}', {"facts": [1, 2], "name": '称号"小巨人"企业'}),
        ('{"facts": [], "name": "第一行\n第二行"}', {"facts": [], "name": "第一行\n第二行"}),
    ],
)
def test_punctuation_is_mended(text: str, value: dict[str, Any]) -> None:
    assert json.loads(json_text(text, SCHEMA)) == value


@given(text=st.text(st.sampled_from('{}[]",:0123456789.-e吨 \n\\n\'/*'), max_size=60).map(lambda text: '{"facts": [' + text + '], "name": "甲"}'))
def test_mending_changes_no_word_and_no_digit(text: str) -> None:
    try:
        found = json_text(text, SCHEMA)
    except ModelError:
        return
    try:
        assert json.loads(found) == json.loads(text, strict=False)
    except json.JSONDecodeError:
        assert "".join(filter(str.isalnum, json.dumps(json.loads(found), ensure_ascii=False))) == "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("text", ["{" * 20_000, "[" * 50_000, '{"a":' * 4000 + "}", '"' * 20_000, "{'" * 6000 + "}", '{"facts": [' + "1," * 9000 + '], "name": 1}', "{" + "\\" * 19_000 + "}", "{//" * 6000 + "}", "{'" * 1900 + "}" * 1900, "{\"" * 1900 + "}" * 1900, "[{'" * 1200 + "}]" * 1200, "{" + "'a'," * 1400 + "}"])
def test_no_text_takes_long(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(ModelError):
        json_text(text, SCHEMA)
    assert time.monotonic() - started < 4


@given(value=values, before=st.sampled_from(["", "好的：", "```json\n"]), after=st.sampled_from(["", "\n```", "以上{x}"]), sizes=st.lists(st.integers(1, 9), min_size=1))
def test_pieces_hold_the_value_and_nothing_else(value: dict[str, Any], before: str, after: str, sizes: list[int]) -> None:
    text, pieces, at = before + json.dumps(value, ensure_ascii=False) + after, JsonPieces(), 0
    found = ""
    for number in range(len(text)):
        size = sizes[number % len(sizes)]
        found += pieces.take(text[at : at + size])
        at += size
    assert json.loads(found) == value
