"""A piece of text read: its figures, what it speaks of, and its small clauses, each affirmed or denied.

>>> read = Statement.of("佐证材料无需报送")
>>> [(token.id, read.clause_at(token.start).denied) for token in read.tokens]
[('thing.evidence_papers', True), ('act.send', True)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.figures import Figure, find_figures
from assistant.verifying.flat import flat
from assistant.verifying.patterns import concepts, pattern

_CUT: Final = bounded.compile(r"[，,；;：:。！？!?\n（）()]|——|—(?!\d)")


@dataclass(frozen=True)
class SmallClause:
    """A stretch that says one thing, at `start`..`end`.

    Attributes:
        denied: whether it is denied as a whole.
        conditional: whether it only names a case (…的企业, 如果…), for what follows.
        outcome_bad: whether it speaks of a bad outcome (撤销, 取消).
    """

    start: int
    end: int
    text: str
    denied: bool
    conditional: bool
    outcome_bad: bool


@dataclass(frozen=True)
class Statement:
    """A text (flat) read once."""

    text: str

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(text: str) -> Statement:
        return Statement(flat(text))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(find_figures(self.text))

    @cached_property
    def tokens(self) -> tuple[Hit, ...]:
        """What it speaks of, in order; never inside a figure."""
        rest = self.without_figures
        return tuple(concepts().find(rest))

    @cached_property
    def without_figures(self) -> str:
        """The text with its figures blanked out."""
        text = self.text
        for figure in self.figures:
            text = f"{text[: figure.start]}{'□' * (figure.end - figure.start)}{text[figure.end :]}"
        return text

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(token.id for token in self.tokens)

    def of_kind(self, kind: str) -> frozenset[str]:
        """The concepts of one kind that stand in it."""
        return frozenset(each for each in self.ids if each.startswith(f"{kind}."))

    @cached_property
    def clauses(self) -> tuple[SmallClause, ...]:
        return tuple(self._clauses())

    def _clauses(self) -> Iterator[SmallClause]:
        text = self.text
        cuts = {0, len(text)}
        for match in _CUT.finditer(text):
            cuts |= {match.start(), match.end()}
        cuts |= {match.end() for match in pattern("turns", "ends_relative").finditer(text)}
        cuts |= {match.start() for match in pattern("turns", "consequent").finditer(text)}
        places = sorted(cuts)
        for start, end in zip(places, places[1:], strict=False):
            part = text[start:end]
            if not part.strip(" ，,；;：:。！？!?\n（）()—"):
                continue
            plain = pattern("turns", "denies_nothing").sub("□", part)
            yield SmallClause(
                start,
                end,
                part,
                bool(pattern("turns", "denies").search(plain)),
                bool(pattern("turns", "conditional").search(part.strip())),
                bool(pattern("turns", "negative_outcome").search(part)),
            )

    def clause_at(self, place: int) -> SmallClause:
        """The small clause that `place` stands in."""
        return next((clause for clause in self.clauses if clause.start <= place < clause.end), self.clauses[-1])

    def standing(self, token: Hit) -> frozenset[bool]:
        """Whether what a token names is to be (True) or not to be: a case that has a bad outcome is not to be."""
        clause = self.clause_at(token.start)
        wanted = not clause.denied
        if clause.conditional:
            after = next((each for each in self.clauses if each.start >= clause.end), None)
            if after is not None and (after.denied != after.outcome_bad):
                return frozenset({not wanted})
        return frozenset({wanted})
