"""Profiles in YAML or JSON, with English keys or Chinese names (营业收入（元）: {2021: 90000000})."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from assistant.rules.fields import catalogue
from assistant.sheets.archive import Limits
from assistant.sheets.cells import read_cell
from assistant.sheets.errors import TableError
from assistant.sheets.files import MAX_BYTES, decode, messages
from assistant.sheets.headers import parse_header
from assistant.sheets.values import Cell
from corpus.yamlfile import load_yaml

STRUCTURED: Final = frozenset({".yaml", ".yml", ".json"})


def read_mappings(content: bytes, name: str, limits: Limits | None = None) -> list[dict[str, Any]]:
    """The enterprise or the list of enterprises in a file.

    Args:
        limits: what it may hold; a large table by default.

    Raises:
        TableError, YamlError: too large, unreadable, or something else than enterprises.
    """
    if len(content) > MAX_BYTES:
        raise TableError(messages("file_size", name=name, limit=MAX_BYTES // 2**20), "file")
    data = load_yaml(decode(content, name), name=name, most=(limits or Limits()).values)
    several = data if isinstance(data, list) else [data]
    if not several or not all(isinstance(item, dict) for item in several):
        raise TableError(messages("not_a_profile", name=name), "file")
    return several


def name_in(data: Mapping[str, Any]) -> str:
    """The enterprise's name, under whichever key."""
    given = (value for key, value in data.items() if key == "name" or key == catalogue()["name"].zh)
    return str(next(given, None) or "")


def with_keys(data: Mapping[str, Any], year: int) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts under their English keys, and what the person should check.

    English keys keep their values as they are; a value under a Chinese name is read as a cell is. Years that a form
    left open are not known, whereas an empty mapping clears what was known of them.

    Raises:
        TableError: a fact given twice, a value that the field can't take.
    """
    found: dict[str, Any] = {}
    questions: list[str] = []
    for name, value in data.items():
        header = None if name in catalogue() else parse_header(name, year)
        if header is None:
            _put(found, name, value, name, name)
            continue
        years = value if isinstance(value, dict) else {header.year: value}
        for named_year, item in years.items():
            column = replace(header, year=named_year)
            if isinstance(item, list):
                item = "；".join(str(part) for part in item)
            read = read_cell(_as_cell(item), column, year)
            if read.why:
                raise TableError(read.why, column.path)
            questions += read.questions
            table = found.setdefault(header.key, {}) if named_year else found
            _put(table, named_year or header.key, read.values.get(column.path), name, column.path)
    return {key: value for key, value in found.items() if not _left_open(value)}, tuple(questions)


def _left_open(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(item is None for item in value.values())


def _put(facts: dict[str, Any], key: str, value: Any, name: str, path: str) -> None:
    if key in facts:
        raise TableError(messages("given_twice", name=name, other=path), path)
    facts[key] = value


def _as_cell(value: Any) -> Cell:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    cell: Cell = value
    return cell
