"""What the house knows of a language model: a request with a key of its own, and the text that comes back.

>>> request = ModelRequest("read", 1, (ModelMessage("user", "你好"),), {"type": "object"})
>>> request.key == ModelRequest("read", 1, (ModelMessage("user", "你好"),), {"type": "object"}).key
True
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, Protocol

Speaker = Literal["system", "user", "assistant"]
Role = Literal["read", "write"]
"""What a model is configured for: to read messages, to write answers."""


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """One message of a request."""

    role: Speaker
    content: str


@dataclass(frozen=True)
class ModelRequest:
    """What a model is asked; it holds nothing that the clock or chance decides.

    Attributes:
        prompt, version: the prompt file that the messages were made from.
        schema: the JSON schema that the text must fit; empty for plain text.
    """

    prompt: str
    version: int
    messages: tuple[ModelMessage, ...]
    schema: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """In the shape of a recording (contract, “A language model”)."""
        return {
            "prompt": self.prompt,
            "version": self.version,
            "messages": [{"role": message.role, "content": message.content} for message in self.messages],
            "schema": dict(self.schema),
        }

    @cached_property
    def key(self) -> str:
        """The sha256 by which a recording or a cached text is found; model, temperature and limits are no part of it."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a call took; None where the endpoint doesn't say."""

    prompt: int | None = None
    completion: int | None = None


UNKNOWN_USAGE: Final = Usage()


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model gave back, as it came; `cached` where no call was made for it."""

    text: str
    usage: Usage = UNKNOWN_USAGE
    cached: bool = False


class LanguageModel(Protocol):
    """A model behind an endpoint, a folder of recordings, or a cache before either."""

    name: str

    def complete(self, request: ModelRequest) -> Completion:
        """The whole text.

        Raises:
            ModelError: there is none, in time and in shape.
        """
        ...

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """The text piece by piece as it is written.

        Raises:
            ModelError: before the first piece or between two.
        """
        ...
