"""All topics: one file each, by what it is about.

>>> topics()["debt_ratio"].name.zh
'资产负债率'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from assistant.topics.topic import Topic
from corpus.yamlfile import load_yaml

_FOLDER: Final = Path(__file__).parent
GROUPS: Final = ("eligibility", "definitions", "process")


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """The catalogue as shipped, read once."""
    entries: dict[str, Topic] = {}
    for group in GROUPS:
        for path in sorted((_FOLDER / group).glob("*.yaml")):
            entries[path.stem] = Topic.model_validate({"id": path.stem, **load_yaml(path)})
    return MappingProxyType(entries)


def topic_of(field: str) -> Topic | None:
    """The topic on a figure of an enterprise.

    >>> topic_of("rd_expense").name.zh
    '研发费用'
    """
    return next((topic for topic in topics().values() if field in topic.conditions), None)
