from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import YamlError
from corpus.yamlfile import load_yaml

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=12)
    | st.floats(allow_nan=False, allow_infinity=False, width=32),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
def test_json_reads_as_json(value: object) -> None:
    assert load_yaml(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on: no", {"on": "no"}),
        ("off: yes", {"off": "yes"}),
        ("a: 2022-06-20", {"a": "2022-06-20"}),
        ("a: 2021-05", {"a": "2021-05"}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("2021: 9000", {"2021": 9000}),
        ("a: 012", {"a": "012"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: '5'", {"a": "5"}),
        ("a: 5.", {"a": "5."}),
        ("a: .5", {"a": 0.5}),
        ("a: -0.70", {"a": -0.7}),
        ("a: 1e3", {"a": 1000.0}),
        ("a: e5", {"a": "e5"}),
        ("a: +", {"a": "+"}),
        ("a: .inf", {"a": ".inf"}),
        ("a: true", {"a": True}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: [1, 甲]", {"a": [1, "甲"]}),
        ('{"name": "\\ud842\\udfb7公司"}', {"name": "𠮷公司"}),
        ('{"a": "\\\\ud842\\\\udfb7"}', {"a": r"\ud842\udfb7"}),
        ("", None),
        ("# 只有注释", None),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    assert load_yaml(text) == value


def test_whole_numbers_stay_whole() -> None:
    value = load_yaml("a: 9000")["a"]
    assert isinstance(value, int)


@pytest.mark.parametrize(
    ("text", "words", "field"),
    [
        ("a: 1\nb: {c: 1, c: 2}", "第2行：b.c 写了两次", "b.c"),
        ("2021: 1\n'2021': 2", "2021 写了两次", "2021"),
        ("a: &x 1\nb: *x", "不支持锚点", "a"),
        ("a: &x [*x]", "不支持锚点", "a"),
        ("a: *x", "不支持锚点", "a"),
        ("a: !!binary aGk=", "类型标记", "a"),
        ("a: !!python/object:os.system x", "类型标记", "a"),
        ("? [a]\n: 1", "键必须是一个词", None),
        ("a: 1e999", "超出范围", "a"),
        ("a: [1", "无法识别", None),
        ("a: 1\n---\nb: 2", "无法识别", None),
        ("a: \x00", "无法识别", None),
        ("a: " + "[" * 100 + "]" * 100, "过深的嵌套", "a"),
        ("[" * 100_000 + "]" * 100_000, "嵌套", None),
    ],
)
def test_what_is_refused_names_line_and_field(text: str, words: str, field: str | None) -> None:
    with pytest.raises(YamlError, match=words) as caught:
        load_yaml(text)
    if field is not None:
        assert caught.value.field == field


def test_a_file_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(YamlError, match=r"profile\.yaml 第\d+行"):
        load_yaml(path)


def test_a_byte_order_mark_is_no_part_of_the_key(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("revenue: 1".encode("utf-8-sig"))
    assert load_yaml(path) == {"revenue": 1}


def test_another_encoding_is_refused_in_clear_words(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("名称: 示例".encode("gb18030"))
    with pytest.raises(YamlError, match="UTF-8"):
        load_yaml(path)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_one_error(text: str) -> None:
    try:
        json.dumps(load_yaml(text), allow_nan=False)
    except YamlError as error:
        assert error.exit_code == 2
