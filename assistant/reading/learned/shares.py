"""What a text is about, every matter with its share: a clause is read by the model that reads questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, Final, Protocol

from assistant.reading.learned.encoders import knows
from assistant.reading.learned.features import Seen
from assistant.reading.learned.model import MATTERS, model, vocabulary
from assistant.topics.forms import Matter, MatterKind

_MOST_KEPT: Final = 20_000
_LIKELY: Final = 0.01


class Encoder(Protocol):
    """Gives vectors of texts."""

    name: str

    def embed_queries(self, questions: Sequence[str]) -> Any: ...


_kept: dict[tuple[str, str], Mapping[Matter, float]] = {}
_lock = Lock()


def matters_of(texts: Sequence[str], encoder: Encoder | None) -> list[Mapping[Matter, float]]:
    """The matters of each text that are likely at all; texts judged before are remembered.

    Args:
        encoder: without one, or with one that the model doesn't know, only the terms speak.
    """
    known = encoder if encoder is not None and knows(encoder.name) else None
    name = known.name if known is not None else ""
    with _lock:
        found = {text: _kept[name, text] for text in texts if (name, text) in _kept}
    new = [text for text in dict.fromkeys(texts) if text not in found]
    vectors = list(known.embed_queries(new)) if known is not None and new else [None] * len(new)
    judged = {text: _shares(text, vector) for text, vector in zip(new, vectors, strict=True)}
    with _lock:
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        _kept.update({(name, text): shares for text, shares in judged.items()})
    found |= judged
    return [found[text] for text in texts]


def matter_named(label: str) -> Matter:
    """The matter of a label of the model: topic/debt_ratio."""
    kind, _, name = label.partition("/")
    return Matter(MatterKind(kind), name or None)


def _shares(text: str, vector: Any) -> Mapping[Matter, float]:
    guesses = model(MATTERS).guesses(vocabulary().features(text, Seen(vector)))
    return {matter_named(guess.label): guess.share for guess in guesses if guess.share >= _LIKELY}
