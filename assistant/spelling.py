"""Words with alternatives in braces: 营{业|}收{入|} stands for 营业收入, 营业收, 营收入 and 营收."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

_ALTERNATIVES: Final = re.compile(r"\{([^{}]*)\}")


def spelled_out(word: str) -> Iterator[str]:
    """All spellings of a word whose alternatives stand in braces; an empty one leaves the place out.

    >>> sorted(spelled_out("营{业|}收{入|}"))
    ['营业收', '营业收入', '营收', '营收入']
    """
    parts = _ALTERNATIVES.split(word)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts) if part or place % 2]
    return map("".join, itertools.product(*choices))
