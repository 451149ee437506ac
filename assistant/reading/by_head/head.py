"""The trained head: two convolutions and one layer of attention over the pieces of a message, in numpy.

The files are written by `tools.roles`; nothing in them is tuned by hand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from assistant.errors import texts
from assistant.logging import get_logger
from assistant.reading.by_head.features import TAGS, Floats, HeadInput, Places, Vocabulary

FOLDER: Final = Path(__file__).parent
WEIGHTS: Final = "weights.npz"
SUMS: Final = "SHA256SUMS"
HEADS: Final = 4
"""Of the layer of attention."""
BEFORE, BEHIND = 8, 4
"""Pieces around a number that are looked at by themselves."""
ROLES: Final = ("fact", "supposed", "required", "asked", "part", "none", "unclear", "other")
"""What a number may be for: told of us, supposed, required, asked about, part of a whole, of no field, not clear, told of another."""
SIGHT: Final = 1024
"""Pieces that see one another: a longer message is looked at in parts, so that time and memory grow with its length and not its square."""
_LEAST: Final = 1e-5


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares from which the head counts, set on messages not trained on.

    Attributes:
        keep: under this share of being told at all, what the words read is not used.
        over: from this share the head's field or year stands in the place of the words'.
        tell: from this share a number that the words make nothing of is told.
        stand: under this share what the words read and contradict themselves is not used.
    """

    keep: float
    over: float
    tell: float
    stand: float


@dataclass(frozen=True)
class NumberJudged:
    """What the head says of one number, each with its share.

    Attributes:
        roles: by `ROLES`; `fields`: by field, whatever the role; `years`: by year.
    """

    roles: Mapping[str, float]
    fields: Mapping[str, float]
    years: Mapping[int, float]

    @property
    def field(self) -> str:
        """The likeliest."""
        return max(self.fields, key=self.fields.__getitem__)

    @property
    def year(self) -> int:
        """The likeliest."""
        return max(self.years, key=self.years.__getitem__)


