"""How an endpoint is asked: what it is sent beside the messages, found out once and remembered.

Endpoints of the same style differ in what they take: some know no JSON schema, no `response_format` at all, no usage in
a stream, no stream, or no temperature but their own. Everything is asked for first; what an endpoint refuses is
left out, the least missed first.

>>> way = AskingWay(Shape.JSON_SCHEMA)
>>> weaker(way).usage, weaker(way, "'response_format' is not supported").shape
(False, <Shape.JSON_OBJECT: 'json_object'>)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Shape(StrEnum):
    """How the endpoint is told which JSON is wanted."""

    JSON_SCHEMA = "json_schema"
    """It holds the model to the schema."""
    JSON_OBJECT = "json_object"
    """It holds the model to JSON; the schema is told in words."""
    IN_WORDS = "in_words"
    """The schema is told in words, and that is all."""
    TEXT = "text"
    """None is wanted."""


_WEAKER = {Shape.JSON_SCHEMA: Shape.JSON_OBJECT, Shape.JSON_OBJECT: Shape.IN_WORDS}


@dataclass(frozen=True, slots=True)
class AskingWay:
    """What is sent beside the messages.

    Attributes:
        usage: the stream is asked to count tokens.
        stream: the text is asked for piece by piece.
        temperature, limit: the temperature and the longest answer that were set are sent.
    """

    shape: Shape
    usage: bool = True
    stream: bool = True
    temperature: bool = True
    limit: bool = True


def weaker(way: AskingWay, refusal: str = "") -> AskingWay | None:
    """The next way to ask after one was refused; None where nothing is left to leave out.

    Args:
        refusal: what the endpoint said; a part that it names is left out first.
    """
    ways = {
        "stream_options": replace(way, usage=False),
        "response_format": replace(way, shape=_WEAKER.get(way.shape, way.shape)),
        "stream": replace(way, stream=False, usage=False),
        "temperature": replace(way, temperature=False),
        "max_": replace(way, limit=False),
    }
    named = [other for name, other in ways.items() if name in refusal and other != way]
    return next((other for other in (*named, *ways.values()) if other != way), None)


def weaker_shape(way: AskingWay) -> AskingWay | None:
    """The next way to say which JSON is wanted; None after the last."""
    shape = _WEAKER.get(way.shape)
    return replace(way, shape=shape) if shape else None


class Ways:
    """What is known of one endpoint. Safe from several threads: a write is one assignment."""

    def __init__(self) -> None:
        self._known: dict[bool, AskingWay] = {}

    def best(self, structured: bool) -> AskingWay:
        """The way to begin with: the one that went well before, else the strongest."""
        return self._known.get(structured) or AskingWay(Shape.JSON_SCHEMA if structured else Shape.TEXT)

    def proven(self, way: AskingWay) -> bool:
        """Whether this very way went well before."""
        return way in self._known.values()

    def worked(self, way: AskingWay) -> None:
        """Remember a way that went well."""
        self._known[way.shape is not Shape.TEXT] = way
