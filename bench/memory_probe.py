"""Run in a process of its own: answer some questions, then print the resident memory in bytes."""

from __future__ import annotations

import json
import sys

import psutil

from assistant.models import AskRequest
from assistant.service import Assistant


def main() -> None:
    """Read questions, one JSON request a line, from stdin."""
    assistant = Assistant.open()
    for line in sys.stdin:
        assistant.ask(AskRequest.model_validate(json.loads(line)))
    print(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    main()
