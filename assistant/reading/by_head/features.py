"""A message as the head takes it: the vectors of its pieces, what grammar and word lists see at each, its numbers and times."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.reading.names import Name, all_names, find_names
from assistant.reading.normalise import Normalised, normalise
from assistant.reading.numbers.dates import find_dates
from assistant.reading.numbers.quantities import Unit, find_quantities
from assistant.reading.operators import Operator, find_operators
from assistant.reading.question import Detail, Mention, Role, Unused
from assistant.rules.fields import catalogue

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

NUMBERS: Final = frozenset({*(unit.value for unit in Unit), "rank"})
"""Kinds of mentions that the head judges."""
HELPERS: Final = ("rd_staff", "net_assets")
"""Figures that no field of the profile takes, and another one is computed from."""
TAGS: Final = 6
FACTS: Final = 7
PAIRS: Final = 10
YEARS: Final = 10
"""Distances of a year from last year that are told apart."""
MARKS: Final = {"，": 1, ",": 1, "。": 2, "；": 3, ";": 3, "\n": 4, "\t": 4, "：": 5, ":": 5, "、": 6, "（": 7, "(": 7, "）": 8, ")": 8, "？": 9, "?": 9, "|": 10}
"""Signs between clauses, by kind."""
MAGNITUDES: Final = 17
_ENDS: Final = frozenset({1, 2, 3, 4, 9})
_BEGINS, _GOES_ON = 2, 1
_BY_WORDS: Final = 7
"""Column of the pairs that says which year the words chose."""


class Vectors(Protocol):
    """The pieces of a text, each with its vector and its place in the text."""

    @property
    def vectors(self) -> Floats: ...

    @property
    def places(self) -> tuple[tuple[int, int], ...]: ...


ReadPieces = Callable[[str], Vectors]
"""The pieces of a normalised message, none before its first character."""
Vocabulary = Mapping[str, int]


def vocabularies() -> dict[str, tuple[str, ...]]:
    """What the head tells apart, by kind of feature; the first of each stands for all that is not known."""
    kinds = ("", *sorted(NUMBERS), "date", "batch", "point", "document", "standard", "contact", "title", "number")
    names = sorted({name_key(name) for name in all_names()})
    return {
        "kind": kinds,
        "name": ("", *names),
        "operator": ("", *(operator.value for operator in Operator)),
        "role": ("", *(role.value for role in Role)),
        "field": ("", *catalogue(), *HELPERS),
        "why": ("", *(reason.value for reason in Unused), *(detail.value for detail in Detail)),
    }


def name_key(name: Name) -> str:
    """A name by what it stands for, which stays when the list of names grows."""
    return " ".join([*(f"{unit.value}:{field}" for unit, field in sorted(name.fields.items())), name.part or "", name.why.value if name.why else ""]).strip()


@dataclass(frozen=True, slots=True)
class Time:
    """A year named at the pieces `start`..`end`."""

    start: int
    end: int
    year: int


@dataclass(frozen=True, eq=False)
class HeadInput:
    """One message.

    Attributes:
        vectors: pieces × directions; `tags`: pieces × `TAGS`, what grammar and word lists see there.
        spans: of each number, its pieces; `numbers`: numbers × `FACTS`, what the words say of it.
        pairs: numbers × times × `PAIRS`, how each time stands to each number.
        last: the year before the day.
    """

    vectors: Floats
    tags: Places
    spans: tuple[tuple[int, int], ...]
    numbers: Places
    times: tuple[Time, ...]
    pairs: Floats
    last: int


def head_input(message: str, day: date, mentions: Sequence[Mention], read_pieces: ReadPieces, known: Mapping[str, Vocabulary]) -> HeadInput:
    """What the head takes of a message.

    Args:
        mentions: all of the message, as the words read them.
        known: the vocabularies that the head was trained with.
    """
    said = normalise(message)
    return _Features(said, day, mentions, read_pieces(said.text), known).run()


class _Features:
    def __init__(self, said: Normalised, day: date, mentions: Sequence[Mention], read: Vectors, known: Mapping[str, Vocabulary]) -> None:
        self.said = said
        self.last = day.year - 1
        self.day, self.mentions, self.known = day, mentions, known
        self.vectors, self.places = read.vectors, read.places
        self.starts = np.array([start for start, _ in self.places])
        self.ends = np.array([end for _, end in self.places])

    def run(self) -> HeadInput:
        tags = self._tags()
        numbers = [(mention, self._of_mention(mention)) for mention in self.mentions if mention.kind in NUMBERS]
        times = self._times()
        return HeadInput(
            vectors=self.vectors,
            tags=tags,
            spans=tuple(span for _, span in numbers),
            numbers=np.array([self._facts(mention) for mention, _ in numbers], np.int64).reshape(-1, FACTS),
            times=tuple(time for time, _ in times),
            pairs=self._pairs(numbers, times, tags),
            last=self.last,
        )

    # pieces

    def _pieces(self, start: int, end: int) -> tuple[int, int]:
        """The pieces that touch a stretch of the normalised text; the first one where none does."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        first = min(first, len(self.places) - 1)
        return first, max(last, first + 1)

    def _of_mention(self, mention: Mention) -> tuple[int, int]:
        return self._pieces(*self.said.within(mention.start, mention.end))

    def _tags(self) -> Places:
        tags = np.zeros((len(self.places), TAGS), np.int64)
        text = self.said.text
        for hit, name in find_names(text):
            tags[slice(*self._pieces(hit.start, hit.end)), 2] = self._number("name", name_key(name))
        for hit, operator in find_operators(text):
            tags[slice(*self._pieces(hit.start, hit.end)), 3] = self._number("operator", operator.value)
        for mention in self.mentions:
            start, end = self._of_mention(mention)
            tags[start:end, 0] = self._number("kind", mention.kind)
            tags[start:end, 1] = _GOES_ON
            tags[start, 1] = _BEGINS
            if mention.kind == "date" and (years := self._years(mention)):
                tags[start:end, 4] = self._distance(years[0])
        for place, (start, end) in enumerate(self.places):
            words = text[start:end]
            tags[place, 5] = MARKS.get((words.strip() or "\n" if "\n" in words else words.strip())[-1:], 0)
        return tags

    # numbers

    def _facts(self, mention: Mention) -> list[int]:
        year = 0 if mention.year is None else self._distance(mention.year)
        why = [each.value if each else "" for each in (mention.reason, mention.detail)]
        by_words = [self._number("role", mention.role.value), self._number("field", mention.field or ""), *(self._number("why", each) for each in why), year]
        return [self._number("kind", mention.kind), _magnitude(mention.words), *by_words]

    # times

    def _times(self) -> list[tuple[Time, int]]:
        """Every year named, and the how manieth of its mention it is."""
        found = []
        for mention in self.mentions:
            if mention.kind == "date":
                start, end = self._of_mention(mention)
                found += [(Time(start, end, year), place) for place, year in enumerate(self._years(mention))]
        return found

    def _years(self, mention: Mention) -> tuple[int, ...]:
        return tuple(year for dated in find_dates(normalise(mention.words).text, self.day) for year in dated.years)

    def _pairs(self, numbers: Sequence[tuple[Mention, tuple[int, int]]], times: Sequence[tuple[Time, int]], tags: Places) -> Floats:
        found = np.zeros((len(numbers), len(times), PAIRS), np.float32)
        ends = np.concatenate([[0], np.cumsum(np.isin(tags[:, 5], list(_ENDS)))])
        dated, numbered = sorted(time.start for time, _ in times), sorted(at for _, (at, _) in numbers)
        for row, (mention, (at, _)) in enumerate(numbers):
            for column, (time, place) in enumerate(times):
                low, high = min(time.start, at), max(time.start, at)
                dates, between = _inside(dated, low, high), _inside(numbered, low, high)
                found[row, column] = (
                    at > time.start, math.log1p(high - low) / 4, (ends[high] - ends[low]) / 4, dates / 3, between / 3,
                    dates == 0 and at > time.start, place / 2, mention.year == time.year, time.year == self.last, time.year > self.last,
                )  # fmt: skip
        return found

    def _distance(self, year: int) -> int:
        return 1 + min(YEARS - 2, max(0, self.last + 2 - year))

    def _number(self, kind: str, value: str) -> int:
        return self.known[kind].get(value, 0)


def _inside(places: Sequence[int], low: int, high: int) -> int:
    """How many of the places, which are in order, lie between two others."""
    return max(0, bisect_left(places, high) - bisect_right(places, low))


def _magnitude(words: str) -> int:
    """How large a number is, by half powers of ten; 0 where it has no value."""
    quantity = next(iter(find_quantities(normalise(words).text)), None)
    if quantity is None or quantity.value is None:
        return 0
    return 1 + min(MAGNITUDES - 2, max(0, int(math.log10(abs(float(quantity.value)) + 1e-9) * 2 + 4)))
