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
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import YamlError
from corpus.messages import Messages

Json = Any

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]+)?([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAX_DEPTH = 64


def load_yaml(source: Path | str, *, name: str | None = None) -> Json:
    """Read YAML (JSON included) into plain JSON values.

    Args:
        source: a path, or the text itself.
        name: how error messages call the source; the file's name by default.

    Raises:
        YamlError: unreadable text, a duplicate key, an alias, a value that is not JSON.
    """
    if isinstance(source, Path):
        label = name or source.name
        text = source.read_text(encoding="utf-8-sig")
    else:
        label, text = name or "YAML", source
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise YamlError(_messages()("yaml_syntax", name=label, line=line)) from error
    return None if node is None else _Converter(label).convert(node, ())


class _Converter:
    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: set[int] = set()

    def convert(self, node: yaml.Node, path: tuple[str, ...]) -> Json:
        if id(node) in self.seen or len(path) > _MAX_DEPTH:
            raise self.error("yaml_alias", node, path)
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, str(i))) for i, item in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: tuple[str, ...]) -> dict[str, Json]:
        result: dict[str, Json] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.error("yaml_key", key_node, path)
            key = str(key_node.value)
            if key in result:
                raise self.error("yaml_duplicate", key_node, (*path, key))
            result[key] = self.convert(value_node, (*path, key))
        return result

    def scalar(self, node: yaml.Node, path: tuple[str, ...]) -> Json:
        value = str(node.value)
        if node.tag not in _PLAIN_TAGS:
            raise self.error("yaml_tag", node, path)
        if getattr(node, "style", None):  # quoted or block
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _INT.match(value) and len(value) < 40:
            return int(value)
        if _FLOAT.match(value):
            number = float(value)
            if not math.isfinite(number):
                raise self.error("yaml_number", node, path)
            return number
        return value

    def error(self, key: str, node: yaml.Node, path: tuple[str, ...]) -> YamlError:
        field = ".".join(path)
        line = node.start_mark.line + 1
        return YamlError(_messages()(key, name=self.name, line=line, field=field), field=field or None)


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)


def _messages() -> Messages:
    return Messages.of(Path(__file__).with_name("messages.yaml"))
