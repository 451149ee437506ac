"""Word lists as data: a few words with alternatives in braces stand for all their spellings, found in one pass.

>>> words = Lexicon({"revenue": ["营{业总|业|}收{入|}"], "profit": ["{净|}利润"]})
>>> [(hit.id, hit.start) for hit in words.find("营业收入8000万，净利润900万")]
[('revenue', 0), ('profit', 10)]
"""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.spelling import spelled_out
from corpus.yamlfile import load_yaml

WORDS = Path(__file__).with_name("words")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_LATIN: Final = frozenset(string.ascii_lowercase)
_LATIN_OR_DIGIT: Final = _LATIN | frozenset(string.digits)


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
        known = self._ids.setdefault
        for key, words in entries.items():
            for word in words:
                for spelling in spelled_out(word.translate(_LOWER)):
                    if known(spelling, key) != key:
                        raise ValueError(f"{spelling}: {self._ids[spelling]}, {key}")
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._ids:
            lengths[word[0]].add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._last: tuple[str, list[Hit]] = ("", [])

    def find(self, text: str) -> list[Hit]:
        """The words of `text`, in order, none inside another."""
        return list(self._found(text))

    def has(self, text: str) -> bool:
        """Whether any of the words stands in `text`."""
        return bool(self._found(text))

    def without(self, text: str, by: str = "") -> str:
        """`text` with `by` in place of each of the words.

        >>> Lexicon({"filler": ["其实", "就是"]}).without("其实就是62%")
        '62%'
        """
        hits = self._found(text)
        ends, starts = [0, *(hit.end for hit in hits)], [*(hit.start for hit in hits), len(text)]
        return by.join(text[end:start] for end, start in zip(ends, starts, strict=True))

    def _found(self, text: str) -> list[Hit]:
        """What is found is kept for the next search, since many things of one clause ask for the same."""
        known, hits = self._last
        if known != text:
            hits = self._search(text)
            self._last = text, hits
        return hits

    def _search(self, text: str) -> list[Hit]:
        lower = text.translate(_LOWER)
        hits: list[Hit] = []
        reached = 0
        for place, first in enumerate(lower):
            if first in self._lengths and place >= reached and (word := self._at(lower, place)) is not None:
                reached = place + len(word)
                hits.append(Hit(self._ids[word], place, reached, word))
        return hits

    def _at(self, lower: str, place: int) -> str | None:
        """The longest word that begins here; a Latin one stands alone, not inside another."""
        for length in self._lengths[lower[place]]:
            word = lower[place : place + length]
            if word in self._ids and not (word[0] in _LATIN and _runs_on(lower, place, place + length)):
                return word
        return None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._ids.items())


@cache
def words_of(name: str) -> dict[str, Any]:
    """The file `words/NAME.yaml` as it stands."""
    loaded: dict[str, Any] = load_yaml(WORDS / f"{name}.yaml")
    return loaded


@cache
def lexicon(name: str, *keys: str) -> Lexicon:
    """The word lists of `words/NAME.yaml`, or those of them that are named; `NAME:SECTION` for those of a section."""
    name, _, section = name.partition(":")
    lists = words_of(name)[section] if section else words_of(name)
    return Lexicon({key: lists[key] for key in keys or lists})


def _runs_on(lower: str, start: int, end: int) -> bool:
    before, behind = lower[max(start - 1, 0) : start], lower[end : end + 1]
    return before in _LATIN_OR_DIGIT or behind in _LATIN_OR_DIGIT
