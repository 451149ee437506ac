"""Whether a sentence is one of the official texts, word for word: then it states a rule and no fact."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import corpus
from assistant import bounded as re

SHORTEST = 24
"""A shorter sentence may be an enterprise's own, in the words of the texts (未被列入经营异常名录或严重失信主体名单)."""
SHORTEST_BESIDE = 12
"""Beside another sentence of the texts a shorter one is quoted as well."""
_SIGNS = re.compile(r"[\W_]+")


def is_official(sentence: str, shortest: int = SHORTEST) -> bool:
    """Whether `sentence`, punctuation apart, stands in a text of the corpus."""
    words = _SIGNS.sub("", sentence)
    return len(words) >= shortest and words in _texts()


@lru_cache(maxsize=1)
def _texts() -> str:
    folder = Path(corpus.__file__).with_name("texts")
    return "\n".join(
        _SIGNS.sub("", file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt"))
    )
