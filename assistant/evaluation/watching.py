"""What a trace tells the report of an answer: how sure the reading was, and the answer's way in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import UnknownTraceError

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.trace import Trace


@dataclass(frozen=True)
class Watched:
    """What was seen of one answer while it was made.

    Attributes:
        sure: the share, 0 to 1, of the least sure of the matters that were read in the message itself; None where none was.
        way: the trace in words; empty where none was kept.
    """

    sure: float | None = None
    way: str = ""


NOTHING_SEEN: Final = Watched()


def watch(assistant: Assistant, answer: Mapping[str, Any], *, in_words: bool = True) -> Watched:
    """What the trace of `answer` tells; nothing where it is an error, which has none.

    Args:
        in_words: with the way in words; without, for a set that may not be shown.
    """
    from assistant.trace.in_words import as_text

    if "trace_id" not in answer:
        return NOTHING_SEEN
    try:
        trace = assistant.trace(answer["trace_id"])
    except UnknownTraceError:
        return NOTHING_SEEN
    return Watched(sureness(trace), as_text(trace) if in_words else "")


def sureness(trace: Trace) -> float | None:
    """How sure the reading was of what it was least sure of; a matter carried over from an earlier turn was not read."""
    shares = [part.share for part in trace.parts if not part.carried]
    return min(shares) if shares else None
