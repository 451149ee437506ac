"""Word lists as data: a few words with alternatives in braces stand for all their spellings, found in one pass.

>>> words = Lexicon({"revenue": ["营{业总|业|}收{入|}"], "profit": ["{净|}利润"]})
>>> [(hit.id, hit.start) for hit in words.find("营业收入8000万，净利润900万")]
[('revenue', 0), ('profit', 10)]
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from assistant.spelling import spelled_out
from corpus.yamlfile import load_yaml

WORDS = Path(__file__).with_name("words")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_ANYWHERE = r"\L<words>"
_ALONE = r"(?<![a-z0-9])\L<words>(?![a-z0-9])"


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a list at `start`..`end`; `id` is what the list knows it by."""

    id: str
    start: int
    end: int
    words: str


class Lexicon:
    """Words by id; of two that overlap the one that begins first is found, and of those the longest.

    Args:
        entries: id → its words, with alternatives in braces.

    Raises:
        ValueError: one spelling under two ids.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._ids: dict[str, str] = {}
        for key, words in entries.items():
            for word in (spelling for each in words for spelling in spelled_out(each)):
                if self._ids.setdefault(word.translate(_LOWER), key) != key:
                    raise ValueError(f"{word}: {self._ids[word.translate(_LOWER)]}, {key}")
        latin = [word for word in self._ids if _is_latin(word)]
        self._patterns = [
            regex.compile(pattern, words=words)
            for pattern, words in ((_ALONE, latin), (_ANYWHERE, [word for word in self._ids if word not in latin]))
            if words
        ]

    def find(self, text: str) -> list[Hit]:
        """The words of `text`, in order, none inside another."""
        lower = text.translate(_LOWER)
        hits = [Hit(self._ids[m[0]], m.start(), m.end(), m[0]) for p in self._patterns for m in p.finditer(lower)]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in hits:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def has(self, text: str) -> bool:
        """Whether any of the words stands in `text`."""
        lower = text.translate(_LOWER)
        return any(pattern.search(lower) for pattern in self._patterns)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._ids.items())


@lru_cache(maxsize=32)
def words_of(name: str) -> dict[str, Any]:
    """The file `words/NAME.yaml` as it stands."""
    loaded: dict[str, Any] = load_yaml(WORDS / f"{name}.yaml")
    return loaded


@lru_cache(maxsize=64)
def lexicon(name: str, *keys: str) -> Lexicon:
    """The word lists of `words/NAME.yaml`, or those of them that are named; `NAME:SECTION` for those of a section."""
    name, _, section = name.partition(":")
    lists = words_of(name)[section] if section else words_of(name)
    return Lexicon({key: lists[key] for key in keys or lists})


def _is_latin(word: str) -> bool:
    return word[0].isascii() and word[0].isalpha()
