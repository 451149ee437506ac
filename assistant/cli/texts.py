"""The words of the command line (`texts.yaml`)."""

from __future__ import annotations

from pathlib import Path

from corpus.messages import Messages


def texts() -> Messages:
    """Help, results and complaints, in Chinese."""
    return Messages.of(Path(__file__).with_name("texts.yaml"))
