"""What layers trained on messages (`index.encoder.asked`) say of a message: its matter and its form, straight from a vector.

Trained by `tools.asking` together with the layers. The linear models of `model` are the other opinion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.reading.learned.features import Floats

FILE: Final = Path(__file__).with_name("asked.npz")
_LOWEST: Final = -14.0
"""Below that logarithm of a share one label is like another."""
_NARROWEST: Final = 1e-5


@dataclass(frozen=True)
class AskedHead:
    """A label's weights for every direction of the vector.

    Attributes:
        weights: labels × directions; `bias`: labels.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def opinion(self, vector: Floats) -> Floats:
        """The logarithm of each label's share."""
        spread = (vector - vector.mean()) / np.sqrt(vector.var() + _NARROWEST)
        return log_shares(self.weights @ spread + self.bias)

    def for_labels(self, labels: Sequence[str], vector: Floats, otherwise: Floats) -> Floats:
        """The same for labels of another model, and what that one says where this one doesn't know a label."""
        return self.in_order_of(labels, self.opinion(vector), otherwise)

    def in_order_of(self, labels: Sequence[str], opinion: Floats, otherwise: Floats) -> Floats:
        """An opinion of this head in the order of another model's labels, `otherwise` where it doesn't know one."""
        own = dict(zip(self.labels, opinion, strict=True))
        return np.array([own.get(label, other) for label, other in zip(labels, otherwise, strict=True)], np.float32)


def log_shares(scores: Floats) -> Floats:
    """Scores as logarithms of shares that add up to 1; the last axis is that of the labels."""
    moved = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(np.maximum(moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True)), _LOWEST), np.float32)


@lru_cache(maxsize=1)
def heads() -> Mapping[str, AskedHead]:
    """By what is told: `matters`, `forms`."""
    stored = _stored()
    return {
        name: AskedHead(
            tuple(bytes(stored[f"{name}_labels"]).decode().split("\n")), stored[f"{name}_weights"].astype(np.float32), stored[f"{name}_bias"].astype(np.float32)
        )
        for name in ("matters", "forms")
    }


def trained_with() -> str:
    """The fingerprint of the layers that the heads know; vectors of others mean nothing to them."""
    return bytes(_stored()["encoder"]).decode()


@lru_cache(maxsize=1)
def _stored() -> Mapping[str, Any]:
    with np.load(FILE, allow_pickle=False) as file:
        return dict(file)
