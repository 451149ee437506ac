"""What the sheets' readers say to people."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from corpus.messages import Messages

messages: Final = Messages.of(Path(__file__).with_name("messages.yaml"))
