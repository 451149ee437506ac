"""Messages typed in pinyin are read as the Chinese they stand for; English is left alone.

Judged on the whole message; beside Chinese characters only stretches that can be nothing else. Syllables, abbreviations and
the English words that look like syllables are data (`pinyin.yaml`).

>>> [(each.start, each.end, each.words) for each in from_pinyin("xiaojuren 72% neng bao ma")]
[(0, 4, '小'), (4, 6, '巨'), (6, 9, '人'), (9, 10, ''), (13, 14, ''), (14, 18, '能'), (18, 19, ''), (19, 22, '报'), (22, 23, ''), (23, 25, '吗')]
>>> from_pinyin("Can women name a more sane date?")
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final, TypeVar

from assistant import bounded
from corpus.yamlfile import load_yaml

_HAN: Final = bounded.compile("[\u3400-\u9fff]")
_TOKEN: Final = bounded.compile(
    r"(?P<address>[A-Za-z]++(?:[.@_]++[A-Za-z]++)++)|(?P<word>[A-Za-z]++)|(?P<number>[0-9%]++)|(?P<mark>[ '’-])|(?P<sign>.)", bounded.DOTALL
)
_SMALL: Final = bounded.compile(r"(?<![A-Za-z0-9._@/+-])[a-z]{1,30}(?:[ ][a-z]{1,30}){0,40}(?![A-Za-z0-9._@/+-])")
_SHORT: Final = 3
_T = TypeVar("_T")
_LONGEST: Final = 6
"""Letters of a syllable."""
_LEAST: Final = 2
"""Syllables that a message in pinyin has."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the letters from `start` to `end` stand for; nothing where a space only parts syllables."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class _Letters:
    """What tells pinyin from English."""

    syllables: frozenset[str]
    alone: frozenset[str]
    english: frozenset[str]


def from_pinyin(text: str) -> list[Typed]:
    """What the letters of `text` stand for, in order; nothing where it is not pinyin."""
    if _HAN.search(text):
        return _among_characters(text)
    tokens = [_Token(str(found.lastgroup), found.start(), found[0]) for found in _TOKEN.finditer(text)]
    return sorted(_read(tokens), key=lambda typed: typed.start) if _is_pinyin(tokens) else []


def _among_characters(text: str) -> list[Typed]:
    """What is typed in pinyin beside Chinese characters: stretches of small letters that are all syllables, one of them of several."""
    stretches = [match for match in _SMALL.finditer(text) if all(syllables(word) for word in match[0].split())]
    sure = [match for match in stretches if _is_sure(match[0].split())]
    found: list[Typed] = []
    for match in stretches if sure else ():
        tokens = [_Token(str(each.lastgroup), each.start() + match.start(), each[0]) for each in _TOKEN.finditer(match[0])]
        found += _read(tokens)
    return sorted(found, key=lambda typed: typed.start)


def _is_sure(words: Sequence[str]) -> bool:
    """Several syllables, and words that are no English ones: yingshou, women gongsi."""
    chinese = [word for word in words if word not in _letters().english]
    return sum(map(syllables, chinese)) >= _LEAST and 2 * sum(map(len, chinese)) >= sum(map(len, words)) and any(len(word) > _SHORT for word in chinese)


def _is_pinyin(tokens: Sequence[_Token]) -> bool:
    """Whether most letters belong to words that are pinyin and no English ones.

    Beside words that are neither, one with a capital may be a name: the Shanghai deadline.
    """
    words = [token.words for token in tokens if token.kind == "word"]
    pinyin = [word for word in words if syllables(word)]
    if sum(syllables(word) for word in pinyin) < _LEAST or all(word.istitle() for word in pinyin):
        return False
    foreign = any(word.islower() and len(word) > 1 for word in words if not syllables(word))
    sure = [word for word in pinyin if word.lower() not in _letters().english and not (foreign and word.istitle())]
    return 2 * sum(map(len, sure)) >= sum(map(len, words))


def syllables(word: str) -> int:
    """The fewest syllables or abbreviations that a word is made of, 0 where it is not.

    >>> syllables("fuzhailv"), syllables("xjr"), syllables("xian"), syllables("patents")
    (3, 1, 1, 0)
    """
    return _syllables(_plain(word)) if len(word) <= 64 else _count(_plain(word))


def _plain(word: str) -> str:
    """Small letters, with u for the v of jv, qv, xv, yv; as long as the word."""
    lower = word.lower()
    for initial in "jqxy":
        lower = lower.replace(f"{initial}v", f"{initial}u")
    return lower


def _count(word: str) -> int:
    letters = _letters()
    if word in letters.alone:
        return 1
    fewest: list[int | None] = [0, *([None] * len(word))]
    for start in range(len(word)):
        count = fewest[start]
        if count is None:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(word)) + 1):
            if word[start:end] in letters.syllables:
                fewest[end] = min(count + 1, fewest[end] or count + 1)
    return fewest[-1] or 0


_syllables = lru_cache(maxsize=4096)(_count)


@lru_cache(maxsize=1)
def _letters() -> _Letters:
    data = load_yaml(Path(__file__).with_name("pinyin.yaml"))
    known = {syllable for line in data["syllables"] for syllable in line.split()}
    as_u = {syllable.replace("v", "u") for syllable in known}
    english = frozenset(word for line in data["english"] for word in line.split())
    return _Letters(frozenset(known | as_u | set(data["abbreviations"])), frozenset(data["alone"].split()), english)


def _read(tokens: Sequence[_Token]) -> Iterator[Typed]:
    """Each stretch of pinyin as Chinese; what only parts syllables, or a number from them, is left out."""
    from assistant.reading.learned.input_method import EDGE, NUMBER, typed_words

    joints = [here for last, here, following in _threes(tokens) if here.kind == "mark" and _joined(last, here, following)]
    yield from (Typed(joint.start, joint.end, "") for joint in joints)
    starts = {joint.start for joint in joints}
    stretches = [list(group) for _, group in groupby((t for t in tokens if t.start not in starts), key=_is_syllables)]
    for before, stretch, behind in _threes(stretches):
        if _is_syllables(stretch[0]):
            around = [NUMBER if beside and beside.kind == "number" else EDGE for beside in (before and before[-1], behind and behind[0])]
            places = [place for token in stretch for place in range(token.start, token.end)]
            breaks = frozenset(at for at, (last, place) in enumerate(pairwise(places), start=1) if place != last + 1)
            for start, end, char in typed_words(_plain("".join(token.words for token in stretch)), breaks, *around):
                yield Typed(places[start], places[end - 1] + 1, char)


def _threes(items: Sequence[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    """Each with its neighbours."""
    return zip((None, *items[:-1]), items, (*items[1:], None), strict=True)


def _is_syllables(token: _Token) -> bool:
    return token.kind == "word" and syllables(token.words) > 0


def _joined(last: _Token | None, mark: _Token, following: _Token | None) -> bool:
    """Whether a mark parts two words in pinyin, or a space one of them from a number."""
    if last is None or following is None:
        return False
    pinyin = _is_syllables(last), _is_syllables(following)
    return all(pinyin) or mark.words == " " and any(pinyin) and "number" in (last.kind, following.kind)
