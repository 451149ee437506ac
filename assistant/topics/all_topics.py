"""All topics: one file each, by what it is about.

>>> topics()["debt_ratio"].name.zh
'资产负债率'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.topics.topic import Topic
from corpus.yamlfile import load_yaml

_FOLDER: Final = Path(__file__).parent
GROUPS: Final = ("eligibility", "definitions", "process")


class Catalogue:
    """All topics by id, those of a group together."""

    def __init__(self, entries: Mapping[str, Topic]) -> None:
        self._topics = dict(entries)

    def __getitem__(self, topic_id: str) -> Topic:
        return self._topics[topic_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __contains__(self, topic_id: object) -> bool:
        return topic_id in self._topics

    @lru_cache(maxsize=1024)  # noqa: B019 - there is one catalogue a process
    def of_condition(self, condition_id: str) -> Topic | None:
        """The topic that a condition of the rules belongs to: the one with the fewest of them."""
        found = [topic for topic in self._topics.values() if condition_id in topic.conditions]
        return min(found, key=lambda topic: len(topic.conditions), default=None)


@lru_cache(maxsize=1)
def topics() -> Catalogue:
    """The catalogue as shipped, read once."""
    entries: dict[str, Topic] = {}
    for group in GROUPS:
        for path in sorted((_FOLDER / group).glob("*.yaml")):
            entries[path.stem] = Topic.model_validate({"id": path.stem, **load_yaml(path)})
    return Catalogue(entries)
