"""The figures of the cited clauses, and how well each fits what a sentence speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.verifying.evidence import Evidence, Piece
from assistant.verifying.figures import SaidFigure
from assistant.verifying.subjects import subject

_WEIGHTS: Final = {"thing": 2.0, "who": 2.0, "act": 1.5}
_AROUND, _NOWHERE, _MORE = 0.25, -0.75, 0.05


@dataclass(frozen=True)
class Known:
    """A figure of a cited clause, the piece it stands in and what it is said of."""

    figure: SaidFigure
    piece: Piece
    of: frozenset[str]

    def fit(self, mine: frozenset[str]) -> float:
        """How well it fits what is said: by what it is said of itself, less by what stands around it."""
        around = self.piece.read.ids | self.piece.context.ids
        total = -_MORE * len(self.of - mine)
        for concept in mine:
            share = 1.0 if concept in self.of else _AROUND if concept in around else _NOWHERE
            total += share * _WEIGHTS.get(concept.split(".")[0], 1.0)
        return total

    @property
    def doers(self) -> frozenset[str]:
        """Who has to do with it."""
        return frozenset(each for each in self.of if each.startswith("who."))


@lru_cache(maxsize=256)
def known_figures(evidence: Evidence) -> tuple[Known, ...]:
    """The figures of the cited clauses, in order."""
    return tuple(
        Known(figure, piece, subject(piece.read, figure, lead=piece.context))
        for piece in evidence.pieces
        for figure in piece.read.figures
    )
