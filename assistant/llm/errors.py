"""Why a model gave no text. A user never meets these: the deterministic answer stands, and the trace says why.

ModelError
"""

from __future__ import annotations

from enum import StrEnum

from corpus.errors import ZjtxError


class ModelFault(StrEnum):
    """Keys of `texts.yaml`, where `zjtx llm check` finds the words for each."""

    DOWN = "down"
    """Not reached, or it answered with an error."""
    SLOW = "slow"
    """Nothing within the time allowed."""
    MALFORMED = "malformed"
    """Something other than a text."""
    TOO_LONG = "too_long"
    """The request is longer than what may be sent."""
    OVER_BUDGET = "over_budget"
    """The tokens of the day are used up."""
    PAUSED = "paused"
    """It failed several times in a row and is left alone for a while."""
    BUSY = "busy"
    """As many calls as are allowed run already."""
    NOT_RECORDED = "not_recorded"
    """Replayed, and there is no recording."""


class ModelError(ZjtxError):
    """A model gave no text that could be looked at.

    Args:
        detail: for the log and the trace: what the endpoint said, never the key or the message.
        passing: the same call may go well a moment later.
        retry_after: the seconds that the endpoint asked to be left alone.
    """

    def __init__(
        self, fault: ModelFault, detail: str = "", *, passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
        self.fault = fault
        self.detail = detail
        self.passing = passing
        self.retry_after = retry_after
