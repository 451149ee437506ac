"""The bench's own texts for people."""

from __future__ import annotations

from pathlib import Path

from corpus.messages import Messages


def texts() -> Messages:
    """The messages of `messages.yaml`."""
    return Messages.of(Path(__file__).with_name("messages.yaml"))
