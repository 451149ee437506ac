"""Messages and sentences of the topics as the network is trained on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reading.normalise import normalise
from index.encoder.model import FOLDER, PIECES, QUERY
from tools.encoder.pieces import tokeniser_of
from tools.encoder.source import Source
from tools.messages import OF_A_CLAUSE, OF_OUTSIDE, OUTSIDE, LabelledMessage, statements, surrounded

OF_A_FIRST_MATTER, OF_A_FIRST_FORM = 0.85, 0.7
"""What the first of several labels weighs."""
LONGEST = 256
"""Pieces of a text that are trained on."""


@dataclass(frozen=True)
class Example:
    """A text as numbers of its pieces, with what it is about and how it asks as shares of all labels.

    Attributes:
        form: None for a sentence of a topic, which asks nothing.
    """

    numbers: tuple[int, ...]
    matter: np.ndarray
    form: np.ndarray | None
    weight: float


@dataclass(frozen=True)
class Labels:
    """All labels of the messages, in order."""

    matters: tuple[str, ...]
    forms: tuple[str, ...]

    def matter(self, said: Sequence[str]) -> np.ndarray:
        return _shares(said, self.matters, OF_A_FIRST_MATTER)

    def form(self, said: Sequence[str]) -> np.ndarray:
        return _shares(said, self.forms, OF_A_FIRST_FORM)


class Cutter:
    """Texts to numbers, as the shipped encoder cuts them."""

    def __init__(self, source: Source) -> None:
        with np.load(FOLDER / PIECES, allow_pickle=False) as file:
            words, special = bytes(file["pieces"]).decode().split("\0"), file["special"].tolist()
        places = {piece: place for place, piece in enumerate(source.pieces)}
        of_special = dict(zip(special, (source.begin, source.end, source.unknown), strict=True))
        self.places = np.array([of_special[number] if number in of_special else places[word] for number, word in enumerate(words)])
        self._tokeniser = tokeniser_of(source, self.places)
        self._begin, self._end = special[:2]

    def __call__(self, text: str) -> tuple[int, ...]:
        return (self._begin, *self._tokeniser.cut(QUERY + text)[: LONGEST - 2], self._end)


def _shares(said: Sequence[str], labels: Sequence[str], first: float) -> np.ndarray:
    known = [labels.index(label) for label in said if label in labels]
    found = np.zeros(len(labels), np.float32)
    if len(known) > 1:
        found[known[1:]] = (1 - first) / (len(known) - 1)
    found[known[0]] = first if len(known) > 1 else 1
    return found


def examples(messages: Sequence[LabelledMessage], chosen: Sequence[int], cutter: Cutter, labels: Labels) -> list[Example]:
    more = surrounded(messages)
    said = [messages[place] for place in chosen] + [more[place] for place in chosen if place in more]
    asked = [
        Example(cutter(normalise(m.words).text), labels.matter(m.matters), labels.form(m.forms), OF_OUTSIDE if m.matters[0].startswith(OUTSIDE) else 1.0) for m in said
    ]
    stated = [Example(cutter(text), labels.matter([label]), None, OF_A_CLAUSE) for label, text in statements() if label in labels.matters]
    return asked + stated