class Head:
    """The weights and what they tell apart; safe to use from several threads.

    Args:
        stored: arrays by name, as `tools.roles` writes them.
    """

    def __init__(self, stored: Mapping[str, np.ndarray]) -> None:
        described = json.loads(stored["described"].tobytes().decode())
        self.encoder: str = described["encoder"]
        self.vocabularies: dict[str, Vocabulary] = {name: {value: place for place, value in enumerate(values)} for name, values in described["vocabularies"].items()}
        self.fields: tuple[str, ...] = tuple(described["fields"])
        self.seldom = frozenset[str](described["seldom"])
        """Fields that it was shown too seldom to doubt what the words read."""
        self.limits = Limits(**described["limits"])
        self._sharpness: float = described["sharpness"]
        self._weights: dict[str, Floats] = {name: array.astype(np.float32) for name, array in stored.items() if name != "described"}

    def judge(self, given: HeadInput) -> list[NumberJudged]:
        """Of each number of a message, in order."""
        if not given.spans:
            return []
        pieces = self._pieces(given.vectors, given.tags)
        numbers = self._numbers(pieces, given)
        scores = (self._times(numbers, "role"), self._times(numbers, "field"), self._years(pieces, numbers, given))
        return judged(given, self.fields, *(each * self._sharpness for each in scores))

    def _pieces(self, vectors: Floats, tags: Places) -> Floats:
        x = self._times(self._normal(vectors, "ln0"), "inp")
        for column in range(TAGS):
            x = x + self._weights[f"e.{column}.weight"][tags[:, column]]
        for number in ("1", "2"):
            x = x + _gelu(self._convolved(self._normal(x, f"n{number}"), f"c{number}"))
        parts = np.split(self._normal(x, "tr.norm1"), range(SIGHT, len(x), SIGHT))
        x = x + np.concatenate([self._attended(part) for part in parts])
        x = x + self._times(np.maximum(self._times(self._normal(x, "tr.norm2"), "tr.linear1"), 0), "tr.linear2")
        return self._normal(x, "nf")

    def _attended(self, x: Floats) -> Floats:
        width = x.shape[1]
        projected = x @ self._weights["tr.self_attn.in_proj_weight"].T + self._weights["tr.self_attn.in_proj_bias"]
        asked, key, value = (each.reshape(len(x), HEADS, -1).transpose(1, 0, 2) for each in np.split(projected, 3, axis=1))
        shares = _softmax(asked @ key.transpose(0, 2, 1) / math.sqrt(width / HEADS))
        return self._times((shares @ value).transpose(1, 0, 2).reshape(len(x), width), "tr.self_attn.out_proj")

    def _numbers(self, pieces: Floats, given: HeadInput) -> Floats:
        summed = np.concatenate([np.zeros((1, pieces.shape[1]), np.float32), pieces.cumsum(axis=0)])
        starts, ends = (np.array(each) for each in zip(*given.spans, strict=True))
        around = (_mean(summed, starts, ends), _mean(summed, np.maximum(starts - BEFORE, 0), starts), _mean(summed, ends, np.minimum(ends + BEHIND, len(pieces))))
        told = [self._weights[f"me.{column}.weight"][given.numbers[:, column]] for column in range(given.numbers.shape[1])]
        return _gelu(self._times(np.concatenate([*around, *told], axis=1), "h"))

    def _years(self, pieces: Floats, numbers: Floats, given: HeadInput) -> Floats:
        unnamed = self._times(numbers, "yd")
        if not given.times:
            return unnamed
        summed = np.concatenate([np.zeros((1, pieces.shape[1]), np.float32), pieces.cumsum(axis=0)])
        times = _mean(summed, np.array([time.start for time in given.times]), np.array([time.end for time in given.times]))
        together = np.tanh(self._times(numbers, "ya")[:, None] + self._times(times, "yb")[None] + self._times(given.pairs, "yp"))
        return np.concatenate([unnamed, self._times(together, "yo")[:, :, 0]], axis=1)

    def _times(self, x: Floats, name: str) -> Floats:
        found: Floats = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found

    def _normal(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        scaled: Floats = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _LEAST)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]

    def _convolved(self, x: Floats, name: str) -> Floats:
        weights = self._weights[f"{name}.weight"]
        reach = weights.shape[2] // 2
        padded = np.pad(x, ((reach, reach), (0, 0)))
        beside = np.concatenate([padded[shift : shift + len(x)] for shift in range(weights.shape[2])], axis=1)
        found: Floats = beside @ weights.transpose(2, 1, 0).reshape(-1, weights.shape[0]) + self._weights[f"{name}.bias"]
        return found


def judged(given: HeadInput, names: Sequence[str], roles: Floats, fields: Floats, years: Floats) -> list[NumberJudged]:
    """Scores of each number as shares.

    Args:
        names: of the fields; the first of `years` is that of no name, which is last year's.
    """
    found = []
    for by_role, by_field, by_time in zip(_softmax(roles), _softmax(fields), _softmax(years), strict=True):
        by_year = {given.last: float(by_time[0])}
        for time, share in zip(given.times, by_time[1:], strict=True):
            by_year[time.year] = by_year.get(time.year, 0.0) + float(share)
        found.append(NumberJudged(dict(zip(ROLES, map(float, by_role), strict=True)), dict(zip(names, map(float, by_field), strict=True)), by_year))
    return found


def _mean(summed: Floats, starts: Places, ends: Places) -> Floats:
    found: Floats = (summed[ends] - summed[starts]) / np.maximum(ends - starts, 1)[:, None]
    return found


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found


def _gelu(x: Floats) -> Floats:
    found: Floats = 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return found


@lru_cache(maxsize=4)
def head(folder: Path = FOLDER) -> Head | None:
    """The head as shipped; None where its file is missing or is not the one that was shipped, which is said once."""
    try:
        content = (folder / WEIGHTS).read_bytes()
        wanted = (folder / SUMS).read_text(encoding="ascii").split()[0]
    except (OSError, ValueError, IndexError):
        wanted, content = "", b""
    if not content or sha256(content).hexdigest() != wanted:
        get_logger(__name__).warning("no_head", reason=texts()("no_head", file=WEIGHTS))
        return None
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        return Head(dict(stored))
