"""The sentences of this folder's own `messages.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from corpus.messages import Messages

_FILE: Final = Path(__file__).with_name("messages.yaml")


def text_for(key: str, **values: Any) -> str:
    """A sentence for a person, in Chinese."""
    return Messages.of(_FILE)(key, **values)
