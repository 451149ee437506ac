"""Texts of messages as the encoders see them, for the models that say what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from assistant.errors import texts as messages
from assistant.logging import get_logger
from assistant.reading.learned.asked import trained_with
from assistant.reading.learned.encoders import knows
from assistant.reading.learned.features import Seen
from index.embedding import Embedder
from index.errors import EncoderDamagedError


def seen(texts: Sequence[str], embedder: Embedder | None) -> list[Seen]:
    """Each text as the encoder and the layers trained on messages see it.

    Args:
        embedder: without one, or with one that the models don't know, nothing is seen and the terms speak alone.
    """
    if embedder is None or not knows(embedder.name):
        return [Seen()] * len(texts)
    asked = _asked()
    meanings = embedder.embed_queries(texts)
    return [Seen(meaning, asked(text) if asked else None) for text, meaning in zip(texts, meanings, strict=True)]


@lru_cache(maxsize=1)
def _asked() -> Callable[[str], Any] | None:
    """What gives the vectors of the trained layers; None, said once, where their file is missing or was changed."""
    from index.encoder.asked import asked_encoder, fingerprint

    try:
        if fingerprint() == trained_with():
            return asked_encoder().vector
        reason = messages()("other_asked_layers", known=trained_with(), used=fingerprint())
    except EncoderDamagedError as error:
        reason = str(error)
    get_logger(__name__).warning("no_second_opinion", reason=reason)
    return None
