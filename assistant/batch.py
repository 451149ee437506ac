"""One JSON request a line in, one JSON result a line out: in order, the models loaded once, no line stops the run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from assistant.errors import RequestError, texts
from assistant.logging import get_logger
from assistant.models import NEW, AskRequest, Request
from assistant.operations import perform
from assistant.requests import parse_request, read_object
from assistant.settings import Settings
from corpus.errors import ZjtxError
from index.errors import IndexUnavailableError

if TYPE_CHECKING:
    from assistant.service import Assistant

_LINE = "line"
"""What `error.field` calls a line that can't be read at all."""


def run_batch(lines: Iterable[str | bytes], assistant: Assistant, settings: Settings) -> Iterator[str]:
    """Answer the requests of `lines`.

    Args:
        lines: blank ones are skipped; each other one gets exactly one result, an error object where it is bad.
        settings: the limits of a request.

    Yields:
        results without a line's end, in the order of the lines.

    Raises:
        IndexUnavailableError: after the last result, where a line needed the index and none can be built.
    """
    conversations = _Conversations(assistant)
    unavailable: list[IndexUnavailableError] = []
    try:
        for line in lines:
            if line.strip():
                yield json.dumps(_answer(line, assistant, conversations, settings, unavailable), ensure_ascii=False)
    finally:
        conversations.close()
    if unavailable:
        raise unavailable[0]


def _answer(
    line: str | bytes,
    assistant: Assistant,
    conversations: _Conversations,
    settings: Settings,
    unavailable: list[IndexUnavailableError],
) -> dict[str, Any]:
    try:
        size = len(line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass"))
        if size > settings.max_request_bytes:
            raise RequestError("too_large", _LINE, status=413, limit=settings.max_request_bytes)
        request = parse_request(read_object(line, whole=_LINE), settings)
        return conversations.perform(request)
    except ZjtxError as error:
        if isinstance(error, IndexUnavailableError):
            unavailable.append(error)
        return _error(error.field or _LINE, error.message)
    except Exception:  # noqa: BLE001  (whatever a line does, the others go on)
        get_logger(__name__).exception("batch_line_failed")
        return _error(_LINE, texts()("internal"))


def _error(field: str, message: str) -> dict[str, Any]:
    return {"status": "error", "error": {"field": field, "message": message}}


class _Conversations:
    """The conversations of one run: any label opens one, and it is gone when the run ends."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._ids: dict[str, str] = {}
        self._labels: set[str] = set()

    def perform(self, request: Request) -> dict[str, Any]:
        """Answer `request`; the answer names the conversation as the request did."""
        if not isinstance(request, AskRequest) or request.conversation_id is None:
            return perform(self._assistant, request)
        label = request.conversation_id
        known = self._ids.get(label, NEW)
        result = perform(self._assistant, request.model_copy(update={"conversation_id": known}))
        opened = result["conversation_id"]
        if label == NEW:
            self._ids[opened] = opened
        else:
            self._ids[label] = opened
            self._labels.add(label)
            result["conversation_id"] = label
        return result

    def close(self) -> None:
        """Forget what the labels opened; what `new` opened may be gone on with."""
        for label in self._labels:
            try:
                self._assistant.store.conversations.forget(self._ids[label])
            except ZjtxError as error:
                get_logger(__name__).warning("conversation_not_forgotten", reason=error.message)
