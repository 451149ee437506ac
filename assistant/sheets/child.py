"""One file from outside, read in a process of its own: its bytes on stdin, its name and the round's year as arguments.

It prints one JSON object: `{"profile": …, "warnings": […], "read": […], "unread": […]}` (what was read as what, and the
cells that were not), or `{"error": {"message": …, "field": …}}`. The process
bounds its own memory and time before it looks at a byte; where the system knows no such bounds, the parent's clock is
what is left.
"""

from __future__ import annotations

import json
import sys
from typing import Final

from assistant.rules.profile import Profile
from assistant.sheets.archive import ONE_ENTERPRISE
from assistant.sheets.preview import entry_to_json
from assistant.sheets.reading import read_entry, warnings_of
from corpus.errors import BadInputError

MEMORY: Final = 1 << 30
"""Bytes of address space."""
CPU_SECONDS: Final = 15


def main(name: str, year: int) -> None:
    """Bound this process, then read."""
    _bound()
    try:
        entry, table = read_entry(sys.stdin.buffer.read(), name, year=year, limits=ONE_ENTERPRISE)
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
    main(sys.argv[1], int(sys.argv[2]))
