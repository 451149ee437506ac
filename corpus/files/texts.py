"""The sentences of this folder's own `messages.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus.messages import Messages


def text_for(key: str, **values: Any) -> str:
    """A sentence for a person, in Chinese."""
    return Messages.of(Path(__file__).with_name("messages.yaml"))(key, **values)
