"""Which pieces of the cited clauses a sentence speaks of, by the words, concepts and figures they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant import bounded
from assistant.verifying.evidence import Evidence, Piece
from assistant.verifying.flat import grams
from assistant.verifying.statement import Stated
from corpus.library import Library

_STRETCH: Final = bounded.compile(r"[，,；;：:。！？\n]")
_CLOSE: Final = 0.8
_MANY: Final = 60
_FIGURE: Final = 4.0
_FROM_AROUND: Final = 0.4
"""What only the headings have counts less."""
_ABSENT: Final = -0.3
_NOTHING: Final = 1e-9
_CONCEPT: Final = 1.5
_WHOLE: Final = 0.2
"""How much the whole sentence counts beside the stretch."""


@dataclass(frozen=True)
class Match:
    """A stretch `start`..`end` of the sentence and the pieces closest to it, the closest first; `score` of the closest."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    score: float
    share: float
    """How much of what the stretch says stands in the closest piece, 0 to 1."""


class Aligner:
    """Knows how rare each pair of characters and each concept is in the corpus."""

    def __init__(self, library: Library) -> None:
        self.library = library
        counts: Counter[str] = Counter()
        total = 0
        for clause in library.clauses:
            for line in clause.own_text.split("\n"):
                total += 1
                counts.update(grams(line))
        self._rarity = {gram: math.log(1 + total / count) for gram, count in counts.items()}
        self._rarest = math.log(1 + total)

    def rarity(self, gram: str) -> float:
        """The weight of a pair of characters; the most where the corpus never has it."""
        return self._rarity.get(gram, self._rarest)

    def overlap(self, said: Stated, piece: Piece) -> tuple[float, float]:
        """How much two texts share, and that as a share of what is said."""
        read, context = piece.read, piece.context
        said_grams = grams(said.text)
        weight = self._weight(said_grams) + _NOTHING
        shared = self._weight(said_grams & piece.grams) + _FROM_AROUND * self._weight((said_grams & piece.grams_around) - piece.grams)
        score = shared
        for concept in said.ids:
            weight_of = _CONCEPT * (2 if concept.startswith("who.") else 1)
            score += weight_of if concept in read.ids else weight_of * _FROM_AROUND if concept in context.ids else _ABSENT
        for figure in said.figures:
            score += _FIGURE if any(figure.same(each) for each in read.figures) else 0
        return score, shared / weight

    def _weight(self, of: frozenset[str]) -> float:
        return sum(self._rarity.get(gram, self._rarest) for gram in of)

    def telling(self, said: Stated, piece: Piece) -> float:
        """What two texts share beyond what stands above the piece anyway."""
        above = grams(piece.headings)
        shared = sum(self.rarity(gram) for gram in (grams(said.text) & grams(piece.text)) - above)
        concepts = (said.ids & piece.read.ids) - Stated.of(piece.headings).ids
        figures = sum(_FIGURE for figure in said.figures if any(figure.same(each) for each in piece.read.figures))
        return shared + 2 * _CONCEPT * len(concepts) + figures

    def nearness(self, one: Stated, other: Stated) -> float:
        """How many words and concepts two stretches share, the rare ones counting more."""
        shared = sum(self.rarity(gram) for gram in grams(one.text) & grams(other.text))
        return shared + _CONCEPT * 2 * len(one.ids & other.ids) + 0.01

    def matches(self, said: Stated, evidence: Evidence) -> tuple[Match, ...]:
        """For the sentence as a whole and each of its stretches, the closest pieces."""
        pieces = self._nearest(said, evidence)
        found = [match for start, end in _stretches(said) if (match := self._match(said, start, end, pieces))]
        return tuple(found)

    def _nearest(self, said: Stated, evidence: Evidence) -> Sequence[Piece]:
        """Of very many pieces those that share most with the sentence."""
        if len(evidence.pieces) <= _MANY:
            return evidence.pieces
        own = grams(said.text)
        order = sorted(evidence.pieces, key=lambda piece: -len(own & piece.grams) - 2 * len(said.ids & piece.read.ids))
        return order[:_MANY]

    def _match(self, said: Stated, start: int, end: int, pieces: Sequence[Piece]) -> Match | None:
        stretch = Stated.of(said.text[start:end])
        if not pieces or not (stretch.tokens or stretch.figures):
            return None
        scored = []
        for piece in pieces:
            own, share = self.overlap(stretch, piece)
            whole, _ = self.overlap(said, piece) if (start, end) != (0, len(said.text)) else (own, share)
            scored.append((own + _WHOLE * whole, share, piece))
        best = max(scored, key=lambda entry: entry[0])
        if best[0] <= 0:
            return None
        close = sorted((entry for entry in scored if entry[0] >= _CLOSE * best[0]), key=lambda entry: -entry[0])
        return Match(start, end, tuple(piece for _, _, piece in close), best[0], best[1])


def _stretches(said: Stated) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _STRETCH.finditer(said.text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(said.text):
        yield start, len(said.text)
