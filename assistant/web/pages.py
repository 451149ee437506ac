"""Our pages as templates: each room's own, in the frame that they share (`frame.html`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_WEB: Final = Path(__file__).parent


@cache
def templates(folder: Path) -> Environment:
    """The templates of a room; whatever they are filled in with is escaped, and a value that is missing is a slip of ours."""
    return Environment(loader=FileSystemLoader([folder, _WEB]), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


__all__ = ["templates"]
