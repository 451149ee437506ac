"""The conversation without scripts: a form asks, the page comes back with all that was said in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs

from pydantic import BaseModel, TypeAdapter

from assistant.errors import RequestError, StorageError
from assistant.store import Store
from assistant.store.seal_keys import Sealed
from assistant.web.replies import PageCitation, Reply, Section, sections_of
from assistant.web.sealed import Sealer

_KEPT: Final = 12
"""Turns that the page carries along; the conversation itself goes on beyond them."""


class PlainTurn(BaseModel):
    """One question with what was answered, or why it was not."""

    question: str
    message: str | None = None
    as_of: str | None = None
    sections: list[Section] = []
    citations: list[PageCitation] = []

    @classmethod
    def answered(cls, question: str, reply: Reply, number: int) -> PlainTurn:
        """The turn of a reply.

        Args:
            number: of the turn on the page.
        """
        sections = list(sections_of(reply.answer, anchor_of(number)))
        return cls(question=question, as_of=reply.answer.as_of.isoformat(), sections=sections, citations=reply.citations)


@dataclass(frozen=True)
class Form:
    """What the form sent.

    Attributes:
        asked: the example or further question that was chosen, else what was typed.
        earlier: the turns that the page carried.
    """

    asked: str = ""
    conversation_id: str | None = None
    as_of: str | None = None
    site: str | None = None
    earlier: list[PlainTurn] = field(default_factory=list)


_TURNS: Final = TypeAdapter(list[PlainTurn])


def read_form(body: bytes, store: Store) -> Form:
    """The form's fields; what was not sealed by this installation is left out.

    Args:
        store: has the key.

    Raises:
        RequestError: it is no form of ours.
    """
    try:
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        raise RequestError("invalid", "body", name="body") from None
    fields = {name: values[-1] for name, values in found.items()}
    kept = _opened(fields["earlier"], store) if "earlier" in fields else None
    return Form(
        asked=fields.get("ask") or fields.get("question", "").strip(),
        conversation_id=fields.get("conversation") or None,
        as_of=fields.get("as_of") or None,
        site=fields.get("site") or None,
        earlier=_TURNS.validate_json(kept) if kept else [],
    )


def carried(turns: list[PlainTurn], store: Store) -> str:
    """The turns as the form's hidden field; "" where there are none, or the key can't be read now."""
    if not turns:
        return ""
    try:
        return Sealer(store.seal_keys.key(Sealed.PAGES)).sealed(_TURNS.dump_json(turns[-_KEPT:]).decode())
    except StorageError:
        return ""


def _opened(sealed: str, store: Store) -> str | None:
    try:
        return Sealer(store.seal_keys.key(Sealed.PAGES)).opened(sealed)
    except StorageError:
        return None


def anchor_of(number: int) -> str:
    """What stands before a mark in the id of its citation on the page."""
    return f"c{number}-"


__all__ = ["Form", "PlainTurn", "anchor_of", "carried", "read_form"]
