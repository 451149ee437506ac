"""A line of a score table: a case and the points for it."""

from __future__ import annotations

from typing import Final

from assistant import bounded

OPTION: Final = bounded.compile(r"^\s*[A-Fa-f][.．、].*[（(]\d+分[)）]")
