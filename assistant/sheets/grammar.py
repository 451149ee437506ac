"""Heads put together of known words: 研发投入占营收的比例, 近两年主营收入平均增速. Which words, and in which order, `heads.yaml` says.

>>> composed("研发投入占营收的比例").key, composed("近两年主营收入平均增速").key, composed("女职工人数")
('rd_ratio', 'main_revenue_growth_avg2', None)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant import bounded as re
from assistant.sheets.plainwords import plain
from corpus.yamlfile import load_yaml

_LONGEST: Final = 40
_MOST_WAYS: Final = 64
"""Ways to take one head apart that are looked at."""
_BRACKETS = re.compile("[（(][^（()）]{0,20}[)）]")
_OPTIONAL: Final = "~"


class _Together(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: tuple[str, ...]
    heads: tuple[str, ...]


class _Heads(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    nothing: tuple[str, ...]
    meanings: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Mapping[str, tuple[str, ...]]]
    never: tuple[str, ...]
    together: tuple[_Together, ...]


@dataclass(frozen=True)
class Composed:
    """What a head says: its field, and which part of it where the field sums several up."""

    key: str
    part: str | None = None


@lru_cache(maxsize=4096)
def composed(text: str) -> Composed | None:
    """The field whose meanings a head says in their order; None where a sign is left over or two fields fit.

    Args:
        text: the head without unit; time only where it belongs to the name (近两年).
    """
    name = plain(text)
    if not name or len(name) > _LONGEST or is_anothers(text):
        return None
    keys = {_patterns()[said] for said in _ways(name) if said in _patterns()}
    return keys.pop() if len(keys) == 1 else None


@lru_cache(maxsize=4096)
def composed_of_several(text: str) -> tuple[str, ...]:
    """The fields that one head asks of at once; none where it asks of one or none.

    >>> composed_of_several("近三年国家级、省级科技奖励情况")
    ('provincial_award_rank', 'national_award_rank')
    """
    name = plain(_BRACKETS.sub("", text.rpartition(" ")[2]))
    said = _ways(name) if len(name) <= _LONGEST else set()
    return next((each.fields for each in _heads().together for pattern in each.heads if said & set(_spelled_out(pattern))), ())


def is_anothers(text: str) -> bool:
    """Whether a word of a head makes it of no field, though the rest of it is known: 企业标准, 省内."""
    return any(word in plain(text) for word in _heads().never)


def parts_of(key: str) -> frozenset[str]:
    """The parts that a field sums up, as heads may ask for them one by one."""
    return frozenset(_heads().parts.get(key, ()))


def _ways(name: str) -> set[tuple[str, ...]]:
    """The meanings that a name says, in every way it can be taken apart into known words."""
    at: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    at[0].add(())
    for start in range(len(name)):
        for end, meaning in _words_at(name, start) if at[start] else ():
            said = {(*before, meaning) if meaning else before for before in at[start]}
            at[end] = set(sorted(at[end] | said)[:_MOST_WAYS])
    return at[len(name)]


def _words_at(name: str, start: int) -> Iterator[tuple[int, str]]:
    for end in range(start + 1, min(len(name), start + _longest_word()) + 1):
        for meaning in _meanings().get(name[start:end], ()):
            yield end, meaning


@lru_cache(maxsize=1)
def _heads() -> _Heads:
    return _Heads.model_validate(load_yaml(Path(__file__).with_name("heads.yaml")))


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, tuple[str, ...]]:
    """By word what it may mean; a word that says nothing means the empty one."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for meaning, words in _heads().meanings.items():
        for word in words:
            found[plain(word)][meaning] = None
    for word in _heads().nothing:
        found[plain(word)][""] = None
    return {word: tuple(meanings) for word, meanings in found.items()}


@lru_cache(maxsize=1)
def _longest_word() -> int:
    return max(map(len, _meanings()))


@lru_cache(maxsize=1)
def _patterns() -> Mapping[tuple[str, ...], Composed]:
    """By meanings in their order the field.

    Raises:
        ValueError: two fields have the same pattern, or one names no meaning.
    """
    found: dict[tuple[str, ...], Composed] = {}
    whole = [(Composed(key), pattern) for key, patterns in _heads().heads.items() for pattern in patterns]
    parts = [(Composed(key, part), pattern) for key, by_part in _heads().parts.items() for part, patterns in by_part.items() for pattern in patterns]
    for what, pattern in (*whole, *parts):
        for said in _spelled_out(pattern):
            if found.setdefault(said, what) != what:
                raise ValueError(f"{' '.join(said)} is both {found[said].key} and {what.key}")
    return found


def _spelled_out(pattern: str) -> Iterator[tuple[str, ...]]:
    """A pattern with and without each meaning that may be left out."""
    meanings = pattern.split()
    for each in meanings:
        if each.removesuffix(_OPTIONAL) not in _heads().meanings:
            raise ValueError(f"{pattern}: {each} is no meaning")
    choices = [(each[:-1], "") if each.endswith(_OPTIONAL) else (each,) for each in meanings]
    yield from (tuple(each for each in said if each) for said in product(*choices) if any(said))
