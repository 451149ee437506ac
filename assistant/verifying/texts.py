"""The verifier's own texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.messages import Messages


@cache
def texts() -> Messages:
    """What the verifier says, and how it words a round's row."""
    return Messages.of(Path(__file__).with_name("texts.yaml"))


@cache
def notes() -> Messages:
    """Why a sentence is stopped, in words to act on."""
    return Messages.of(Path(__file__).with_name("notes.yaml"))
