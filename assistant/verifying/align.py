"""Which pieces of the cited clauses a sentence speaks of, by the words, concepts and figures they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.verifying.evidence import Evidence, Piece
from assistant.verifying.statement import Statement
from corpus.library import Library

_NO_WORDS: Final = bounded.compile(r"[\s□，。；：、！？“”‘’「」（）()《》〔〕\[\],.;:!?\-—0-9a-zA-Z]+")
_STRETCH: Final = bounded.compile(r"[，,；;：:。！？\n]")
_CLOSE: Final = 0.8
_FIGURE: Final = 4.0
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
                counts.update(_grams(line))
        self._rarity = {gram: math.log(1 + total / count) for gram, count in counts.items()}
        self._rarest = math.log(1 + total)

    def rarity(self, gram: str) -> float:
        """The weight of a pair of characters; the most where the corpus never has it."""
        return self._rarity.get(gram, self._rarest)

    def overlap(self, said: Statement, piece: Piece) -> tuple[float, float]:
        """How much two texts share, and that as a share of what is said."""
        read, context = piece.read, piece.context
        grams = _grams(said.text)
        own, around = _grams(piece.text), _grams(f"{piece.headings}{piece.lead}")
        weight = sum(self.rarity(gram) for gram in grams) + 1e-9
        shared = sum(self.rarity(gram) * (1 if gram in own else 0.4) for gram in grams if gram in own or gram in around)
        score = shared
        for concept in said.ids:
            weight_of = _CONCEPT * (2 if concept.startswith("who.") else 1)
            score += weight_of if concept in read.ids else weight_of * 0.4 if concept in context.ids else -0.3
        for figure in said.figures:
            score += _FIGURE if any(figure.same(each) for each in read.figures) else 0
        return score, shared / weight

    def telling(self, said: Statement, piece: Piece) -> float:
        """What two texts share beyond what stands above the piece anyway."""
        above = _grams(piece.headings)
        shared = sum(self.rarity(gram) for gram in (_grams(said.text) & _grams(piece.text)) - above)
        concepts = (said.ids & piece.read.ids) - Statement.of(piece.headings).ids
        figures = sum(_FIGURE for figure in said.figures if any(figure.same(each) for each in piece.read.figures))
        return shared + 2 * _CONCEPT * len(concepts) + figures

    def nearness(self, one: Statement, other: Statement) -> float:
        """How many words and concepts two stretches share, the rare ones counting more."""
        shared = sum(self.rarity(gram) for gram in _grams(one.text) & _grams(other.text))
        return shared + _CONCEPT * 2 * len(one.ids & other.ids) + 0.01

    def matches(self, said: Statement, evidence: Evidence) -> tuple[Match, ...]:
        """For the sentence as a whole and each of its stretches, the closest pieces."""
        found = [match for start, end in _stretches(said) if (match := self._match(said, start, end, evidence))]
        return tuple(found)

    def _match(self, said: Statement, start: int, end: int, evidence: Evidence) -> Match | None:
        stretch = Statement.of(said.text[start:end])
        if not evidence.pieces or not (stretch.tokens or stretch.figures):
            return None
        scored = []
        for piece in evidence.pieces:
            own, share = self.overlap(stretch, piece)
            whole, _ = self.overlap(said, piece) if (start, end) != (0, len(said.text)) else (own, share)
            scored.append((own + _WHOLE * whole, share, piece))
        best = max(scored, key=lambda entry: entry[0])
        if best[0] <= 0:
            return None
        close = sorted((entry for entry in scored if entry[0] >= _CLOSE * best[0]), key=lambda entry: -entry[0])
        return Match(start, end, tuple(piece for _, _, piece in close), best[0], best[1])


def _stretches(said: Statement) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _STRETCH.finditer(said.text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(said.text):
        yield start, len(said.text)


@lru_cache(maxsize=16384)
def _grams(text: str) -> frozenset[str]:
    plain = _NO_WORDS.sub("", text)
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))
