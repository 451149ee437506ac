"""A piece of text read: its figures, what it speaks of, and its small clauses, each affirmed or denied.

>>> read = Stated.of("佐证材料无需报送")
>>> [(token.id, read.clause_at(token.start).denied) for token in read.tokens]
[('thing.evidence_papers', True), ('act.send', True)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.figures import SaidFigure, find_figures
from assistant.verifying.flat import flat
from assistant.verifying.patterns import concepts, pattern

_CASE: Final = 60
"""Characters within which a case begun with 对于 or 如 closes with 的企业."""
_CUT: Final = bounded.compile(r"[，,；;：:。！？!?\n（）()\[\]]|——|—(?!\d)")


def denies(text: str) -> bool:
    """Whether words that deny stand in it; 不低于 and 不同 don't.

    >>> denies("不予推荐"), denies("不低于70%")
    (True, False)
    """
    return bool(pattern("turns", "denies").search(pattern("turns", "denies_nothing").sub("□", text)))


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
class Stated:
    """A text (flat) read once."""

    text: str

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(text: str) -> Stated:
        return Stated(flat(text))

    @cached_property
    def figures(self) -> tuple[SaidFigure, ...]:
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
        found = list(self._clauses())
        for place in range(len(found) - 2, -1, -1):
            here, after = found[place], found[place + 1]
            if not here.conditional and pattern("turns", "bare_outcome").search(after.text.strip()):
                found[place] = here = replace(here, conditional=True)
            if after.conditional and not here.conditional and pattern("turns", "goes_on").search(after.text.strip()) and self.text[here.end : after.start] in ("", "，", ","):
                found[place] = replace(here, conditional=True)
        return tuple(found)

    def _clauses(self) -> Iterator[SmallClause]:
        text, opened = self.text, False
        found: list[SmallClause] = []
        before: SmallClause | None = None
        for start, end, part, in_sentence in self._cut():
            if not in_sentence:
                opened = False
            ends_case = bool(pattern("turns", "conditional_end").search(part.strip()))
            opens_case = bool(pattern("turns", "conditional_start").search(part.strip()))
            closes_later = (opened or opens_case) and bool(pattern("turns", "closes_case").search(self.text[end : end + _CASE]))
            if start and text[start - 1] in "）)" and part[:1] not in "，,。；;":
                opening = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
                held = next((each for each in reversed(found) if each.end <= opening), None)
            else:
                held = None
            denied = denies(part) or held is not None and held.denied or bool(before and before.denied and pattern("turns", "likewise").search(part))
            bad = bool(pattern("turns", "negative_outcome").search(part))
            before = SmallClause(start, end, part, denied, ends_case or opens_case or closes_later, bad)
            opened = closes_later
            found.append(before)
            yield before

    def _cut(self) -> Iterator[tuple[int, int, str, bool]]:
        """The stretches, each with whether it goes on with the sentence before it."""
        text = self.text
        cuts = {0, len(text)}
        for match in _CUT.finditer(text):
            cuts |= {match.start(), match.end()}
        cuts |= {match.end() for match in pattern("turns", "ends_relative").finditer(text)}
        cuts |= {match.start() for match in pattern("turns", "consequent").finditer(text)}
        for start, end in pairwise(sorted(cuts)):
            part = text[start:end]
            if part.strip(" ，,；;：:。！？!?\n（）()[]—"):
                yield start, end, part, start > 0 and text[start - 1] not in "。；;\n"

    def clause_at(self, place: int) -> SmallClause:
        """The small clause that `place` stands in."""
        return next((clause for clause in self.clauses if clause.start <= place < clause.end), self.clauses[-1])
