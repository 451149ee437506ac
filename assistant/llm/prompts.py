"""Prompts are files with versions: `prompts/NAME.md`, whose first line is `version: N`.

What is data is never part of a template: a user's words go into a message of their own, as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("prompts")


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instructions to a model, and the version by which recordings tell them apart."""

    name: str
    version: int
    text: str


@lru_cache(maxsize=8)
def load_prompt(name: str) -> Prompt:
    """The prompt of a name.

    Raises:
        FileNotFoundError, ValueError: there is none, or its first line has no version: a fault of the package.
    """
    first, _, rest = (_FOLDER / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    label, _, version = first.partition(":")
    if label != "version":
        raise ValueError(f"prompts/{name}.md: the first line must be `version: N`")
    return Prompt(name, int(version), rest.strip())
