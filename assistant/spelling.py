"""Words with alternatives in braces: 营{业|}收{入|} stands for 营业收入, 营业收, 营收入 and 营收.

A name in braces stands for a list of `places.yaml`: {cities}认定.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from corpus.yamlfile import load_yaml

_ALTERNATIVES: Final = re.compile(r"\{([^{}]*)\}")


def spelled_out(word: str) -> Iterator[str]:
    """All spellings of a word whose alternatives stand in braces; an empty one leaves the place out.

    >>> sorted(spelled_out("营{业|}收{入|}"))
    ['营业收', '营业收入', '营收', '营收入']
    """
    parts = _ALTERNATIVES.split(word)
    choices = [_alternatives(part) if place % 2 else [part] for place, part in enumerate(parts) if part or place % 2]
    return map("".join, itertools.product(*choices))


def _alternatives(part: str) -> list[str]:
    """What one pair of braces stands for."""
    return list(_places()[part]) if part in _places() else part.split("|")


def places(name: str) -> tuple[str, ...]:
    """One list of places: provinces, provincial_cities, cities.

    >>> "浙江" in places("provinces")
    True
    """
    return _places()[name]


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """Lists of places by name."""
    return {name: tuple(words.split()) for name, words in load_yaml(Path(__file__).with_name("places.yaml")).items()}
