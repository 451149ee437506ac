"""What a file may cost at most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes; `part` is one part of a package, unpacked."""

    file: int = 20 * 1024 * 1024
    unpacked: int = 80 * 1024 * 1024
    part: int = 24 * 1024 * 1024
    entries: int = 2000
    pages: int = 500
    characters: int = 1_000_000
    conversion_seconds: float = 120.0
