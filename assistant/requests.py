"""From what somebody sent to a request that can be answered: the one place where input is cleaned.

Command line, batch and HTTP all come through here, so the same input is refused in the same words everywhere.

>>> parse_request({"op": "search", "query": "资产负债率", "k": 3}, Settings()).k
3
>>> parse_request({"op": "search", "query": " "}, Settings())
Traceback (most recent call last):
assistant.errors.RequestError: 内容是空的，请写出文字后重新发送。
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import RequestError
from assistant.models import AskRequest, CheckRequest, ExtractRequest, Request, SearchRequest, VerifyRequest
from assistant.settings import Settings

OPERATIONS: Final[Mapping[str, type[Request]]] = {
    "ask": AskRequest,
    "check": CheckRequest,
    "search": SearchRequest,
    "extract": ExtractRequest,
    "verify": VerifyRequest,
}

_MAX_DEPTH = 16
_MAX_DIGITS = 300
_SPOKEN: Final = ("question", "query", "text")
"""Fields that hold what a person wrote; the rest are choices."""

# White space that a word processor leaves in (tab, line and page breaks, U+0085) is text; other controls are not.
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")

R = TypeVar("R", bound=BaseModel)


def read_object(data: bytes | str, *, whole: str = "body") -> dict[str, Any]:
    """Read one JSON object, strictly: UTF-8, no name twice, no NaN, no bottomless nesting.

    Args:
        whole: what the error's `field` calls the whole text.

    Raises:
        RequestError: HTTP 400 where it isn't JSON, 422 where it isn't an object.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise RequestError("json_encoding", whole, status=400) from None
    try:
        value = json.loads(text, object_pairs_hook=_distinct, parse_constant=_no_number, parse_int=_whole_number)
    except RequestError:
        raise
    except _NumberError:
        raise RequestError("json_number", whole, status=400) from None
    except RecursionError:
        raise RequestError("json_depth", whole, status=400) from None
    except ValueError:
        raise RequestError("json", whole, status=400) from None
    if not isinstance(value, dict):
        raise RequestError("not_object", whole)
    return value


def parse_request(data: Mapping[str, Any], settings: Settings) -> Request:
    """The request that `data["op"]` names.

    Raises:
        RequestError: no such operation, or an object that doesn't fit it; `field` names the part at fault.
    """
    op = data.get("op")
    known = "、".join(OPERATIONS)
    if op is None:
        raise RequestError("op_missing", "op", known=known)
    if not isinstance(op, str) or op not in OPERATIONS:
        raise RequestError("op_unknown", "op", op=_shown(op), known=known)
    return parse_as(OPERATIONS[op], data, settings)


def parse_as(model: type[R], data: Mapping[str, Any], settings: Settings) -> R:
    """`data` as a request of this model; an `op` in it may stand there if it names the same.

    Raises:
        RequestError: it doesn't fit; `field` names the part at fault.
    """
    _refuse_binary(data)
    fields = {name: value for name, value in data.items() if name != "op"}
    own = next((op for op, known in OPERATIONS.items() if known is model), None)
    if "op" in data and data["op"] != own:
        if own is None:
            raise RequestError("unknown_field", "op", name="op")
        raise RequestError("op_mismatch", "op", op=own)
    try:
        request = model.model_validate(fields)
    except ValidationError as error:
        raise _described(error) from error
    for name in _SPOKEN:
        if fields.get(name) is not None:
            limit = settings.max_text_chars if name == "text" else settings.max_question_chars
            _refuse_empty_or_long(name, fields[name], limit)
    return request


def parse_query(model: type[R], pairs: Iterable[tuple[str, str]], settings: Settings) -> R:
    """The parameters of an address as a request of this model.

    Raises:
        RequestError: a parameter that is unknown, given twice or doesn't fit; `field` names it.
    """
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise RequestError("repeated", name, name=_shown(name))
        fields[name] = value
    return parse_as(model, fields, settings)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, value in pairs:
        if name in result:
            raise RequestError("json_duplicate", name, status=400, name=_shown(name))
        result[name] = value
    return result


class _NumberError(ValueError):
    """NaN or Infinity, which JSON doesn't know."""


def _no_number(text: str) -> NoReturn:
    raise _NumberError(text)


def _whole_number(text: str) -> int | float:
    """A number of hundreds of digits is as endless as 1e999: the field that holds it refuses it by name."""
    return int(text) if len(text) < _MAX_DIGITS else math.copysign(math.inf, -1 if text[0] == "-" else 1)


def _refuse_binary(data: Mapping[str, Any]) -> None:
    for path, text in _strings(data, ()):
        if _BINARY.search(text):
            raise RequestError("binary", ".".join(path))


def _strings(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a JSON value, names included, each with the path of what holds it."""
    if len(path) > _MAX_DEPTH:
        raise RequestError("json_depth", path[0])
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield path or ("body",), name
            yield from _strings(item, (*path, name))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _strings(item, (*path, str(position)))


def _refuse_empty_or_long(name: str, text: str, limit: int) -> None:
    if all(unicodedata.category(character) in _INVISIBLE for character in text):
        raise RequestError("empty", name)
    if len(text) > limit:
        raise RequestError("too_long", name, length=len(text), limit=limit)


def _described(error: ValidationError) -> RequestError:
    """The first thing that doesn't fit, unknown names before all else: a misspelt name also leaves a gap."""
    errors = error.errors(include_url=False)
    first = next((entry for entry in errors if entry["type"] == "extra_forbidden"), errors[0])
    path = ".".join(str(part) for part in first["loc"])
    context = first.get("ctx", {})
    name = _shown(path)
    match first["type"]:
        case "extra_forbidden":
            return RequestError("unknown_field", path, name=name)
        case "missing":
            return RequestError("missing_field", path, name=name)
        case "iso_day":
            return RequestError("date", path, name=name)
        case "enum" | "literal_error":
            known = "、".join(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
            return RequestError("choice", path, name=name, known=known)
        case "greater_than_equal" | "less_than_equal" | "string_too_short" | "string_too_long":
            return RequestError("bounds", path, name=name, limits=_limits(context))
        case "string_type":
            return RequestError("string", path, name=name)
        case "bool_type":
            return RequestError("bool", path, name=name)
        case "dict_type":
            return RequestError("object", path, name=name)
        case kind if kind.startswith("int_"):
            return RequestError("integer", path, name=name)
        case _:
            return RequestError("invalid", path, name=name)


def _limits(context: Mapping[str, Any]) -> str:
    words = {"ge": "≥", "le": "≤", "min_length": "≥", "max_length": "≤"}
    return "、".join(f"{words[key]} {value}" for key, value in context.items() if key in words)


def _shown(value: object) -> str:
    """A value as a message may show it: short."""
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
