"""Which pieces of the vocabulary are kept: all Chinese ones, and of ASCII those that our own texts use and the likeliest.

A word whose piece is not kept is cut into shorter ones; only a character that stands in no kept piece is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from index.encoder.tokeniser import SPACE, PieceTokeniser
from tools.encoder.source import Source

ASCII_KEPT: Final = 24_000
"""Pieces of ASCII that are kept: as many as the size of the file allows."""
_CHINESE: Final = ((0x2010, 0x203F), (0x3000, 0x303F), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))
"""Ideographs, and the signs that stand between them."""
_SIGNS: Final = frozenset("·×÷±°§￥¥≤≥≈≠→←℃‰")


def kept_pieces(source: Source, said: Iterable[str]) -> np.ndarray:
    """Places of the pieces that are kept, in the source's order.

    Args:
        said: texts of our own; what they use of ASCII comes before the likeliest.
    """
    special = {source.begin, source.end, source.unknown}
    whole = tokeniser_of(source, np.arange(len(source.pieces)))
    used = {place for text in said for place in whole.cut(text)}
    ours = [place for place, piece in enumerate(source.pieces) if piece and place not in special and all(map(_is_ours, piece))]
    plain = [place for place in ours if source.pieces[place].replace(SPACE, "").isascii()]
    single = {place for place in plain if len(source.pieces[place]) == 1}
    plain.sort(key=lambda place: (place not in single, place not in used, -source.scores[place], place))
    return np.array(sorted({*special, *(set(ours) - set(plain)), *plain[:ASCII_KEPT]}))


def tokeniser_of(source: Source, places: np.ndarray) -> PieceTokeniser:
    """The tokeniser that knows these pieces only, and numbers them by their order."""
    order = {int(place): number for number, place in enumerate(places)}
    special = {source.begin, source.end, source.unknown}
    pieces = ["" if place in special else source.pieces[place] for place in order]
    lowest = float(source.scores.min())
    return PieceTokeniser(pieces, source.scores[places].tolist(), source.replaced, order[source.unknown], lowest)


def _is_ours(char: str) -> bool:
    code = ord(char)
    return 0x20 <= code < 0x7F or char == SPACE or char in _SIGNS or any(low <= code <= high for low, high in _CHINESE)
