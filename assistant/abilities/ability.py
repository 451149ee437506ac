"""The abilities by name, and their use: the same requests, results and complaints as the commands and the interface.

>>> [ability.name for ability in ABILITIES][:2]
['answer', 'search_clauses']
>>> sorted(named("search_clauses").arguments()["properties"])
['as_of', 'k', 'lang', 'query', 'site']
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.abilities.schema import argument_schema
from assistant.errors import RequestError, texts
from assistant.logging import get_logger
from assistant.models import DeadlinesRequest, MaterialsRequest, Request
from assistant.operations import perform
from assistant.requests import OPERATIONS, parse_as
from corpus.errors import ZjtxError
from corpus.messages import Messages

if TYPE_CHECKING:
    from assistant.service import Assistant


@dataclass(frozen=True)
class Ability:
    """One thing that another program may ask for.

    Attributes:
        name: by which it is called.
        request: what its arguments are read as.
    """

    name: str
    request: type[Request]

    @property
    def title(self) -> str:
        """Its name for people, in Chinese."""
        return _words()(f"{self.name}_title")

    @property
    def description(self) -> str:
        """What it does, when to call it and what comes back, in Chinese, for a model that chooses among tools."""
        return _words()(self.name)

    def arguments(self) -> dict[str, Any]:
        """The JSON schema of its arguments."""
        return argument_schema(self.request)

    def use(self, assistant: Assistant, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Carry it out.

        Returns:
            the contract's object.

        Raises:
            ZjtxError: what can't be done with these arguments, `field` naming the one at fault.
        """
        limit = assistant.settings.max_request_bytes
        if len(json.dumps(arguments, ensure_ascii=False).encode("utf-8", "surrogatepass")) > limit:
            raise RequestError("too_large", "arguments", status=413, limit=limit)
        return perform(assistant, parse_as(self.request, arguments, assistant.settings))


ABILITIES: Final = (
    Ability("answer", OPERATIONS["ask"]),
    Ability("search_clauses", OPERATIONS["search"]),
    Ability("check_eligibility", OPERATIONS["check"]),
    Ability("extract_profile", OPERATIONS["extract"]),
    Ability("list_deadlines", DeadlinesRequest),
    Ability("list_materials", MaterialsRequest),
    Ability("verify_text", OPERATIONS["verify"]),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a call: the contract's object, or the error object that a bad line of a batch gets, too."""

    result: dict[str, Any]
    failed: bool = False

    @property
    def text(self) -> str:
        """As JSON."""
        return json.dumps(self.result, ensure_ascii=False)


def named(name: str) -> Ability:
    """The ability of that name.

    Raises:
        RequestError: there is none.
    """
    found = next((ability for ability in ABILITIES if ability.name == name), None)
    if found is None:
        raise RequestError("tool_unknown", "name", status=404, name=name[:40], known=known_names())
    return found


def known_names() -> str:
    """The names of all abilities, for people."""
    return "、".join(ability.name for ability in ABILITIES)


def call(assistant: Assistant, name: str, arguments: Mapping[str, Any]) -> Outcome:
    """Use an ability, whatever comes of it: no call ends the program that serves it."""
    try:
        return Outcome(named(name).use(assistant, arguments))
    except ZjtxError as error:
        return _failed(error.field, error.message)
    except Exception:  # noqa: BLE001  (one call must not end the others)
        get_logger(__name__).exception("ability_failed", ability=name[:40])
        return _failed(None, texts()("internal"))


def instructions() -> str:
    """What a model should know before it calls any of them, in Chinese."""
    return _words()("instructions")


def _failed(field: str | None, message: str) -> Outcome:
    error = {"message": message} if field is None else {"field": field, "message": message}
    return Outcome({"status": "error", "error": error}, failed=True)


@lru_cache(maxsize=1)
def _words() -> Messages:
    return Messages.of(Path(__file__).with_name("abilities.yaml"))
