"""The one YAML loader: JSON's types only, keys are strings, nothing twice.

Plain PyYAML reads the key `on` as true, `no` as false, a date as a date object, and lets the second of two
equal keys win in silence. Profiles, standards and provenance are read by the same rules, here.

>>> load_yaml("recognitions: [{tier: specialized, on: 2021-05}]")
{'recognitions': [{'tier': 'specialized', 'on': '2021-05'}]}
>>> load_yaml("revenue: {2021: 9000, 2020: 8000.5}")
{'revenue': {'2021': 9000, '2020': 8000.5}}
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import YamlError
from corpus.messages import text_for

Json = Any

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAX_DEPTH = 64
_MOST_VALUES = 20_000
"""Four times what the largest file of ours holds; the reader goes through as many in a fifth of a second."""
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def load_yaml(source: Path | str, *, name: str | None = None, most: int = _MOST_VALUES) -> Json:
    """Read YAML (JSON included) into plain JSON values.

    Args:
        source: a path, or the text itself.
        name: how error messages call the source; the file's name by default.
        most: values that it may hold, lists and mappings counted.

    Raises:
        YamlError: unreadable text, a duplicate key, an alias, a value that is not JSON, more than `most` values.
    """
    if isinstance(source, Path):
        label = name or source.name
        try:
            text = source.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise YamlError(text_for("yaml_encoding", name=label)) from error
    else:
        label, text = name or "YAML", source
    text = _SURROGATES.sub(_one_character, text)
    try:
        return _Reader(label, yaml.parse(text, Loader=_Loader), most).document()
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise YamlError(text_for("yaml_syntax", name=label, line=line)) from error


def line_of(source: Path | str, path: Iterable[str]) -> int:
    """The line, from 1, on which a value is written; of a path that leads nowhere, that of the last part found.

    Args:
        source: a path, or the text itself, that `load_yaml` reads.
        path: keys, and the numbers of a list's items from 0.

    >>> line_of("a:\\n  - b: 1\\n  - c: 2", ["a", "1", "c"])
    3
    """
    text = source.read_text(encoding="utf-8-sig") if isinstance(source, Path) else source
    node = yaml.compose(text, Loader=_Loader)
    line = 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next(((key, value) for key, value in node.value if key.value == part), (None, None))
        elif isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
            key = node = node.value[int(part)]
        else:
            break
        if key is None:
            break
        line = key.start_mark.line + 1
    return line


class _Reader:
    """Builds values from the parser's events: composing nodes first would crash on a deep nesting."""

    def __init__(self, name: str, events: Iterator[yaml.Event], most: int) -> None:
        self.name = name
        self.events = events
        self.most = self.left = most

    def document(self) -> Json:
        next(self.events)  # the stream's start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        value = self.value(next(self.events), ())
        next(self.events)  # the document's end
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise self.error("yaml_syntax", following, ())
        return value

    def value(self, event: yaml.Event, path: tuple[str, ...]) -> Json:
        self.left -= 1
        if self.left < 0:
            raise self.error("yaml_values", event, path[:1])
        if len(path) > _MAX_DEPTH:
            raise self.error("yaml_alias", event, path[:1])
        if getattr(event, "anchor", None) is not None:  # an alias has one too
            raise self.error("yaml_alias", event, path)
        if getattr(event, "tag", None) is not None:
            raise self.error("yaml_tag", event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        raise self.error("yaml_syntax", event, path)

    def mapping(self, path: tuple[str, ...]) -> dict[str, Json]:
        result: dict[str, Json] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.error("yaml_key", event, path)
            key = str(event.value)
            if key in result:
                raise self.error("yaml_duplicate", event, (*path, key))
            result[key] = self.value(next(self.events), (*path, key))
        return result

    def sequence(self, path: tuple[str, ...]) -> list[Json]:
        result: list[Json] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.value(event, (*path, str(len(result)))))
        return result

    def scalar(self, event: yaml.ScalarEvent, path: tuple[str, ...]) -> Json:
        value = str(event.value)
        if event.style:  # quoted or block
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _INT.match(value) and len(value) < 40:
            return int(value)
        if _FLOAT.match(value):
            number = float(value)
            if not math.isfinite(number):
                raise self.error("yaml_number", event, path)
            return number
        return value

    def error(self, key: str, event: yaml.Event, path: tuple[str, ...]) -> YamlError:
        field = ".".join(path)
        line = event.start_mark.line + 1 if event.start_mark else 1
        return YamlError(text_for(key, name=self.name, line=line, field=field, most=self.most), field=field or None)


def _one_character(match: re.Match[str]) -> str:
    """JSON writes 𠮷 as two escapes; YAML knows no such pairs."""
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08x}"
