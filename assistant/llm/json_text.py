"""The JSON in what a model wrote: out of fences and phrases, mended where only its punctuation is wrong.

A wrong number is worse than none, so a mended text has every word, digit, sign and bracket that the model wrote, in its
order, and no other; so a text that was cut off is never completed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from json_repair import loads as repaired
from jsonschema import Draft202012Validator

from assistant.llm.errors import ModelError, ModelFault

_MOST_TRIES: Final = 20
"""Brackets at which a value is looked for: a text that has more before its value is no answer."""
_LONGEST_REPAIRED: Final = 6_000
"""The time of mending grows with the square of the length where a text is written to make it."""


def json_text(text: str, schema: Mapping[str, Any]) -> str:
    """The one JSON value of a text that fits the schema.

    >>> json_text('好的：```json\\n{"year": 2024,}\\n```', {"type": "object", "required": ["year"]})
    '{"year": 2024}'

    Raises:
        ModelError: MALFORMED: there is none, or more than one.
    """
    validator = Draft202012Validator(schema)
    fitting: list[str] = []
    for value in _values(text):
        for candidate in (value, *_called(value)):
            if validator.is_valid(candidate):
                fitting.append(json.dumps(candidate, ensure_ascii=False))
                break
    if not fitting:
        mended = _mended(text)
        fitting = [json.dumps(mended, ensure_ascii=False)] if mended is not None and validator.is_valid(mended) else []
    if len(set(fitting)) != 1:
        raise ModelError(ModelFault.MALFORMED, "several fit the schema" if fitting else "nothing fits the schema")
    return fitting[0]


def is_json(text: str, same: str) -> bool:
    """Whether a text is JSON as it stands, and the same value as another JSON text."""
    try:
        return bool(json.loads(text) == json.loads(same))
    except (ValueError, RecursionError):
        return False


def _values(text: str) -> Iterator[Any]:
    """The JSON values of a text, one after the other; never a part of another, nor of one that is broken."""
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=_distinct, parse_constant=_no_number)
    place = 0
    for _ in range(_MOST_TRIES):
        starts = [found for bracket in "{[" if (found := text.find(bracket, place)) >= 0]
        if not starts:
            return
        try:
            value, place = decoder.raw_decode(text, min(starts))
        except (ValueError, RecursionError):
            place = min(starts) + len(JsonPieces().take(text[min(starts) :]))
        else:
            yield value


def _called(value: Any) -> Iterator[Any]:
    """What a model that calls a tool instead of answering gives it: `{"name": …, "arguments": …}`."""
    for key in ("arguments", "parameters"):
        given = value.get(key) if isinstance(value, dict) else None
        yield from _values(given) if isinstance(given, str) else [] if given is None else [given]


def _mended(text: str) -> Any | None:
    """The value of a text whose punctuation is wrong; None where mending it would change more than that."""
    part = text[text.find("{") : text.rfind("}") + 1]
    if not part or len(part) > _LONGEST_REPAIRED or any(part.count(opening) != part.count(closing) for opening, closing in ("{}", "[]")):
        return None
    try:
        value = repaired(part, skip_json_loads=True)
        same = _words(json.dumps(value, ensure_ascii=False)) == _words(part)
    except (ValueError, RecursionError):
        return None
    return value if same else None


def _words(text: str) -> str:
    """Every letter, digit, sign of a number and bracket."""
    following = zip(text, [*text[1:], ""], strict=True)
    return "".join(char for char, after in following if char.isalnum() or char in "{}[]" or char in "-." and after.isdigit())


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


class JsonPieces:
    """The first JSON value of a text that comes in pieces, without what stands before and after it.

    >>> pieces = JsonPieces()
    >>> [pieces.take(piece) for piece in ('好的：`', '``json\\n{"a": "}', '"}', '\\n```')]
    ['', '{"a": "}', '"}', '']
    """

    def __init__(self) -> None:
        self._depth = 0
        self._begun = self._quoted = self._escaped = False

    def take(self, piece: str) -> str:
        """What of the piece belongs to the value."""
        return "".join(char for char in piece if self._belongs(char))

    def _belongs(self, char: str) -> bool:
        if self._begun and not self._depth:
            return False
        if self._quoted:
            self._quoted = char != '"' or self._escaped
            self._escaped = char == "\\" and not self._escaped
            return True
        if char in "{[":
            self._begun = True
            self._depth += 1
        elif self._begun and char in "}]":
            self._depth -= 1
        elif self._begun and char == '"':
            self._quoted = True
        return self._begun
