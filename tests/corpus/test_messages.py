from __future__ import annotations

import re
from pathlib import Path

import pytest

import assistant.duties
import corpus
import corpus.files
from corpus.messages import Messages
from corpus.yamlfile import load_yaml

FOLDERS = [Path(corpus.__file__).parent, Path(corpus.files.__file__).parent, Path(assistant.duties.__file__).parent]


def _keys_in_code(folder: Path) -> tuple[set[str], set[str]]:
    """The quoted words of the modules, and the beginnings of those put together (f"diff_{…}")."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return set(re.findall(r'"([a-z0-9_]+)"', code)), set(re.findall(r'f"([a-z0-9]+_)\{', code))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_message_is_used(folder: Path) -> None:
    whole, begun = _keys_in_code(folder)
    composed = re.compile(r"_formula_rough$")
    unused = {
        key
        for key in load_yaml(folder / "messages.yaml")
        if key not in whole and not key.startswith(tuple(begun)) and not composed.search(key)
    }
    assert unused == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_key_asked_for_is_there(folder: Path) -> None:
    texts = Messages.of(folder / "messages.yaml")
    for path in folder.glob("*.py"):
        code = path.read_text(encoding="utf-8")
        asked = re.findall(r'(?:\b_?text|\brefusal|_messages\(\)|_error|\blabel|\btexts)\(\s*"([a-z0-9_]+)"', code)
        assert [key for key in asked if key not in texts] == []


def test_the_language_asked_for_or_chinese() -> None:
    texts = Messages({"both": {"zh": "您好，{name}", "en": "Hello, {name}"}, "one": "好"})
    assert texts("both", name="李工") == "您好，李工"
    assert texts("both", lang="en", name="Li") == "Hello, Li"
    assert texts("one", lang="en") == "好"
    with pytest.raises(KeyError):
        texts("none")
    with pytest.raises(KeyError):
        texts("both", other="x")


def test_braces_in_a_value_are_left_alone() -> None:
    assert Messages({"a": "“{text}”"})("a", text="{x}") == "“{x}”"
