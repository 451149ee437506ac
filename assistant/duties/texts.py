"""The texts of `messages.yaml`, by key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus.messages import Messages


def text(key: str, **values: Any) -> str:
    """The Chinese text for `key`, its placeholders filled."""
    return Messages.of(Path(__file__).with_name("messages.yaml"))(key, **values)


def has_text(key: str) -> bool:
    """Whether there is a text for `key`."""
    return key in Messages.of(Path(__file__).with_name("messages.yaml"))
