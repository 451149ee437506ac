"""The catalogue of topics, and finding them in a question by their cues.

>>> [hit.topic_id for hit in topics().matches("小巨人的资产负债率要求多少")][:1]
['debt_ratio']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.topics.schema import Topic, Unanswerable
from corpus.yamlfile import load_yaml

_FOLDER = Path(__file__).parent
_FILES = ("eligibility.yaml", "definitions.yaml", "process.yaml")
_EXTRA_CUE_WEIGHT = 0.3


@dataclass(frozen=True)
class TopicHit:
    """A topic found in a text.

    Attributes:
        score: length of the longest cue found, and a part of the others'.
        start: where its first cue stands.
    """

    topic_id: str
    score: float
    start: int


class Cues:
    """One topic's cues, compiled: plain words in one pattern, /patterns/ each on its own."""

    def __init__(self, cues: tuple[str, ...]) -> None:
        words = [cue for cue in cues if not _is_pattern(cue)]
        patterns = [cue[1:-1] for cue in cues if _is_pattern(cue)]
        alternatives = sorted({_word(cue) for cue in words}, key=len, reverse=True) + patterns
        self._pattern = re.compile("|".join(f"(?:{part})" for part in alternatives), re.IGNORECASE)

    def score(self, text: str) -> tuple[float, int] | None:
        """How strongly `text` speaks of it and where first, or None."""
        found = [(match.end() - match.start(), match.start()) for match in self._pattern.finditer(text)]
        if not found:
            return None
        lengths = sorted({_weight(text, start, size): size for size, start in found}, reverse=True)
        return lengths[0] + _EXTRA_CUE_WEIGHT * sum(lengths[1:]), min(start for _, start in found)


def _is_pattern(cue: str) -> bool:
    return len(cue) > 2 and cue.startswith("/") and cue.endswith("/")


def _word(cue: str) -> str:
    escaped = re.escape(cue)
    return rf"(?<![a-z]){escaped}(?![a-z])" if cue.isascii() and cue[0].isalpha() else escaped


def _weight(text: str, start: int, size: int) -> float:
    """English words say less a letter than Chinese ones."""
    return size / 3 if text[start : start + size].isascii() else float(size)


class Catalogue:
    """All topics by id."""

    def __init__(self, topics: dict[str, Topic], unanswerable: dict[str, Unanswerable]) -> None:
        self._topics = topics
        self._cues = {topic_id: Cues(topic.cues) for topic_id, topic in topics.items()}
        self._unanswerable = {key: Cues(entry.cues) for key, entry in unanswerable.items()}

    def __getitem__(self, topic_id: str) -> Topic:
        return self._topics[topic_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def matches(self, text: str) -> list[TopicHit]:
        """The topics whose cues stand in `text`, strongest first."""
        hits = []
        for topic_id, cues in self._cues.items():
            found = cues.score(text)
            if found:
                hits.append(TopicHit(topic_id, *found))
        return sorted(hits, key=lambda hit: -hit.score)

    def unanswerable(self, text: str) -> TopicHit | None:
        """The strongest matter in `text` that the texts do not answer, or None."""
        hits = [TopicHit(key, *found) for key, cues in self._unanswerable.items() if (found := cues.score(text))]
        return max(hits, key=lambda hit: hit.score, default=None)


@lru_cache(maxsize=1)
def topics() -> Catalogue:
    """The catalogue as shipped, read once."""
    entries: dict[str, Topic] = {}
    for name in _FILES:
        for topic_id, entry in load_yaml(_FOLDER / name).items():
            if topic_id in entries:
                raise ValueError(f"{name}: {topic_id}")
            entries[topic_id] = Topic.model_validate(entry)
    outside = load_yaml(_FOLDER / "out_of_scope.yaml")
    return Catalogue(entries, {key: Unanswerable.model_validate(entry) for key, entry in outside.items()})
