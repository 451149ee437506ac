"""What a failed call means, whichever library made it: from its exception to a `ModelError`.

The libraries of the providers have exceptions of their own; what they share is a status, a response and a name. Nothing
of what they say is taken over but a code: their messages can hold the key and the message that was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final

from assistant.clock import now
from assistant.llm.errors import ModelError, ModelFault

_PASSING: Final = frozenset({408, 409, 425, 429})
_REFUSED: Final = frozenset({400, 404, 405, 406, 415, 422, 501})
"""What endpoints say of a parameter that they don't take."""
_TOO_LONG: Final = ("context_length", "context length", "maximum context", "exceed_context", "too many tokens")
_CONNECTION: Final = ("Connect", "RemoteProtocol", "ReadError", "WriteError", "Network", "IncompleteRead")
"""Parts of the names of what libraries raise where a connection failed."""


class RefusedError(ModelError):
    """An endpoint refused a call, perhaps for something that can be left out.

    Args:
        said: what the endpoint said, to look for the part that it refused; it never leaves `chat`.
    """

    def __init__(self, detail: str, said: str = "") -> None:
        super().__init__(ModelFault.DOWN, detail)
        self.said = said


def failure_of(error: BaseException) -> ModelError:
    """What an exception of a provider's library means.

    >>> failure_of(TimeoutError()).fault
    <ModelFault.SLOW: 'slow'>
    """
    status = _status(error)
    if status is not None:
        return _of_status(error, status)
    chain = _chain(error)
    names = [type(each).__name__ for each in chain]
    if any("Timeout" in name for name in names):
        return ModelError(ModelFault.SLOW, names[0])
    if "DecodingError" in names:
        return ModelError(ModelFault.MALFORMED, str(chain[names.index("DecodingError")])[:40])
    if isinstance(error, NotImplementedError | ImportError):
        return RefusedError(names[0])
    if any(isinstance(each, OSError) for each in chain) or any(part in name for name in names for part in _CONNECTION):
        return ModelError(ModelFault.DOWN, names[0], passing=True)
    if "Length" in names[0]:
        return ModelError(ModelFault.MALFORMED, "length")
    body = _body(error)
    if body:
        return ModelError(ModelFault.DOWN, _detail(names[0], body), passing=True)
    return ModelError(ModelFault.MALFORMED, names[0])


def _of_status(error: BaseException, status: int) -> ModelError:
    detail, said = _detail(f"HTTP {status}", _body(error)), str(error)
    if status == 413 or status in _REFUSED and any(words in said.lower() for words in _TOO_LONG):
        return ModelError(ModelFault.TOO_LONG, detail)
    if status in _PASSING or status >= 500 and status != 501:
        return ModelError(ModelFault.DOWN, detail, passing=True, retry_after=_retry_after(error))
    return RefusedError(detail, said) if status in _REFUSED else ModelError(ModelFault.DOWN, detail)


def _status(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int) and status >= 300:
            return status
    return None


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and those it came from."""
    found: list[BaseException] = []
    present: BaseException | None = error
    while present is not None and present not in found and len(found) < 10:
        found.append(present)
        present = present.__cause__ or present.__context__
    return found


def _body(error: BaseException) -> Mapping[str, Any]:
    """The error object that an endpoint sent, from where the libraries leave it."""
    for body in (getattr(error, "body", None), *error.args[:1]):
        if isinstance(body, Mapping):
            inner = body.get("error")
            return inner if isinstance(inner, Mapping) else body
    return {}


def _detail(what: str, body: Mapping[str, Any]) -> str:
    """The status or class, and a code such as `model_not_found`; a code is one word, so neither a key nor a sentence."""
    codes = (body.get("code"), body.get("type"))
    code = next((each for each in codes if isinstance(each, str) and 3 < len(each) <= 40 and _is_code(each)), None)
    return f"{what} {code}" if code else what


def _is_code(text: str) -> bool:
    return text.isascii() and text.replace("_", "").replace(".", "").isalpha() and text == text.lower()


def _retry_after(error: BaseException) -> float | None:
    """Seconds of `Retry-After`, which is a number or a date."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    value = str(headers.get("retry-after") or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 8:
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - now()).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
