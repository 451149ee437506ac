"""Characters that people use whatever they ask about, counted in the messages that the topics are trained on."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Final

_MESSAGES: Final = Path(__file__).with_name("messages") / "topics.tsv"
_MATTERS: Final = 12
"""In whose messages a character has to occur to tell nothing of any one of them."""


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """The characters that tell nothing of what is asked: 的, 几, 要; not 漆.

    >>> "要" in everyday(), "漆" in everyday()
    (True, False)
    """
    matters: dict[str, set[str]] = defaultdict(set)
    for line in _MESSAGES.read_text(encoding="utf-8").splitlines():
        matter, _, message = line.split("\t")
        for character in message.lower():
            matters[character].add(matter)
    return frozenset(character for character, found in matters.items() if len(found) >= _MATTERS)
