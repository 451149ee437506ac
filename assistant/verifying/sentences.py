"""A text cut into sentences, each with its marks.

>>> [(s.text, s.marks) for s in split("您好。负债率不高于70%[1]，且[2]。[3]\\n三、流程")]
[('您好。', ()), ('负债率不高于70%[1]，且[2]。[3]', (1, 2, 3)), ('三、流程', ())]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant import bounded
from assistant.verifying.flat import flat

MARK: Final = bounded.compile(r"\[(\d{1,3})\]")
_RUN: Final = bounded.compile(r"(?:\[\d{1,3}\][、，,]?)+(?<=\])")
_OPENING, _CLOSING = "“「‘《（(", "”」’》）)"
_ENDS: Final = "。！？!?\n"
_TRAILING: Final = bounded.compile(r"(?:\s?\[\d{1,3}\]|[”」’）)])+")
_BLANK: Final = " \t\r\n\u3000\u00a0"


@dataclass(frozen=True)
class CitingPart:
    """A stretch of a sentence with the marks that end it; `text` is without them."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence at `start`..`end` (code points, `end` exclusive), as it stands."""

    text: str
    start: int
    end: int

    @property
    def marks(self) -> tuple[int, ...]:
        """The numbers of its marks, each once."""
        return tuple(dict.fromkeys(int(number) for number in MARK.findall(flat(self.text))))

    @property
    def plain(self) -> str:
        """Its words without marks, flat."""
        return MARK.sub("", flat(self.text)).strip()

    @property
    def parts(self) -> tuple[CitingPart, ...]:
        """Its stretches by their marks; what follows the last mark belongs to the stretch before it."""
        return tuple(_parts(flat(self.text)))


def split(text: str) -> list[Sentence]:
    """The sentences of `text`; white space between them belongs to none. What stands in quotation marks is not cut."""
    return [Sentence(text[start:end], start, end) for start, end in _spans(text)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start, depth, place = 0, 0, 0
    flattened = flat(text)
    while place < len(text):
        sign = text[place]
        place += 1
        if sign in _OPENING and any(closing in text[place : place + 400] for closing in _CLOSING[_OPENING.index(sign)]):
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        if sign == "\n":
            depth = 0
        if sign not in _ENDS or depth:
            continue
        trailing = _TRAILING.match(flattened, place)
        if sign != "\n" and trailing:
            place = trailing.end()
        yield from _trimmed(text, start, place)
        start = place
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start < end:
        yield start, end


def _parts(text: str) -> Iterator[CitingPart]:
    found: list[CitingPart] = []
    start = 0
    for run in _RUN.finditer(text):
        marks = tuple(int(number) for number in MARK.findall(run[0]))
        found.append(CitingPart(text[start : run.start()].strip(), marks))
        start = run.end()
    rest = text[start:].strip()
    if not found:
        found.append(CitingPart(rest, ()))
    elif rest.strip(" 。！？!?，,；;、）)”」"):
        last = found[-1]
        found[-1] = CitingPart(f"{last.text}{rest}", last.marks)
    yield from found
