"""The words of the chat page and of the server (`texts.yaml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from corpus.messages import Messages

TEXTS: Final = Path(__file__).with_name("texts.yaml")
"""The page gets the whole file, and chooses the language itself."""


def texts() -> Messages:
    """The same words, for the pages and lines that the server writes."""
    return Messages.of(TEXTS)
