"""A message as features: its characters one by one and two by two, Latin words likewise, and its vector, centred.

Numbers all look alike, so that what is asked doesn't hang on how much it is. Vectors of the encoder lie close together;
what tells messages apart is how they differ from the mean of those that the models were trained on.

>>> sorted(terms("研发8%吗"))
['%', '%吗', '0', '0%', '发', '发0', '吗', '研', '研发']
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant import bounded

Floats = np.ndarray
"""One-dimensional, of float32."""

LONGEST: Final = 600
"""Characters of a message that are looked at: the last ones, where a question mostly stands."""
_PIECE: Final = bounded.compile(r"(?P<number>\d[\d.,]{0,12})|(?P<word>[a-z][a-z'’-]{0,24})|(?P<sign>[^\s])")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A text as the encoders see it; None where one of them is not there or is not the one that the models know.

    Attributes:
        meaning: the vector that clauses are found by.
        asked: that of the layers which were trained on messages.
    """

    meaning: Floats | None = None
    asked: Floats | None = None


def terms(text: str) -> Counter[str]:
    """The terms of a normalised message and how often each stands in it."""
    pieces = ["0" if piece.lastgroup == "number" else piece[0] for piece in _PIECE.finditer(text.lower()[-LONGEST:])]
    found: Counter[str] = Counter(pieces)
    found.update(_pair(a, b) for a, b in itertools.pairwise(pieces))
    return found


def weighted(counted: Mapping[str, int], vocabulary: Mapping[str, int], rarity: Floats) -> tuple[Floats, Floats]:
    """Places in the vocabulary and weights of a message's terms: sublinear counts times rarity, of length one."""
    known = [(vocabulary[term], count) for term, count in counted.items() if term in vocabulary]
    if not known:
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    places = np.array([place for place, _ in known], np.int32)
    weights = np.array([1 + math.log(count) for _, count in known], np.float32) * rarity[places]
    return places, weights / np.linalg.norm(weights)


def centred(vector: Floats, mean: Floats) -> Floats:
    """The vector's difference from the mean, of length one."""
    moved = np.asarray(vector, np.float32).reshape(-1) - mean
    length = float(np.linalg.norm(moved))
    return np.asarray(moved / length if length else moved, np.float32)


def _pair(a: str, b: str) -> str:
    """Two pieces as one term; a space keeps words apart."""
    return f"{a} {b}" if len(a) > 1 or len(b) > 1 else a + b
