"""An input method for the field: the likeliest Chinese words for letters typed in pinyin.

The words, how often each is said and what follows it stand in `pinyin.txt`, one word a line: word, pinyin, count,
followers with their counts. `0` stands for any number, `^` for the start and the end of a clause. The file is written
by `python -m tools.pinyin`. With counts that lack every tenth Chinese message, 92.5 % of the characters of those are
read right, spaced by syllable or joined by word (`python -m tools.pinyin --measure`).

>>> [char for _, _, char in typed_words("fuzhailv", frozenset())]
['负', '债', '率']
>>> "".join(char for _, _, char in typed_words("diwupixiaojuren", frozenset({2, 4, 6})))
'第五批小巨人'
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from assistant.bounded import spend
from corpus.yamlfile import load_yaml

WORDS: Final = Path(__file__).with_name("pinyin.txt")
NUMBER: Final = "0"
EDGE: Final = "^"
_KEPT: Final = 8
"""Readings of what stands before that are followed up at each letter."""
_DISCOUNT: Final = 0.8
"""Taken off the count of every pair of words, for the pairs never seen."""
_UNSEEN: Final = 0.05

Char = tuple[int, int, str]
"""Where the letters of a character start and end, and the character, or the word that an abbreviation stands for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is typed: the share of all words that it is, and where its syllables end, its own end included."""

    word: str
    share: float
    ends: tuple[int, ...]

    def fits(self, start: int, breaks: frozenset[int]) -> bool:
        """Whether the places where the typist broke off, inside it, lie between its syllables."""
        return all(place - start in self.ends for place in range(start + 1, start + self.ends[-1]) if place in breaks)

    def chars(self, start: int) -> Iterator[Char]:
        """Its characters, each with its letters; those of an abbreviation stay together."""
        parts = self.word if len(self.word) == len(self.ends) else (self.word,)
        for first, last, part in zip((0, *self.ends), self.ends, parts, strict=False):
            yield start + first, start + last, part


class InputMethod:
    """Words by how they are typed, and how likely one follows another.

    Args:
        lines: those of `pinyin.txt`.
        abbreviations: letters → the word that they stand for.
    """

    def __init__(self, lines: Iterable[str], abbreviations: Mapping[str, str]) -> None:
        rows = [line.split("\t") for line in lines]
        said: defaultdict[str, int] = defaultdict(int)
        pairs: dict[tuple[str, str], int] = {}
        for word, _, count, followers in rows:
            said[word] += int(count)
            pairs |= {(word, follower): int(times) for follower, times in (each.split(":") for each in followers.split())}
        total = sum(count for word, count in said.items() if word not in (NUMBER, EDGE))
        self._typed: defaultdict[str, list[Word]] = defaultdict(list)
        for word, pinyin, count, _ in rows:
            self._add(word, pinyin.split(), (int(count) + _UNSEEN) / total)
        for letters, word in abbreviations.items():
            self._add(word, [letters], (said.get(word, 0) + 1) / total)
        self._longest = max(map(len, self._typed))
        seen: defaultdict[str, float] = defaultdict(float)
        for (word, _), times in pairs.items():
            seen[word] += times - _DISCOUNT
        self._follows = {pair: (times - _DISCOUNT) / said[pair[0]] for pair, times in pairs.items()}
        self._else = {word: max(1 - share / said[word], 0.001) for word, share in seen.items()}

    def _add(self, word: str, syllables: list[str], share: float) -> None:
        """The word under all its spellings: ü is typed v or u."""
        ends = tuple(accumulate(map(len, syllables)))
        for letters in {"".join(syllables), "".join(syllables).replace("v", "u")} if syllables else ():
            self._typed[letters].append(Word(word, share, ends))

    def words(self, letters: str, breaks: frozenset[int], before: str = EDGE, behind: str = EDGE) -> list[Char]:
        """The likeliest characters for `letters`, in order; none where they are no syllables.

        Args:
            letters: small letters without spaces.
            breaks: places at which no syllable goes on: where spaces stood.
            before, behind: the neighbours, `NUMBER` or `EDGE`.
        """
        found: list[dict[str, tuple[float, int, str, Word]]] = [{} for _ in range(len(letters) + 1)]
        for start in range(len(letters)):
            spend()
            states = sorted(((weight, word) for word, (weight, *_) in found[start].items()), reverse=True)[:_KEPT] if start else [(0.0, before)]
            for word in self._from(letters, start, breaks) if states else ():
                weight, last = max((weight + math.log(self._likely(last, word.word, word.share)), last) for weight, last in states)
                there = found[start + word.ends[-1]]
                if word.word not in there or there[word.word][0] < weight:
                    there[word.word] = (weight, start, last, word)
        if not found[-1]:
            return []
        state = max(found[-1], key=lambda word: (found[-1][word][0] + math.log(self._likely(word, behind, _UNSEEN)), word))
        place, chosen = len(letters), list[tuple[int, Word]]()
        while place:
            _, place, state, word = found[place][state]
            chosen.append((place, word))
        return [char for start, word in reversed(chosen) for char in word.chars(start)]

    def _from(self, letters: str, start: int, breaks: frozenset[int]) -> Iterator[Word]:
        for end in range(start + 1, min(start + self._longest, len(letters)) + 1):
            yield from (word for word in self._typed.get(letters[start:end], ()) if word.fits(start, breaks))

    def _likely(self, last: str, word: str, share: float) -> float:
        return self._follows.get((last, word), 0.0) + self._else.get(last, 1.0) * share


@lru_cache(maxsize=1)
def _input_method() -> InputMethod:
    abbreviations = load_yaml(Path(__file__).parents[1] / "pinyin.yaml")["abbreviations"]
    return InputMethod(WORDS.read_text(encoding="utf-8").splitlines(), abbreviations)


def typed_words(letters: str, breaks: frozenset[int], before: str = EDGE, behind: str = EDGE) -> list[Char]:
    """See `InputMethod.words`, with the words of the field."""
    return _input_method().words(letters, breaks, before, behind)
