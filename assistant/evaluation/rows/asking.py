"""Put every message of a set to the assistant: mails and questions alone, the turns of a conversation one after another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.rows.rowset import Exchange, RowSet, exchanges
from assistant.evaluation.runner import Progress
from assistant.evaluation.watching import NOTHING_SEEN, Watched, watch
from assistant.logging import get_logger
from assistant.operations import perform
from assistant.requests import parse_request
from assistant.service import Assistant
from assistant.settings import settings
from corpus.errors import ZjtxError

SECONDS = 120.0
"""What one request may take here: a busy machine must not change a figure."""


@dataclass(frozen=True)
class AskedRow:
    """A message with its answer, the contract's object as JSON, and what was seen of it while it was made."""

    exchange: Exchange
    answer: dict[str, Any]
    watched: Watched = NOTHING_SEEN


def open_assistant(*, model: bool = False) -> Assistant:
    """The assistant with the index of this machine; conversations and traces are kept in memory only.

    Args:
        model: with the language model that is set; without, by words and rules alone.
    """
    without = {} if model else {"llm_provider": "none"}
    changed = {"database_url": "sqlite://", **without, "request_seconds": SECONDS}
    return Assistant.open(settings().model_copy(update=changed))


def ask_rows(rows: RowSet, assistant: Assistant, progress: Progress) -> Iterator[AskedRow]:
    """Every message with its answer, in the order of `exchanges`; no log holds words of a set that is not shown."""
    asked = list(exchanges(rows))
    ids: dict[str, str] = {}
    for done, exchange in enumerate(asked, start=1):
        label = exchange.conversation
        with nullcontext() if rows.shown else _no_warnings():
            answer = ask_exchange(exchange, ids.get(label, "new") if label else None, assistant)
        if label and answer.get("conversation_id"):
            ids[label] = answer["conversation_id"]
        yield AskedRow(exchange, answer, watch(assistant, answer, in_words=rows.shown))
        progress(rows.name, done, len(asked))


@contextmanager
def _no_warnings() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def ask_exchange(exchange: Exchange, conversation: str | None, assistant: Assistant) -> dict[str, Any]:
    """The answer to one message as JSON, with its mentions.

    Args:
        conversation: the id it goes on with, `new` to open one, None to stand alone.
    """
    fields = {"op": "ask", "question": exchange.turn.text, "as_of": exchange.as_of.isoformat(), "trace": True}
    if conversation:
        fields["conversation_id"] = conversation
    try:
        return perform(assistant, parse_request(fields, assistant.settings))
    except ZjtxError as error:
        return {"status": "error", "error": {"field": error.field, "message": error.message}}
    except Exception as error:  # noqa: BLE001  (one crash is one miss, not the end of the run)
        get_logger(__name__).error("row_failed", id=exchange.id, error=type(error).__name__)
        return {"status": "error"}
