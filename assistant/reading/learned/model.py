"""A trained model: for each label a weight for every term and for every direction of the vector, and a second opinion.

The second opinion is that of layers trained on messages (`asked`); the two are held together by the geometric mean of
their shares. The file is written by `tools.train`; nothing in it is tuned by hand. `Model.reasons` says what spoke for
a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.reading.learned.asked import AskedHead, heads, log_shares
from assistant.reading.learned.features import Floats, Seen, centred, terms, weighted
from corpus.yamlfile import load_yaml

FOLDER: Final = Path(__file__).parent
MATTERS: Final = "matters"
FORMS: Final = "forms"


@dataclass(frozen=True, slots=True)
class Guess:
    """A label and how likely it is, 0 to 1."""

    label: str
    share: float


@dataclass(frozen=True)
class Features:
    """One message as the models take it."""

    places: Floats
    weights: Floats
    vector: Floats
    asked: Floats | None = None


class Vocabulary:
    """The terms that both models know, and the mean of the vectors they were trained on."""

    def __init__(self, words: Sequence[str], rarity: Floats, mean: Floats) -> None:
        self.words = tuple(words)
        self._places = {word: place for place, word in enumerate(words)}
        self._rarity, self._mean = rarity, mean

    def features(self, text: str, seen: Seen) -> Features:
        """The features of a normalised message; without vectors only its terms speak."""
        places, weights = weighted(terms(text), self._places, self._rarity)
        vector = np.zeros_like(self._mean) if seen.meaning is None else centred(seen.meaning, self._mean)
        return Features(places, weights, vector, seen.asked)


class Model:
    """Labels with their weights.

    Args:
        by_term: terms × labels; `by_vector`: directions × labels; `bias`: labels.
        beside: the second opinion; `sharpness`: how far the mean of both is to be trusted.
    """

    def __init__(self, labels: Sequence[str], by_term: Floats, by_vector: Floats, bias: Floats, beside: AskedHead, sharpness: float) -> None:
        self.labels = tuple(labels)
        self._by_term, self._by_vector, self._bias = by_term, by_vector, bias
        self._beside, self._sharpness = beside, sharpness

    def guesses(self, features: Features) -> list[Guess]:
        """All labels, the likeliest first."""
        own = log_shares(self._bias + features.weights @ self._by_term[features.places] + features.vector @ self._by_vector)
        both = own if features.asked is None else together(own, self._beside.for_labels(self.labels, features.asked, own), self._sharpness)
        shares = np.exp(both)
        order = np.argsort(-shares)
        return [Guess(self.labels[place], float(shares[place])) for place in order]

    def reasons(self, features: Features, label: str, vocabulary: Vocabulary, most: int = 5) -> list[tuple[str, float]]:
        """The terms that spoke loudest for a label, all of the vector together (`~`), and the second opinion of it (`≈`, at most 0)."""
        place = self.labels.index(label)
        parts = features.weights * self._by_term[features.places, place]
        loudest = np.argsort(-parts)[:most]
        told = [(vocabulary.words[features.places[each]], float(parts[each])) for each in loudest if parts[each] > 0]
        by_vector = [("~", float(features.vector @ self._by_vector[:, place]))]
        if features.asked is None or label not in self._beside.labels:
            return told + by_vector
        return [*told, *by_vector, ("≈", float(self._beside.opinion(features.asked)[self._beside.labels.index(label)]))]


def together(own: Floats, beside: Floats, sharpness: float) -> Floats:
    """The geometric mean of two opinions as logarithms of shares; the last axis is that of the labels."""
    return log_shares((own + beside) * (sharpness / 2))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary as shipped."""
    with np.load(FOLDER / "weights.npz", allow_pickle=False) as file:
        words = bytes(file["words"]).decode().split("\n")
        return Vocabulary(words, file["rarity"].astype(np.float32), file["mean"].astype(np.float32))


@lru_cache(maxsize=2)
def model(name: str) -> Model:
    """`matters` or `forms` as shipped."""
    with np.load(FOLDER / "weights.npz", allow_pickle=False) as file:
        labels = bytes(file[f"{name}_labels"]).decode().split("\n")
        by_term = file[f"{name}_terms"].astype(np.float32) * file[f"{name}_scale"].astype(np.float32)
        return Model(labels, by_term, file[f"{name}_vector"].astype(np.float32), file[f"{name}_bias"].astype(np.float32), heads()[name], float(file[f"{name}_together"]))


@lru_cache(maxsize=1)
def figures() -> Mapping[str, Any]:
    """How well the models did on messages they were not trained on, and the limits set from that."""
    loaded: dict[str, Any] = load_yaml(FOLDER / "figures.yaml")
    return loaded


def trained_for() -> str:
    """The encoder whose vectors the models know, by name and version; those of another one mean nothing to them."""
    return str(figures()["encoder"])
