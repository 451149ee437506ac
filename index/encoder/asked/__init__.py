"""What a message asks, as a vector: the encoder's layers once more, with weights trained on messages.

They begin where the encoder's own begin, so that a text is cut and embedded once. `tools.asking` writes the files.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from index.encoder.model import EMBEDDED, MODEL, QUERY, SmallEncoder, Vectors, checked, checksums, encoder, session
from index.encoder.model import fingerprint as _fingerprint

FOLDER: Final = Path(__file__).parent
_KEPT: Final = 1024
"""Texts whose vectors are kept: the words of a message are often judged twice, and many people ask the same."""


class AskedEncoder:
    """The trained layers; safe to use from several threads.

    Args:
        below: cuts and embeds a text.

    Raises:
        EncoderDamagedError: a file is missing or is not the one that was shipped.
    """

    def __init__(self, below: SmallEncoder, folder: Path = FOLDER) -> None:
        self._below = below
        self._session = session(checked(folder / MODEL, checksums(folder)), threads=1)
        self.vector = lru_cache(maxsize=_KEPT)(self._vector)

    def _vector(self, text: str) -> Vectors:
        """The mean over the pieces of the text's first window, not scaled."""
        mean: Vectors = self._session.run(None, {EMBEDDED: self._below.embedded(QUERY + text)[None]})[0][0]
        return mean


@lru_cache(maxsize=1)
def asked_encoder() -> AskedEncoder:
    """The one that is shipped, loaded once."""
    return AskedEncoder(encoder())


def fingerprint() -> str:
    """Twelve digits that change with the layers or with the encoder beneath them.

    Raises:
        EncoderDamagedError: a list of checksums is missing.
    """
    return f"{_fingerprint()}-{_fingerprint(FOLDER)}"
