"""The OpenAPI document read as a list of operations, each with its parameters and fields in rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_METHODS: Final = ("get", "post")
_SUCCESS: Final = "200"
_DEEPEST: Final = 3


@dataclass(frozen=True)
class FieldRow:
    """A parameter, or a field of a body; `kind` in words such as `string` or `list of string`."""

    name: str
    kind: str
    required: bool
    says: str


@dataclass(frozen=True)
class ShownCall:
    """A request that can be sent as it stands."""

    says: str
    body: str
    call: str


@dataclass(frozen=True)
class ShownRoute:
    """One route under one method."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    fields: tuple[FieldRow, ...]
    answer: tuple[FieldRow, ...]
    examples: tuple[ShownCall, ...]
    errors: tuple[tuple[str, str], ...]


def operations(document: dict[str, Any], base: str) -> list[ShownRoute]:
    """Every operation of the document, in its order.

    Args:
        base: the service's address, for the calls that are shown.
    """
    return [
        _operation(document, method.upper(), path, item[method], base)
        for path, item in document["paths"].items()
        for method in _METHODS
        if method in item
    ]


def _operation(document: dict[str, Any], method: str, path: str, said: dict[str, Any], base: str) -> ShownRoute:
    content = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    parameters = (_parameter(document, each) for each in said.get("parameters", []))
    answer = said["responses"].get(_SUCCESS, {}).get("content", {}).get("application/json", {}).get("schema", {})
    return ShownRoute(
        id=f"{method.lower()}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}",
        method=method,
        path=path,
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        fields=(*parameters, *_fields(document, content.get("schema", {}))),
        answer=tuple(_fields(document, answer)),
        examples=tuple(_example(each, method, base + path) for each in content.get("examples", {}).values())
        or ((_plain_call(base + path),) if method == "GET" and "{" not in path else ()),
        errors=tuple((status, each.get("description", "")) for status, each in said["responses"].items() if status >= "400"),
    )


def _parameter(document: dict[str, Any], said: dict[str, Any]) -> FieldRow:
    return FieldRow(said["name"], _kind(document, said["schema"]), said.get("required", False), said.get("description", ""))


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[FieldRow]:
    found = _resolved(document, schema)
    required = found.get("required", [])
    for name, field in found.get("properties", {}).items():
        yield FieldRow(name, _kind(document, field), name in required, field.get("description", ""))


def _kind(document: dict[str, Any], schema: dict[str, Any], depth: int = 0) -> str:
    found = _resolved(document, schema)
    options = [one for one in found.get("anyOf", []) if one.get("type") != "null"]
    if options and depth < _DEEPEST:
        return " | ".join(_kind(document, one, depth + 1) for one in options)
    if "enum" in found:
        return " | ".join(map(str, found["enum"]))
    if found.get("type") == "array" and depth < _DEEPEST:
        return f"[{_kind(document, found.get('items', {}), depth + 1)}]"
    return str(found.get("format") or found.get("type") or "any")


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _example(said: dict[str, Any], method: str, url: str) -> ShownCall:
    body = json.dumps(said["value"], ensure_ascii=False, indent=2)
    flat = json.dumps(said["value"], ensure_ascii=False).replace("'", "'\\''")
    return ShownCall(said.get("summary", ""), body, f"curl -X {method} {url} -H 'Content-Type: application/json' -d '{flat}'")


def _plain_call(url: str) -> ShownCall:
    return ShownCall("", "", f"curl {url}")
