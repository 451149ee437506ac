"""All topics: one file each, by what it is about; a file is read when its topic is first looked at.

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


class Catalogue(Mapping[str, Topic]):
    """Topics by id, each read from its file once, when it is first asked for: an answer needs a few of them.

    Args:
        files: by id.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._read: dict[str, Topic] = {}

    def __getitem__(self, name: str) -> Topic:
        if name not in self._read:
            self._read[name] = Topic.model_validate({"id": name, **load_yaml(self._files[name])})
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    @property
    def known(self) -> int:
        """How many have been read."""
        return len(self._read)


@lru_cache(maxsize=1)
def topics() -> Catalogue:
    """The catalogue as shipped."""
    return Catalogue({path.stem: path for group in GROUPS for path in sorted((_FOLDER / group).glob("*.yaml"))})


def topic_of(field: str) -> Topic | None:
    """The topic on a figure of an enterprise.

    >>> topic_of("rd_expense").name.zh
    '研发费用'
    """
    return next((topic for topic in topics().values() if field in topic.conditions), None)
