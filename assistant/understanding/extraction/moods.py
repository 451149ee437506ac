"""The patterns of `moods.yaml`: how a clause is meant and of whom it speaks."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant import bounded as re
from corpus.yamlfile import load_yaml


class Moods:
    """The patterns, each compiled on first use."""

    def __init__(self) -> None:
        data = load_yaml(Path(__file__).with_name("moods.yaml"))
        self._words = {key: value for key, value in data.items() if isinstance(value, str)}
        self._words |= {f"required_{key}": value for key, value in data["required"].items()}
        self._compiled: dict[str, re.Pattern] = {}

    def __getitem__(self, key: str) -> re.Pattern:
        if key not in self._compiled:
            self._compiled[key] = re.compile(self._words[key])
        return self._compiled[key]


@lru_cache(maxsize=1)
def moods() -> Moods:
    """The patterns, loaded once."""
    return Moods()
