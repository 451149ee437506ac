"""A question with a column for each answer: 经营异常名录 over 在列 | 不在, with a tick in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import FieldType
from assistant.sheets.cells import read_cell
from assistant.sheets.grid import Grid
from assistant.sheets.headers import Header, HeadReading
from assistant.sheets.honours import honour_asked
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain

_CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.RECOGNITIONS, FieldType.CHOICES, FieldType.LEVEL})
_WORD: Final = re.compile("[\u4e00-\u9fa5]{1,6}")


def answers(grid: Grid, above: int, row: int) -> Mapping[int, bool]:
    """By column the answer that it is for, where a head of line `above` goes over a yes and a no of line `row`.

    Args:
        above: the line of the questions.
        row: the line of the answers.
    """
    found: dict[int, bool] = {}
    for column in range(grid.width):
        if grid.is_covered(above, column):
            continue
        across = range(column, column + grid.extent(above, column)[1])
        said = {at: answer for at in across if (answer := _answer(grid.text(row, at))) is not None}
        if len(said) == len(across) and set(said.values()) == {True, False}:
            found |= said
    return found


def read_answer(parts: tuple[str, ...], answer: bool, reader: HeadReader) -> HeadReading:
    """The question above the answer, to be ticked with it; of a head that is no question nothing."""
    reading = reader.read(*parts[:-1])
    if reading.header is None or reading.header.is_helper or reading.header.info.type is not FieldType.YES:
        return reader.read(*parts)
    text = " ".join(parts)
    return replace(reading, text=text, header=replace(reading.header, text=text, answer=answer))


def choices(grid: Grid, above: int, row: int, reader: HeadReader) -> Mapping[int, HeadReading]:
    """By column the head of one choice, where a head of line `above` goes over its choices in line `row`: 研发机构 over 国家级 | 省级 | 市级."""
    found: dict[int, HeadReading] = {}
    for column in range(grid.width):
        across = range(column, column + grid.extent(above, column)[1])
        header = reader.read(grid.text(above, column)).header if len(across) > 1 and not grid.is_covered(above, column) else None
        if header is None or header.is_helper or header.info.type not in _CHOSEN:
            continue
        said = {at: choice for at in across if (choice := _choice(grid.text(row, at), header, reader)) is not None}
        if len(said) == len(across) and len(set(said.values())) == len(said):
            found |= {at: HeadReading(f"{header.text} {grid.text(row, at)}", replace(header, text=f"{header.text} {grid.text(row, at)}", element=choice)) for at, choice in said.items()}
    return found


def _choice(text: str, header: Header, reader: HeadReader) -> str | None:
    """The choice, title or honour of a field that a head names."""
    if not text:
        return None
    if header.info.type not in (FieldType.CHOICE, FieldType.LEVEL):
        asked = honour_asked(text)
        return asked[1] if asked is not None and asked[0] == header.key else None
    reading = read_cell(text, header, reader.frame.year)
    choice = reading.values.get(header.path)
    return choice if isinstance(choice, str) else None if choice is None else str(choice)


def _answer(text: str) -> bool | None:
    word = plain(text)
    if not _WORD.fullmatch(word):
        return None  # a tick or 1 is an answer given, and no head
    if word in names().yes or any(word in words for words in names().affirmed.values()):
        return True
    return False if word in names().no else None
