"""The data files as files: both loaders read them alike, their lines are short, every sentence stands in both languages.

What does not hold yet is listed in `data_files.yaml`; what is mended has to go from there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from assistant.planning.recipes import MAKES, recipes
from assistant.rendering.text import TEXTS, templates
from assistant.topics.all_topics import topics
from assistant.topics.topic import Recipe
from corpus import yamlfile
from corpus.errors import YamlError
from corpus.yamlfile import load_yaml

ROOT = Path(__file__).parents[1]
FILES = sorted(path for top in ("assistant", "corpus", "index") for path in (ROOT / top).rglob("*.y*ml"))
MODULES = sorted(path for part in ("reading", "planning", "rendering", "grounding") for path in (ROOT / "assistant" / part).rglob("*.py"))
KNOWN: Mapping[str, Any] = load_yaml(Path(__file__).with_name("data_files.yaml"))
LINE, MODULE = 300, 300
"""Bytes of a line of data, lines of a module."""
HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]")
CHINESE_NAMES = re.compile(r"《[^》]*》|\([\u4e00-\u9fff]+\)|“[^”]*”|[\u4e00-\u9fff]*〔\d{4}〕\d+号")
"""What an English sentence may say in Chinese: titles and numbers of documents, quoted words, terms in brackets."""
CHINESE = re.compile(r"[，。；：？、]|[\u4e00-\u9fff]{7,}")
"""Beside single terms, nothing else: a mark of Chinese punctuation, or a whole phrase."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def loaded(path: Path) -> Any:
    return load_yaml(path)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="there is one loader only")
def test_both_loaders_read_every_file_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without libyaml reads the same data."""
    fast = {path: loaded(path) for path in FILES}
    monkeypatch.setattr(yamlfile, "_Loader", yaml.SafeLoader)
    other = []
    for path in FILES:
        try:
            same = load_yaml(path) == fast[path]
        except YamlError:
            same = False
        other += [] if same else [named(path)]
    assert len(FILES) > 150
    assert other == KNOWN["one_loader_only"]


@cache
def _official() -> str:
    """The official texts in one, without white space."""
    texts = sorted((ROOT / "corpus" / "texts").glob("*.txt"))
    return "\n".join(re.sub(r"\s", "", text.read_text("utf-8")) for text in texts)


def _quotes_on(path: Path) -> set[int]:
    """Numbers of the lines on which a clause is quoted word for word."""
    found: set[int] = set()
    for event in yaml.parse(path.read_text("utf-8"), Loader=yamlfile._Loader):
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > 40 and re.sub(r"\s", "", event.value) in _official():
            found |= set(range(event.start_mark.line + 1, event.end_mark.line + 2))
    return found


def test_lines_of_data_are_short() -> None:
    """All but clauses quoted word for word; of the files that have longer ones none gets more."""
    long: dict[str, int] = {}
    for path in FILES:
        lines = [number for number, line in enumerate(path.read_bytes().splitlines(), start=1) if len(line) > LINE]
        if lines and (count := len(set(lines) - _quotes_on(path))):
            long[named(path)] = count
    allowed: Mapping[str, int] = KNOWN["long_lines"]
    assert {name: count for name, count in long.items() if count > allowed.get(name, 0)} == {}
    assert set(allowed) - set(long) == set(), "short now: to be taken from the list"


def test_modules_are_short() -> None:
    long = [named(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > MODULE]
    assert len(MODULES) > 60
    assert long == KNOWN["long_modules"]


def test_every_recipe_is_written_and_every_way_of_answering_is_used() -> None:
    assert set(recipes()) == set(Recipe)
    assert {name for names in recipes().values() for name in names} == set(MAKES)
    assert {topic.recipe for topic in map(topics().__getitem__, topics())} == set(Recipe)


def _entries() -> Iterator[tuple[str, Mapping[str, str]]]:
    for path in sorted(TEXTS.glob("*.yaml")):
        yield from loaded(path).items()


def _blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_template_says_the_same_in_both_languages() -> None:
    wrong = []
    for key, entry in _entries():
        complete = set(entry) == {"zh", "en"} and all(isinstance(text, str) and text.strip() for text in entry.values())
        if not complete or _blanks(entry["zh"]) != _blanks(entry["en"]) or CHINESE.search(CHINESE_NAMES.sub("", entry["en"])):
            wrong.append(key)
    assert {key for key, _ in _entries()} == set(templates().keys)
    assert sorted(wrong) == KNOWN["templates"]


def test_whoever_uses_a_template_fills_it_in() -> None:
    """Each `plan.say(type, "key", …)` names a template and gives what it leaves blank."""
    texts, wrong, seen = dict(_entries()), [], 0
    for path in [*MODULES, *(ROOT / "assistant" / "steps").glob("*.py")]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "say" or len(call.args) < 2:
                continue
            key, given = call.args[1], {each.arg for each in call.keywords}
            if isinstance(key, ast.Constant):
                seen += 1
                known = texts.get(str(key.value))
                if known is None or (None not in given and not _blanks(known["zh"]) <= given):
                    wrong.append(f"{named(path)}: {key.value}")
    assert seen > 40
    assert wrong == []


def _two_languages(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Every text with its English beside it: `zh` and `en`, `say` and `en`; what has one alone is empty on the other side."""
    if isinstance(value, dict):
        if "en" in value or "zh" in value:
            yield place, value.get("zh") or value.get("say") or "", value.get("en") or ""
        for key, held in value.items():
            yield from _two_languages(held, f"{place}.{key}")
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from _two_languages(held, f"{place}.{number}")


def test_whatever_is_said_in_one_language_is_said_in_the_other() -> None:
    found = [each for path in FILES for each in _two_languages(loaded(path), named(path))]
    assert len(found) > 3000
    assert [place for place, zh, en in found if not (zh and en)] == []


def test_topics_speak_chinese_in_chinese_and_english_in_english() -> None:
    wrong = []
    for topic_id in topics():
        topic = topics()[topic_id]
        sides = [(topic.name.zh, topic.name.en), (topic.ask.zh, topic.ask.en)]
        sides += [(each.say, each.en) for point in topic.points for each in (point, *point.answers)]
        wrong += [f"{topic_id}: {zh} / {en}" for zh, en in sides if not HAN.search(zh) or not _is_english(en)]
    assert wrong == []


def _is_english(text: str) -> bool:
    rest = CHINESE_NAMES.sub("", text).strip(" ,.;()and")
    return CHINESE.search(rest) is None and (not rest or LATIN.search(rest) is not None)
