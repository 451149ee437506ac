"""The clauses and sentences of a normalised text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant import bounded as re
from assistant.reading.numbers.quantities import Unit
from assistant.understanding.extraction.facts import Reason

SEPARATOR = re.compile(
    r"[，。；;！!？?\n|]+|,(?!\d{3}(?!\d))|(?<=[项件个篇])(?=其中\d)"
    r"|[、（(](?=\d+[项件个](?:为|是|由|系)?(?:自主|自研|自己|受让|转让|购买|外购|买))"
    r"|(?<=[项件个受让研发买])[)）]、?(?=[\u4e00-\u9fff])"
    r"|、(?=(?:其中)?(?:受让|转让|购买|外购|买来|自主研发|自研|自己研发)[^，。；、\d]{0,6}\d)"
    r"|[（(](?=其中|更正|(?:含|包括|有)[^）)\d]{0,8}\d|(?:受让|转让|购买|外购|买来|自主研发|自研|自己研发)[^）)\d]{0,6}\d"
    r"|(?:20\d\d|去年|前年|上年)[^）)\d]{0,4}\d[^）)]*[万亿%人项元])"
)
SENTENCE_END = re.compile(r"[。！!？?\n]")
COUNTED = frozenset({Unit.MONEY, Unit.PERCENT, Unit.PEOPLE, Unit.ITEMS, Unit.SCORE})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at `start`..`end`; `mood` is why it states no fact, from `mood_from` on."""

    start: int
    end: int
    sentence: int
    ours: bool
    mood: Reason | None = None
    mood_from: int = 0


def pieces(text: str) -> list[tuple[int, int, bool]]:
    """For each clause: its end, the start of the next, whether it closes a sentence."""
    found = [
        (match.start(), match.end(), bool(SENTENCE_END.search(match[0])))
        for match in SEPARATOR.finditer(text)
    ]
    if not found or found[-1][1] < len(text):
        found.append((len(text), len(text), True))
    return found


def sentences(clauses: list[Clause]) -> Iterator[list[Clause]]:
    """The clauses, a list for each sentence."""
    for _, members in groupby(clauses, key=lambda clause: clause.sentence):
        yield list(members)
