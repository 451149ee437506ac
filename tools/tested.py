"""What models say of messages that they were not trained on: figures, confusions, and how far they are to be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from assistant.reading.learned.asked import heads, log_shares
from assistant.reading.learned.model import FORMS, MATTERS, together
from tools.messages import LabelledMessage

HELD_OPINIONS = Path(__file__).parent / "asking" / "held_out.npz"
"""What layers trained on four fifths of the messages say of the others, by a checksum of their words."""
SHARPNESS = np.linspace(0.5, 12, 47).tolist()
"""Factors that are tried."""


class Tested:
    """What models of four fifths of the messages, and layers of the same four fifths, say of the others.

    Args:
        messages: the others; `labels`: of each model; `scores`: of each model, messages × labels.

    Attributes:
        alone: by model, how far its own scores are to be trusted; `both`: the same of its opinion and the layers' together.
    """

    def __init__(self, messages: Sequence[LabelledMessage], labels: Mapping[str, np.ndarray], scores: Mapping[str, np.ndarray]) -> None:
        self._messages, self._labels = messages, labels
        self._said = {MATTERS: [m.matters for m in messages], FORMS: [m.forms for m in messages]}
        right = {name: np.array([[label in said for label in labels] for said in self._said[name]]) for name, labels in labels.items()}
        self.alone = {name: _sharpness(scores[name], right[name]) for name in scores}
        own = {name: log_shares(scores[name] * self.alone[name]) for name in scores}
        beside = {name: self._beside(name, own[name]) for name in own}
        self.both = {name: _sharpness((own[name] + beside[name]) / 2, right[name]) for name in own}
        self.shares = {name: np.exp(together(own[name], beside[name], self.both[name])) for name in own}

    def _beside(self, name: str, own: np.ndarray) -> np.ndarray:
        """What the layers say, messages × labels; of a message or a label that they were not asked of, what the models say."""
        with np.load(HELD_OPINIONS, allow_pickle=False) as file:
            rows = dict(zip(file["messages"].tolist(), file[name].astype(np.float32), strict=True))
        found = own.copy()
        for line, message in zip(found, self._messages, strict=True):
            if (opinion := rows.get(crc32(message.words.encode()))) is not None:
                line[:] = heads()[name].in_order_of(self._labels[name], opinion, line)
        return found

    def figures(self) -> dict[str, Any]:
        """How often the label is right, is among the first two or three, and the limits."""
        found: dict[str, Any] = {}
        for name, said in self._said.items():
            order = np.argsort(-self.shares[name], axis=1)
            hits = [[bool(set(self._labels[name][line[:k]]) & set(each)) for line, each in zip(order, said, strict=True)] for k in (1, 2, 3)]
            found[name] = {f"first_{k}": round(float(np.mean(hit)), 4) for k, hit in enumerate(hits, start=1)}
        return found | {"limits": self._limits()}

    def confused(self) -> Counter[tuple[str, str]]:
        """How often a matter was taken for another one."""
        said = self._labels[MATTERS][self.shares[MATTERS].argmax(axis=1)]
        return Counter((message.matters[0], str(one)) for message, one in zip(self._messages, said, strict=True) if one not in message.matters)

    def _limits(self) -> dict[str, float]:
        """The share under which a matter is unsure, and that which its first three have to come to, to be offered."""
        shares, labels, said = self.shares[MATTERS], self._labels[MATTERS], self._said[MATTERS]
        order = np.argsort(-shares, axis=1)[:, :3]
        first = np.take_along_axis(shares, order, axis=1)
        right = [bool(set(labels[line]) & set(each)) for line, each in zip(order, said, strict=True)]
        sure = _lowest(first[:, 0], [labels[line[0]] in each for line, each in zip(order, said, strict=True)], 0.75)
        offered = _lowest(first.sum(axis=1), right, 0.95)
        nothing = float(np.quantile(first[:, 0], 0.03))
        return {"sure": round(sure, 3), "offered": round(offered, 3), "nothing": round(nothing, 3)}


def _sharpness(scores: np.ndarray, right: np.ndarray) -> float:
    """By which factor scores say best how often each label is right (Platt 1999, with one parameter).

    Args:
        right: whether each label of each message is one that it was given.
    """
    losses = {factor: -np.log((np.exp(log_shares(scores * factor)) * right).sum(axis=1) + 1e-9).mean() for factor in SHARPNESS}
    return float(min(losses, key=lambda factor: losses[factor]))


def _lowest(shares: np.ndarray, right: Sequence[bool], wanted: float) -> float:
    """The lowest share from which those that have at least it, next to it, are right as often as wanted."""
    order = np.argsort(shares)
    window = max(len(order) // 12, 20)
    hits = np.array(right, float)[order]
    for start in range(0, len(order) - window, 5):
        if hits[start : start + window].mean() >= wanted:
            return float(shares[order[start]])
    return 1.0
