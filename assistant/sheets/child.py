"""One file from outside, read in a process of its own: its bytes on stdin, its name and the round's year as arguments.

It prints one JSON object: `{"profile": …, "warnings": […], "read": […], "unread": […]}` (what was read as what, and the
cells that were not), or `{"error": {"message": …, "field": …}}`. The process
bounds its own memory and time before it reads a cell, and ends what it started when it is told to end; where the system knows no such bounds, the parent's clock is
what is left.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Final

from assistant.rules.profile import Profile
from assistant.sheets.archive import ONE_ENTERPRISE
from assistant.sheets.formats import readable
from assistant.sheets.preview import entry_to_json
from assistant.sheets.reading import read_entry, warnings_of
from assistant.sheets.structured import STRUCTURED
from corpus.errors import BadInputError

MEMORY: Final = 1 << 30
"""Bytes of address space."""
CPU_SECONDS: Final = 15
OFFICE_SECONDS: Final = 15.0
"""How long LibreOffice may take; whoever started this process waits longer."""


def main(name: str, year: int) -> None:
    """Have LibreOffice convert what it has to, within bounds of its own; bound this process, then read."""
    try:
        content = sys.stdin.buffer.read()
        if Path(name).suffix.lower() not in STRUCTURED:
            content, _ = readable(content, name, OFFICE_SECONDS)
        _bound()
        entry, table = read_entry(content, name, year=year, limits=ONE_ENTERPRISE)
    except BadInputError as error:
        print(json.dumps({"error": {"message": error.message, "field": error.field}}))
    else:
        profile = entry.profile or Profile()
        print(json.dumps({"profile": profile.to_json(), "warnings": list(warnings_of(entry, table)), **entry_to_json(entry)}))


def _bound() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(sys.argv[1], int(sys.argv[2]))
