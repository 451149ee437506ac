"""Text to the numbers of its pieces: the likeliest way to cut it, by the score of every piece (a unigram model).

>>> tokeniser = PieceTokeniser(["", "▁", "小", "巨人", "小巨人"], [0, -2, -4, -5, -6], {"Ａ": "A"}, unknown=0, lowest=-9)
>>> tokeniser.cut("小巨人")
[1, 4]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

SPACE: Final = "▁"
"""What stands for a space in a piece."""
_UNKNOWN_LOSS: Final = 10.0
"""How much less likely than any piece a character is that no piece knows."""


class PieceTokeniser:
    """Pieces with their scores; safe to use from several threads.

    Args:
        pieces: by number; an empty one is never found in a text.
        replaced: what stands for a character before a text is cut.
        unknown: the number for a character that stands in no piece.
        lowest: the lowest score of the vocabulary that the pieces come from.
    """

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], replaced: Mapping[str, str], unknown: int, lowest: float
    ) -> None:
        self._pieces = dict(zip(pieces, enumerate(scores), strict=True))
        self._pieces.pop("", None)
        self._replaced = str.maketrans(dict(replaced))
        self._unknown, self._unknown_score = unknown, lowest - _UNKNOWN_LOSS
        self._longest = {piece[0]: len(piece) for piece in sorted(self._pieces, key=len)}

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces of a text, without those for its begin and end."""
        return [number for number, _ in self._cut(self._spaced(text))]

    def cut_at(self, text: str) -> list[tuple[int, int, int]]:
        """The same, each with its place in the text: number, start, end; a piece of no character of the text is empty there.

        >>> PieceTokeniser(["", "▁", "小", "巨人"], [0, -2, -4, -5], {}, unknown=0, lowest=-9).cut_at("小巨人")
        [(1, 0, 0), (2, 0, 1), (3, 1, 3)]
        """
        places = self._places(text)
        cut = self._cut(self._spaced(text))
        ends = [*(begin for _, begin in cut[1:]), len(places) - 1]
        return [(number, places[begin], places[end]) for (number, begin), end in zip(cut, ends, strict=True)]

    def _places(self, text: str) -> list[int]:
        """Where in `text` each character of the spaced text comes from, and its end."""
        places, last = [0], " "
        for place, char in enumerate(text):
            for each in char.translate(self._replaced):
                if not (each == last == " "):
                    places.append(place)
                last = each
        return [*places, len(text)]

    def _cut(self, spaced: str) -> list[tuple[int, int]]:
        """The number of each piece and where it begins."""
        length, pieces = len(spaced), self._pieces
        best = [0.0] + [float("-inf")] * length
        came: list[tuple[int, int]] = [(self._unknown, 0)] * (length + 1)
        for start, char in enumerate(spaced):
            so_far = best[start]
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = so_far + self._unknown_score, (self._unknown, start)
            for end in range(start + 1, min(length, start + self._longest.get(char, 0)) + 1):
                found = pieces.get(spaced[start:end])
                if found is not None and so_far + found[1] > best[end]:
                    best[end], came[end] = so_far + found[1], (found[0], start)
        return _backwards(came)

    def _spaced(self, text: str) -> str:
        """Characters replaced, a space in front, none doubled."""
        replaced = f" {text.translate(self._replaced)}"
        while "  " in replaced:
            replaced = replaced.replace("  ", " ")
        return replaced.replace(" ", SPACE)


def _backwards(came: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    end = len(came) - 1
    while end > 0:
        found.append(came[end])
        end = came[end][1]
    return found[::-1]
