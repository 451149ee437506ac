"""Two columns of one field: what the enterprise reported and what was found when it was checked (填报 | 核定)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.sheets.headers import HeadReading
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.values import Cell, is_blank, number_of, shown


def verified_columns(columns: Mapping[int, HeadReading], reader: HeadReader) -> Mapping[int, tuple[int, HeadReading]]:
    """By column of what was reported, the column of what was found, and the head of both."""
    found: dict[int, tuple[int, HeadReading]] = {}
    by_head = {head: column for column, reading in columns.items() if (head := _head_over(reading, names().verified))}
    for column, reading in columns.items():
        head = _head_over(reading, names().reported)
        if head in by_head and (read := reader.read(*head.split(" "))).header is not None:
            found[column] = (by_head[head], replace(read, text=reading.text))
    return found


def settles(cell: Cell) -> Cell | bool:
    """What the cell of what was found comes to: a number of its own, True where it leaves what was reported, False where it is open."""
    if is_blank(cell) or plain(shown(cell)) in names().agreed:
        return True
    return cell if number_of(cell) is not None else False


def _head_over(reading: HeadReading, words: frozenset[str]) -> str:
    """The head above 填报 or 核定; empty where the lowest cell is another."""
    head, _, lowest = reading.text.rpartition(" ")
    return head if plain(lowest) in words else ""
